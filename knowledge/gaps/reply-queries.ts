import type { Queryable } from '../../core/db/client.ts';

export interface ReplyRow {
  readonly id: string;
  readonly author: string | null;
  readonly text: string;
  readonly caseId: string | null;
  readonly createdAt: Date;
}

const columns = `r.id, r.author, r.text, r.case_id as "caseId", r.created_at as "createdAt"`;

/** Oldest first, without those taken away. Uses gap_replies_gap. */
export async function selectReplies(db: Queryable, gapId: string): Promise<ReplyRow[]> {
  return db.query<ReplyRow>(
    `select ${columns} from gap_replies r
      where r.gap_id = $1 and r.withdrawn_reason is null order by r.created_at, r.id`,
    [gapId],
  );
}

export async function selectReply(db: Queryable, gapId: string, id: string): Promise<ReplyRow | undefined> {
  const rows = await db.query<ReplyRow>(
    `select ${columns} from gap_replies r where r.id = $2 and r.gap_id = $1 and r.withdrawn_reason is null`,
    [gapId, id],
  );
  return rows[0];
}

export async function insertReply(
  tx: Queryable,
  reply: { id: string; gapId: string; author: string; text: string; now: Date },
): Promise<void> {
  await tx.query(
    'insert into gap_replies (id, gap_id, author, text, created_at) values ($1, $2, $3, $4, $5)',
    [reply.id, reply.gapId, reply.author, reply.text, reply.now],
  );
}

export async function updateCase(tx: Queryable, id: string, caseId: string): Promise<void> {
  await tx.query('update gap_replies set case_id = $2 where id = $1', [id, caseId]);
}

/** Under the actor's own rights: the author's, or a reviewer's. */
export async function updateWithdrawn(tx: Queryable, id: string, reason: string): Promise<boolean> {
  const rows = await tx.query(
    'update gap_replies set withdrawn_reason = $2 where id = $1 and withdrawn_reason is null returning id',
    [id, reason],
  );
  return rows.length > 0;
}

export interface PublishedReply {
  readonly replyId: string;
  readonly gapId: string;
  readonly question: string;
  readonly caseId: string;
  readonly author: string | null;
}

/** Replies whose case is published. */
export async function selectPublishedReplies(db: Queryable): Promise<PublishedReply[]> {
  return db.query<PublishedReply>(
    `select r.id as "replyId", r.gap_id as "gapId", g.question, c.id as "caseId", r.author
       from gap_replies r join cases c on c.id = r.case_id join gaps g on g.id = r.gap_id
      where c.state = 'published' and r.withdrawn_reason is null`,
  );
}
