import type { Session } from '../client.ts';

export interface Table {
  readonly name: string;
  /** Columns that are stored and not computed, quoted, in order. */
  readonly columns: string;
}

/** Kept by the migrations themselves, there to prove row-level security, or made again from the passages. */
const own = ['migrations', 'canary', 'embedding_sets'];

/** Every table of the bank, as the catalogue has them. */
export async function selectTables(session: Session): Promise<Table[]> {
  return session.query<Table>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and not c.relispartition
        and c.relnamespace = current_schema()::regnamespace and c.relname <> all ($1::text[])
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by c.relname order by c.relname`,
    [own],
  );
}

interface Constraint {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function selectForeignKeys(session: Session): Promise<Constraint[]> {
  return session.query<Constraint>(
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k where k.contype = 'f' and k.conparentid = 0 and k.connamespace = current_schema()::regnamespace`,
  );
}

/**
 * Runs `fill` with foreign keys gone and triggers still, so that rows may come in any order as they once were; then
 * puts both back, which checks every row.
 */
export async function withoutChecks(
  session: Session,
  tables: readonly Table[],
  fill: () => Promise<void>,
): Promise<void> {
  const keys = await selectForeignKeys(session);
  const each = async (sql: readonly string[]) => {
    for (const statement of sql) await session.exec(statement);
  };
  await each(keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`));
  await each(tables.map(({ name }) => `alter table "${name}" disable trigger user`));
  await fill();
  await each(tables.map(({ name }) => `alter table "${name}" enable trigger user`));
  await each(
    keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  );
}

/** Lets identity columns go on after the highest number restored. */
export async function resetIdentities(session: Session): Promise<void> {
  const columns = await session.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attidentity <> ''`,
  );
  for (const { table, column } of columns)
    await session.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(coalesce(max(t."${column}"), 0), 1)) from "${table}" t`,
      [table, column],
    );
}
