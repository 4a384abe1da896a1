import type { Queryable } from '../../core/db/client.ts';

/** The framework's competencies that these cases name, once for each case. */
export async function selectCompetenciesOf(db: Queryable, sourceIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `select named.name from sources s
       cross join lateral jsonb_array_elements_text(coalesce(s.details->'competencies', '[]')) as named (name)
      where s.id in (select jsonb_array_elements_text($1::jsonb))
        and exists (select 1 from framework_competencies f where f.name = named.name)`,
    [JSON.stringify(sourceIds)],
  );
  return rows.map(({ name }) => name);
}
