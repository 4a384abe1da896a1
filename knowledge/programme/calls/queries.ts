import type { Queryable } from '../../../core/db/client.ts';
import type { CallFields, CallRecord } from './schema.ts';

export interface CallRow {
  readonly id: string;
  readonly state: 'draft' | 'published' | 'decided';
  readonly record: CallRecord;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly decidedAt: Date | null;
}

const columns = `c.id, c.state, c.record, c.opens_on::text as "opensOn", c.closes_on::text as "closesOn", c.decided_at as "decidedAt"`;

/** Newest first. */
export async function selectCalls(db: Queryable): Promise<CallRow[]> {
  return db.query<CallRow>(
    `select ${columns} from programme_calls c order by c.closes_on desc, c.id desc limit 200`,
  );
}

export async function selectCall(db: Queryable, id: string): Promise<CallRow | undefined> {
  const rows = await db.query<CallRow>(`select ${columns} from programme_calls c where c.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that nominations, seats and the decision take turns. */
export async function lockCall(tx: Queryable, id: string): Promise<CallRow | undefined> {
  const rows = await tx.query<CallRow>(
    `select ${columns} from programme_calls c where c.id = $1 for update`,
    [id],
  );
  return rows[0];
}

interface WrittenCall {
  readonly id: string;
  readonly fields: CallFields;
  readonly now: Date;
}

function valuesOf({ id, fields, now }: WrittenCall): unknown[] {
  const { opensOn, closesOn, ...record } = fields;
  return [id, JSON.stringify(record), opensOn, closesOn, now];
}

export async function insertCall(tx: Queryable, call: WrittenCall & { createdBy: string }): Promise<void> {
  await tx.query(
    `insert into programme_calls (id, state, record, opens_on, closes_on, created_by, created_at, updated_at)
     values ($1, 'draft', $2::jsonb, $3, $4, $6, $5, $5)`,
    [...valuesOf(call), call.createdBy],
  );
}

export async function updateCallFields(tx: Queryable, call: WrittenCall): Promise<void> {
  await tx.query(
    'update programme_calls set record = $2::jsonb, opens_on = $3, closes_on = $4, updated_at = $5 where id = $1',
    valuesOf(call),
  );
}

export async function updateCallState(
  tx: Queryable,
  id: string,
  state: 'published' | 'decided',
  now: Date,
): Promise<void> {
  await tx.query(
    `update programme_calls set state = $2, updated_at = $3,
       decided_at = case when $2 = 'decided' then $3::timestamptz end where id = $1`,
    [id, state, now],
  );
}

export async function selectPanel(db: Queryable, callId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'select m.person_id as id from panel_members m where m.call_id = $1 order by m.joined_at, m.person_id',
    [callId],
  );
  return rows.map((row) => row.id);
}

/** @returns false when the person sits on it already */
export async function insertPanelMember(
  tx: Queryable,
  seat: { callId: string; personId: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into panel_members (call_id, person_id, joined_at) values ($1, $2, $3)
     on conflict do nothing returning person_id`,
    [seat.callId, seat.personId, seat.now],
  );
  return rows.length > 0;
}

export async function deletePanelMember(tx: Queryable, callId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from panel_members where call_id = $1 and person_id = $2 returning person_id',
    [callId, personId],
  );
  return rows.length > 0;
}

/** Whether the person has judged anything in the call. */
export async function hasScored(tx: Queryable, callId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from panel_scores s join nominations n on n.id = s.nomination_id
      where n.call_id = $1 and s.person_id = $2 limit 1`,
    [callId, personId],
  );
  return rows.length > 0;
}

/** Whether the person stands in the call, or put somebody up in it. */
export async function isInCall(tx: Queryable, callId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from nominations n where n.call_id = $1 and n.state <> 'withdrawn' and $2 in (n.nominator, n.nominee) limit 1`,
    [callId, personId],
  );
  return rows.length > 0;
}
