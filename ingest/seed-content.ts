import type { Bank } from '../core/context.ts';
import { loadFramework } from '../knowledge/framework/load-framework.ts';
import { selectExternalIds } from '../knowledge/sources/queries.ts';
import { saveSources, withdrawSource } from '../knowledge/sources/save-source.ts';
import type { SourceRecord } from '../knowledge/sources/schema.ts';
import { selectMark, upsertMark } from './queries.ts';
import { contentFingerprint, readContent } from './read-content.ts';

export interface SeedProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Passages stored per transaction: few enough that a question asked meanwhile waits well under a second, and enough
 * that their terms share rows of the search index.
 */
const batchPassages = 96;

function batchesOf(sources: readonly SourceRecord[]): SourceRecord[][] {
  const batches: SourceRecord[][] = [];
  let weight = batchPassages;
  for (const source of sources) {
    if (weight >= batchPassages) {
      batches.push([]);
      weight = 0;
    }
    batches.at(-1)!.push(source);
    weight += source.passages.length;
  }
  return batches;
}

async function saveBatch(bank: Bank, batch: readonly SourceRecord[]): Promise<void> {
  await bank.store.system.transaction((tx) => saveSources(tx, batch, { origin: 'content', now: bank.now() }));
}

async function withdrawMissing(bank: Bank, kept: ReadonlySet<string>): Promise<void> {
  const stored = await selectExternalIds(bank.store.system, 'content');
  for (const externalId of stored.filter((id) => !kept.has(id)))
    await bank.store.system.transaction((tx) =>
      withdrawSource(tx, externalId, { origin: 'content', now: bank.now() }),
    );
}

/**
 * Brings the store in line with the shipped content. Interrupted and started again it goes on where it was:
 * each source is saved whole or not at all, and saving it again changes nothing.
 * @param signal ends it between two transactions, with the signal's reason thrown
 * @returns false when the store already held exactly this content
 */
export async function seedContent(
  bank: Bank,
  onProgress: (progress: SeedProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<boolean> {
  const fingerprint = contentFingerprint();
  if ((await selectMark(bank.store.system, 'content')) === fingerprint) return false;
  const { sources, framework } = await readContent();
  await bank.store.system.transaction((tx) => loadFramework(tx, framework, bank.now()));
  let done = 0;
  for (const batch of batchesOf(sources)) {
    signal?.throwIfAborted();
    await saveBatch(bank, batch);
    done += batch.length;
    onProgress({ done, total: sources.length });
  }
  await withdrawMissing(bank, new Set(sources.map((source) => source.externalId)));
  await bank.store.tidy();
  await upsertMark(bank.store.system, 'content', fingerprint, bank.now());
  return true;
}
