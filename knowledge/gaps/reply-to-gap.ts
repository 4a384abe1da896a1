import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { AppError, conflict, notFound } from '../../core/errors.ts';
import { UnfinishedCase } from '../cases/schema.ts';
import { startCase } from '../cases/write-case.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit } from '../people/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { gapText } from './list-gaps.ts';
import * as queries from './queries.ts';
import * as replies from './reply-queries.ts';
import { GapId, GapState } from './schema.ts';
import { lockInState } from './settle-gap.ts';
import { gapNotices } from './tell.ts';

const replyText = { 'zh-TW': '回覆', en: 'reply' };

async function tellVoters(ctx: Context, gap: queries.GapRow, replyId: string): Promise<number> {
  return ctx.bank.store.system.transaction(async (tx) => {
    let told = 0;
    for (const personId of await queries.selectVoters(tx, gap.id))
      if (
        personId !== ctx.actor.personId &&
        (await notify(ctx, tx, { personId, ...gapNotices.replied(gap, replyId) }))
      )
        told += 1;
    return told;
  });
}

export const replyToGap = defineCapability({
  name: 'reply-to-gap',
  title: { 'zh-TW': '回覆待答問題', en: 'Reply to an open question' },
  description: {
    'zh-TW': '回覆一個請教社群的問題；個人資料先遮蔽，需要答案的人都會得到通知。看得到的人都可以回覆。',
    en: 'Replies to a question put to the community; personal data is masked first, and everybody who needs it is told. Whoever may see it may reply.',
  },
  input: z.object({ id: GapId, text: z.string().trim().min(1).max(10_000) }),
  output: z.object({
    id: z.string(),
    replyId: z.string(),
    state: GapState,
    /** How much personal data was masked. */
    masked: z.number().int(),
    /** How many people were told. */
    told: z.number().int(),
  }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, text: typed }) {
    const replyId = ctx.newId('reply');
    const { text, masked } = maskPersonalData(typed);
    const row = await ctx.db.transaction(async (tx) => {
      const row = await lockInState(ctx, tx, id, ['open', 'answered']);
      const by = ctx.actor.personId!;
      await replies.insertReply(tx, { id: replyId, gapId: id, author: by, text, now: ctx.now() });
      await queries.updateState(tx, id, { state: 'answered', reason: null, by, now: ctx.now() });
      return row;
    });
    const told = await tellVoters(ctx, row, replyId);
    return { id, replyId, state: 'answered' as const, masked: masked.length, told };
  },
});

export const withdrawReply = defineCapability({
  name: 'withdraw-reply',
  title: { 'zh-TW': '撤下回覆', en: 'Take a reply away' },
  description: {
    'zh-TW': '作者撤下自己的回覆，或審核者附理由撤下別人的。',
    en: 'Its author takes a reply away, or a reviewer somebody else’s, with a reason.',
  },
  input: z.object({ id: GapId, replyId: GapId, reason: z.string().trim().min(1).max(1_000) }),
  output: z.object({ id: z.string(), replyId: z.string(), withdrawn: z.literal(true) }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, replyId, reason }) =>
    ctx.db.transaction(async (tx) => {
      const row = await queries.lockGap(tx, ctx.actor.personId!, id);
      const reply = row && (await replies.selectReply(tx, id, replyId));
      if (!row || !reply) throw notFound(replyText);
      const mine = reply.author === ctx.actor.personId;
      if (!mine && !hasRole(ctx.actor, 'reviewer'))
        throw new AppError('FORBIDDEN', {
          'zh-TW': '只有作者或審核者可以這樣做。',
          en: 'Only its author or a reviewer may do this.',
        });
      await replies.updateWithdrawn(tx, replyId, maskPersonalData(reason).text);
      const left = await replies.selectReplies(tx, id);
      if (left.length === 0 && row.state === 'answered')
        await queries.updateState(tx, id, {
          state: 'open',
          reason: null,
          by: ctx.actor.personId!,
          now: ctx.now(),
        });
      if (!mine)
        await recordAudit(tx, {
          at: ctx.now(),
          actor: ctx.actor.personId,
          action: 'gap-reply-withdrawn',
          object: replyId,
          detail: { gap: id },
        });
      return { id, replyId, withdrawn: true as const };
    }),
});

export const caseFromReply = defineCapability({
  name: 'case-from-reply',
  title: { 'zh-TW': '把回覆寫成案例', en: 'Make a case of a reply' },
  description: {
    'zh-TW': '作者以自己的回覆開始一則案例草稿，補齊後照常送審；發布後，需要答案的人會得到通知。',
    en: 'Its author starts a draft of a case from a reply, completes it and hands it in as usual; once published, everybody who needs the answer is told.',
  },
  input: z.object({ id: GapId, replyId: GapId }),
  output: z.object({ id: z.string(), replyId: z.string(), caseId: z.string() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, replyId }) {
    const row = await queries.selectGap(ctx.db, ctx.actor.personId!, id);
    if (!row) throw notFound(gapText);
    const reply = await replies.selectReply(ctx.db, id, replyId);
    if (!reply || reply.author !== ctx.actor.personId) throw notFound(replyText);
    if (reply.caseId)
      throw conflict({ 'zh-TW': '這則回覆已經有案例草稿。', en: 'This reply has a draft already.' });
    const { id: caseId } = await startCase.run(
      ctx,
      UnfinishedCase.parse({
        title: row.question.slice(0, 300),
        competencies: row.competencies,
        sections: { background: row.detail, approach: reply.text },
        visibility: row.visibility,
      }),
    );
    await ctx.db.transaction((tx) => replies.updateCase(tx, replyId, caseId));
    return { id, replyId, caseId };
  },
});
