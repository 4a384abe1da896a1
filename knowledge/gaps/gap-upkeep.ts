import { newId } from '../../core/ids.ts';
import { notify } from '../notices/notify.ts';
import type { ScheduledJob } from '../schedule/job.ts';
import { askLeaders } from './ask-leaders.ts';
import { selectUnheard } from './leader-queries.ts';
import { selectVoters } from './queries.ts';
import { selectPublishedReplies } from './reply-queries.ts';
import { gapNotices } from './tell.ts';

const askAgainAfter = 7 * 86_400_000;
/** Then it waits on the board for whoever knows. */
const mostAsked = 15;

/** Asks further leaders about questions nobody answered, and tells people when a reply has become a published case. */
export const gapUpkeep: ScheduledJob = {
  name: 'gap-upkeep',
  everySeconds: 900,
  async run(bank, { signal }) {
    const now = bank.now();
    const ctx = { now: bank.now, newId: (kind: string) => newId(kind, now) };
    const done = { asked: 0, told: 0 };
    const unheard = await selectUnheard(
      bank.store.patient,
      new Date(now.getTime() - askAgainAfter),
      mostAsked,
    );
    for (const gap of unheard) {
      signal.throwIfAborted();
      done.asked += await askLeaders(bank, gap);
    }
    for (const { gapId: id, question, caseId, author } of await selectPublishedReplies(bank.store.patient))
      await bank.store.patient.transaction(async (tx) => {
        for (const personId of await selectVoters(tx, id)) {
          if (personId === author) continue;
          if (await notify(ctx, tx, { personId, ...gapNotices.published({ id, question }, caseId) }))
            done.told += 1;
        }
      });
    return done;
  },
};
