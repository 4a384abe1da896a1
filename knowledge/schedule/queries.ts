import type { Queryable } from '../../core/db/client.ts';

/** Makes the jobs known; a new one is due at once, a changed interval counts from now on. */
export async function upsertJobs(
  tx: Queryable,
  jobs: readonly { name: string; everySeconds: number }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into scheduled_jobs (name, interval_seconds, due_at)
     select j.name, j.seconds, $2 from jsonb_to_recordset($1::jsonb) as j (name text, seconds int)
     on conflict (name) do update set interval_seconds = excluded.interval_seconds,
       due_at = least(scheduled_jobs.due_at, $2::timestamptz + make_interval(secs => excluded.interval_seconds))
       where scheduled_jobs.interval_seconds <> excluded.interval_seconds`,
    [JSON.stringify(jobs.map(({ name, everySeconds }) => ({ name, seconds: everySeconds }))), now],
  );
}

interface DueJob {
  readonly name: string;
  /** A run that never ended: its server went away. */
  readonly lostRun: string | null;
}

/** The job of these that has waited longest, locked. Jobs another server is claiming at this moment are passed over. */
export async function lockDueJob(
  tx: Queryable,
  names: readonly string[],
  now: Date,
): Promise<DueJob | undefined> {
  const rows = await tx.query<DueJob>(
    `select j.name, j.run_id as "lostRun" from scheduled_jobs j
      where j.name in (select jsonb_array_elements_text($1::jsonb))
        and j.due_at <= $2 and (j.lease_until is null or j.lease_until <= $2)
      order by j.due_at, j.name limit 1 for update skip locked`,
    [JSON.stringify(names), now],
  );
  return rows[0];
}

export async function insertRun(
  tx: Queryable,
  run: { id: string; job: string; server: string; now: Date; leaseUntil: Date },
): Promise<void> {
  await tx.query('update scheduled_jobs set run_id = $2, lease_until = $3 where name = $1', [
    run.job,
    run.id,
    run.leaseUntil,
  ]);
  await tx.query('insert into job_runs (id, job, server, started_at) values ($1, $2, $3, $4)', [
    run.id,
    run.job,
    run.server,
    run.now,
  ]);
}

/** @returns false when the run holds the job no longer */
export async function extendLease(db: Queryable, runId: string, leaseUntil: Date): Promise<boolean> {
  const rows = await db.query('update scheduled_jobs set lease_until = $2 where run_id = $1 returning name', [
    runId,
    leaseUntil,
  ]);
  return rows.length > 0;
}

export type RunOutcome = 'ok' | 'failed' | 'lost';

/** @returns false when the run has an end already */
export async function updateRunEnded(
  tx: Queryable,
  run: { id: string; outcome: RunOutcome; result: unknown; error: string | null; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update job_runs set ended_at = $2, outcome = $3, result = $4::jsonb, error = $5
      where id = $1 and outcome is null returning id`,
    [run.id, run.now, run.outcome, run.result === null ? null : JSON.stringify(run.result), run.error],
  );
  return rows.length > 0;
}

export async function releaseJob(tx: Queryable, runId: string, dueAt: Date): Promise<void> {
  await tx.query(
    'update scheduled_jobs set run_id = null, lease_until = null, due_at = $2 where run_id = $1',
    [runId, dueAt],
  );
}

/** How the run of this job before that one ended. Uses job_runs_job. */
export async function selectOutcomeBefore(
  tx: Queryable,
  job: string,
  runId: string,
): Promise<RunOutcome | null | undefined> {
  const rows = await tx.query<{ outcome: RunOutcome | null }>(
    'select r.outcome from job_runs r where r.job = $1 and r.id <> $2 order by r.started_at desc, r.id desc limit 1',
    [job, runId],
  );
  return rows[0]?.outcome;
}

/**
 * Forgets runs before `before`, and those that went well before `wellBefore` unless nothing came after them: a job of
 * every few seconds would fill the table with good news. Uses job_runs_started_at and job_runs_job.
 */
export async function deleteRunsBefore(tx: Queryable, before: Date, wellBefore: Date): Promise<number> {
  const rows = await tx.query(
    `delete from job_runs r
      where r.ended_at is not null and r.started_at < $2 and (r.started_at < $1 or r.outcome = 'ok')
        and exists (select 1 from job_runs x where x.job = r.job and x.started_at > r.started_at)
     returning r.id`,
    [before, wellBefore],
  );
  return rows.length;
}

export interface JobRow {
  readonly name: string;
  readonly everySeconds: number;
  readonly dueAt: Date;
  readonly runningSince: Date | null;
  readonly runs: readonly {
    server: string;
    startedAt: string;
    endedAt: string | null;
    outcome: RunOutcome | null;
    result: Record<string, number> | null;
    error: string | null;
  }[];
}

/** Every job with its latest runs. Uses job_runs_job. */
export async function selectJobs(db: Queryable, runsEach: number): Promise<JobRow[]> {
  return db.query<JobRow>(
    `select j.name, j.interval_seconds as "everySeconds", j.due_at as "dueAt", n.started_at as "runningSince",
            coalesce((select jsonb_agg(jsonb_build_object('server', r.server, 'startedAt', r.started_at,
                'endedAt', r.ended_at, 'outcome', r.outcome, 'result', r.result, 'error', r.error)
                order by r.started_at desc, r.id desc)
              from (select * from job_runs x where x.job = j.name order by x.started_at desc, x.id desc limit $1) r), '[]') as runs
       from scheduled_jobs j left join job_runs n on n.id = j.run_id
      order by j.name`,
    [runsEach],
  );
}
