import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { GapReason, GapState } from './schema.ts';

export interface GapRow {
  readonly id: string;
  readonly asker: string | null;
  readonly named: boolean;
  readonly question: string;
  readonly detail: string;
  readonly language: Language;
  readonly reason: GapReason;
  readonly answerId: string | null;
  readonly visibility: string;
  readonly competencies: string[];
  readonly clusters: string[];
  readonly state: GapState;
  readonly stateReason: string | null;
  readonly votes: number;
  readonly replies: number;
  readonly needed: boolean;
  readonly askedMe: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

// Votes and requests are read under the actor's own rights: they show the actor's alone.
const columns = `g.id, g.asker, g.named, g.question, g.detail, g.language, g.reason, g.answer_id as "answerId",
  a.name as visibility, g.competencies, g.clusters, g.state, g.state_reason as "stateReason", g.votes,
  (select count(*) from gap_replies r where r.gap_id = g.id and r.withdrawn_reason is null) as replies,
  exists (select 1 from gap_votes v where v.gap_id = g.id and v.person_id = $1) as needed,
  exists (select 1 from gap_requests q where q.gap_id = g.id and q.person_id = $1) as "askedMe",
  g.created_at as "createdAt", g.updated_at as "updatedAt"`;
const tables = 'gaps g join audiences a on a.id = g.audience_id';

export async function selectGap(db: Queryable, personId: string, id: string): Promise<GapRow | undefined> {
  const rows = await db.query<GapRow>(`select ${columns} from ${tables} where g.id = $2`, [personId, id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that two acts on one gap take turns. */
export async function lockGap(tx: Queryable, personId: string, id: string): Promise<GapRow | undefined> {
  await tx.query('select 1 from gaps g where g.id = $1 for update', [id]);
  return selectGap(tx, personId, id);
}

export interface GapFilter {
  readonly state?: GapState | undefined;
  readonly competency?: string | undefined;
  /** Asked or needed by the reader, or the reader was asked. */
  readonly mine: boolean;
  readonly limit: number;
  readonly after: string | undefined;
}

/** Latest change first. Uses gaps_state where a state is given. */
export async function selectGaps(db: Queryable, personId: string, filter: GapFilter): Promise<GapRow[]> {
  return db.query<GapRow>(
    `select ${columns} from ${tables}
      where ($2::text is null or g.state = $2) and ($3::text is null or $3 = any (g.competencies))
        and (not $4 or g.asker = $1
             or g.id in (select v.gap_id from gap_votes v where v.person_id = $1)
             or g.id in (select q.gap_id from gap_requests q where q.person_id = $1))
        and ($5::text is null or (g.updated_at, g.id) < (select x.updated_at, x.id from gaps x where x.id = $5))
      order by g.updated_at desc, g.id desc limit $6`,
    [
      personId,
      filter.state ?? null,
      filter.competency ?? null,
      filter.mine,
      filter.after ?? null,
      filter.limit,
    ],
  );
}

export interface NewGap {
  readonly id: string;
  readonly asker: string;
  readonly named: boolean;
  readonly question: string;
  readonly folded: string;
  readonly detail: string;
  readonly language: Language;
  readonly reason: GapReason;
  readonly answerId: string;
  readonly audienceId: number;
  readonly competencies: readonly string[];
  readonly clusters: readonly string[];
  readonly now: Date;
}

/** @returns false when the same words are open to this audience already (gaps_once) */
export async function insertGap(tx: Queryable, gap: NewGap): Promise<boolean> {
  const rows = await tx.query(
    `insert into gaps (id, asker, named, question, folded, detail, language, reason, answer_id, audience_id,
                       competencies, clusters, state, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, array(select jsonb_array_elements_text($11::jsonb)),
             array(select jsonb_array_elements_text($12::jsonb)), 'open', $13, $13)
     on conflict (audience_id, md5(folded)) where state in ('open', 'answered') do nothing returning id`,
    [
      gap.id,
      gap.asker,
      gap.named,
      gap.question,
      gap.folded,
      gap.detail,
      gap.language,
      gap.reason,
      gap.answerId,
      gap.audienceId,
      JSON.stringify(gap.competencies),
      JSON.stringify(gap.clusters),
      gap.now,
    ],
  );
  return rows.length > 0;
}

/** The gap these very words opened for this audience. Uses gaps_once. */
export async function selectSameWords(
  tx: Queryable,
  audienceId: number,
  folded: string,
): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>(
    `select g.id from gaps g
      where g.audience_id = $1 and md5(g.folded) = md5($2) and g.state in ('open', 'answered')`,
    [audienceId, folded],
  );
  return rows[0]?.id;
}

export interface ComparedGap {
  readonly id: string;
  readonly question: string;
  readonly state: GapState;
  readonly audienceId: number;
}

/** Questions the actor may see to compare a new one with, the latest first. Uses gaps_state. */
export async function selectToCompare(db: Queryable, limit: number): Promise<ComparedGap[]> {
  return db.query<ComparedGap>(
    `select g.id, g.question, g.state, g.audience_id as "audienceId" from gaps g
      where g.state in ('open', 'answered') order by g.updated_at desc limit $1`,
    [limit],
  );
}

export async function insertVote(
  tx: Queryable,
  gapId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into gap_votes (gap_id, person_id, created_at) values ($1, $2, $3)
     on conflict do nothing returning gap_id`,
    [gapId, personId, now],
  );
  return rows.length > 0;
}

export async function deleteVote(tx: Queryable, gapId: string, personId: string): Promise<void> {
  await tx.query('delete from gap_votes where gap_id = $1 and person_id = $2', [gapId, personId]);
}

/** Everybody who needs it. Asked as the product itself: nobody else learns who they are. */
export async function selectVoters(tx: Queryable, gapId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select v.person_id as id from gap_votes v where v.gap_id = $1 order by v.created_at',
    [gapId],
  );
  return rows.map(({ id }) => id);
}

export async function updateState(
  tx: Queryable,
  id: string,
  to: { state: GapState; reason: string | null; by: string; now: Date },
): Promise<void> {
  await tx.query(
    'update gaps set state = $2, state_reason = $3, decided_by = $4, updated_at = $5 where id = $1',
    [id, to.state, to.reason, to.by, to.now],
  );
}

export async function updateNamed(tx: Queryable, id: string, named: boolean): Promise<void> {
  await tx.query('update gaps set named = $2 where id = $1', [id, named]);
}

/** How many gaps a person has opened since then. Uses gaps_asker. */
export async function countAskedSince(tx: Queryable, personId: string, since: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'select count(*) as n from gaps g where g.asker = $1 and g.created_at > $2',
    [personId, since],
  );
  return row?.n ?? 0;
}

/** Names to show, asked as the product itself. */
export async function selectNames(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; name: string }>(
    'select p.id, p.name from people p where p.id in (select jsonb_array_elements_text($1::jsonb))',
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
