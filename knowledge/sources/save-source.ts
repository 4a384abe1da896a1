import { createHash } from 'node:crypto';
import type { Queryable } from '../../core/db/client.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { type IndexablePassage, indexPassages, unindexPassages } from '../search/index-passages.ts';
import * as queries from './queries.ts';
import type { SourceRecord } from './schema.ts';

/** Where a source comes from: shipped content, an ingested file or address, a case or a module written here. */
export type Origin = 'content' | 'ingest' | 'case' | 'course';

export type Saved = 'added' | 'updated' | 'unchanged';

function hashOf(record: SourceRecord): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex');
}

/**
 * An ingested file must not replace shipped content or somebody's case by using its id. Shipped content may take
 * over an ingested id: an upgrade that brings a source somebody ingested before has to start.
 */
function refuseForeign(existing: queries.StoredSource | undefined, origin: Origin, externalId: string): void {
  if (!existing || existing.origin === origin) return;
  if (origin === 'content' && existing.origin === 'ingest') return;
  throw new AppError('CONFLICT', {
    'zh-TW': `編號 ${externalId} 已由知識庫的其他來源使用，請換一個編號。`,
    en: `The id ${externalId} already belongs to another kind of source; use a different id.`,
  });
}

/** Stores the rows of a new version. @returns its passages, not yet indexed */
async function writeVersion(
  tx: Queryable,
  record: SourceRecord,
  as: Parameters<typeof queries.upsertSource>[2],
): Promise<IndexablePassage[]> {
  await queries.upsertSource(tx, record, as);
  await queries.insertVersion(tx, record, as);
  if (as.version > 1) await queries.narrowOldVersions(tx, as.id, as.version, record.visibility);
  const passages = record.passages.map((passage, position) => ({
    ...passage,
    position,
    id: newId('passage', as.now),
  }));
  const numbered = await queries.insertPassages(tx, record, as, passages);
  const noAt = new Map(numbered.map((row) => [row.position, row.no]));
  return passages.map(({ position, section, text, language, keywords }) => ({
    no: noAt.get(position)!,
    sourceId: as.id,
    audienceId: as.audienceId,
    kind: record.kind,
    title: record.title,
    titleEn: record.titleEn ?? null,
    section,
    text,
    language,
    keywords,
  }));
}

interface Written {
  readonly saved: Saved;
  readonly sourceId: string;
  readonly passages: readonly IndexablePassage[];
}

async function write(
  tx: Queryable,
  record: SourceRecord,
  options: { origin: Origin; now: Date },
): Promise<Written> {
  const contentHash = hashOf(record);
  const existing = await queries.lockSource(tx, record.externalId);
  refuseForeign(existing, options.origin, record.externalId);
  if (existing?.contentHash === contentHash && existing.state === 'current')
    return { saved: 'unchanged', sourceId: existing.id, passages: [] };
  if (existing) await unindexPassages(tx, await queries.retirePassages(tx, existing.id));
  const id = existing?.id ?? newId('source', options.now);
  const passages = await writeVersion(tx, record, {
    id,
    version: (existing?.version ?? 0) + 1,
    audienceId: await queries.ensureAudience(tx, record.visibility),
    contentHash,
    ...options,
  });
  return { saved: existing ? 'updated' : 'added', sourceId: id, passages };
}

/**
 * Stores sources and makes their passages searchable; saving the same records again changes nothing.
 * The caller's transaction makes it all or nothing.
 * @returns what became of each record, in order
 * @throws AppError CONFLICT when an id belongs to a source of another origin
 */
export async function saveSources(
  tx: Queryable,
  records: readonly SourceRecord[],
  options: { origin: Origin; now: Date },
): Promise<Saved[]> {
  const latest = new Map<string, readonly IndexablePassage[]>();
  const saved: Saved[] = [];
  for (const record of records) {
    const written = await write(tx, record, options);
    if (written.saved !== 'unchanged') latest.set(written.sourceId, written.passages);
    saved.push(written.saved);
  }
  await indexPassages(tx, [...latest.values()].flat());
  return saved;
}

/** One source, as in `saveSources`. */
export async function saveSource(
  tx: Queryable,
  record: SourceRecord,
  options: { origin: Origin; now: Date },
): Promise<Saved> {
  const [saved] = await saveSources(tx, [record], options);
  return saved!;
}

/**
 * Takes a source out of search at once; its citations stay readable and say "withdrawn".
 * @returns false when there is none, or it is withdrawn already
 * @throws AppError CONFLICT when the id belongs to a source of another origin
 */
export async function withdrawSource(
  tx: Queryable,
  externalId: string,
  { origin, now }: { origin: Origin; now: Date },
): Promise<boolean> {
  const existing = await queries.lockSource(tx, externalId);
  refuseForeign(existing, origin, externalId);
  if (!existing || existing.state === 'withdrawn') return false;
  await unindexPassages(tx, await queries.retirePassages(tx, existing.id));
  await queries.markWithdrawn(tx, existing.id, now);
  return true;
}
