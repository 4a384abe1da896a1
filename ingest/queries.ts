import type { Queryable } from '../core/db/client.ts';
import type { JobCounts, JobReply } from './job.ts';

export async function selectMark(db: Queryable, name: string): Promise<string | undefined> {
  const rows = await db.query<{ value: string }>('select m.value from marks m where m.name = $1', [name]);
  return rows[0]?.value;
}

export async function upsertMark(db: Queryable, name: string, value: string, now: Date): Promise<void> {
  await db.query(
    `insert into marks (name, value, updated_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [name, value, now],
  );
}

export interface JobPayload {
  /** File below DATA_DIR/ingest that holds what was handed in. */
  readonly file: string;
  readonly visibility: string;
  readonly mapping?: unknown;
  readonly url?: string;
  readonly personalData?: 'mask' | 'keep';
}

export async function insertJob(
  db: Queryable,
  job: { id: string; name: string; payload: JobPayload; createdBy: string | undefined; now: Date },
): Promise<void> {
  await db.query(
    `insert into ingest_jobs (id, name, state, payload, created_by, created_at, updated_at)
     values ($1, $2, 'queued', $3::jsonb, $4, $5, $5)`,
    [job.id, job.name, JSON.stringify(job.payload), job.createdBy ?? null, job.now],
  );
}

/** Errors kept per job; a file with more is wrong as a whole. */
const maxErrors = 1_000;

export async function updateJob(
  db: Queryable,
  id: string,
  state: JobReply['state'],
  counts: Partial<JobCounts>,
  now: Date,
): Promise<void> {
  await db.query(
    `update ingest_jobs set state = $2, total = coalesce($3, total), done = coalesce($4, done), added = coalesce($5, added),
            updated = coalesce($6, updated), unchanged = coalesce($7, unchanged), removed = coalesce($8, removed),
            errors = coalesce($9::jsonb, errors), updated_at = $10
      where id = $1`,
    [
      id,
      state,
      counts.total ?? null,
      counts.done ?? null,
      counts.added ?? null,
      counts.updated ?? null,
      counts.unchanged ?? null,
      counts.removed ?? null,
      counts.errors ? JSON.stringify(counts.errors.slice(0, maxErrors)) : null,
      now,
    ],
  );
}

export async function selectJob(db: Queryable, id: string): Promise<JobReply | undefined> {
  const rows = await db.query<JobReply>(
    `select j.id as "jobId", j.name, j.state, j.total, j.done, j.added, j.updated, j.unchanged, j.removed, j.errors
       from ingest_jobs j where j.id = $1`,
    [id],
  );
  return rows[0];
}

/** The newest jobs first. */
export async function selectLatestJobs(db: Queryable, limit: number): Promise<(JobReply & { at: Date })[]> {
  return db.query<JobReply & { at: Date }>(
    `select j.id as "jobId", j.name, j.state, j.total, j.done, j.added, j.updated, j.unchanged, j.removed, j.errors,
            j.created_at as at
       from ingest_jobs j order by j.id desc limit $1`,
    [limit],
  );
}

export interface WaitingJob {
  readonly id: string;
  readonly name: string;
  readonly payload: JobPayload;
  readonly by: string | null;
}

/** The oldest job that was accepted but not finished, be it new or left by an earlier run. */
export async function selectNextJob(db: Queryable): Promise<WaitingJob | undefined> {
  const rows = await db.query<WaitingJob>(
    `select j.id, j.name, j.payload, j.created_by as by from ingest_jobs j where j.state in ('queued', 'running') order by j.id limit 1`,
  );
  return rows[0];
}
