import { readFile as readBytes, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bank } from '../core/context.ts';
import { ColumnMapping } from './column-mapping.ts';
import { ingestFolder } from './ingest-folder.ts';
import { openRecords } from './open-records.ts';
import { selectNextJob, type WaitingJob } from './queries.ts';
import { runJob } from './run-job.ts';

/** How often the worker looks for a job when it has none. */
const pauseMs = 200;
/** How long it waits when the database could not be asked. */
const pauseAfterFailureMs = 2_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function work(bank: Bank, job: WaitingJob, closing: AbortSignal): Promise<void> {
  const path = join(ingestFolder(bank), job.payload.file);
  const open = async () =>
    openRecords(bank, {
      name: job.name,
      url: job.payload.url,
      personalData: job.payload.personalData,
      by: job.by ?? undefined,
      bytes: await readBytes(path),
      visibility: job.payload.visibility,
      mapping: job.payload.mapping === undefined ? undefined : ColumnMapping.parse(job.payload.mapping),
    });
  if (await runJob(bank, job.id, open, closing)) await rm(path, { force: true });
}

/**
 * Works off ingest jobs one after the other, beginning with those an earlier run left unfinished.
 * @returns `close` lets a running job stop at its next batch; it goes on at the next start
 */
export function startJobWorker(bank: Bank): { close(): Promise<void> } {
  const closing = new AbortController();
  const step = async () => {
    const job = await selectNextJob(bank.store.system);
    await (job ? work(bank, job, closing.signal) : pause(pauseMs));
  };
  const loop = async () => {
    while (!closing.signal.aborted)
      await step().catch((error) => {
        bank.log.error('ingest worker failed, will try again', { error });
        return pause(pauseAfterFailureMs);
      });
  };
  const ended = loop();
  return {
    async close() {
      closing.abort();
      await ended;
    },
  };
}
