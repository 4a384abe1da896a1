import { z } from 'zod';
import { audiencesOf } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import { Language } from '../../core/language.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { Outcome } from '../answers/schema.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { selectUnanswered } from './unanswered-queries.ts';

export const listUnanswered = defineCapability({
  name: 'list-unanswered',
  title: { 'zh-TW': '沒答好的問題', en: 'Questions not answered well' },
  description: {
    'zh-TW':
      '列出沒有來源可答或被評為沒有幫助、還沒有請教社群的問題；個人資料已遮蔽，不顯示誰問的，AI 領航主管可由此請教社群。',
    en: 'Questions without a source, or rated as not helped, that were not put to the community yet. Personal data is masked and nobody is named; AI pilot leaders may put one up from here.',
  },
  input: PageInput,
  output: z.object({
    items: z.array(
      z.object({
        answerId: z.string(),
        question: z.string(),
        language: Language,
        outcome: Outcome,
        badRatings: z.number().int(),
        askedAt: z.string(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
  allow: ['pilot_leader', 'reviewer'],
  // Changes nothing, but what people asked is not for a chat model to read.
  acts: true,
  async run(ctx, { limit, cursor }) {
    const rows = await selectUnanswered(ctx.bank.store.system, audiencesOf(ctx.actor), {
      limit: limit + 1,
      after: cursor,
    });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ id, question, outcome, createdAt, ...row }) => ({
        ...row,
        answerId: id,
        question: maskPersonalData(question).text,
        outcome: Outcome.parse(outcome),
        askedAt: createdAt.toISOString(),
      }),
    );
  },
});
