import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank, Context } from '../../core/context.ts';
import type { JobCounts } from '../../ingest/job.ts';
import { readFile } from '../../ingest/read-file.ts';
import { runRecords } from '../../ingest/run-job.ts';
import { getPassage } from '../../knowledge/sources/get-passage.ts';
import { getSource } from '../../knowledge/sources/get-source.ts';
import { saveSource } from '../../knowledge/sources/save-source.ts';
import { SourceRecord } from '../../knowledge/sources/schema.ts';
import { contextOf, openTestBank } from '../support/world.ts';

let bank: Bank;
let anyone: Context;
beforeAll(async () => {
  bank = await openTestBank();
  anyone = contextOf(bank);
});
afterAll(() => bank.store.close());

const jsonl = (...lines: unknown[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

async function ingest(
  text: string,
  visibility = 'public',
  signal?: AbortSignal,
  seen: number[] = [],
): Promise<JobCounts> {
  const records = await readFile({ name: 'a.jsonl', bytes: new TextEncoder().encode(text), visibility });
  return runRecords(bank, records, async ({ done }) => void seen.push(done), signal);
}

/** How many passages of a source can be found, and how many of those have their terms in the index. */
async function findable(externalId: string): Promise<{ passages: number; indexed: number; chunks: number }> {
  const [row] = await bank.store.system.query<{ passages: number; indexed: number; chunks: number }>(
    `select count(p.no) filter (where p.searchable) as passages, count(i.no) as indexed,
            count(distinct t.chunk_id) as chunks
       from sources s join passages p on p.source_id = s.id
       left join search_passages i on i.no = p.no
       left join lateral (select t.chunk_id from search_postings t where t.chunk_id = i.chunk_id limit 1) t on true
      where s.external_id = $1`,
    [externalId],
  );
  return row!;
}

describe('ingest', () => {
  it('says by line what is wrong and takes in the rest', async () => {
    const lines = jsonl(
      { id: 'good-1', text: '甲。' },
      '{"id":',
      { id: 'no-text' },
      { id: 'good-2', text: '乙。' },
    );
    const counts = await ingest(lines);
    expect(counts).toMatchObject({ total: 4, done: 4, added: 2, unchanged: 0 });
    expect(counts.errors.map(({ line }) => line)).toEqual([2, 3]);
    expect(counts.errors[1]!.message).toMatch(/text/);
    expect(await findable('good-2')).toEqual({ passages: 1, indexed: 1, chunks: 1 });
  });

  it('of the same records again changes nothing', async () => {
    const lines = jsonl({ id: 'same-1', text: '甲。' }, { id: 'same-2', text: '乙。' });
    await ingest(lines);
    const before = await getSource.run(anyone, { id: 'same-1' });
    expect(await ingest(lines)).toMatchObject({ added: 0, updated: 0, unchanged: 2, errors: [] });
    expect(await getSource.run(anyone, { id: 'same-1' })).toEqual(before);
  });

  it('of a changed record makes a new version and keeps the old citation readable', async () => {
    await ingest(jsonl({ id: 'changed', title: '舊題', text: '舊的說法。' }));
    const old = await getSource.run(anyone, { id: 'changed' });
    expect(await ingest(jsonl({ id: 'changed', title: '新題', text: '新的說法。' }))).toMatchObject({
      added: 1,
      updated: 1,
    });

    const now = await getSource.run(anyone, { id: 'changed' });
    expect(now).toMatchObject({ id: old.id, version: 2, title: '新題' });
    expect(now.passages.map(({ text }) => text)).toEqual(['新的說法。']);
    expect(await getPassage.run(anyone, { id: old.passages[0]!.id })).toMatchObject({
      text: '舊的說法。',
      title: '舊題',
      version: 1,
      currentVersion: 2,
      state: 'current',
    });
    expect(await findable('changed')).toEqual({ passages: 1, indexed: 1, chunks: 1 });
  });

  it('of a removal takes the source out of search and leaves its citation readable as withdrawn', async () => {
    await ingest(jsonl({ id: 'gone', text: '不再適用的說法。' }));
    const { passages } = await getSource.run(anyone, { id: 'gone' });
    expect(await ingest(jsonl({ id: 'gone', removed: true }))).toMatchObject({ removed: 1, errors: [] });
    expect(await findable('gone')).toEqual({ passages: 0, indexed: 0, chunks: 0 });
    expect(await getPassage.run(anyone, { id: passages[0]!.id })).toMatchObject({
      text: '不再適用的說法。',
      state: 'withdrawn',
    });
    expect(await ingest(jsonl({ id: 'gone', removed: true }))).toMatchObject({ removed: 0, unchanged: 1 });
    expect(await ingest(jsonl({ id: 'gone', text: '不再適用的說法。' }))).toMatchObject({ updated: 1 });
    expect(await findable('gone')).toEqual({ passages: 1, indexed: 1, chunks: 1 });
  });

  it('lets the last of two records of one id stand', async () => {
    await ingest(jsonl({ id: 'twice', text: '先寫的。' }, { id: 'twice', text: '後寫的。' }));
    const { passages } = await getSource.run(anyone, { id: 'twice' });
    expect(passages.map(({ text }) => text)).toEqual(['後寫的。']);
    expect(await findable('twice')).toEqual({ passages: 1, indexed: 1, chunks: 1 });
  });

  it('does not let a file replace shipped content, and takes in its neighbours', async () => {
    const record = SourceRecord.parse({
      externalId: 'shipped',
      kind: 'study',
      title: '研究',
      language: 'zh-TW',
      visibility: 'public',
      passages: [{ text: '原文。', language: 'zh-TW' }],
    });
    await bank.store.system.transaction((tx) =>
      saveSource(tx, record, { origin: 'content', now: bank.now() }),
    );
    const counts = await ingest(jsonl({ id: 'beside', text: '旁。' }, { id: 'shipped', text: '竄改。' }));
    expect(counts).toMatchObject({ added: 1, errors: [{ line: 2 }] });
    expect((await getSource.run(anyone, { id: 'shipped' })).passages[0]!.text).toBe('原文。');
    expect(await ingest(jsonl({ id: 'shipped', removed: true }))).toMatchObject({
      removed: 0,
      errors: [{ line: 1 }],
    });
    expect((await getSource.run(anyone, { id: 'shipped' })).state).toBe('current');
  });

  it('shows a record to its own audience before that of the file', async () => {
    await ingest(
      jsonl({ id: 'inside', text: '內部。' }, { id: 'outside', text: '公開。', visibility: 'public' }),
      'government',
    );
    await expect(getSource.run(anyone, { id: 'inside' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await getSource.run(anyone, { id: 'outside' })).visibility).toBe('public');
    const staff = contextOf(bank, { actor: { personId: 'p', roles: ['staff'] } });
    expect((await getSource.run(staff, { id: 'inside' })).visibility).toBe('government');
  });

  it('narrowing an audience narrows the past as well', async () => {
    await ingest(jsonl({ id: 'narrowed', text: '第一版。' }));
    const { passages } = await getSource.run(anyone, { id: 'narrowed' });
    await ingest(jsonl({ id: 'narrowed', text: '第二版。', visibility: 'agency:moda' }));
    await expect(getPassage.run(anyone, { id: passages[0]!.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('reports after every small batch and can be stopped between two, whole records only', async () => {
    const lines = jsonl(...Array.from({ length: 100 }, (_, n) => ({ id: `batch-${n}`, text: `第${n}則。` })));
    const stop = new AbortController();
    const seen: number[] = [];
    const records = await readFile({
      name: 'a.jsonl',
      bytes: new TextEncoder().encode(lines),
      visibility: 'public',
    });
    const run = runRecords(
      bank,
      records,
      async ({ done }) => {
        seen.push(done);
        if (done >= 40) stop.abort();
      },
      stop.signal,
    );
    await expect(run).rejects.toThrow();
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBeLessThan(100);
    expect(await ingest(lines)).toMatchObject({ added: 100 - seen.at(-1)!, unchanged: seen.at(-1)! });
  });
});
