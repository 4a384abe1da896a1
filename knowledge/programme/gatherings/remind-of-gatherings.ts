import { newId } from '../../../core/ids.ts';
import { notify } from '../../notices/notify.ts';
import type { ScheduledJob } from '../../schedule/job.ts';
import { selectGoingBetween } from './queries.ts';

const aheadMs = 24 * 3_600_000;

/** `2026-04-20 14:00` as a clock in Taiwan shows it. */
const taiwanTime = (at: Date) =>
  at.toLocaleString('sv-SE', { timeZone: 'Asia/Taipei', dateStyle: 'short', timeStyle: 'short' });

/** Tells those who come to a gathering, once, when less than a day is left; again if it is moved. */
export const remindOfGatherings: ScheduledJob = {
  name: 'remind-of-gatherings',
  everySeconds: 1_800,
  async run({ store, now }) {
    const made = { now, newId: (kind: string) => newId(kind, now()) };
    const until = new Date(now().getTime() + aheadMs);
    let told = 0;
    await store.system.transaction(async (tx) => {
      for (const { id, title, startsAt, personId } of await selectGoingBetween(tx, now(), until)) {
        const at = taiwanTime(startsAt);
        const added = await notify(made, tx, {
          personId,
          kind: 'gathering',
          text: {
            'zh-TW': `提醒您：聚會「${title}」${at} 開始。`,
            en: `A reminder: “${title}” starts at ${at}, Taiwan time.`,
          },
          link: `/programme/gatherings/${id}`,
          key: `gathering-soon:${id}:${startsAt.getTime()}`,
        });
        if (added) told++;
      }
    });
    return { told };
  },
};
