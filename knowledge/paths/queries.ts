import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { RecommendedPath } from './schema.ts';

/** What a saved path was planned for. */
export interface SavedRequest {
  readonly cluster: string;
  readonly level: string;
  readonly government?: string;
  readonly hoursAvailable?: number;
  readonly focus: readonly string[];
}

export interface SavedPathRow {
  readonly request: SavedRequest;
  readonly path: Readonly<Record<Language, RecommendedPath>>;
  readonly savedAt: Date;
}

export async function upsertPath(tx: Queryable, personId: string, row: SavedPathRow): Promise<void> {
  await tx.query(
    `insert into saved_paths (person_id, request, path, saved_at) values ($1, $2::jsonb, $3::jsonb, $4)
     on conflict (person_id) do update set request = excluded.request, path = excluded.path, saved_at = excluded.saved_at`,
    [personId, JSON.stringify(row.request), JSON.stringify(row.path), row.savedAt],
  );
}

export async function selectPath(db: Queryable, personId: string): Promise<SavedPathRow | undefined> {
  const rows = await db.query<SavedPathRow>(
    'select p.request, p.path, p.saved_at as "savedAt" from saved_paths p where p.person_id = $1',
    [personId],
  );
  return rows[0];
}

export interface RefusedRow {
  readonly courseId: string;
  readonly reason: string;
  readonly createdAt: Date;
}

export async function upsertRefusal(tx: Queryable, personId: string, row: RefusedRow): Promise<void> {
  await tx.query(
    `insert into refused_steps (person_id, course_id, reason, created_at) values ($1, $2, $3, $4)
     on conflict (person_id, course_id) do update set reason = excluded.reason, created_at = excluded.created_at`,
    [personId, row.courseId, row.reason, row.createdAt],
  );
}

/** @returns false when it was not refused */
export async function deleteRefusal(tx: Queryable, personId: string, courseId: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from refused_steps r where r.person_id = $1 and r.course_id = $2 returning r.course_id',
    [personId, courseId],
  );
  return rows.length > 0;
}

export async function selectRefusals(db: Queryable, personId: string): Promise<RefusedRow[]> {
  return db.query<RefusedRow>(
    `select r.course_id as "courseId", r.reason, r.created_at as "createdAt"
       from refused_steps r where r.person_id = $1 order by r.created_at, r.course_id`,
    [personId],
  );
}
