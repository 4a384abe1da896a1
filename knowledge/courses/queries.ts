import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { CourseDraft, CourseState } from './schema.ts';

export interface CatalogueRow {
  readonly details: unknown;
  /** An approved badge that names the module as its course. */
  readonly badge: string | null;
}

/**
 * Published modules the actor may see, or the one asked for. A source ingested as a course without parts is text
 * only and not listed. Uses sources_kind.
 */
export async function selectCourseRows(db: Queryable, id?: string): Promise<CatalogueRow[]> {
  return db.query<CatalogueRow>(
    `select s.details,
            (select min(b.id) from badges b
              where b.state = 'approved' and b.record->'course'->>'courseId' = s.external_id) as badge
       from sources s
      where s.kind = 'course' and s.state = 'current' and s.details ? 'parts'
        and ($1::text is null or s.external_id = $1)
      order by s.external_id`,
    [id ?? null],
  );
}

export interface CourseRow {
  readonly id: string;
  readonly author: string;
  readonly origin: 'case-study' | 'agency';
  readonly state: CourseState;
  readonly record: CourseDraft;
  readonly round: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `c.id, c.author, c.origin, c.state, c.record, c.round, c.created_at as "createdAt", c.updated_at as "updatedAt"`;

/** A module written here. */
export async function selectCourse(db: Queryable, id: string): Promise<CourseRow | undefined> {
  const rows = await db.query<CourseRow>(`select ${columns} from courses c where c.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that two decisions on one module take turns. */
export async function lockCourse(tx: Queryable, id: string): Promise<CourseRow | undefined> {
  const rows = await tx.query<CourseRow>(`select ${columns} from courses c where c.id = $1 for update`, [id]);
  return rows[0];
}

/** Published case studies of a case, taken for the rest of the transaction. */
export async function lockStudiesOf(tx: Queryable, caseId: string): Promise<CourseRow[]> {
  return tx.query<CourseRow>(
    `select ${columns} from courses c
      where c.state = 'published' and c.record->'caseStudy'->>'caseId' = $1 order by c.id for update`,
    [caseId],
  );
}

/** Own modules, latest change first. Uses courses_author. */
export async function selectOwnCourses(db: Queryable, author: string): Promise<CourseRow[]> {
  return db.query<CourseRow>(
    `select ${columns} from courses c where c.author = $1 order by c.updated_at desc, c.id desc limit 500`,
    [author],
  );
}

/** What waits for a reviewer: handed in by somebody else, oldest first. Uses courses_state. */
export async function selectWaitingCourses(db: Queryable, reviewer: string): Promise<CourseRow[]> {
  return db.query<CourseRow>(
    `select ${columns} from courses c where c.state = 'in_review' and c.author <> $1
      order by c.updated_at, c.id limit 500`,
    [reviewer],
  );
}

export interface NewCourse {
  readonly id: string;
  readonly author: string;
  readonly origin: CourseRow['origin'];
  readonly state: 'draft' | 'in_review';
  readonly record: CourseDraft;
  readonly audienceId: number;
  readonly now: Date;
}

export async function insertCourse(tx: Queryable, row: NewCourse): Promise<void> {
  await tx.query(
    `insert into courses (id, author, origin, state, record, audience_id, round, created_at, updated_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, case when $4 = 'in_review' then 1 else 0 end, $7, $7)`,
    [row.id, row.author, row.origin, row.state, JSON.stringify(row.record), row.audienceId, row.now],
  );
}

export async function updateCourseRecord(
  tx: Queryable,
  row: { id: string; record: CourseDraft; audienceId: number; now: Date },
): Promise<void> {
  await tx.query('update courses set record = $2::jsonb, audience_id = $3, updated_at = $4 where id = $1', [
    row.id,
    JSON.stringify(row.record),
    row.audienceId,
    row.now,
  ]);
}

export async function updateCourseState(
  tx: Queryable,
  id: string,
  state: CourseState,
  now: Date,
): Promise<void> {
  await tx.query(
    `update courses set state = $2, updated_at = $3,
            round = round + case when $2 = 'in_review' then 1 else 0 end where id = $1`,
    [id, state, now],
  );
}

export interface CourseReviewRow {
  readonly decision: 'approve' | 'return';
  readonly comment: string;
  readonly createdAt: Date;
}

export async function insertCourseReview(
  tx: Queryable,
  review: {
    id: string;
    courseId: string;
    round: number;
    reviewer: string;
    decision: string;
    comment: string;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into course_reviews (id, course_id, round, reviewer, decision, comment, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [review.id, review.courseId, review.round, review.reviewer, review.decision, review.comment, review.now],
  );
}

export async function selectCourseReviews(db: Queryable, courseId: string): Promise<CourseReviewRow[]> {
  return db.query<CourseReviewRow>(
    `select r.decision, r.comment, r.created_at as "createdAt" from course_reviews r
      where r.course_id = $1 order by r.created_at`,
    [courseId],
  );
}

export interface ReadableCase {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly visibility: string;
}

/** Those of the cases that are current and may be read. Uses sources_external_id_key. */
export async function selectReadableCases(db: Queryable, ids: readonly string[]): Promise<ReadableCase[]> {
  return db.query<ReadableCase>(
    `select s.external_id as id, s.title, s.title_en as "titleEn", a.name as visibility
       from sources s join audiences a on a.id = s.audience_id
      where s.external_id = any ($1) and s.kind = 'case' and s.state = 'current'`,
    [ids],
  );
}

/** Ids in use, whoever may see what they belong to: shipped, ingested or written here. */
export async function selectTakenIds(tx: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select s.external_id as id from sources s where s.external_id = any ($1)
      union select c.id from courses c where c.id = any ($1)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** The overview passage of each module in one language. Uses sources_external_id_key and passages_place. */
export async function selectOverviews(
  db: Queryable,
  ids: readonly string[],
  language: Language,
): Promise<{ id: string; passageId: string }[]> {
  return db.query(
    `select distinct on (s.external_id) s.external_id as id, p.id as "passageId"
       from sources s join passages p on p.source_id = s.id and p.version = s.version
      where s.external_id = any ($1) and s.kind = 'course' and p.language = $2
      order by s.external_id, p.position`,
    [ids, language],
  );
}
