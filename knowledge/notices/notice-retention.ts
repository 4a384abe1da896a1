import type { ScheduledJob } from '../schedule/job.ts';
import { deleteNoticesBefore } from './queries.ts';

/** A notice may quote a question, so it stays no longer than questions do. */
export const noticeRetention: ScheduledJob = {
  name: 'notice-retention',
  everySeconds: 86_400,
  async run(bank) {
    const before = new Date(bank.now().getTime() - bank.config.answerRetentionDays * 86_400_000);
    return { notices: await deleteNoticesBefore(bank.store.patient, before) };
  },
};
