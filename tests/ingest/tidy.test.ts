import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { runRecords } from '../../ingest/run-job.ts';
import { searchPassages } from '../../knowledge/search/search-passages.ts';
import { sourceRecord } from '../support/sources.ts';
import { testServerUrl } from '../support/test-store.ts';
import { contextOf, openTestBank } from '../support/world.ts';

const records = (round: number) =>
  Array.from({ length: 600 }, (_, n) => ({
    line: n + 1,
    read: () => ({ source: sourceRecord({ id: `r${n}`, text: `第${round}輪第${n}筆紀錄說明作業風險。` }) }),
  }));

describe.skipIf(testServerUrl)('after much was stored', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openTestBank();
  });
  afterAll(() => bank.store.close());

  it('the embedded store is tidied: no dead rows stay behind and the planner knows its tables', async () => {
    for (const round of [1, 2]) await runRecords(bank, records(round), async () => {});
    const tables = await bank.store.system.query<{
      name: string;
      rows: number;
      visible: number;
      pages: number;
    }>(
      `select c.relname as name, c.reltuples::int as rows, c.relallvisible as visible, c.relpages as pages
         from pg_class c where c.relname in ('search_passages', 'search_postings') order by c.relname`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['search_passages', 'search_postings']);
    expect(tables[0]!.rows).toBe(600);
    for (const { visible, pages } of tables) expect(visible).toBe(pages);
    const [hit] = await searchPassages(contextOf(bank), { question: '第2輪第7筆紀錄', limit: 1 });
    expect(hit?.externalId).toBe('r7');
  }, 120_000);
});
