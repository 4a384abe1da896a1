import type { Queryable } from '../../core/db/client.ts';
import type { CaseDraft, CaseFacts, CaseState, UnfinishedCase } from './schema.ts';

export interface PublishedRow {
  sourceId: string;
  externalId: string;
  title: string;
  titleEn: string | null;
  details: Partial<CaseFacts>;
  visibility: string;
  reviewedOn: string | null;
  version: number;
  state: 'current' | 'withdrawn';
}

export interface CaseFilter {
  readonly country?: string | undefined;
  readonly outcome?: string | undefined;
  readonly aiType?: string | undefined;
  readonly stage?: string | undefined;
  readonly competency?: string | undefined;
}

/** Every current case the actor may see that passes the filter; Taiwan's first. Uses sources_kind. */
export async function selectPublished(db: Queryable, filter: CaseFilter): Promise<PublishedRow[]> {
  return db.query<PublishedRow>(
    `select s.id as "sourceId", s.external_id as "externalId", s.title, s.title_en as "titleEn", s.details,
            a.name as visibility, s.reviewed_on::text as "reviewedOn", s.version, s.state
       from sources s join audiences a on a.id = s.audience_id
      where s.kind = 'case' and s.state = 'current'
        and ($1::text is null or s.details->>'country' = $1)
        and ($2::text is null or s.details->>'outcome' = $2)
        and ($3::text is null or s.details->>'ai_type' = $3)
        and ($4::text is null or s.details->>'stage' = $4)
        and ($5::text is null or s.details->'competencies' ? $5)
      order by (s.details->>'country' = 'TW') desc, s.external_id`,
    [
      filter.country ?? null,
      filter.outcome ?? null,
      filter.aiType ?? null,
      filter.stage ?? null,
      filter.competency ?? null,
    ],
  );
}

export interface CaseRow {
  id: string;
  author: string;
  state: CaseState;
  record: UnfinishedCase;
  /** What it was when last published; null when it never was. */
  publishedRecord: CaseDraft | null;
  createdAt: Date;
  updatedAt: Date;
}

const caseColumns = `c.id, c.author, c.state, c.record, c.published_record as "publishedRecord",
  c.created_at as "createdAt", c.updated_at as "updatedAt"`;

export async function selectCase(db: Queryable, id: string): Promise<CaseRow | undefined> {
  const rows = await db.query<CaseRow>(`select ${caseColumns} from cases c where c.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that two decisions on one case take turns. */
export async function lockCase(tx: Queryable, id: string): Promise<CaseRow | undefined> {
  const rows = await tx.query<CaseRow>(`select ${caseColumns} from cases c where c.id = $1 for update`, [id]);
  return rows[0];
}

export interface PageOfCases {
  readonly limit: number;
  /** The id of the last case shown. */
  readonly after: string | undefined;
}

/** Latest change first. Uses cases_author. */
export async function selectOwnCases(
  db: Queryable,
  author: string,
  { limit, after }: PageOfCases,
): Promise<CaseRow[]> {
  return db.query<CaseRow>(
    `select ${caseColumns} from cases c
      where c.author = $1
        and ($2::text is null or (c.updated_at, c.id) < (select x.updated_at, x.id from cases x where x.id = $2))
      order by c.updated_at desc, c.id desc limit $3`,
    [author, after ?? null, limit],
  );
}

/** What waits for a reviewer: handed in by somebody else, oldest first. Uses cases_state. */
export async function selectWaiting(
  db: Queryable,
  reviewer: string,
  { limit, after }: PageOfCases,
): Promise<CaseRow[]> {
  return db.query<CaseRow>(
    `select ${caseColumns} from cases c
      where c.state = 'submitted' and c.author <> $1
        and ($2::text is null or (c.updated_at, c.id) > (select x.updated_at, x.id from cases x where x.id = $2))
      order by c.updated_at, c.id limit $3`,
    [reviewer, after ?? null, limit],
  );
}

export async function insertCase(
  tx: Queryable,
  row: { id: string; author: string; record: UnfinishedCase; audienceId: number; now: Date },
): Promise<void> {
  await tx.query(
    `insert into cases (id, author, state, record, audience_id, created_at, updated_at)
     values ($1, $2, 'draft', $3::jsonb, $4, $5, $5)`,
    [row.id, row.author, JSON.stringify(row.record), row.audienceId, row.now],
  );
}

export async function updateRecord(
  tx: Queryable,
  row: { id: string; record: UnfinishedCase; audienceId: number; now: Date },
): Promise<void> {
  await tx.query('update cases set record = $2::jsonb, audience_id = $3, updated_at = $4 where id = $1', [
    row.id,
    JSON.stringify(row.record),
    row.audienceId,
    row.now,
  ]);
}

/** Other words, the same readers. */
export async function updateRecordText(
  tx: Queryable,
  id: string,
  record: UnfinishedCase,
  now: Date,
): Promise<void> {
  await tx.query('update cases set record = $2::jsonb, updated_at = $3 where id = $1', [
    id,
    JSON.stringify(record),
    now,
  ]);
}

export async function updateState(tx: Queryable, id: string, state: CaseState, now: Date): Promise<void> {
  await tx.query('update cases set state = $2, updated_at = $3 where id = $1', [id, state, now]);
}

export async function updatePublished(tx: Queryable, id: string, record: CaseDraft): Promise<void> {
  await tx.query('update cases set published_record = $2::jsonb where id = $1', [id, JSON.stringify(record)]);
}

/** Back to what was last published, current or withdrawn; what was written since is gone. */
export async function restorePublished(
  tx: Queryable,
  row: { id: string; audienceId: number; now: Date },
): Promise<void> {
  await tx.query(
    `update cases c set record = c.published_record, audience_id = $2, updated_at = $3,
            state = case when exists (select 1 from sources s where s.external_id = c.id and s.state = 'current')
                    then 'published' else 'withdrawn' end
      where c.id = $1`,
    [row.id, row.audienceId, row.now],
  );
}

/** Why a source was taken down, for whoever follows a citation of it. Uses sources_external_id_key. */
export async function updateWithdrawnReason(
  tx: Queryable,
  externalId: string,
  reason: string,
): Promise<void> {
  await tx.query('update sources set withdrawn_reason = $2 where external_id = $1', [
    externalId,
    reason || null,
  ]);
}

/** A draft that was never published. */
export async function deleteCase(tx: Queryable, id: string): Promise<boolean> {
  return (await tx.query('delete from cases where id = $1 returning id', [id])).length > 0;
}

export interface ReviewRow {
  decision: 'approve' | 'return';
  comment: string;
  createdAt: Date;
}

export async function insertReview(
  tx: Queryable,
  review: { id: string; caseId: string; reviewer: string; decision: string; comment: string; now: Date },
): Promise<void> {
  await tx.query(
    'insert into case_reviews (id, case_id, reviewer, decision, comment, created_at) values ($1, $2, $3, $4, $5, $6)',
    [review.id, review.caseId, review.reviewer, review.decision, review.comment, review.now],
  );
}

export async function selectReviews(db: Queryable, caseId: string): Promise<ReviewRow[]> {
  return db.query<ReviewRow>(
    `select r.decision, r.comment, r.created_at as "createdAt" from case_reviews r where r.case_id = $1 order by r.created_at`,
    [caseId],
  );
}
