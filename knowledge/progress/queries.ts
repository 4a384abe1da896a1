import type { Queryable } from '../../core/db/client.ts';
import type { Text } from '../../core/language.ts';
import type { LevelId } from '../framework/schema.ts';

interface Developed {
  readonly competency: string;
  readonly level: LevelId;
  readonly from: number;
  readonly to: number;
}

export type CompletionState = 'waiting' | 'done' | 'returned' | 'undone';

export interface CompletionRow {
  readonly id: string;
  readonly personId: string;
  readonly courseId: string;
  readonly courseTitle: Text;
  readonly hours: number;
  readonly develops: readonly Developed[];
  readonly note: string | null;
  /** Told by the person, or by a personnel system's record. */
  readonly origin: 'person' | 'record';
  readonly state: CompletionState;
  readonly audienceId: number;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly comment: string | null;
  readonly completedAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `c.id, c.person_id as "personId", c.course_id as "courseId", c.course_title as "courseTitle",
  c.hours::float8 as hours, c.develops, c.note, c.origin, c.state, c.audience_id as "audienceId",
  c.confirmed_by as "confirmedBy", c.confirmed_at as "confirmedAt", c.comment, c.completed_at as "completedAt",
  c.created_at as "createdAt", c.updated_at as "updatedAt"`;

/** @returns false when the person has this course done or waiting already */
export async function insertCompletion(
  tx: Queryable,
  row: Omit<CompletionRow, 'confirmedBy' | 'confirmedAt' | 'comment' | 'updatedAt'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into completions (id, person_id, course_id, course_title, hours, develops, note, origin, state, audience_id,
       completed_at, created_at, updated_at)
     values ($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $12)
     on conflict (person_id, course_id) where state in ('waiting', 'done') do nothing returning id`,
    [
      row.id,
      row.personId,
      row.courseId,
      JSON.stringify(row.courseTitle),
      row.hours,
      JSON.stringify(row.develops),
      row.note,
      row.origin,
      row.state,
      row.audienceId,
      row.completedAt,
      row.createdAt,
    ],
  );
  return rows.length > 0;
}

export async function selectCompletions(db: Queryable, personId: string): Promise<CompletionRow[]> {
  return db.query<CompletionRow>(
    `select ${columns} from completions c where c.person_id = $1 order by c.completed_at desc, c.id desc`,
    [personId],
  );
}

export async function selectCompletion(db: Queryable, id: string): Promise<CompletionRow | undefined> {
  const rows = await db.query<CompletionRow>(`select ${columns} from completions c where c.id = $1`, [id]);
  return rows[0];
}

/** Others' completions that wait and that the actor of the transaction may see. Uses completions_waiting. */
export async function selectWaiting(
  db: Queryable,
  page: { not: string; limit: number; after: string | undefined },
): Promise<CompletionRow[]> {
  return db.query<CompletionRow>(
    `select ${columns} from completions c
      where c.state = 'waiting' and c.person_id <> $1 and ($3::text is null or c.id > $3)
      order by c.id limit $2`,
    [page.not, page.limit, page.after ?? null],
  );
}

export async function lockCompletion(tx: Queryable, id: string): Promise<CompletionRow | undefined> {
  const rows = await tx.query<CompletionRow>(
    `select ${columns} from completions c where c.id = $1 for update`,
    [id],
  );
  return rows[0];
}

export async function updateCompletion(
  tx: Queryable,
  change: {
    id: string;
    state: CompletionState;
    confirmedBy?: string;
    comment?: string | undefined;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `update completions set state = $2, confirmed_by = coalesce($3, confirmed_by),
       confirmed_at = case when $3::text is null then confirmed_at else $5 end,
       comment = coalesce($4, comment), updated_at = $5 where id = $1`,
    [change.id, change.state, change.confirmedBy ?? null, change.comment ?? null, change.now],
  );
}

export async function selectNames(tx: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>(
    'select p.id, p.name from people p where p.id = any ($1::text[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
