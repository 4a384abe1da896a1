import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';

export interface CitingAnswer {
  readonly id: string;
  readonly personId: string | null;
  readonly question: string;
  readonly language: Language;
  readonly createdAt: Date;
  /** The oldest version of the source it cites. */
  readonly version: number;
}

/**
 * Kept answers that cite a source at any version, oldest first.
 * @param tx the bank's own: it reads everybody's answers. Uses answers_cited.
 * @param page.after the id of the last answer seen
 */
export async function answersCiting(
  tx: Queryable,
  sourceId: string,
  page: { limit: number; after?: string | undefined },
): Promise<CitingAnswer[]> {
  return tx.query<CitingAnswer>(
    `select a.id, a.person_id as "personId", a.question, a.language, a.created_at as "createdAt",
            (select min(p.version) from passages p where p.source_id = $1
              and jsonb_path_query_array(a.draft, '$.parts[*].claims[*].passageIds[*]') ? p.id) as version
       from answers a
      where jsonb_path_query_array(a.draft, '$.parts[*].claims[*].passageIds[*]')
              ?| (select coalesce(array_agg(p.id), '{}') from passages p where p.source_id = $1)
        and ($3::text is null or a.id > $3)
      order by a.id limit $2`,
    [sourceId, page.limit, page.after ?? null],
  );
}

export interface ChangedPassage {
  readonly passageId: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly kind: SourceKind;
  readonly title: string;
  readonly state: 'current' | 'withdrawn';
  readonly reason: string | null;
  readonly version: number;
  readonly currentVersion: number;
  readonly changedAt: Date;
  readonly before: string;
  /** The same words in the present version, else what stands in their place; null when it is gone. */
  readonly after: string | null;
}

/** Those of the cited passages whose source has changed or was withdrawn since. Uses the primary keys and passages_place. */
export async function selectChangedPassages(
  db: Queryable,
  passageIds: readonly string[],
): Promise<ChangedPassage[]> {
  return db.query<ChangedPassage>(
    `select p.id as "passageId", s.id as "sourceId", s.external_id as "externalId", s.kind, s.title, s.state,
            s.withdrawn_reason as reason, p.version, s.version as "currentVersion", s.updated_at as "changedAt",
            p.text as before,
            (select n.text from passages n
              where n.source_id = p.source_id and n.version = s.version and n.language = p.language
                and (n.section = p.section or n.text = p.text)
              order by n.text = p.text desc, abs(n.position - p.position) limit 1) as after
       from passages p join sources s on s.id = p.source_id
      where p.id = any ($1) and (s.state = 'withdrawn' or p.version < s.version)`,
    [passageIds],
  );
}
