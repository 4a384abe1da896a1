import type { Queryable } from '../../../core/db/client.ts';
import type { NominationRecord, NominationState, Result, Score } from './schema.ts';

export interface NominationRow {
  readonly id: string;
  readonly callId: string;
  readonly nominator: string | null;
  readonly nominee: string | null;
  readonly nomineeName: string | null;
  readonly state: NominationState;
  readonly record: NominationRecord;
  readonly consentRecordedBy: string | null;
  readonly consentRecordedAt: Date;
  readonly result: Result | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `n.id, n.call_id as "callId", n.nominator, n.nominee, n.nominee_name as "nomineeName", n.state, n.record,
  n.consent_recorded_by as "consentRecordedBy", n.consent_recorded_at as "consentRecordedAt", n.result,
  n.created_at as "createdAt", n.updated_at as "updatedAt"`;

export async function selectNomination(db: Queryable, id: string): Promise<NominationRow | undefined> {
  const rows = await db.query<NominationRow>(`select ${columns} from nominations n where n.id = $1`, [id]);
  return rows[0];
}

export async function lockNomination(tx: Queryable, id: string): Promise<NominationRow | undefined> {
  const rows = await tx.query<NominationRow>(
    `select ${columns} from nominations n where n.id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Uses nominations_invite_hash_key. */
export async function selectInvited(tx: Queryable, inviteHash: string): Promise<NominationRow | undefined> {
  const rows = await tx.query<NominationRow>(
    `select ${columns} from nominations n where n.invite_hash = $1 for update`,
    [inviteHash],
  );
  return rows[0];
}

/** What the actor may see, of one call or of all; newest first. */
export async function selectNominations(
  db: Queryable,
  filter: { callId: string | undefined; of: string | undefined },
): Promise<NominationRow[]> {
  return db.query<NominationRow>(
    `select ${columns} from nominations n
      where ($1::text is null or n.call_id = $1) and ($2::text is null or $2 in (n.nominator, n.nominee))
      order by n.created_at desc, n.id desc limit 1000`,
    [filter.callId ?? null, filter.of ?? null],
  );
}

/** @returns false when this person stands in the call already */
export async function insertNomination(
  tx: Queryable,
  row: Pick<NominationRow, 'id' | 'callId' | 'nominee' | 'nomineeName' | 'state' | 'record'> & {
    nominator: string;
    inviteHash: string | null;
    now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into nominations (id, call_id, nominator, nominee, nominee_name, invite_hash, state, record,
       consent_recorded_by, consent_recorded_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $3, $9, $9, $9)
     on conflict (call_id, nominee) where state <> 'withdrawn' do nothing returning id`,
    [
      row.id,
      row.callId,
      row.nominator,
      row.nominee,
      row.nomineeName,
      row.inviteHash,
      row.state,
      JSON.stringify(row.record),
      row.now,
    ],
  );
  return rows.length > 0;
}

export async function updateNominationRecord(
  tx: Queryable,
  row: { id: string; record: NominationRecord; recordedBy: string; now: Date },
): Promise<void> {
  await tx.query(
    `update nominations set record = $2::jsonb, updated_at = $4,
       consent_recorded_by = case when record->'consent' = ($2::jsonb)->'consent' then consent_recorded_by else $3 end,
       consent_recorded_at = case when record->'consent' = ($2::jsonb)->'consent' then consent_recorded_at else $4 end
     where id = $1`,
    [row.id, JSON.stringify(row.record), row.recordedBy, row.now],
  );
}

export async function updateNominationState(
  tx: Queryable,
  row: { id: string; state: NominationState; result?: Result; now: Date },
): Promise<void> {
  await tx.query(
    'update nominations set state = $2, result = $3::jsonb, invite_hash = null, updated_at = $4 where id = $1',
    [row.id, row.state, row.result ? JSON.stringify(row.result) : null, row.now],
  );
}

/** The invitation taken up: from now on it is the person's own. */
export async function updateNominee(
  tx: Queryable,
  row: { id: string; nominee: string; now: Date },
): Promise<void> {
  await tx.query(
    `update nominations set nominee = $2, nominee_name = null, invite_hash = null, state = 'submitted', updated_at = $3
      where id = $1`,
    [row.id, row.nominee, row.now],
  );
}

/** Whether the person stands in the call already. Uses nominations_once. */
export async function isNominated(tx: Queryable, callId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from nominations n where n.call_id = $1 and n.nominee = $2 and n.state <> 'withdrawn'`,
    [callId, personId],
  );
  return rows.length > 0;
}

export interface BallotRow {
  readonly nominationId: string;
  readonly personId: string;
  readonly recused: boolean;
  readonly reason: string | null;
  readonly scores: readonly Score[];
  readonly createdAt: Date;
}

const ballotColumns = `s.nomination_id as "nominationId", s.person_id as "personId", s.recused, s.reason, s.scores,
  s.created_at as "createdAt"`;

export async function selectBallots(db: Queryable, callId: string): Promise<BallotRow[]> {
  return db.query<BallotRow>(
    `select ${ballotColumns} from panel_scores s join nominations n on n.id = s.nomination_id
      where n.call_id = $1 order by s.created_at, s.nomination_id`,
    [callId],
  );
}

/** @returns false when the member has handed in a ballot or a recusal before */
export async function insertBallot(tx: Queryable, row: BallotRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into panel_scores (nomination_id, person_id, recused, reason, scores, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6) on conflict do nothing returning person_id`,
    [row.nominationId, row.personId, row.recused, row.reason, JSON.stringify(row.scores), row.createdAt],
  );
  return rows.length > 0;
}

/** The agencies people's accounts name. */
export async function selectAgencies(tx: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ agency: string }>(
    'select distinct p.agency from people p where p.id = any ($1::text[]) and p.agency is not null',
    [ids],
  );
  return rows.map((row) => row.agency);
}
