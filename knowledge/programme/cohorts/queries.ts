import type { Queryable } from '../../../core/db/client.ts';
import type { TrackId } from '../../courses/schema.ts';

export interface CohortRow {
  readonly id: string;
  readonly callId: string | null;
  readonly name: string;
  readonly about: string;
  readonly track: TrackId | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: 'active' | 'closed';
}

const columns = `c.id, c.call_id as "callId", c.name, c.about, c.track, c.starts_on::text as "startsOn",
  c.ends_on::text as "endsOn", c.state`;

/** Those the actor may see, the newest first. */
export async function selectCohorts(db: Queryable): Promise<CohortRow[]> {
  return db.query<CohortRow>(
    `select ${columns} from cohorts c order by c.state, c.starts_on desc, c.id desc limit 200`,
  );
}

export async function selectCohort(db: Queryable, id: string): Promise<CohortRow | undefined> {
  const rows = await db.query<CohortRow>(`select ${columns} from cohorts c where c.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that acts on one cohort take turns. */
export async function lockCohort(tx: Queryable, id: string): Promise<CohortRow | undefined> {
  const rows = await tx.query<CohortRow>(`select ${columns} from cohorts c where c.id = $1 for update`, [id]);
  return rows[0];
}

type Written = Pick<CohortRow, 'id' | 'name' | 'about' | 'startsOn' | 'endsOn'> & { readonly now: Date };

export async function insertCohort(
  tx: Queryable,
  row: Written & { callId: string | null; createdBy: string },
): Promise<void> {
  await tx.query(
    `insert into cohorts (id, name, about, starts_on, ends_on, state, call_id, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $8)`,
    [row.id, row.name, row.about, row.startsOn, row.endsOn, row.callId, row.createdBy, row.now],
  );
}

export async function updateCohortFields(tx: Queryable, row: Written): Promise<void> {
  await tx.query(
    'update cohorts set name = $2, about = $3, starts_on = $4, ends_on = $5, updated_at = $6 where id = $1',
    [row.id, row.name, row.about, row.startsOn, row.endsOn, row.now],
  );
}

export async function updateCohortState(
  tx: Queryable,
  id: string,
  state: CohortRow['state'],
  now: Date,
): Promise<void> {
  await tx.query('update cohorts set state = $2, updated_at = $3 where id = $1', [id, state, now]);
}

export interface MemberRow {
  readonly personId: string;
  readonly name: string;
  readonly sharesProgress: boolean;
  readonly joinedAt: Date;
}

/** In the order they joined, with their names. */
export async function selectMembers(tx: Queryable, cohortId: string): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.person_id as "personId", p.name, m.shares_progress as "sharesProgress", m.joined_at as "joinedAt"
       from cohort_members m join people p on p.id = m.person_id
      where m.cohort_id = $1 order by m.joined_at, p.name, m.person_id`,
    [cohortId],
  );
}

/** @returns false when they are a member already */
export async function insertMember(
  tx: Queryable,
  row: { cohortId: string; personId: string; nominationId: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into cohort_members (cohort_id, person_id, nomination_id, joined_at) values ($1, $2, $3, $4)
     on conflict do nothing returning person_id`,
    [row.cohortId, row.personId, row.nominationId, row.now],
  );
  return rows.length > 0;
}

export async function deleteMember(tx: Queryable, cohortId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from cohort_members where cohort_id = $1 and person_id = $2 returning person_id',
    [cohortId, personId],
  );
  return rows.length > 0;
}

export async function updateSharing(
  tx: Queryable,
  row: { cohortId: string; personId: string; shares: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    'update cohort_members set shares_progress = $3 where cohort_id = $1 and person_id = $2 returning person_id',
    [row.cohortId, row.personId, row.shares],
  );
  return rows.length > 0;
}

/** Nominees the panel selected: of one call, or these nominations. */
export async function selectSelected(
  tx: Queryable,
  which: { callId: string } | { nominationIds: readonly string[] },
): Promise<{ id: string; nominee: string }[]> {
  return tx.query(
    `select n.id, n.nominee from nominations n
      where n.state = 'selected' and n.nominee is not null
        and ($1::text is null or n.call_id = $1) and ($2::text[] is null or n.id = any ($2::text[]))
      order by n.created_at, n.id`,
    'callId' in which ? [which.callId, null] : [null, which.nominationIds],
  );
}

export interface UnitRow {
  readonly courseId: string;
  readonly unit: number;
  readonly dueOn: string;
}

export async function selectUnits(db: Queryable, cohortId: string): Promise<UnitRow[]> {
  return db.query<UnitRow>(
    `select u.course_id as "courseId", u.unit, u.due_on::text as "dueOn" from cohort_units u
      where u.cohort_id = $1 order by u.unit`,
    [cohortId],
  );
}

/** The track and its schedule, in place of what was there. */
export async function replaceUnits(
  tx: Queryable,
  row: { cohortId: string; track: TrackId; units: readonly UnitRow[]; now: Date },
): Promise<void> {
  await tx.query('update cohorts set track = $2, updated_at = $3 where id = $1', [
    row.cohortId,
    row.track,
    row.now,
  ]);
  await tx.query('delete from cohort_units where cohort_id = $1', [row.cohortId]);
  for (const { courseId, unit, dueOn } of row.units)
    await tx.query('insert into cohort_units (cohort_id, course_id, unit, due_on) values ($1, $2, $3, $4)', [
      row.cohortId,
      courseId,
      unit,
      dueOn,
    ]);
}

export interface UnitStateRow {
  readonly personId: string;
  readonly courseId: string;
  readonly state: 'done' | 'waiting';
}

/** How far these people are with these units; completions taken back or returned count for nothing. */
export async function selectUnitStates(
  tx: Queryable,
  people: readonly string[],
  courses: readonly string[],
): Promise<UnitStateRow[]> {
  return tx.query<UnitStateRow>(
    `select c.person_id as "personId", c.course_id as "courseId", c.state from completions c
      where c.person_id = any ($1::text[]) and c.course_id = any ($2::text[]) and c.state in ('done', 'waiting')`,
    [people, courses],
  );
}
