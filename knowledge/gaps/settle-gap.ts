import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict, notFound } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit } from '../people/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { gapText } from './list-gaps.ts';
import * as queries from './queries.ts';
import { selectReplies } from './reply-queries.ts';
import { GapId, type GapState, GapStateReply } from './schema.ts';
import { gapNotices } from './tell.ts';

const Reason = z.string().trim().max(1_000);

export const stateLabels: Readonly<Record<GapState, Text>> = {
  open: { 'zh-TW': '等待回覆', en: 'open' },
  answered: { 'zh-TW': '已有回覆', en: 'answered' },
  closed: { 'zh-TW': '已解決', en: 'solved' },
  declined: { 'zh-TW': '未收錄', en: 'declined' },
};

/** @throws AppError NOT_FOUND, or CONFLICT when it is not in a state the act is possible in */
export async function lockInState(
  ctx: Context,
  tx: Queryable,
  id: string,
  allowed: readonly GapState[],
): Promise<queries.GapRow> {
  const row = await queries.lockGap(tx, ctx.actor.personId!, id);
  if (!row) throw notFound(gapText);
  if (allowed.includes(row.state)) return row;
  const now = stateLabels[row.state];
  throw conflict({
    'zh-TW': `這個問題目前是「${now['zh-TW']}」，不能進行這個動作。`,
    en: `This question is ${now.en}; the act is not possible now.`,
  });
}

const isMine = (ctx: Context, row: queries.GapRow) => row.asker === ctx.actor.personId;

/** @throws AppError FORBIDDEN to anybody but its asker and reviewers */
function requireAskerOrReviewer(ctx: Context, row: queries.GapRow): void {
  if (isMine(ctx, row) || hasRole(ctx.actor, 'reviewer')) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '只有提問者或審核者可以這樣做。',
    en: 'Only its asker or a reviewer may do this.',
  });
}

async function moveTo(
  ctx: Context,
  tx: Queryable,
  row: queries.GapRow,
  to: { state: GapState; reason: string },
): Promise<{ id: string; state: GapState }> {
  const by = ctx.actor.personId!;
  const reason = maskPersonalData(to.reason).text || null;
  await queries.updateState(tx, row.id, { state: to.state, reason, by, now: ctx.now() });
  if (!isMine(ctx, row))
    await recordAudit(tx, {
      at: ctx.now(),
      actor: by,
      action: `gap-${to.state}`,
      object: row.id,
      detail: {},
    });
  return { id: row.id, state: to.state };
}

export const closeGap = defineCapability({
  name: 'close-gap',
  title: { 'zh-TW': '標為已解決', en: 'Mark as solved' },
  description: {
    'zh-TW': '提問者（或審核者）把問題標為已解決或不再需要；回覆的人會得到通知。',
    en: 'Its asker, or a reviewer, marks the question as solved or no longer needed; those who replied are told.',
  },
  input: z.object({ id: GapId, reason: Reason.default('') }),
  output: GapStateReply,
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, reason }) =>
    ctx.db.transaction(async (tx) => {
      const row = await lockInState(ctx, tx, id, ['open', 'answered']);
      requireAskerOrReviewer(ctx, row);
      const done = await moveTo(ctx, tx, row, { state: 'closed', reason });
      const authors = new Set((await selectReplies(tx, id)).map(({ author }) => author));
      for (const personId of authors)
        if (personId !== null && personId !== ctx.actor.personId)
          await notify(ctx, tx, { personId, ...gapNotices.solved(row) });
      return done;
    }),
});

const uniqueViolation = '23505';

export const reopenGap = defineCapability({
  name: 'reopen-gap',
  title: { 'zh-TW': '重新開放', en: 'Open again' },
  description: {
    'zh-TW': '提問者重新開放已解決的問題，或回覆不足時再請教；未收錄的由審核者重新開放。',
    en: 'Its asker opens a solved question again, or asks on when the replies were not enough; a declined one is opened by a reviewer.',
  },
  input: z.object({ id: GapId }),
  output: GapStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    try {
      return await ctx.db.transaction(async (tx) => {
        const mayAll = hasRole(ctx.actor, 'reviewer');
        const row = await lockInState(
          ctx,
          tx,
          id,
          mayAll ? ['closed', 'answered', 'declined'] : ['closed', 'answered'],
        );
        requireAskerOrReviewer(ctx, row);
        return moveTo(ctx, tx, row, { state: 'open', reason: '' });
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
      throw conflict({
        'zh-TW': '同樣的問題已經有人重新提出，請看那一題。',
        en: 'The same question has been asked again since; see that one.',
      });
    }
  },
});

export const declineGap = defineCapability({
  name: 'decline-gap',
  title: { 'zh-TW': '不收錄', en: 'Decline' },
  description: {
    'zh-TW': '審核者附理由不收錄一個問題；需要它的人都會得到通知。',
    en: 'A reviewer declines a question with a reason; everybody who needs it is told.',
  },
  input: z.object({ id: GapId, reason: Reason.min(1) }),
  output: GapStateReply,
  allow: ['reviewer'],
  acts: true,
  async run(ctx, { id, reason }) {
    const said = maskPersonalData(reason).text;
    const row = await ctx.db.transaction(async (tx) => {
      const row = await lockInState(ctx, tx, id, ['open', 'answered']);
      if (isMine(ctx, row))
        throw new AppError('FORBIDDEN', {
          'zh-TW': '不能審核自己的問題。',
          en: 'Nobody judges their own question.',
        });
      await moveTo(ctx, tx, row, { state: 'declined', reason });
      return row;
    });
    await ctx.bank.store.system.transaction(async (tx) => {
      for (const personId of await queries.selectVoters(tx, id))
        await notify(ctx, tx, { personId, ...gapNotices.declined(row, said) });
    });
    return { id, state: 'declined' as const };
  },
});

export const nameGap = defineCapability({
  name: 'name-gap',
  title: { 'zh-TW': '是否具名', en: 'Be named or not' },
  description: {
    'zh-TW': '提問者決定別人看不看得到是誰問的。',
    en: 'Its asker decides whether others see who asked.',
  },
  input: z.object({ id: GapId, named: z.boolean() }),
  output: z.object({ id: z.string(), named: z.boolean() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, named }) =>
    ctx.db.transaction(async (tx) => {
      const row = await queries.lockGap(tx, ctx.actor.personId!, id);
      if (!row) throw notFound(gapText);
      if (!isMine(ctx, row))
        throw new AppError('FORBIDDEN', {
          'zh-TW': '只有提問者可以這樣做。',
          en: 'Only its asker may do this.',
        });
      await queries.updateNamed(tx, id, named);
      return { id, named };
    }),
});
