import { audiencesOf } from '../../core/actor.ts';
import { taiwanDay } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import type { Text } from '../../core/language.ts';
import { notify } from '../notices/notify.ts';
import type { ScheduledJob } from '../schedule/job.ts';
import { type DueReview, selectAdmins, selectDueReviews } from './review-queries.ts';

/** How long before the day its owner is told. */
const noticeDays = 14;

const pages: Partial<Record<DueReview['kind'], string>> = { case: '/cases', course: '/courses' };
const adminAudiences = audiencesOf({ roles: ['admin'] });

function textOf(due: DueReview, today: string): Text {
  const late = due.reviewBy < today;
  return {
    'zh-TW': late
      ? `「${due.title}」應在 ${due.reviewBy} 前重新檢視，已經逾期。請確認內容是否仍然正確，更新或下架。`
      : `「${due.title}」請在 ${due.reviewBy} 前重新檢視：內容仍然正確嗎？`,
    en: late
      ? `“${due.title}” was to be reviewed by ${due.reviewBy} and is overdue. Is it still right? Change it or withdraw it.`
      : `Please review “${due.title}” by ${due.reviewBy}: is it still right?`,
  };
}

/** What nobody here answers for goes to the administrators, as far as they may see it. */
function readersOf(due: DueReview, admins: readonly string[]): readonly string[] {
  if (due.ownerId) return [due.ownerId];
  return adminAudiences.includes(due.visibility) ? admins : [];
}

/** Reminds people of sources nobody has taken on that are due for review: once for each date set. */
export const remindOfReviews: ScheduledJob = {
  name: 'review-reminders',
  everySeconds: 3_600,
  async run(bank) {
    const now = bank.now();
    const today = taiwanDay(now);
    const ctx = { now: bank.now, newId: (kind: string) => newId(kind, now) };
    const horizon = taiwanDay(new Date(now.getTime() + noticeDays * 86_400_000));
    return bank.store.patient.transaction(async (tx) => {
      const dues = await selectDueReviews(tx, horizon);
      const admins = await selectAdmins(tx, now);
      let told = 0;
      for (const due of dues)
        for (const personId of readersOf(due, admins)) {
          const page = pages[due.kind];
          const notice = {
            personId,
            kind: 'review-due',
            text: textOf(due, today),
            ...(page && { link: `${page}/${encodeURIComponent(due.externalId)}` }),
            key: `review-due:${due.externalId}:${due.reviewBy}`,
          };
          if (await notify(ctx, tx, notice)) told += 1;
        }
      return { due: dues.length, told };
    });
  },
};
