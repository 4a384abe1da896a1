import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveComparison } from './compare.ts';
import type { EvalQuestion } from './question.ts';
import { formatUnsupported, summarise } from './report.ts';
import { runEval } from './run-eval.ts';
import { fetchTarget } from './target.ts';
import { measureTruth } from './truth.ts';

const question: EvalQuestion = {
  id: 'made-up',
  kind: 'case-fact',
  lang: 'zh',
  question: '省了多少？',
  expect: { outcome: ['answered'], cite: { all: ['case-a'] } },
  why: 'a made-up record',
};

/** A bank that says one thing of one passage. */
function bankThatSays(answer: string, rest: object = {}) {
  const citation = { n: 1, sourceId: 's', externalId: 'case-a', passageId: 'p', kind: 'case', title: '甲案' };
  const reply = {
    answerId: 'a',
    conversationId: 'c',
    outcome: 'answered',
    answer,
    citations: [citation],
    suggestions: [],
    language: 'zh-TW',
    ...rest,
  };
  const passage = {
    id: 'p',
    kind: 'case',
    externalId: 'case-a',
    title: '甲案',
    section: ['成效'],
    text: '系統每年省下約 5,000 小時。The Harbour Pilot saves time.',
  };
  return fetchTarget('http://bank.test', (url) => {
    if (url.includes('/passages/')) return Response.json(passage);
    if (url.includes('/cases/'))
      return Response.json({ item: { titleEn: 'Harbour Pilot', agency: 'Port Office' } });
    return Response.json(reply);
  });
}

async function truthOf(answer: string, rest?: object) {
  const target = bankThatSays(answer, rest);
  return measureTruth(target, question, { outcome: 'answered', reply: await target.ask({ question: '？' }) });
}

describe('the truth of a reply', () => {
  it('is that its passages say its statements', async () => {
    const truth = await truthOf('每年省下約 5,000 小時。[1]');
    expect(truth).toMatchObject({ checked: 1, unsupported: 0, numbers: 0, faults: [] });
    expect(truth.cited).toEqual({ right: 1, given: 1, wanted: 1 });
  });

  it('counts another number as a number error, and says which statement it was', async () => {
    const truth = await truthOf('每年省下約 9,000 小時。[1]');
    expect(truth).toMatchObject({ checked: 1, unsupported: 1, numbers: 1 });
    expect(truth.faults[0]).toContain('9,000');
  });

  it('counts an invented word as unsupported, not as a number error', async () => {
    expect(await truthOf('每年省下約 5,000 小時，居民歡呼。[1]')).toMatchObject({
      unsupported: 1,
      numbers: 0,
    });
  });

  it('knows the case by its English name', async () => {
    expect(await truthOf('Harbour Pilot saves time. [1]')).toMatchObject({ checked: 1, unsupported: 0 });
  });

  it('is not measured of what is computed, or not answered', async () => {
    const table = { citations: [{ n: 1, sourceId: 's', passageId: 'p', kind: 'framework', title: '表' }] };
    expect(await truthOf('系統規劃 9.99 [1]', table)).toMatchObject({ checked: 0 });
    expect(await truthOf('資料庫裡沒有。', { outcome: 'no_source', citations: [] })).toMatchObject({
      checked: 0,
    });
  });
});

describe('two configurations side by side', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eval-report-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are a dated report with the commit, a column each', async () => {
    const measure = async (name: string, answer: string, tokens?: { input: number; output: number }) => {
      const results = await runEval(bankThatSays(answer, tokens && { mode: 'generative' }), [question]);
      const read = new Map(tokens ? [[question.kind, tokens] as const] : []);
      return { name, results, summary: summarise(results, read) };
    };
    const liar = await measure('liar', '每年省下約 9,000 小時。[1]', { input: 70, output: 30 });
    const plain = await measure('extractive', '每年省下約 5,000 小時。[1]');
    const file = await saveComparison(folder, 'made-up', [liar, plain]);
    expect(file).toMatch(/\/\d{4}-\d{2}-\d{2}-(?:[0-9a-f]{7,}|unknown)\.md$/);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('| | liar | extractive |');
    expect(text).toContain('| unsupported | 1 (100.0 %) | 0 (0.0 %) |');
    expect(text).toContain('| number errors | 1 | 0 |');
    expect(text).toContain('| written by the model | 1 | 0 |');
    expect(text.match(/\| tokens read \/ written \| 70 \/ 30 \| – \|/g)).toHaveLength(2);
    expect(text.match(/\| latency p50 \/ p95 ms \| \d+ \/ \d+ \| \d+ \/ \d+ \|/g)).toHaveLength(2);
    expect(text).toMatch(/### total[\s\S]*### case-fact/);
    expect(formatUnsupported(liar.results)).toContain('made-up unsupported: 每年省下約 9,000 小時');
  });
});
