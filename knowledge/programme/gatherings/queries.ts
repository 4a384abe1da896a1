import type { Queryable } from '../../../core/db/client.ts';
import type { GatheringRecord, GatheringState } from './schema.ts';

export interface GatheringRow {
  readonly id: string;
  readonly cohortId: string | null;
  readonly visibility: string;
  readonly state: GatheringState;
  readonly record: GatheringRecord;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number | null;
  readonly sequence: number;
  readonly notes: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `g.id, g.cohort_id as "cohortId", a.name as visibility, g.state, g.record, g.starts_at as "startsAt",
  g.ends_at as "endsAt", g.capacity, g.sequence, g.notes, g.created_by as "createdBy", g.created_at as "createdAt",
  g.updated_at as "updatedAt"`;
const from = 'gatherings g join audiences a on a.id = g.audience_id';

/** Those the actor may see that end after a time, the next first. Uses gatherings_start. */
export async function selectGatherings(
  db: Queryable,
  page: {
    endingAfter: Date | undefined;
    cohortId: string | undefined;
    limit: number;
    after: string | undefined;
  },
): Promise<GatheringRow[]> {
  return db.query<GatheringRow>(
    `select ${columns} from ${from}
      where ($1::timestamptz is null or g.ends_at > $1) and ($2::text is null or g.cohort_id = $2)
        and ($4::text is null or (g.starts_at, g.id) > (select x.starts_at, x.id from gatherings x where x.id = $4))
      order by g.starts_at, g.id limit $3`,
    [page.endingAfter ?? null, page.cohortId ?? null, page.limit, page.after ?? null],
  );
}

export async function selectGathering(db: Queryable, id: string): Promise<GatheringRow | undefined> {
  const rows = await db.query<GatheringRow>(`select ${columns} from ${from} where g.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that places are given out one at a time. */
export async function lockGathering(tx: Queryable, id: string): Promise<GatheringRow | undefined> {
  const rows = await tx.query<GatheringRow>(
    `select ${columns} from ${from} where g.id = $1 for update of g`,
    [id],
  );
  return rows[0];
}

interface Written {
  readonly id: string;
  readonly record: GatheringRecord;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number | null;
  readonly now: Date;
}

const valuesOf = (row: Written) => [
  row.id,
  JSON.stringify(row.record),
  row.startsAt,
  row.endsAt,
  row.capacity,
  row.now,
];

export async function insertGathering(
  tx: Queryable,
  row: Written & { cohortId: string | null; audienceId: number; createdBy: string },
): Promise<void> {
  await tx.query(
    `insert into gatherings (id, record, starts_at, ends_at, capacity, created_at, updated_at, cohort_id, audience_id,
       created_by, state)
     values ($1, $2::jsonb, $3, $4, $5, $6, $6, $7, $8, $9, 'planned')`,
    [...valuesOf(row), row.cohortId, row.audienceId, row.createdBy],
  );
}

export async function updateGatheringFields(tx: Queryable, row: Written): Promise<void> {
  await tx.query(
    `update gatherings set record = $2::jsonb, starts_at = $3, ends_at = $4, capacity = $5, updated_at = $6,
       sequence = sequence + 1 where id = $1`,
    valuesOf(row),
  );
}

export async function cancelGatheringRow(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx.query(
    `update gatherings set state = 'cancelled', sequence = sequence + 1, updated_at = $2 where id = $1`,
    [id, now],
  );
}

export async function updateNotes(tx: Queryable, id: string, notes: string): Promise<void> {
  await tx.query('update gatherings set notes = $2 where id = $1', [id, notes]);
}

export interface SignUpRow {
  readonly personId: string;
  readonly name: string;
  readonly state: 'going' | 'waiting';
}

/** In the order of the line. */
export async function selectSignUps(tx: Queryable, gatheringId: string): Promise<SignUpRow[]> {
  return tx.query<SignUpRow>(
    `select s.person_id as "personId", p.name, s.state from gathering_signups s join people p on p.id = s.person_id
      where s.gathering_id = $1 order by s.no`,
    [gatheringId],
  );
}

/** @returns false when they are in the line already */
export async function insertSignUp(
  tx: Queryable,
  row: { gatheringId: string; personId: string; state: SignUpRow['state']; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into gathering_signups (gathering_id, person_id, state, signed_up_at) values ($1, $2, $3, $4)
     on conflict do nothing returning person_id`,
    [row.gatheringId, row.personId, row.state, row.now],
  );
  return rows.length > 0;
}

export async function deleteSignUp(tx: Queryable, gatheringId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from gathering_signups where gathering_id = $1 and person_id = $2 returning person_id',
    [gatheringId, personId],
  );
  return rows.length > 0;
}

export async function updateSignUpGoing(tx: Queryable, gatheringId: string, personId: string): Promise<void> {
  await tx.query(`update gathering_signups set state = 'going' where gathering_id = $1 and person_id = $2`, [
    gatheringId,
    personId,
  ]);
}

/** Who comes to which gathering that starts within a time. Uses gatherings_start. */
export async function selectGoingBetween(
  db: Queryable,
  after: Date,
  until: Date,
): Promise<{ id: string; title: string; startsAt: Date; personId: string }[]> {
  return db.query(
    `select g.id, g.record->>'title' as title, g.starts_at as "startsAt", s.person_id as "personId"
       from gatherings g join gathering_signups s on s.gathering_id = g.id
      where g.state = 'planned' and s.state = 'going' and g.starts_at > $1 and g.starts_at <= $2
      order by g.starts_at, s.no`,
    [after, until],
  );
}
