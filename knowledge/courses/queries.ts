import type { Queryable } from '../../core/db/client.ts';

export interface CatalogueRow {
  readonly details: unknown;
  /** An approved badge that names the module as its course. */
  readonly badge: string | null;
}

/**
 * Published modules the actor may see, or the one asked for. A source ingested as a course without parts is text
 * only and not listed. Uses sources_kind.
 */
export async function selectCourseRows(db: Queryable, id?: string): Promise<CatalogueRow[]> {
  return db.query<CatalogueRow>(
    `select s.details,
            (select min(b.id) from badges b
              where b.state = 'approved' and b.record->'course'->>'courseId' = s.external_id) as badge
       from sources s
      where s.kind = 'course' and s.state = 'current' and s.details ? 'parts'
        and ($1::text is null or s.external_id = $1)
      order by s.external_id`,
    [id ?? null],
  );
}
