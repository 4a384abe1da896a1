import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { Named, namedCompetency } from '../framework/replies.ts';
import { LevelId } from '../framework/schema.ts';
import { canDraw, itemsFor } from './draw-quiz.ts';
import { loadQuizzes } from './load-quizzes.ts';
import { selectNewestResults } from './queries.ts';
import { scoringRule, uncalibratedNote } from './score-quiz.ts';

export const listQuizzes = defineCapability({
  name: 'list-quizzes',
  title: { 'zh-TW': '測驗清單', en: 'Quizzes' },
  description: {
    'zh-TW': '哪些職能與層級有情境測驗、各有幾題，以及您最近一次的結果。',
    en: 'Which competencies and levels have a quiz, how many items, and your newest result.',
  },
  input: z.object({}),
  output: z.object({
    note: z.string(),
    rule: z.string(),
    items: z.array(
      z.object({
        competency: Named,
        level: LevelId,
        items: z.number().int(),
        result: z.object({ proficiency: z.number().int(), at: z.string() }).nullable(),
      }),
    ),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const { language } = ctx;
    const lexicon = await readLexicon(ctx.db);
    const results = await selectNewestResults(ctx.db, ctx.actor.personId!);
    const { items } = loadQuizzes();
    const names = [...new Set(items.map((item) => item.competency))];
    const quizzes = names.flatMap((name) =>
      LevelId.options.map((level) => ({ name, level, own: itemsFor(items, name, level) })),
    );
    return {
      note: uncalibratedNote[language],
      rule: scoringRule[language],
      items: quizzes
        .filter(({ own }) => canDraw(own))
        .map(({ name, level, own }) => {
          const result = results.find((one) => one.competency === name && one.level === level);
          return {
            competency: namedCompetency(language, lexicon, name),
            level,
            items: own.length,
            result:
              result?.submittedAt && result.proficiency !== null
                ? { proficiency: result.proficiency, at: result.submittedAt.toISOString() }
                : null,
          };
        }),
    };
  },
});
