import { hostname } from 'node:os';
import type { Bank } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { recordAudit } from '../people/queries.ts';
import type { ScheduledJob } from './job.ts';
import * as queries from './queries.ts';

/** How long a server may be silent before another takes its job over. The servers' clocks must agree to within this. */
const leaseMs = 90_000;
const extendEveryMs = 30_000;
/** A failed job is tried again after this long, or at its own interval when that is shorter. */
const retryMs = 300_000;

const server = `${hostname()}#${process.pid}`;

interface Claimed {
  readonly job: ScheduledJob;
  readonly runId: string;
  readonly startedAt: Date;
}

/** Takes the next due job for this server; undefined when none of them is due and free. */
export async function claimJob(bank: Bank, jobs: readonly ScheduledJob[]): Promise<Claimed | undefined> {
  if (jobs.length === 0) return undefined;
  const now = bank.now();
  const runId = newId('run', now);
  return bank.store.system.transaction(async (tx) => {
    const due = await queries.lockDueJob(
      tx,
      jobs.map(({ name }) => name),
      now,
    );
    const job = due && jobs.find(({ name }) => name === due.name);
    if (!job) return undefined;
    if (due.lostRun)
      await queries.updateRunEnded(tx, { id: due.lostRun, outcome: 'lost', result: null, error: null, now });
    const leaseUntil = new Date(now.getTime() + leaseMs);
    await queries.insertRun(tx, { id: runId, job: job.name, server, now, leaseUntil });
    return { job, runId, startedAt: now };
  });
}

/** What went wrong, without anybody's data: the kind of error alone where it is none of ours. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.messageIn('en')}`;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

interface End {
  readonly outcome: queries.RunOutcome;
  readonly result: Readonly<Record<string, number>> | null;
  readonly error: unknown;
}

function nextDue({ job, startedAt }: Claimed, { outcome }: End, now: Date): Date {
  if (outcome === 'lost') return now;
  const everyMs = job.everySeconds * 1_000;
  if (outcome === 'failed') return new Date(now.getTime() + Math.min(everyMs, retryMs));
  return new Date(Math.max(startedAt.getTime() + everyMs, now.getTime()));
}

/** Writes down how a run ended; the first failure in a row is audited. */
async function endRun(bank: Bank, claimed: Claimed, end: End): Promise<void> {
  const now = bank.now();
  const { job, runId } = claimed;
  const error = end.outcome === 'failed' ? nameOf(end.error) : null;
  await bank.store.system.transaction(async (tx) => {
    const isNew = await queries.updateRunEnded(tx, {
      id: runId,
      outcome: end.outcome,
      result: end.result,
      error,
      now,
    });
    await queries.releaseJob(tx, runId, nextDue(claimed, end, now));
    if (!isNew || end.outcome !== 'failed') return;
    if ((await queries.selectOutcomeBefore(tx, job.name, runId)) === 'failed') return;
    const entry = { action: 'job-failed', object: job.name, detail: { run: runId, error } };
    await recordAudit(tx, { at: now, actor: undefined, ...entry });
  });
}

/** Keeps the lease while the job runs; aborts it when the lease is lost. */
function keepLease(bank: Bank, runId: string, lost: () => void): { stop(): void } {
  const extend = async () => {
    const leaseUntil = new Date(bank.now().getTime() + leaseMs);
    const held = await queries.extendLease(bank.store.system, runId, leaseUntil).catch(() => true);
    if (!held) lost();
  };
  const timer = setInterval(() => void extend(), extendEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function perform(bank: Bank, claimed: Claimed, closing: AbortSignal): Promise<End> {
  const taken = new AbortController();
  const lease = keepLease(bank, claimed.runId, () => taken.abort());
  const signal = AbortSignal.any([closing, taken.signal]);
  try {
    return {
      outcome: 'ok',
      result: await claimed.job.run(bank, { runId: claimed.runId, signal }),
      error: undefined,
    };
  } catch (error) {
    return { outcome: signal.aborted ? 'lost' : 'failed', result: null, error };
  } finally {
    lease.stop();
  }
}

/** Runs a job this server has taken, and writes down how it went. Never throws for the job's own failure. */
export async function runClaimed(bank: Bank, claimed: Claimed, closing: AbortSignal): Promise<void> {
  const started = performance.now();
  const end = await perform(bank, claimed, closing);
  const seconds = (performance.now() - started) / 1_000;
  const { name: job } = claimed.job;
  bank.metrics.jobRuns.inc({ job, outcome: end.outcome });
  bank.metrics.jobSeconds.observe({ job }, seconds);
  if (end.outcome === 'ok') bank.metrics.jobSuccess.set({ job }, bank.now().getTime() / 1_000);
  if (end.outcome === 'failed') bank.log.error('job failed', { job, error: end.error });
  else {
    // A job of every few seconds that finds nothing to do is no news.
    const level = Object.values(end.result ?? {}).some((count) => count > 0) ? 'info' : 'debug';
    bank.log[level]('job', { job, outcome: end.outcome, ms: Math.round(seconds * 1_000), ...end.result });
  }
  await endRun(bank, claimed, end);
}

/**
 * Runs what is due now, one after the other.
 * @returns the names of the jobs run here
 */
export async function runDueJobs(
  bank: Bank,
  jobs: readonly ScheduledJob[],
  closing: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  await queries.upsertJobs(bank.store.system, jobs, bank.now());
  const ran: string[] = [];
  for (;;) {
    const claimed = closing.aborted ? undefined : await claimJob(bank, jobs);
    if (!claimed) return ran;
    await runClaimed(bank, claimed, closing);
    ran.push(claimed.job.name);
  }
}
