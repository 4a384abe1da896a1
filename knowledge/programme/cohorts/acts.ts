import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { notFound } from '../../../core/errors.ts';
import type { Text } from '../../../core/language.ts';
import { personOf, refused, requireState } from '../acting.ts';
import * as queries from './queries.ts';

const cohortText = { 'zh-TW': '梯次', en: 'cohort' };

const stateLabels: Readonly<Record<queries.CohortRow['state'], Text>> = {
  active: { 'zh-TW': '進行中', en: 'under way' },
  closed: { 'zh-TW': '已結束', en: 'closed' },
};

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function getVisibleCohort(ctx: Context, id: string): Promise<queries.CohortRow> {
  const row = await queries.selectCohort(ctx.db, id);
  if (!row) throw notFound(cohortText);
  return row;
}

/** One act on a cohort under way that the actor may see; other acts on it wait. */
export async function actOnCohort<T>(
  ctx: Context,
  id: string,
  act: (tx: Queryable, row: queries.CohortRow) => Promise<T>,
): Promise<T> {
  await getVisibleCohort(ctx, id);
  return ctx.bank.store.system.transaction(async (tx) => {
    const row = await queries.lockCohort(tx, id);
    if (!row) throw notFound(cohortText);
    requireState(row.state, ['active'], stateLabels);
    return act(tx, row);
  });
}

/** @throws AppError FORBIDDEN for whoever is not a member */
export async function requireMember(
  ctx: Context,
  tx: Queryable,
  cohortId: string,
): Promise<queries.MemberRow[]> {
  const members = await queries.selectMembers(tx, cohortId);
  if (members.some(({ personId }) => personId === personOf(ctx))) return members;
  throw refused({ 'zh-TW': '只有這個梯次的學員可以。', en: 'Only members of this cohort may.' });
}
