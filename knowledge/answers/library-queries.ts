import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';

export interface LibrarySourceRow {
  id: string;
  externalId: string;
  kind: SourceKind;
  title: string;
  titleEn: string | null;
  owner: string | null;
  details: Record<string, unknown>;
}

export interface LibraryPassageRow {
  id: string;
  sourceId: string;
  position: number;
  section: string[];
  text: string;
  language: Language;
}

/** Kinds whose content is short and known: held in memory; documents and tables are searched instead. */
const heldKinds = ['case', 'study', 'glossary'];

/** Kinds of any size, found by searching. Modules are not among them: they answer questions about learning only. */
export const searchedKinds = ['document'] as const;

/** Changes whenever anything the actor may see of the held kinds does. Uses sources_kind. */
export async function selectLibraryStamp(db: Queryable, today: string): Promise<string> {
  const [row] = await db.query<{ stamp: string }>(
    `select concat_ws(':', count(*), sum(s.version), extract(epoch from max(s.updated_at))) as stamp
       from sources s where s.kind = any ($1) and s.state = 'current' and (s.valid_from is null or s.valid_from <= $2::date)
         and (s.valid_to is null or s.valid_to >= $2::date)`,
    [heldKinds, today],
  );
  return `${today}|${row?.stamp ?? ''}`;
}

export async function selectLibrarySources(
  db: Queryable,
  today: string,
  limit: number,
): Promise<LibrarySourceRow[]> {
  return db.query(
    `select s.id, s.external_id as "externalId", s.kind, s.title, s.title_en as "titleEn", s.owner, s.details
       from sources s
      where s.kind = any ($1) and s.state = 'current' and (s.valid_from is null or s.valid_from <= $2::date)
         and (s.valid_to is null or s.valid_to >= $2::date)
      order by s.kind, s.external_id limit $3`,
    [heldKinds, today, limit],
  );
}

/** Uses passages_place. */
export async function selectLibraryPassages(
  db: Queryable,
  sourceIds: readonly string[],
): Promise<LibraryPassageRow[]> {
  return db.query(
    `select p.id, p.source_id as "sourceId", p.position, p.section, p.text, p.language
       from passages p where p.source_id = any ($1) and p.searchable order by p.source_id, p.position`,
    [sourceIds],
  );
}

/** Whether there is anything to search beside what is held. Uses sources_kind. */
export async function hasDocuments(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>(
    `select exists (select from sources s where s.kind = any ($1) and s.state = 'current') as found`,
    [searchedKinds],
  );
  return row?.found ?? false;
}
