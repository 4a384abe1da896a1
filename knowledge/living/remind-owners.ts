import { taiwanDay } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import { notify } from '../notices/notify.ts';
import type { ScheduledJob } from '../schedule/job.ts';
import { sourcePath } from './care.ts';
import { selectDue } from './queries.ts';

/** Tells whoever looks after a source that its review day has come, once for each day set. */
export const remindOwners: ScheduledJob = {
  name: 'remind-owners',
  everySeconds: 6 * 3_600,
  async run({ store, now }) {
    const made = { now, newId: (kind: string) => newId(kind, now()) };
    let told = 0;
    await store.system.transaction(async (tx) => {
      for (const { externalId, kind, title, reviewBy, ownerId } of await selectDue(tx, taiwanDay(now()))) {
        const added = await notify(made, tx, {
          personId: ownerId,
          kind: 'review-due',
          text: {
            'zh-TW': `您維護的「${title}」檢閱日是 ${reviewBy}：請確認仍然正確，或更新、下架。`,
            en: `“${title}”, which you look after, is due for review since ${reviewBy}: confirm, update or withdraw it.`,
          },
          link: sourcePath(kind, externalId),
          key: `review-due:${externalId}:${reviewBy}`,
        });
        if (added) told++;
      }
    });
    return { told };
  },
};
