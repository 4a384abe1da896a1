import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { conflict, invalidInput, notFound } from '../../core/errors.ts';
import { recordEvidence } from '../evidence/record-evidence.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { resolveCompetency } from '../framework/replies.ts';
import { loadQuizzes } from './load-quizzes.ts';
import { type AttemptRow, lockAttempt, selectCaseTitles, updateSubmitted } from './queries.ts';
import { OptionId } from './schema.ts';
import {
  type QuizScore,
  retakeHours,
  scoreQuiz,
  scoringRule,
  uncalibratedNote,
  validMonths,
} from './score-quiz.ts';
import { quizText } from './take-quiz.ts';

const SubmitInput = z.object({
  competency: z.string().min(1).max(100),
  attemptId: z.string().min(1).max(100),
  answers: z.array(z.object({ id: z.string().min(1).max(20), option: OptionId })).max(30),
});
type SubmitInput = z.output<typeof SubmitInput>;

const QuizResult = z.object({
  attemptId: z.string(),
  competency: z.string(),
  level: z.enum(['basic', 'mid', 'senior']),
  /** What was written as `tested`, 0 to 3. */
  proficiency: z.number().int(),
  correct: z.number().int(),
  total: z.number().int(),
  tiers: z.array(
    z.object({ proficiency: z.number().int(), right: z.number().int(), total: z.number().int() }),
  ),
  calibrated: z.literal(false),
  note: z.string(),
  rule: z.string(),
  validUntil: z.string(),
  nextAttemptAt: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      chosen: OptionId.nullable(),
      key: OptionId,
      right: z.boolean(),
      rationale: z.string(),
      source: z.object({ caseId: z.string(), title: z.string(), url: z.string() }),
    }),
  ),
});

function addMonths(at: Date, months: number): Date {
  const later = new Date(at);
  later.setUTCMonth(later.getUTCMonth() + months);
  return later;
}

/** @throws AppError INVALID_INPUT for an item that was not asked, or answered twice */
function answersOf(attempt: AttemptRow, input: SubmitInput): Map<string, OptionId> {
  const asked = new Set(attempt.items.map((one) => one.id));
  const answers = new Map<string, OptionId>();
  for (const [index, { id, option }] of input.answers.entries()) {
    if (!asked.has(id) || answers.has(id))
      throw invalidInput(
        {
          'zh-TW': `題目「${id}」不在這份測驗，或答了兩次。`,
          en: `Item “${id}” was not asked, or is answered twice.`,
        },
        [{ path: `answers.${index}.id`, message: 'not asked, or twice' }],
      );
    answers.set(id, option);
  }
  return answers;
}

/** @throws AppError NOT_FOUND for another's attempt or quiz, CONFLICT when it was answered, expired or has changed */
async function requireOpen(
  ctx: Context,
  tx: Queryable,
  input: SubmitInput,
  name: string,
): Promise<AttemptRow> {
  const attempt = await lockAttempt(tx, input.attemptId);
  if (attempt?.personId !== ctx.actor.personId || attempt?.competency !== name) throw notFound(quizText);
  if (attempt.submittedAt)
    throw conflict({ 'zh-TW': '這份測驗已經交卷。', en: 'This quiz was handed in already.' });
  if (attempt.expiresAt <= ctx.now() || attempt.bankVersion !== loadQuizzes().version)
    throw conflict({
      'zh-TW': '這份測驗已逾時或題庫已更新，請重新開始。',
      en: 'This quiz has expired or its items changed; start again.',
    });
  return attempt;
}

/** Keeps the result and writes it as tested, in one transaction. */
async function keepResult(
  tx: Queryable,
  attempt: AttemptRow,
  score: QuizScore,
  answers: ReadonlyMap<string, OptionId>,
  now: Date,
): Promise<void> {
  await updateSubmitted(tx, {
    id: attempt.id,
    answers: Object.fromEntries(answers),
    correct: score.correct,
    proficiency: score.proficiency,
    now,
  });
  await recordEvidence(
    tx,
    {
      personId: attempt.personId,
      kind: 'test',
      object: attempt.id,
      validFrom: now,
      validUntil: addMonths(now, validMonths),
      competencies: [
        { competency: attempt.competency, level: attempt.level, proficiency: score.proficiency },
      ],
    },
    now,
  );
}

/** What the person is told: the result, every item's key and why, and the case it comes from. */
async function resultOf(
  ctx: Context,
  attempt: AttemptRow,
  score: QuizScore,
): Promise<z.input<typeof QuizResult>> {
  const { language } = ctx;
  const titles = await selectCaseTitles(
    ctx.db,
    score.items.map((one) => one.item.source),
  );
  const titleOf = (id: string) => {
    const found = titles.get(id);
    return (language === 'en' ? found?.titleEn : undefined) ?? found?.title ?? id;
  };
  return {
    attemptId: attempt.id,
    competency: attempt.competency,
    level: attempt.level,
    proficiency: score.proficiency,
    correct: score.correct,
    total: score.items.length,
    tiers: [...score.tiers],
    calibrated: false as const,
    note: uncalibratedNote[language],
    rule: scoringRule[language],
    validUntil: addMonths(ctx.now(), validMonths).toISOString(),
    nextAttemptAt: new Date(ctx.now().getTime() + retakeHours * 3_600_000).toISOString(),
    items: score.items.map(({ item, chosen, key, right }) => ({
      id: item.id,
      chosen: chosen ?? null,
      key,
      right,
      rationale: item.rationale[language],
      source: { caseId: item.source, title: titleOf(item.source), url: `/cases/${item.source}` },
    })),
  };
}

export const submitQuiz = defineCapability({
  name: 'submit-quiz',
  title: { 'zh-TW': '交出測驗', en: 'Hand a quiz in' },
  description: {
    'zh-TW': '交出答案，依公開的規則寫入「測驗」程度，並附每題的理由與案例出處。',
    en: 'Marks the answers by the published rule, writes the tested level, and gives the reason and case of each item.',
  },
  input: SubmitInput,
  output: QuizResult,
  allow: ['staff'],
  acts: true,
  async run(ctx, input) {
    const name = resolveCompetency(input.competency, await readLexicon(ctx.db))!;
    const { attempt, score } = await ctx.bank.store.system.transaction(async (tx) => {
      const attempt = await requireOpen(ctx, tx, input, name);
      const answers = answersOf(attempt, input);
      const score = scoreQuiz(attempt.items, loadQuizzes().items, answers);
      await keepResult(tx, attempt, score, answers, ctx.now());
      return { attempt, score };
    });
    return resultOf(ctx, attempt, score);
  },
});
