import type { ScheduledJob } from '../schedule/job.ts';
import { deleteOldAnswers } from './delete-old-answers.ts';

/** Deletes answers and conversations past their time. */
export const answerRetention: ScheduledJob = {
  name: 'answer-retention',
  everySeconds: 3_600,
  async run(bank) {
    const days = bank.config.answerRetentionDays;
    return { answers: await deleteOldAnswers(bank.store.patient, bank.now(), days) };
  },
};
