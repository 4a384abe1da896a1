import type { Bank } from '../../core/context.ts';
import type { ScheduledJob } from './job.ts';
import { upsertJobs } from './queries.ts';
import { claimJob, runClaimed } from './run-due.ts';

/** How often each server looks for what is due. */
const lookEveryMs = 5_000;

/**
 * Runs jobs as they fall due, side by side, each once however many servers do the same.
 * @returns `close` breaks off what runs; another server, or the next start, begins it again
 */
export function startSchedule(bank: Bank, jobs: readonly ScheduledJob[]): { close(): Promise<void> } {
  const closing = new AbortController();
  const running = new Map<string, Promise<void>>();
  const failed = (error: unknown) => bank.log.error('schedule failed, will try again', { error });

  const look = async () => {
    while (!closing.signal.aborted) {
      const claimed = await claimJob(
        bank,
        jobs.filter(({ name }) => !running.has(name)),
      );
      if (!claimed) return;
      const { name } = claimed.job;
      const run = runClaimed(bank, claimed, closing.signal).catch(failed);
      running.set(
        name,
        run.finally(() => running.delete(name)),
      );
    }
  };

  let looking = upsertJobs(bank.store.system, jobs, bank.now()).then(look).catch(failed);
  const timer = setInterval(() => {
    looking = looking.then(look).catch(failed);
  }, lookEveryMs);
  timer.unref();
  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      await looking;
      await Promise.all(running.values());
    },
  };
}
