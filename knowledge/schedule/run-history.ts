import type { ScheduledJob } from './job.ts';
import { deleteRunsBefore } from './queries.ts';

const dayMs = 86_400_000;
const keepDays = 30;

/** Forgets how jobs ended: what went well after a day, the rest after thirty; the latest run of each stays. */
export const runHistory: ScheduledJob = {
  name: 'run-history',
  everySeconds: 3_600,
  async run(bank) {
    const ago = (days: number) => new Date(bank.now().getTime() - days * dayMs);
    return { runs: await deleteRunsBefore(bank.store.patient, ago(keepDays), ago(1)) };
  },
};
