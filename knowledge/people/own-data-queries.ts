import type { Queryable } from '../../core/db/client.ts';

/** A column that names a person. */
export interface PersonColumn {
  readonly table: string;
  readonly column: string;
}

/** Every table and column that refers to people by a foreign key, as the catalogue has them. */
export async function selectPersonColumns(tx: Queryable): Promise<PersonColumn[]> {
  return tx.query<PersonColumn>(
    `select t.relname as table, a.attname as column
       from pg_constraint k join pg_class t on t.oid = k.conrelid
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = 'people'::regclass
      order by t.relname, a.attname`,
  );
}

/** Columns that name a person without a foreign key, because what they stand in outlives the person. */
export const keyOnlyColumns: readonly PersonColumn[] = [
  { table: 'audit', column: 'actor' },
  { table: 'badge_reviews', column: 'reviewer' },
  { table: 'badge_versions', column: 'changed_by' },
  { table: 'badges', column: 'proposer' },
  { table: 'case_reviews', column: 'reviewer' },
  { table: 'course_reviews', column: 'reviewer' },
  { table: 'feedback', column: 'rater' },
  { table: 'ingest_jobs', column: 'created_by' },
];

const word = /^[a-z_]{1,60}$/;
/** What would let its reader act as the person, or is large and of no meaning. */
const withheld = ['secret_hash', 'id_hash', 'csrf', 'payload'];

/** The rows of a table in which a column names the person, without secrets. */
export async function selectRowsOf(
  tx: Queryable,
  { table, column }: PersonColumn,
  personId: string,
): Promise<Record<string, unknown>[]> {
  if (!word.test(table) || !word.test(column)) throw new RangeError(`no table ${table}`);
  const rows = await tx.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) - $2::text[] as row from ${table} t where t.${column} = $1`,
    [personId, withheld],
  );
  return rows.map((one) => one.row);
}

export async function selectPersonRow(
  tx: Queryable,
  personId: string,
): Promise<Record<string, unknown> | undefined> {
  const rows = await tx.query<{ row: Record<string, unknown> }>(
    'select to_jsonb(p) as row from people p where p.id = $1',
    [personId],
  );
  return rows[0]?.row;
}

/** What hangs on a person without a foreign key that deletes it. */
export async function deleteLoose(tx: Queryable, personId: string): Promise<void> {
  await tx.query(
    `delete from idempotency i where i.credential_id in (
       select t.id from tokens t where t.person_id = $1 union all select s.id_hash from sessions s where s.person_id = $1)`,
    [personId],
  );
  await tx.query('delete from feedback where rater = $1', [personId]);
  await tx.query(
    `delete from gaps g where g.asker = $1
        and not exists (select 1 from gap_votes v where v.gap_id = g.id and v.person_id <> $1)
        and not exists (select 1 from gap_replies r where r.gap_id = g.id and r.author is distinct from $1)`,
    [personId],
  );
  await tx.query('delete from credentials where person_id = $1', [personId]);
}

/** Cases and modules of theirs that were published stay, credited to the agency alone. */
export async function anonymiseSources(tx: Queryable, personId: string): Promise<void> {
  await tx.query(
    `update sources s set owner = s.details->>'agency_zh'
      where s.external_id in (select c.id from cases c where c.author = $1 union all
        select o.id from courses o where o.author = $1)`,
    [personId],
  );
}

export async function deletePerson(tx: Queryable, personId: string): Promise<boolean> {
  const rows = await tx.query('delete from people where id = $1 returning id', [personId]);
  return rows.length > 0;
}
