import type { Bank } from '../../core/context.ts';
import { newId } from '../../core/ids.ts';
import { notify } from '../notices/notify.ts';
import { insertRequest, type Leader, selectLeaders } from './leader-queries.ts';
import { gapNotices } from './tell.ts';

/** How many are asked at once: enough for a reply, few enough that nobody is asked about everything. */
const askedAtOnce = 5;
/** When nobody's field fits, so many take their turn. */
const inTurn = 3;
const lately = 30 * 86_400_000;

/** Those whose field it is; when it is nobody's, whoever was asked least lately. */
function chosen(leaders: readonly Leader[]): readonly Leader[] {
  const fitting = leaders.filter(({ why }) => why !== 'turn');
  return fitting.length > 0 ? fitting.slice(0, askedAtOnce) : leaders.slice(0, inTurn);
}

/**
 * Asks the fitting AI pilot leaders, none of them twice. The rule: first those who named the competency as their focus,
 * then those of the cluster, then authors of published cases on it; nobody fits = the three asked least lately.
 * @returns how many were asked
 */
export async function askLeaders(bank: Bank, gap: { id: string; question: string }): Promise<number> {
  const now = bank.now();
  const since = new Date(now.getTime() - lately);
  const ctx = { now: bank.now, newId: (kind: string) => newId(kind, now) };
  return bank.store.system.transaction(async (tx) => {
    const leaders = chosen(await selectLeaders(tx, gap.id, { now, since, limit: askedAtOnce }));
    for (const { id: personId, why } of leaders) {
      await insertRequest(tx, { gapId: gap.id, personId, why, now });
      await notify(ctx, tx, { personId, ...gapNotices.asked(gap) });
    }
    return leaders.length;
  });
}
