import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { AppError, notFound } from '../../core/errors.ts';
import { readLexicon } from '../framework/lexicon.ts';
import type { CompetencyRow } from '../framework/queries.ts';
import { Named, named, namedCompetency, namedRow } from '../framework/replies.ts';
import { selectProfile } from '../people/profile.ts';
import { requireCompetency } from '../proficiency/resolve-competency.ts';
import { canDraw, drawQuiz, itemsFor } from './draw-quiz.ts';
import { loadQuizzes } from './load-quizzes.ts';
import { type AttemptRow, insertAttempt, selectAttempts } from './queries.ts';
import { OptionId, optionIds } from './schema.ts';
import { retakeHours, scoringRule, uncalibratedNote } from './score-quiz.ts';

/** A draw is answered within this time, and asking again meanwhile gives the same draw. */
const openHours = 2;
const hourMs = 3_600_000;

export const quizText = { 'zh-TW': '測驗', en: 'quiz' };

const QuizReply = z.object({
  attemptId: z.string(),
  competency: Named,
  level: Named,
  /** Always false: the items are not calibrated. */
  calibrated: z.literal(false),
  note: z.string(),
  rule: z.string(),
  expiresAt: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      stem: z.string(),
      options: z.array(z.object({ id: OptionId, text: z.string() })),
    }),
  ),
});

/** Items as the person sees them: without key, proficiency and source, which would give the answer away. */
function shownItems(attempt: AttemptRow, language: Context['language']) {
  const { items } = loadQuizzes();
  return attempt.items.flatMap((asked) => {
    const item = items.find((one) => one.id === asked.id);
    if (!item) return [];
    const options = asked.order.map((place, index) => ({
      id: optionIds[index]!,
      text: item.options[place]![language],
    }));
    return [{ id: item.id, stem: item.stem[language], options }];
  });
}

/** @throws AppError LIMIT before a day has passed since the last result */
function requireRested(ctx: Context, attempts: readonly AttemptRow[]): void {
  const last = attempts.find((one) => one.submittedAt !== null)?.submittedAt;
  if (!last) return;
  const next = new Date(last.getTime() + retakeHours * hourMs);
  if (next <= ctx.now()) return;
  throw new AppError('LIMIT', {
    'zh-TW': `隔一天才能再測一次：${next.toISOString()} 之後。`,
    en: `This quiz can be taken again a day later: after ${next.toISOString()}.`,
  });
}

/** The draw still open, or a new one of items not asked before as far as there are any. */
async function openAttempt(ctx: Context, { name, level }: CompetencyRow): Promise<AttemptRow> {
  const bank = loadQuizzes();
  const items = itemsFor(bank.items, name, level);
  if (!canDraw(items)) throw notFound(quizText);
  const of = { personId: ctx.actor.personId!, competency: name, level };
  const attempts = await selectAttempts(ctx.db, of);
  requireRested(ctx, attempts);
  const open = attempts.find(
    (one) => one.submittedAt === null && one.expiresAt > ctx.now() && one.bankVersion === bank.version,
  );
  if (open) return open;
  const seen = attempts.flatMap((one) => one.items.map((item) => item.id));
  const row = {
    ...of,
    id: ctx.newId('quiz'),
    items: drawQuiz(items, seen, randomInt),
    bankVersion: bank.version,
    createdAt: ctx.now(),
    expiresAt: new Date(ctx.now().getTime() + openHours * hourMs),
  };
  await insertAttempt(ctx.bank.store.system, row);
  return { ...row, submittedAt: null, answers: null, correct: null, proficiency: null };
}

export const takeQuiz = defineCapability({
  name: 'take-quiz',
  title: { 'zh-TW': '開始一份測驗', en: 'Take a quiz' },
  description: {
    'zh-TW': '抽出一份情境題（沒有答案），取材自案例庫；尚未校準。送出答案前再開一次會得到同一份。',
    en: 'Draws scenario items from the cases, without keys; not calibrated. Asked again before answering, it gives the same draw.',
  },
  input: z.object({ competency: z.string().min(1).max(100), level: z.string().max(100).optional() }),
  output: QuizReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, input) {
    const { language } = ctx;
    const lexicon = await readLexicon(ctx.db);
    const profile = await selectProfile(ctx.db, ctx.actor.personId!);
    const row = requireCompetency(
      { competency: input.competency, level: input.level ?? profile?.level },
      lexicon,
    );
    const attempt = await openAttempt(ctx, row);
    return {
      attemptId: attempt.id,
      competency: namedCompetency(language, lexicon, row.name),
      level: namedRow(language, lexicon.levels, row.level, named(language, row.level, row.level, row.level)),
      calibrated: false as const,
      note: uncalibratedNote[language],
      rule: scoringRule[language],
      expiresAt: attempt.expiresAt.toISOString(),
      items: shownItems(attempt, language),
    };
  },
});
