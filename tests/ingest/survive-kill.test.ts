import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../core/db/store.ts';
import { JobReply } from '../../ingest/job.ts';
import { splitText } from '../../ingest/split-text.ts';
import {
  type ProcessStore,
  processAdminToken,
  type ServerProcess,
  seededProcessStore,
  startServerProcess,
} from '../support/server-process.ts';

const recordCount = 240;

/** Two or three passages, different in every round. */
function textOf(n: number, round: number): string {
  const sentence = `第${round}輪的第${n}筆紀錄說明一項作業的風險與因應方式，並記下負責的單位與完成的日期。`;
  return sentence.repeat(60 + (n % 3) * 30);
}

const jsonl = (round: number) =>
  Array.from({ length: recordCount }, (_, n) =>
    JSON.stringify({ id: `record-${n}`, title: `紀錄${n}`, text: textOf(n, round), visibility: 'public' }),
  ).join('\n');

interface Stored {
  externalId: string;
  version: number;
  passages: string[];
  indexed: number;
  withTerms: number;
  searchableOfOldVersions: number;
}

/** Every ingested source with its present passages and how many of them search knows. */
const storedSources = `
  select s.external_id as "externalId", s.version,
         array_agg(p.text order by p.position) filter (where p.version = s.version) as passages,
         count(i.no) filter (where p.version = s.version)::int as indexed,
         count(*) filter (where p.version = s.version and exists (
           select 1 from search_postings t where t.chunk_id = i.chunk_id
              and exists (select 1 from unnest(t.entries) as e (entry) where t.chunk_id + (e.entry >> 16) = p.no)))::int as "withTerms",
         count(*) filter (where p.version <> s.version and (p.searchable or i.no is not null))::int as "searchableOfOldVersions"
    from sources s join passages p on p.source_id = s.id left join search_passages i on i.no = p.no
   where s.origin = 'ingest' group by s.id`;

/** Index rows nothing points at any more. */
const orphans = `
  select count(*)::int as n from search_postings t
   where not exists (select 1 from search_chunks c where c.id = t.chunk_id)`;

describe('kill -9 in the middle of an ingest', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bank-kill-'));
  let kept: ProcessStore;
  let server: ServerProcess | undefined;

  const start = async () => {
    server = await startServerProcess(kept);
    return server;
  };

  beforeAll(async () => {
    kept = await seededProcessStore(dataDir);
    await start();
  }, 300_000);

  afterAll(async () => {
    await server?.kill();
    await kept?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { ...init.headers, authorization: `Bearer ${processAdminToken}` };
    const response = await fetch(`${server!.url}/api/v1${path}`, { ...init, headers });
    expect(response.ok).toBe(true);
    return response.json();
  };

  const handIn = async (round: number): Promise<string> => {
    const form = new FormData();
    form.set('file', new File([jsonl(round)], 'records.jsonl'));
    return z.object({ jobId: z.string() }).parse(await call('/ingest', { method: 'POST', body: form })).jobId;
  };

  const jobUntil = async (jobId: string, fits: (job: JobReply) => boolean): Promise<JobReply> => {
    for (;;) {
      const job = JobReply.parse(await call(`/ingest/${jobId}`));
      if (fits(job)) return job;
      // Asking is work for the server too.
      await sleep(100);
    }
  };

  /** What a process that opens the folder after the crash finds; every source must be whole. */
  const storedAfterCrash = async (): Promise<Stored[]> => {
    const store = await openStore(kept, new Date());
    try {
      expect(await store.system.query(orphans)).toEqual([{ n: 0 }]);
      return await store.system.query<Stored>(storedSources);
    } finally {
      await store.close();
    }
  };

  const expectWhole = (stored: readonly Stored[]) => {
    for (const source of stored) {
      const n = Number(source.externalId.split('-')[1]);
      expect(source.passages).toEqual(splitText(textOf(n, source.version)));
      const { length } = source.passages;
      expect(source).toMatchObject({
        indexed: length,
        withTerms: length,
        searchableOfOldVersions: 0,
      });
    }
  };

  it.each([1, 2, 3])(
    'loses nothing acknowledged, leaves nothing half there and goes on at the next start (round %i)',
    async (round) => {
      const jobId = await handIn(round);
      // The third time right after the acknowledgement, before the first batch.
      const seen = round === 3 ? undefined : await jobUntil(jobId, ({ done }) => done >= round * 60);
      await server!.kill();

      const stored = await storedAfterCrash();
      expectWhole(stored);
      const done = stored.filter(({ version }) => version === round).length;
      if (seen) expect(done).toBeGreaterThanOrEqual(seen.done);
      expect(done).toBeLessThan(recordCount);

      await start();
      const job = await jobUntil(jobId, ({ state }) => state === 'done' || state === 'failed');
      expect(job).toMatchObject({ state: 'done', total: recordCount, done: recordCount, errors: [] });
      expect(job.added + job.unchanged).toBe(recordCount);
      expect(job.unchanged).toBe(done);
    },
    300_000,
  );

  it('ends at SIGTERM with everything whole and current', async () => {
    expect(await server!.stop()).toBe(0);
    const stored = await storedAfterCrash();
    expectWhole(stored);
    expect(stored).toHaveLength(recordCount);
    expect(stored.every(({ version }) => version === 3)).toBe(true);
  }, 60_000);
});
