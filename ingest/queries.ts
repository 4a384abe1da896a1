import type { Queryable } from '../core/db/client.ts';

export async function selectMark(db: Queryable, name: string): Promise<string | undefined> {
  const rows = await db.query<{ value: string }>('select m.value from marks m where m.name = $1', [name]);
  return rows[0]?.value;
}

export async function upsertMark(db: Queryable, name: string, value: string, now: Date): Promise<void> {
  await db.query(
    `insert into marks (name, value, updated_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [name, value, now],
  );
}
