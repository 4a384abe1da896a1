import { createHash } from 'node:crypto';
import { readFile as readBytes, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Bank } from '../../core/context.ts';
import { AppError, invalidInput } from '../../core/errors.ts';
import { withdrawSource } from '../../knowledge/sources/save-source.ts';
import { findInputs } from '../collect-inputs.ts';
import { AddressGone, fetchIfChanged, maxFileBytes, tooLarge, type Validators } from '../fetch-address.ts';
import { openRecords } from '../open-records.ts';
import type { FileRecord } from '../read-file.ts';
import { runRecords } from '../run-job.ts';
import type { FeedItems, FeedOutcome, FeedRow } from './queries.ts';

interface FeedFile {
  readonly name: string;
  readonly url?: string;
  bytes(): Promise<Uint8Array>;
}

/** What a feed holds now; undefined when it says itself that nothing has changed. */
interface FeedContent extends Validators {
  readonly files: readonly FeedFile[] | undefined;
}

export interface FeedReading extends Validators {
  readonly items: FeedItems;
  readonly outcome: FeedOutcome;
}

const notListed = new AppError('FORBIDDEN', {
  'zh-TW': '這個資料夾不在允許清單（INGEST_FOLDERS）內。',
  en: 'This folder is not on the list of allowed folders (INGEST_FOLDERS).',
});

/** @throws AppError FORBIDDEN for a folder outside those the settings name, INVALID_INPUT when there is none */
export async function allowedFolder(bank: Bank, folder: string): Promise<string> {
  const path = await realpath(folder).catch(() => {
    throw invalidInput({ 'zh-TW': `找不到資料夾 ${folder}。`, en: `There is no folder ${folder}.` });
  });
  const roots = await Promise.all(bank.config.ingestFolders.map((root) => realpath(root).catch(() => root)));
  if (!roots.some((root) => path === root || path.startsWith(root + sep))) throw notListed;
  return path;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  if ((await stat(path)).size > maxFileBytes) throw tooLarge;
  return readBytes(path);
}

async function folderContent(bank: Bank, location: string): Promise<FeedContent> {
  const inputs = await findInputs(await allowedFolder(bank, location));
  const files = inputs.flatMap((input) =>
    input.kind === 'file' ? [{ name: input.name, bytes: () => bytesOf(input.path) }] : [],
  );
  return { files };
}

async function urlContent(bank: Bank, feed: FeedRow): Promise<FeedContent> {
  const known = { etag: feed.etag ?? undefined, lastModified: feed.lastModified ?? undefined };
  try {
    const file = await fetchIfChanged(feed.location, bank.config.fetchAllow, known);
    if (!file) return { files: undefined, ...known };
    const { name, bytes, etag, lastModified } = file;
    return { files: [{ name, url: feed.location, bytes: async () => bytes }], etag, lastModified };
  } catch (error) {
    if (error instanceof AddressGone) return { files: [] };
    throw error;
  }
}

/** Records that write down the ids of the sources they give. */
function noting(records: readonly FileRecord[], ids: string[]): FileRecord[] {
  return records.map((record) => ({
    ...record,
    read: () => {
      const read = record.read();
      if ('source' in read) ids.push(read.source.externalId);
      return read;
    },
  }));
}

interface FileReading {
  readonly item: FeedItems[string] | undefined;
  readonly outcome: FeedOutcome;
}

const nothing: FeedOutcome = { added: 0, updated: 0, unchanged: 0, removed: 0, failed: 0 };

/** A file that cannot be read, or is held, keeps what it was before and is tried again the next time. */
async function readFeedFile(
  bank: Bank,
  feed: FeedRow,
  file: FeedFile,
  signal: AbortSignal,
): Promise<FileReading> {
  const before = feed.items[file.name];
  try {
    const bytes = await file.bytes();
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (before?.hash === hash) return { item: before, outcome: { ...nothing, unchanged: 1 } };
    const ids: string[] = [];
    const { name, url } = file;
    const records = await openRecords(bank, { name, bytes, visibility: feed.visibility, url });
    const counts = await runRecords(bank, noting(records, ids), async () => {}, signal);
    const { added, updated, unchanged, removed, errors } = counts;
    const outcome = { added: added - updated, updated, unchanged, removed, failed: errors.length };
    if (errors.length === 0) return { item: { hash, ids }, outcome };
    return { item: { hash: '', ids: [...new Set([...(before?.ids ?? []), ...ids])] }, outcome };
  } catch (error) {
    signal.throwIfAborted();
    bank.log.warn('a file of a feed cannot be read', { feed: feed.id, error });
    return { item: before, outcome: { ...nothing, failed: 1 } };
  }
}

function sum(a: FeedOutcome, b: FeedOutcome): FeedOutcome {
  return {
    added: a.added + b.added,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    removed: a.removed + b.removed,
    failed: a.failed + b.failed,
  };
}

async function withdrawGone(bank: Bank, before: FeedItems, after: FeedItems): Promise<number> {
  const kept = new Set(Object.values(after).flatMap(({ ids }) => ids));
  const gone = [...new Set(Object.values(before).flatMap(({ ids }) => ids))].filter((id) => !kept.has(id));
  let withdrawn = 0;
  for (const id of gone)
    if (
      await bank.store.patient.transaction((tx) =>
        withdrawSource(tx, id, { origin: 'ingest', now: bank.now() }),
      )
    )
      withdrawn += 1;
  return withdrawn;
}

/**
 * Reads a feed again: what changed becomes a new version, what is unchanged stays, what is gone is withdrawn. An
 * address or folder that cannot be reached changes nothing.
 */
async function syncFeed(bank: Bank, feed: FeedRow, signal: AbortSignal): Promise<FeedReading> {
  const content =
    feed.kind === 'url' ? await urlContent(bank, feed) : await folderContent(bank, feed.location);
  const { files, etag, lastModified } = content;
  if (!files)
    return {
      items: feed.items,
      outcome: { ...nothing, unchanged: Object.keys(feed.items).length },
      etag,
      lastModified,
    };
  const items: Record<string, FeedItems[string]> = {};
  let outcome = nothing;
  for (const file of files) {
    const read = await readFeedFile(bank, feed, file, signal);
    if (read.item) items[file.name] = read.item;
    outcome = sum(outcome, read.outcome);
  }
  const removed = await withdrawGone(bank, feed.items, items);
  const isWhole = outcome.failed === 0;
  return {
    items,
    outcome: { ...outcome, removed: outcome.removed + removed },
    // What failed is asked for again in full.
    etag: isWhole ? etag : undefined,
    lastModified: isWhole ? lastModified : undefined,
  };
}

/** As `syncFeed`, and `problem` says in both languages why a feed as a whole cannot be read. */
export async function trySyncFeed(bank: Bank, feed: FeedRow, signal: AbortSignal): Promise<FeedReading> {
  try {
    return await syncFeed(bank, feed, signal);
  } catch (error) {
    signal.throwIfAborted();
    bank.log.warn('a feed cannot be read', { feed: feed.id, error });
    const problem =
      error instanceof AppError
        ? error.text
        : { 'zh-TW': '讀取時發生錯誤。', en: 'It could not be read because of an error.' };
    const known = { etag: feed.etag ?? undefined, lastModified: feed.lastModified ?? undefined };
    return { items: feed.items, outcome: { ...nothing, problem }, ...known };
  }
}
