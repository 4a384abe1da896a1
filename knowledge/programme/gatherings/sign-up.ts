import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { notify } from '../../notices/notify.ts';
import { personOf, requireState } from '../acting.ts';
import { Id } from '../schema.ts';
import { gatheringText, getVisibleGathering } from './get-gathering.ts';
import * as queries from './queries.ts';
import { gatheringLabels } from './schema.ts';

/** One act on a gathering the actor may see; others wait for it, so that places are given out one at a time. */
export async function actOnGathering<T>(
  ctx: Context,
  id: string,
  act: (tx: Queryable, row: queries.GatheringRow) => Promise<T>,
): Promise<T> {
  await getVisibleGathering(ctx, id);
  return ctx.bank.store.system.transaction(async (tx) => {
    const row = await queries.lockGathering(tx, id);
    if (!row) throw notFound(gatheringText);
    return act(tx, row);
  });
}

/** Free places go to those who have waited longest, and they are told. */
export async function giveFreePlaces(
  ctx: Context,
  tx: Queryable,
  row: Pick<queries.GatheringRow, 'id' | 'capacity' | 'record'>,
): Promise<void> {
  const people = await queries.selectSignUps(tx, row.id);
  const going = people.filter(({ state }) => state === 'going').length;
  const free = row.capacity === null ? people.length : Math.max(0, row.capacity - going);
  for (const { personId } of people.filter(({ state }) => state === 'waiting').slice(0, free)) {
    await queries.updateSignUpGoing(tx, row.id, personId);
    await notify(ctx, tx, {
      personId,
      kind: 'gathering',
      text: {
        'zh-TW': `聚會「${row.record.title}」有名額了，您已由候補轉為參加。`,
        en: `A place came free: you are coming to “${row.record.title}”.`,
      },
      link: `/programme/gatherings/${row.id}`,
      key: `gathering-place:${row.id}:${ctx.now().getTime()}`,
    });
  }
}

function requireAhead(ctx: Context, row: queries.GatheringRow): void {
  requireState(row.state, ['planned'], gatheringLabels);
  if (row.startsAt <= ctx.now())
    throw conflict({ 'zh-TW': '聚會已經開始或結束。', en: 'It has begun or is over.' });
}

export const signUp = defineCapability({
  name: 'sign-up',
  title: { 'zh-TW': '報名聚會', en: 'Sign up for a gathering' },
  description: {
    'zh-TW': '有名額就參加，額滿就依序候補；有人取消時由等最久的人遞補並通知。',
    en: 'Takes a place, or joins the waiting list when there is none; whoever has waited longest gets a place that comes free and is told.',
  },
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), state: z.enum(['going', 'waiting']) }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id }) =>
    actOnGathering(ctx, id, async (tx, row) => {
      requireAhead(ctx, row);
      const people = await queries.selectSignUps(tx, id);
      const going = people.filter((one) => one.state === 'going').length;
      const state = row.capacity === null || going < row.capacity ? ('going' as const) : ('waiting' as const);
      const saved = await queries.insertSignUp(tx, {
        gatheringId: id,
        personId: personOf(ctx),
        state,
        now: ctx.now(),
      });
      if (!saved) throw conflict({ 'zh-TW': '您已經報名了。', en: 'You have signed up already.' });
      return { id, state };
    }),
});

export const cancelSignUp = defineCapability({
  name: 'cancel-sign-up',
  title: { 'zh-TW': '取消報名', en: 'Cancel a sign-up' },
  description: {
    'zh-TW': '取消報名或候補；名額給候補第一位。',
    en: 'Gives the place up; the next in line has it.',
  },
  input: z.object({ id: Id }),
  output: z.object({ id: z.string() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id }) =>
    actOnGathering(ctx, id, async (tx, row) => {
      requireAhead(ctx, row);
      if (!(await queries.deleteSignUp(tx, id, personOf(ctx))))
        throw conflict({ 'zh-TW': '您沒有報名。', en: 'You have not signed up.' });
      await giveFreePlaces(ctx, tx, row);
      return { id };
    }),
});
