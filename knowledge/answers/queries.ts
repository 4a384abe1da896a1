import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { CitedPassage } from './compose-answer.ts';
import type { AnswerDraft, AskReply } from './schema.ts';

export interface ConversationRow {
  id: string;
  personId: string | null;
}

export interface KeptAnswerRow {
  id: string;
  conversationId: string | null;
  personId: string | null;
  audiences: string[];
  question: string;
  language: Language;
  outcome: AskReply['outcome'];
  mode: AskReply['mode'];
  degraded: string | null;
  draft: AnswerDraft;
  thread: unknown;
  createdAt: Date;
  /** Null where no model was asked. */
  prompt: string | null;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cost: number | null;
}

/** Proves for this transaction that the caller holds an unguessable id; row-level security asks for it. */
export async function hold(tx: Queryable, what: 'conversation' | 'answer', id: string): Promise<void> {
  await tx.query('select set_config($1, $2, true)', [`bank.${what}`, id]);
}

/** The passages a reader may see of those cited, at whatever version they were. Uses the primary keys. */
export async function selectCitedPassages(db: Queryable, ids: readonly string[]): Promise<CitedPassage[]> {
  return db.query(
    `select p.id, p.source_id as "sourceId", s.external_id as "externalId", s.kind, p.section, p.text, p.version,
            coalesce(v.title, s.title) as title, coalesce(v.url, s.url) as url,
            coalesce(v.source_urls, s.source_urls) as "sourceUrls",
            coalesce(v.reviewed_on, s.reviewed_on)::text as "reviewedOn"
       from passages p join sources s on s.id = p.source_id
       left join source_versions v on v.source_id = p.source_id and v.version = p.version
      where p.id = any ($1)`,
    [ids],
  );
}

export async function selectConversation(
  tx: Queryable,
  id: string,
  now: Date,
): Promise<ConversationRow | undefined> {
  const rows = await tx.query<ConversationRow>(
    `select c.id, c.person_id as "personId" from conversations c
      where c.id = $1 and (c.expires_at is null or c.expires_at > $2)`,
    [id, now],
  );
  return rows[0];
}

export async function insertConversation(
  tx: Queryable,
  row: { id: string; personId: string | null; now: Date; expiresAt: Date | null },
): Promise<void> {
  await tx.query(
    'insert into conversations (id, person_id, created_at, last_at, expires_at) values ($1, $2, $3, $3, $4)',
    [row.id, row.personId, row.now, row.expiresAt],
  );
}

export async function touchConversation(
  tx: Queryable,
  id: string,
  now: Date,
  expiresAt: Date | null,
): Promise<void> {
  await tx.query('update conversations set last_at = $2, expires_at = $3 where id = $1', [
    id,
    now,
    expiresAt,
  ]);
}

/** What was said before, the latest first. Uses answers_conversation. */
export async function selectThread(tx: Queryable, conversationId: string, limit: number): Promise<unknown[]> {
  const rows = await tx.query<{ thread: unknown }>(
    `select a.thread from answers a where a.conversation_id = $1 order by a.created_at desc, a.id desc limit $2`,
    [conversationId, limit],
  );
  return rows.map((row) => row.thread);
}

export async function insertAnswer(tx: Queryable, row: KeptAnswerRow): Promise<void> {
  await tx.query(
    `insert into answers (id, conversation_id, person_id, audiences, question, language, outcome, mode, degraded, draft, thread, created_at,
       prompt, model, input_tokens, output_tokens, cost)
     values ($1, $2, $3, array(select jsonb_array_elements_text($4::jsonb)), $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12,
       $13, $14, $15, $16, $17)`,
    [
      row.id,
      row.conversationId,
      row.personId,
      JSON.stringify(row.audiences),
      row.question,
      row.language,
      row.outcome,
      row.mode,
      row.degraded,
      JSON.stringify(row.draft),
      JSON.stringify(row.thread),
      row.createdAt,
      row.prompt,
      row.model,
      row.inputTokens,
      row.outputTokens,
      row.cost,
    ],
  );
}

export async function selectAnswer(tx: Queryable, id: string): Promise<KeptAnswerRow | undefined> {
  const rows = await tx.query<KeptAnswerRow>(
    `select a.id, a.conversation_id as "conversationId", a.person_id as "personId", a.audiences, a.question, a.language,
            a.outcome, a.mode, a.degraded, a.draft, a.thread, a.created_at as "createdAt",
            a.prompt, a.model, a.input_tokens as "inputTokens", a.output_tokens as "outputTokens", a.cost
       from answers a where a.id = $1`,
    [id],
  );
  return rows[0];
}

export async function upsertFeedback(
  tx: Queryable,
  row: { answerId: string; rater: string; helpful: boolean; comment: string | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into feedback (answer_id, rater, helpful, comment, created_at) values ($1, $2, $3, $4, $5)
     on conflict (answer_id, rater) do update set
       helpful = excluded.helpful, comment = excluded.comment, created_at = excluded.created_at`,
    [row.answerId, row.rater, row.helpful, row.comment, row.now],
  );
}

/** Uses answers_created_at. */
export async function deleteAnswersBefore(tx: Queryable, before: Date): Promise<number> {
  const rows = await tx.query('delete from answers where created_at < $1 and not pinned returning id', [
    before,
  ]);
  return rows.length;
}

/** Uses conversations_last_at. */
export async function deleteIdleConversations(tx: Queryable, before: Date, now: Date): Promise<number> {
  const rows = await tx.query(
    'delete from conversations where last_at < $1 or expires_at < $2 returning id',
    [before, now],
  );
  return rows.length;
}
