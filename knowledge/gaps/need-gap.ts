import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { gapText } from './list-gaps.ts';
import * as queries from './queries.ts';
import { GapId } from './schema.ts';

const NeedReply = z.object({ id: z.string(), needed: z.boolean(), votes: z.number().int() });

export const needGap = defineCapability({
  name: 'need-gap',
  title: { 'zh-TW': '我也需要這個答案', en: 'I need this too' },
  description: {
    'zh-TW': '表示您也需要這個問題的答案；有回覆時會通知您，別人只看得到人數。',
    en: 'Says that you need an answer too. You are told of replies; others see only how many need it.',
  },
  input: z.object({ id: GapId }),
  output: NeedReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const personId = ctx.actor.personId!;
    return ctx.db.transaction(async (tx) => {
      const row = await queries.lockGap(tx, personId, id);
      if (!row) throw notFound(gapText);
      if (row.state !== 'open' && row.state !== 'answered')
        throw conflict({ 'zh-TW': '這個問題已經結束。', en: 'This question is closed.' });
      await queries.insertVote(tx, id, personId, ctx.now());
      const { votes } = (await queries.selectGap(tx, personId, id))!;
      return { id, needed: true, votes };
    });
  },
});

export const unneedGap = defineCapability({
  name: 'unneed-gap',
  title: { 'zh-TW': '不再需要這個答案', en: 'No longer needed' },
  description: {
    'zh-TW': '收回「我也需要」，之後不再通知您。',
    en: 'Takes “I need this too” back; you are told of replies no more.',
  },
  input: z.object({ id: GapId }),
  output: NeedReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const personId = ctx.actor.personId!;
    return ctx.db.transaction(async (tx) => {
      const row = await queries.lockGap(tx, personId, id);
      if (!row) throw notFound(gapText);
      await queries.deleteVote(tx, id, personId);
      return { id, needed: false, votes: row.votes - (row.needed ? 1 : 0) };
    });
  },
});
