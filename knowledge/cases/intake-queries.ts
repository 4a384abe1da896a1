import type { Queryable } from '../../core/db/client.ts';
import type { IntakeRecord, IntakeState } from './intakes.ts';

export interface IntakeRow {
  readonly id: string;
  readonly personId: string;
  readonly state: IntakeState;
  readonly record: IntakeRecord;
  readonly createdAt: Date;
}

const columns = `i.id, i.person_id as "personId", i.state, i.record, i.created_at as "createdAt"`;

export async function insertIntake(
  tx: Queryable,
  row: { id: string; personId: string; record: IntakeRecord; now: Date },
): Promise<void> {
  await tx.query(
    `insert into case_intakes (id, person_id, state, record, created_at, updated_at)
     values ($1, $2, 'open', $3::jsonb, $4, $4)`,
    [row.id, row.personId, JSON.stringify(row.record), row.now],
  );
}

export async function selectIntake(db: Queryable, id: string): Promise<IntakeRow | undefined> {
  const rows = await db.query<IntakeRow>(`select ${columns} from case_intakes i where i.id = $1`, [id]);
  return rows[0];
}

/** The actor's own, and for those who follow them up everybody's; newest first. */
export async function selectIntakes(
  db: Queryable,
  page: { limit: number; after: string | undefined },
): Promise<IntakeRow[]> {
  return db.query<IntakeRow>(
    `select ${columns} from case_intakes i where $2::text is null or i.id < $2 order by i.id desc limit $1`,
    [page.limit, page.after ?? null],
  );
}

/** Nobody has taken these up yet, oldest first. Uses case_intakes_state. */
export async function selectOpenIntakes(db: Queryable, not: string, limit: number): Promise<IntakeRow[]> {
  return db.query<IntakeRow>(
    `select ${columns} from case_intakes i where i.state = 'open' and i.person_id <> $1
      order by i.created_at, i.id limit $2`,
    [not, limit],
  );
}

/** @returns false when it was not in the state expected */
export async function updateIntake(
  tx: Queryable,
  row: { id: string; from: IntakeState[]; state: IntakeState; takenBy: string | null; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update case_intakes set state = $2, taken_by = coalesce($3, taken_by), updated_at = $4
      where id = $1 and state = any ($5) returning id`,
    [row.id, row.state, row.takenBy, row.now, row.from],
  );
  return rows.length > 0;
}

/** Under the actor's own rights. */
export async function deleteIntakeRow(tx: Queryable, id: string): Promise<boolean> {
  return (await tx.query('delete from case_intakes where id = $1 returning id', [id])).length > 0;
}
