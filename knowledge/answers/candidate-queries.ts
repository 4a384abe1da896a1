import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { Outcome } from './schema.ts';

export interface WaitingRow {
  readonly answerId: string;
  readonly question: string;
  readonly language: Language;
  readonly outcome: Outcome;
  readonly comments: string[];
  readonly helpful: number;
  readonly notHelpful: number;
  readonly ratedAt: Date;
}

const rated = `select a.id as "answerId", a.question, a.language, a.outcome,
    array_remove(array_agg(f.comment order by f.created_at) filter (where not f.helpful), null) as comments,
    count(*) filter (where f.helpful) as helpful, count(*) filter (where not f.helpful) as "notHelpful",
    max(f.created_at) as "ratedAt"
  from answers a join feedback f on f.answer_id = a.id`;

/** Badly rated answers nobody has decided on, the latest rating first. Asked as the product itself. */
export async function selectWaiting(
  db: Queryable,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<WaitingRow[]> {
  return db.query<WaitingRow>(
    `select * from (${rated}
        where not exists (select 1 from feedback_candidates c where c.answer_id = a.id)
        group by a.id having bool_or(not f.helpful)) w
      where $1::text is null or (w."ratedAt", w."answerId") < (
        select max(x.created_at), $1 from feedback x where x.answer_id = $1)
      order by w."ratedAt" desc, w."answerId" desc limit $2`,
    [after ?? null, limit],
  );
}

export async function selectRated(db: Queryable, answerId: string): Promise<WaitingRow | undefined> {
  const rows = await db.query<WaitingRow>(
    `${rated} where a.id = $1 group by a.id having bool_or(not f.helpful)`,
    [answerId],
  );
  return rows[0];
}

export interface DecidedRow {
  readonly answerId: string;
  readonly question: string;
  readonly language: Language;
  readonly outcome: Outcome;
  readonly comments: string[];
  readonly state: 'accepted' | 'rejected';
  readonly expectedOutcome: Outcome | null;
  readonly note: string;
  readonly decidedAt: Date;
}

const decided = `c.answer_id as "answerId", c.question, c.language, c.outcome, c.comments, c.state,
  c.expected_outcome as "expectedOutcome", c.note, c.decided_at as "decidedAt"`;

/** Uses feedback_candidates_state. */
export async function selectDecided(
  db: Queryable,
  state: DecidedRow['state'],
  { limit, after }: { limit: number; after: string | undefined },
): Promise<DecidedRow[]> {
  return db.query<DecidedRow>(
    `select ${decided} from feedback_candidates c
      where c.state = $1 and ($2::text is null or (c.decided_at, c.answer_id) < (
        select x.decided_at, x.answer_id from feedback_candidates x where x.answer_id = $2))
      order by c.decided_at desc, c.answer_id desc limit $3`,
    [state, after ?? null, limit],
  );
}

export async function selectCandidate(db: Queryable, answerId: string): Promise<DecidedRow | undefined> {
  const rows = await db.query<DecidedRow>(
    `select ${decided} from feedback_candidates c where c.answer_id = $1`,
    [answerId],
  );
  return rows[0];
}

export async function upsertCandidate(
  tx: Queryable,
  row: Omit<DecidedRow, 'decidedAt'> & { by: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into feedback_candidates (answer_id, question, language, outcome, comments, state, expected_outcome, note,
                                      decided_by, decided_at)
     values ($1, $2, $3, $4, array(select jsonb_array_elements_text($5::jsonb)), $6, $7, $8, $9, $10)
     on conflict (answer_id) do update set question = excluded.question, state = excluded.state,
       expected_outcome = excluded.expected_outcome, note = excluded.note, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at`,
    [
      row.answerId,
      row.question,
      row.language,
      row.outcome,
      JSON.stringify(row.comments),
      row.state,
      row.expectedOutcome,
      row.note,
      row.by,
      row.now,
    ],
  );
}
