import type { Bank } from '../core/context.ts';
import { saveSource, withdrawSource } from '../knowledge/sources/save-source.ts';
import { countRecord, type JobCounts, type JobError } from './job.ts';
import { updateJob } from './queries.ts';
import { describeProblem, type FileRecord } from './read-file.ts';
import type { ReadRecord } from './read-jsonl.ts';

/** Passages stored per transaction: small, so that a question asked meanwhile waits for one batch at most. */
const batchPassages = 24;

interface Readable {
  readonly line: number;
  readonly record: ReadRecord;
}

type Effect = 'added' | 'updated' | 'unchanged' | 'removed' | 'failed';

/** Splits records into batches of about `batchPassages`, collecting those that cannot be read. */
function* batches(records: readonly FileRecord[], onError: (error: JobError) => void): Generator<Readable[]> {
  let batch: Readable[] = [];
  let passages = 0;
  for (const { line, read } of records) {
    try {
      const record = read();
      batch.push({ line, record });
      passages += 'source' in record ? record.source.passages.length : 1;
    } catch (error) {
      onError({ line, message: describeProblem(error) });
    }
    if (passages >= batchPassages) {
      yield batch;
      batch = [];
      passages = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

async function store(bank: Bank, readable: readonly Readable[]): Promise<Effect[]> {
  return bank.store.system.transaction(async (tx) => {
    const effects: Effect[] = [];
    for (const { record } of readable) {
      if ('remove' in record)
        effects.push(
          (await withdrawSource(tx, record.remove, { origin: 'ingest', now: bank.now() }))
            ? 'removed'
            : 'unchanged',
        );
      else effects.push(await saveSource(tx, record.source, { origin: 'ingest', now: bank.now() }));
    }
    return effects;
  });
}

/** A batch that fails is tried again record by record, so that one bad record does not take its neighbours along. */
async function storeBatch(
  bank: Bank,
  batch: readonly Readable[],
  onError: (error: JobError) => void,
): Promise<Effect[]> {
  try {
    return await store(bank, batch);
  } catch (error) {
    if (batch.length === 1) {
      onError({ line: batch[0]!.line, message: describeProblem(error) });
      return ['failed'];
    }
    const effects: Effect[] = [];
    for (const one of batch) effects.push(...(await storeBatch(bank, [one], onError)));
    return effects;
  }
}

/**
 * Stores the records of a file in small batches, reporting after each. Every record is whole or absent at any time,
 * and running the same records again changes nothing, so an interrupted job is simply run again.
 */
export async function runRecords(
  bank: Bank,
  records: readonly FileRecord[],
  onProgress: (counts: JobCounts) => Promise<void>,
  closing?: AbortSignal,
): Promise<JobCounts> {
  const counts: JobCounts = {
    total: records.length,
    done: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    errors: [],
  };
  const onError = (error: JobError) => {
    counts.done += 1;
    counts.errors.push(error);
  };
  for (const batch of batches(records, onError)) {
    for (const effect of await storeBatch(bank, batch, onError))
      if (effect !== 'failed') countRecord(counts, effect);
    await onProgress(counts);
    closing?.throwIfAborted();
  }
  return counts;
}

/** Runs a stored job and keeps what came of it. @returns false when it was stopped on the way and must run again */
export async function runJob(
  bank: Bank,
  jobId: string,
  open: () => Promise<FileRecord[]>,
  closing: AbortSignal,
): Promise<boolean> {
  const save = (state: 'running' | 'done' | 'failed', counts: Partial<JobCounts>) =>
    updateJob(bank.store.system, jobId, state, counts, bank.now());
  try {
    const records = await open();
    await save('running', { total: records.length });
    const counts = await runRecords(bank, records, (progress) => save('running', progress), closing);
    await save('done', counts);
  } catch (error) {
    if (closing.aborted) return false;
    bank.log.warn('ingest failed', { jobId, error });
    await save('failed', { errors: [{ line: 0, message: describeProblem(error) }] });
  }
  return true;
}
