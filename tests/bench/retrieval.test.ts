import { describe, expect, it } from 'vitest';
import { runRetrieval } from './retrieval.ts';
import { readRetrievalSet } from './retrieval-data.ts';

const set = readRetrievalSet(process.env.TEST_DATA);

describe.skipIf(!set)('retrieval on the development set (needs TEST_DATA)', () => {
  it('keeps the figures it was tuned to, per group', { timeout: 600_000 }, async () => {
    const { lane } = await runRetrieval(set!.passages, set!.questions);
    expect(lane.get('general')!.recall1).toBeGreaterThanOrEqual(90);
    expect(lane.get('general')!.recall10).toBeGreaterThanOrEqual(99);
    expect(lane.get('gov-law')!.recall10).toBeGreaterThanOrEqual(80);
    expect(lane.get('x-zh2en')!.recall10).toBeGreaterThanOrEqual(92);
    expect(lane.get('x-en2zh')!.recall10).toBeGreaterThanOrEqual(93);
    expect(lane.get('gov-aia')!.recall10).toBeGreaterThanOrEqual(88);
  });
});
