import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import * as queries from './queries.ts';

const FeedbackInput = z.object({
  id: z.string().min(1).max(200),
  helpful: z.boolean(),
  comment: z.string().max(2_000).optional(),
});

export const giveFeedback = defineCapability({
  name: 'give-feedback',
  title: { 'zh-TW': '評價回答', en: 'Rate an answer' },
  description: {
    'zh-TW': '說明回答有沒有幫助，可附意見；同一人再次評價會取代前一次。',
    en: 'Says whether an answer helped, with a comment if wanted; a second rating by the same person replaces the first.',
  },
  input: FeedbackInput,
  output: z.object({ answerId: z.string(), helpful: z.boolean() }),
  allow: 'anonymous',
  acts: true,
  async run(ctx, { id, helpful, comment }) {
    await ctx.db.transaction(async (tx) => {
      await queries.hold(tx, 'answer', id);
      if (!(await queries.selectAnswer(tx, id))) throw notFound({ 'zh-TW': '回答', en: 'answer' });
      const rater = ctx.actor.personId ?? 'anonymous';
      await queries.upsertFeedback(tx, {
        answerId: id,
        rater,
        helpful,
        comment: comment ?? null,
        now: ctx.now(),
      });
    });
    return { answerId: id, helpful };
  },
});
