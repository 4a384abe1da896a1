import type { Bank } from '../core/context.ts';
import type { Queryable } from '../core/db/client.ts';
import { saveSources, withdrawSource } from '../knowledge/sources/save-source.ts';
import type { SourceRecord } from '../knowledge/sources/schema.ts';
import { countRecord, type JobCounts, type JobError } from './job.ts';
import { updateJob } from './queries.ts';
import { describeProblem, type FileRecord } from './read-file.ts';
import type { ReadRecord } from './read-jsonl.ts';

/** How long a transaction may hold the store: a question asked meanwhile waits for one batch at most. */
const targetMs = 120;
const maxPassages = 48;
/** Records stored or removed after which search would be slower without tidying up. */
const worthTidying = 500;

/** Passages per batch, learned from how long the batches before it took on this machine. */
class BatchSize {
  passages = 6;

  learn(stored: number, tookMs: number): void {
    const fitting = (stored * targetMs) / Math.max(1, tookMs);
    this.passages = Math.max(1, Math.min(maxPassages, Math.round((this.passages + fitting) / 2)));
  }
}

interface Readable {
  readonly line: number;
  readonly record: ReadRecord;
}

type Effect = 'added' | 'updated' | 'unchanged' | 'removed' | 'failed';

function weightOf(record: ReadRecord): number {
  return 'source' in record ? record.source.passages.length : 1;
}

/** Splits records into batches of about `size.passages`, collecting those that cannot be read. */
function* batches(
  records: readonly FileRecord[],
  size: BatchSize,
  onError: (error: JobError) => void,
): Generator<Readable[]> {
  let batch: Readable[] = [];
  let weight = 0;
  for (const { line, read } of records) {
    try {
      const record = read();
      batch.push({ line, record });
      weight += weightOf(record);
    } catch (error) {
      onError({ line, message: describeProblem(error) });
      weight += 1;
    }
    if (weight >= size.passages) {
      yield batch;
      batch = [];
      weight = 0;
    }
  }
  yield batch;
}

/** Sources up to the next removal are saved together, so that a record and its removal keep their order. */
async function storeRecords(bank: Bank, tx: Queryable, records: readonly ReadRecord[]): Promise<Effect[]> {
  const as = { origin: 'ingest', now: bank.now() } as const;
  const effects: Effect[] = [];
  let sources: SourceRecord[] = [];
  const flush = async () => {
    effects.push(...(await saveSources(tx, sources, as)));
    sources = [];
  };
  for (const record of records) {
    if ('source' in record) {
      sources.push(record.source);
      continue;
    }
    await flush();
    effects.push((await withdrawSource(tx, record.remove, as)) ? 'removed' : 'unchanged');
  }
  await flush();
  return effects;
}

async function store(bank: Bank, batch: readonly Readable[], size: BatchSize): Promise<Effect[]> {
  return bank.store.patient.transaction(async (tx) => {
    const started = performance.now();
    const effects = await storeRecords(
      bank,
      tx,
      batch.map(({ record }) => record),
    );
    const stored = batch.reduce((sum, { record }) => sum + weightOf(record), 0);
    size.learn(stored, performance.now() - started);
    return effects;
  });
}

/** A batch that fails is tried again record by record, so that one bad record does not take its neighbours along. */
async function storeBatch(
  bank: Bank,
  batch: readonly Readable[],
  size: BatchSize,
  onError: (error: JobError) => void,
): Promise<Effect[]> {
  try {
    return batch.length > 0 ? await store(bank, batch, size) : [];
  } catch (error) {
    if (batch.length === 1) {
      onError({ line: batch[0]!.line, message: describeProblem(error) });
      return ['failed'];
    }
    const effects: Effect[] = [];
    for (const one of batch) effects.push(...(await storeBatch(bank, [one], size, onError)));
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
  const size = new BatchSize();
  for (const batch of batches(records, size, onError)) {
    for (const effect of await storeBatch(bank, batch, size, onError))
      if (effect !== 'failed') countRecord(counts, effect);
    await onProgress(counts);
    closing?.throwIfAborted();
  }
  if (counts.added + counts.removed >= worthTidying) await bank.store.tidy();
  return counts;
}

function countEnded({ metrics }: Bank, counts: JobCounts): void {
  const { added, updated, unchanged, removed, errors } = counts;
  const effects = { added: added - updated, updated, unchanged, removed, failed: errors.length };
  for (const [effect, records] of Object.entries(effects)) metrics.ingestRecords.inc({ effect }, records);
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
  const { ingestRunning, ingestJobs } = bank.metrics;
  ingestRunning.inc();
  try {
    const records = await open();
    await save('running', { total: records.length });
    const counts = await runRecords(bank, records, (progress) => save('running', progress), closing);
    await save('done', counts);
    countEnded(bank, counts);
    ingestJobs.inc({ state: 'done' });
  } catch (error) {
    if (closing.aborted) return false;
    bank.log.warn('ingest failed', { jobId, error });
    await save('failed', { errors: [{ line: 0, message: describeProblem(error) }] });
    ingestJobs.inc({ state: 'failed' });
  } finally {
    ingestRunning.dec();
  }
  return true;
}
