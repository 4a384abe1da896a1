import type { ScheduledJob } from './job.ts';
import { deleteRunsBefore } from './queries.ts';

const keepDays = 30;

/** Forgets how jobs ended long ago. */
export const runHistory: ScheduledJob = {
  name: 'run-history',
  everySeconds: 86_400,
  async run(bank) {
    const before = new Date(bank.now().getTime() - keepDays * 86_400_000);
    return { runs: await deleteRunsBefore(bank.store.patient, before) };
  },
};
