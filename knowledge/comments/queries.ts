import type { Queryable } from '../../core/db/client.ts';

export interface CommentRow {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly text: string;
  readonly hiddenAt: Date | null;
  readonly hiddenReason: string | null;
  readonly editedAt: Date | null;
  readonly createdAt: Date;
}

const columns = `c.id, c.case_id as "caseId", c.person_id as "personId", c.text, c.hidden_at as "hiddenAt",
  c.hidden_reason as "hiddenReason", c.edited_at as "editedAt", c.created_at as "createdAt"`;

/** Those the actor may see, oldest first. Uses case_comments_case. */
export async function selectComments(
  db: Queryable,
  caseId: string,
  page: { limit: number; after: string | undefined },
): Promise<CommentRow[]> {
  return db.query<CommentRow>(
    `select ${columns} from case_comments c
      where c.case_id = $1
        and ($2::text is null or (c.created_at, c.id) > (select x.created_at, x.id from case_comments x where x.id = $2))
      order by c.created_at, c.id limit $3`,
    [caseId, page.after ?? null, page.limit],
  );
}

export async function selectComment(db: Queryable, id: string): Promise<CommentRow | undefined> {
  const rows = await db.query<CommentRow>(`select ${columns} from case_comments c where c.id = $1`, [id]);
  return rows[0];
}

export async function insertComment(
  tx: Queryable,
  row: Pick<CommentRow, 'id' | 'caseId' | 'personId' | 'text'> & { now: Date },
): Promise<void> {
  await tx.query(
    'insert into case_comments (id, case_id, person_id, text, created_at) values ($1, $2, $3, $4, $5)',
    [row.id, row.caseId, row.personId, row.text, row.now],
  );
}

export async function updateCommentText(tx: Queryable, id: string, text: string, now: Date): Promise<void> {
  await tx.query('update case_comments set text = $2, edited_at = $3 where id = $1', [id, text, now]);
}

export async function deleteCommentRow(tx: Queryable, id: string): Promise<void> {
  await tx.query('delete from case_comments where id = $1', [id]);
}

/** @returns false when it is hidden, or shown, already */
export async function updateHidden(
  tx: Queryable,
  row: { id: string; by: string | null; reason: string | null; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update case_comments set hidden_at = case when $2::text is null then null else $4::timestamptz end,
       hidden_by = $2, hidden_reason = $3
      where id = $1 and (hidden_at is null) = ($2::text is not null) returning id`,
    [row.id, row.by, row.reason, row.now],
  );
  return rows.length > 0;
}

/** @returns false when the person has reported it before */
export async function insertReport(
  tx: Queryable,
  row: { commentId: string; personId: string; reason: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into comment_reports (comment_id, person_id, reason, created_at) values ($1, $2, $3, $4)
     on conflict do nothing returning person_id`,
    [row.commentId, row.personId, row.reason, row.now],
  );
  return rows.length > 0;
}

export interface ReportedRow extends CommentRow {
  readonly reports: number;
  readonly reasons: readonly string[];
}

/** Shown comments somebody reported, that the actor may see; most reported first. */
export async function selectReported(db: Queryable): Promise<ReportedRow[]> {
  return db.query<ReportedRow>(
    `select ${columns}, count(*) as reports, array_agg(r.reason order by r.created_at) as reasons
       from case_comments c join comment_reports r on r.comment_id = c.id
      where c.hidden_at is null group by c.id order by reports desc, c.created_at limit 200`,
  );
}

/** How many reports a comment has, for those who may see reports. */
export async function selectReportCounts(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.query<{ id: string; n: number }>(
    `select r.comment_id as id, count(*) as n from comment_reports r where r.comment_id = any ($1::text[]) group by 1`,
    [ids],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** @returns false when the person has thanked for it before */
export async function insertThanks(
  tx: Queryable,
  row: { caseId: string; personId: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into case_thanks (case_id, person_id, created_at) values ($1, $2, $3)
     on conflict do nothing returning person_id`,
    [row.caseId, row.personId, row.now],
  );
  return rows.length > 0;
}

export async function deleteThanks(tx: Queryable, caseId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from case_thanks where case_id = $1 and person_id = $2 returning person_id',
    [caseId, personId],
  );
  return rows.length > 0;
}

export async function selectThanks(
  tx: Queryable,
  caseId: string,
  personId: string | undefined,
): Promise<{ count: number; mine: boolean }> {
  const [row] = await tx.query<{ count: number; mine: boolean }>(
    `select count(*) as count, coalesce(bool_or(t.person_id = $2), false) as mine
       from case_thanks t where t.case_id = $1`,
    [caseId, personId ?? null],
  );
  return row ?? { count: 0, mine: false };
}

/** Who wrote the case here; undefined for a shipped one. */
export async function selectAuthor(tx: Queryable, caseId: string): Promise<string | undefined> {
  const rows = await tx.query<{ author: string }>('select c.author from cases c where c.id = $1', [caseId]);
  return rows[0]?.author;
}
