import type { Queryable } from '../../core/db/client.ts';

/** A use of AI as an agency reports it in an inventory. */
export interface ReportedUse {
  sourceId: string;
  inventory: string;
  year: string;
  agency: string;
  useCase: string;
  stage: string | null;
}

/** The inventory fields of sources that have them, but for uses the agency says it has none of. Uses sources_pkey. */
export async function selectReportedUses(
  db: Queryable,
  sourceIds: readonly string[],
): Promise<ReportedUse[]> {
  return db.query<ReportedUse>(
    `select s.id as "sourceId", s.details->>'inventory' as inventory, s.details->>'year' as year,
            s.details->>'agency' as agency, coalesce(s.details->>'useCase', s.title) as "useCase",
            s.details->>'stage' as stage
       from sources s
      where s.id = any ($1) and s.details ? 'inventory' and s.details ? 'agency'
        and coalesce(s.details->>'used', 'Yes') = 'Yes'
        -- a table of products says of each whether it is used; blank is not reported
        and (s.details ? 'used' or s.details ? 'stage' or s.details ? 'abbreviation')`,
    [sourceIds],
  );
}
