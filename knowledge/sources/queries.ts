import { nobody } from '../../core/actor.ts';
import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind, SourceLink, SourceRecord } from './schema.ts';

export interface StoredSource {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
  readonly state: 'current' | 'withdrawn';
  readonly origin: string;
}

export interface NewPassage {
  readonly id: string;
  readonly position: number;
  readonly section: readonly string[];
  readonly text: string;
  readonly language: Language;
  readonly keywords: readonly string[];
}

export interface SourceRow {
  id: string;
  externalId: string;
  kind: SourceKind;
  title: string;
  titleEn: string | null;
  url: string | null;
  sourceUrls: SourceLink[];
  language: Language;
  owner: string | null;
  visibility: string;
  validFrom: string | null;
  validTo: string | null;
  reviewedOn: string | null;
  reviewBy: string | null;
  supersedes: string | null;
  state: 'current' | 'withdrawn';
  withdrawnReason: string | null;
  version: number;
  details: Record<string, unknown>;
}

export interface PassageRow {
  id: string;
  sourceId: string;
  version: number;
  position: number;
  section: string[];
  text: string;
  language: Language;
}

/** Uses sources_external_id_key. Locks the row so that two ingests of one source take turns. */
export async function lockSource(tx: Queryable, externalId: string): Promise<StoredSource | undefined> {
  const rows = await tx.query<StoredSource>(
    `select s.id, s.version, s.content_hash as "contentHash", s.state, s.origin
       from sources s where s.external_id = $1 for update`,
    [externalId],
  );
  return rows[0];
}

/** The id of an audience, made when an agency is seen for the first time. */
export async function ensureAudience(tx: Queryable, name: string): Promise<number> {
  const find = () => tx.query<{ id: number }>('select a.id from audiences a where a.name = $1', [name]);
  const [known] = await find();
  if (known) return known.id;
  await tx.query('insert into audiences (name) values ($1) on conflict do nothing', [name]);
  const [added] = await find();
  return added!.id;
}

interface Written {
  readonly id: string;
  readonly version: number;
  readonly audienceId: number;
  readonly contentHash: string;
  readonly origin: string;
  readonly now: Date;
}

export async function upsertSource(tx: Queryable, record: SourceRecord, as: Written): Promise<void> {
  await tx.query(
    `insert into sources (id, external_id, kind, title, title_en, url, source_urls, language, owner, audience_id,
                          valid_from, valid_to, reviewed_on, review_by, supersedes, state, version, content_hash,
                          details, origin, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11::date, $12::date, $13::date, $14::date, $15,
             'current', $16, $17, $18::jsonb, $19, $20, $20)
     on conflict (id) do update set
       kind = excluded.kind, title = excluded.title, title_en = excluded.title_en, url = excluded.url,
       source_urls = excluded.source_urls, language = excluded.language, owner = excluded.owner,
       audience_id = excluded.audience_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
       reviewed_on = excluded.reviewed_on, review_by = excluded.review_by, supersedes = excluded.supersedes,
       state = 'current', withdrawn_reason = null, version = excluded.version, content_hash = excluded.content_hash,
       details = excluded.details, origin = excluded.origin, updated_at = excluded.updated_at`,
    [
      as.id,
      record.externalId,
      record.kind,
      record.title,
      record.titleEn ?? null,
      record.url ?? null,
      JSON.stringify(record.sourceUrls),
      record.language,
      record.owner ?? null,
      as.audienceId,
      record.validFrom ?? null,
      record.validTo ?? null,
      record.reviewedOn ?? null,
      record.reviewBy ?? null,
      record.supersedes ?? null,
      as.version,
      as.contentHash,
      JSON.stringify(record.details),
      as.origin,
      as.now,
    ],
  );
}

export async function insertVersion(tx: Queryable, record: SourceRecord, as: Written): Promise<void> {
  await tx.query(
    `insert into source_versions (source_id, version, title, url, source_urls, details, reviewed_on, content_hash, audience_id, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::date, $8, $9, $10)`,
    [
      as.id,
      as.version,
      record.title,
      record.url ?? null,
      JSON.stringify(record.sourceUrls),
      JSON.stringify(record.details),
      record.reviewedOn ?? null,
      as.contentHash,
      as.audienceId,
      as.now,
    ],
  );
}

/** The audience an old version is left with: what both it and the present version may be read by. */
const narrowed = `
  case when n.name = 'public' or n.name = o.name then o.id
       when o.name = 'public' then n.id
       when n.name = 'government' then o.id
       when o.name = 'government' then n.id
       else (select x.id from audiences x where x.name = '${nobody}') end`;

/**
 * Narrowing a source narrows its past as well; widening it does not show what was written for fewer. Between two
 * audiences of which neither holds the other, nobody keeps the old versions.
 */
export async function narrowOldVersions(
  tx: Queryable,
  sourceId: string,
  version: number,
  visibility: string,
): Promise<void> {
  for (const table of ['source_versions', 'passages'])
    await tx.query(
      `update ${table} t set audience_id = ${narrowed} from audiences o, audiences n
        where t.source_id = $1 and t.version < $2 and o.id = t.audience_id and n.name = $3`,
      [sourceId, version, visibility],
    );
}

export async function insertPassages(
  tx: Queryable,
  record: SourceRecord,
  as: Written,
  passages: readonly NewPassage[],
): Promise<{ no: number; position: number }[]> {
  return tx.query(
    `insert into passages (id, source_id, version, position, section, text, language, keywords, audience_id, valid_from, valid_to)
     select p.id, $2, $3, p.position, array(select jsonb_array_elements_text(p.section)), p.text, p.language,
            array(select jsonb_array_elements_text(p.keywords)), $4, $5::date, $6::date
       from jsonb_to_recordset($1::jsonb) as p (id text, position int, section jsonb, text text, language text, keywords jsonb)
     returning no, position`,
    [
      JSON.stringify(passages),
      as.id,
      as.version,
      as.audienceId,
      record.validFrom ?? null,
      record.validTo ?? null,
    ],
  );
}

/** Takes every passage of a source out of search; they stay readable for citations. */
export async function retirePassages(tx: Queryable, sourceId: string): Promise<number[]> {
  const rows = await tx.query<{ no: number }>(
    'update passages set searchable = false where source_id = $1 and searchable returning no',
    [sourceId],
  );
  return rows.map((row) => row.no);
}

export async function markWithdrawn(tx: Queryable, sourceId: string, now: Date): Promise<void> {
  await tx.query(`update sources set state = 'withdrawn', updated_at = $2 where id = $1`, [sourceId, now]);
}

/** External ids of the current sources of one origin, for telling what a folder no longer has. */
export async function selectExternalIds(tx: Queryable, origin: string): Promise<string[]> {
  const rows = await tx.query<{ externalId: string }>(
    `select s.external_id as "externalId" from sources s where s.origin = $1 and s.state = 'current'`,
    [origin],
  );
  return rows.map((row) => row.externalId);
}

const sourceColumns = `s.id, s.external_id as "externalId", s.kind, s.title, s.title_en as "titleEn", s.url,
  s.source_urls as "sourceUrls", s.language, s.owner, a.name as visibility,
  s.valid_from::text as "validFrom", s.valid_to::text as "validTo", s.reviewed_on::text as "reviewedOn",
  s.review_by::text as "reviewBy", s.supersedes, s.state,
  s.withdrawn_reason as "withdrawnReason", s.version, s.details`;

/** By our id or by the id in the source's own file. Uses the primary key and sources_external_id_key. */
export async function selectSource(db: Queryable, id: string): Promise<SourceRow | undefined> {
  const rows = await db.query<SourceRow>(
    `select ${sourceColumns} from sources s join audiences a on a.id = s.audience_id
      where s.id = $1 or s.external_id = $1 order by (s.id = $1) desc limit 1`,
    [id],
  );
  return rows[0];
}

export async function selectVersion(
  db: Queryable,
  sourceId: string,
  version: number,
): Promise<Pick<SourceRow, 'title' | 'url' | 'sourceUrls' | 'details' | 'reviewedOn'> | undefined> {
  const rows = await db.query<Pick<SourceRow, 'title' | 'url' | 'sourceUrls' | 'details' | 'reviewedOn'>>(
    `select v.title, v.url, v.source_urls as "sourceUrls", v.details, v.reviewed_on::text as "reviewedOn"
       from source_versions v where v.source_id = $1 and v.version = $2`,
    [sourceId, version],
  );
  return rows[0];
}

/** Uses passages_place. */
export async function selectPassages(
  db: Queryable,
  sourceId: string,
  version: number,
): Promise<PassageRow[]> {
  return db.query<PassageRow>(
    `select p.id, p.source_id as "sourceId", p.version, p.position, p.section, p.text, p.language
       from passages p where p.source_id = $1 and p.version = $2 order by p.position`,
    [sourceId, version],
  );
}

export async function selectPassage(db: Queryable, id: string): Promise<PassageRow | undefined> {
  const rows = await db.query<PassageRow>(
    `select p.id, p.source_id as "sourceId", p.version, p.position, p.section, p.text, p.language
       from passages p where p.id = $1`,
    [id],
  );
  return rows[0];
}
