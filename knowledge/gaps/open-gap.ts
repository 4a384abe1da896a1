import { z } from 'zod';
import { audiencesOf, hasRole } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { AppError, conflict, forbidden, invalidInput, notFound } from '../../core/errors.ts';
import * as answers from '../answers/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { ensureAudience } from '../sources/queries.ts';
import { Visibility } from '../sources/schema.ts';
import { askLeaders } from './ask-leaders.ts';
import * as queries from './queries.ts';
import { isBadlyRated } from './rating-queries.ts';
import { type GapReason, GapState } from './schema.ts';
import { isSameQuestion, keyOf, likeQuestion, similarity } from './similarity.ts';
import { suggestField } from './suggest-field.ts';

const perDay = 20;
const compared = 2_000;
const shownAlike = 5;

const OpenGapInput = z.object({
  /** The kept answer that did not help. */
  answerId: z.string().min(1).max(200),
  /** What else a reader should know. */
  detail: z.string().trim().max(2_000).default(''),
  /** Who may see and answer it: an audience of the asker's, or the community. */
  visibility: Visibility.default('government'),
  /** Whether others may see who asks. */
  named: z.boolean().default(false),
  /** Not the same as any question there is, says the asker. */
  separate: z.boolean().default(false),
});
type OpenGapInput = z.output<typeof OpenGapInput>;

const Alike = z.object({ id: z.string(), question: z.string(), state: GapState });

const OpenGapReply = z.object({
  id: z.string(),
  /** `opened`; `joined`: somebody asked this already, and now needs it together with the caller. */
  outcome: z.enum(['opened', 'joined']),
  question: z.string(),
  /** How much personal data was masked in it. */
  masked: z.number().int(),
  /** How many AI pilot leaders were asked. */
  asked: z.number().int(),
  alike: z.array(Alike),
});

const texts = {
  notYours: { 'zh-TW': '您不屬於這個檢視範圍。', en: 'You do not belong to this audience.' },
  helped: {
    'zh-TW': '只有沒有來源可答、或您評為沒有幫助的回答，才能請教社群；請先評價這則回答。',
    en: 'Only a question without a source, or an answer you rated as not helpful, is put to the community; rate it first.',
  },
  tooMany: {
    'zh-TW': `一天最多請教 ${perDay} 個問題，請明天再試。`,
    en: `At most ${perDay} questions a day; please try again tomorrow.`,
  },
};

/**
 * The answer behind a gap and why it was not enough. The asker may say so, and an AI pilot leader who holds the answer.
 * @throws AppError NOT_FOUND, FORBIDDEN for somebody else's answer, CONFLICT when it was no failure
 */
async function failedAnswer(ctx: Context, answerId: string) {
  const row = await ctx.db.transaction(async (tx) => {
    await answers.hold(tx, 'answer', answerId);
    return answers.selectAnswer(tx, answerId);
  });
  if (!row) throw notFound({ 'zh-TW': '回答', en: 'answer' });
  const mine = row.personId === null || row.personId === ctx.actor.personId;
  if (!mine && !hasRole(ctx.actor, 'pilot_leader')) throw forbidden('pilot_leader');
  if (row.outcome === 'no_source') return { row, reason: 'no_source' as const };
  if (row.outcome === 'answered' && (await isBadlyRated(ctx.bank.store.system, answerId)))
    return { row, reason: 'badly_rated' as const };
  throw conflict(texts.helped);
}

/** @throws AppError INVALID_INPUT for an audience the asker is not of */
async function audienceFor(ctx: Context, visibility: string): Promise<number> {
  if (![...audiencesOf(ctx.actor), 'community'].includes(visibility))
    throw invalidInput(texts.notYours, [{ path: 'visibility', message: texts.notYours[ctx.language] }]);
  return ctx.bank.store.system.transaction((tx) => ensureAudience(tx, visibility));
}

async function findAlike(ctx: Context, question: string) {
  const gaps = await queries.selectToCompare(ctx.db, compared);
  return gaps
    .map((gap) => ({ ...gap, likeness: similarity(question, gap.question) }))
    .filter(({ likeness }) => likeness >= likeQuestion)
    .sort((a, b) => b.likeness - a.likeness);
}

/** Whoever asked the answer needs the gap, also when a leader opened it. */
async function addVotes(ctx: Context, gapId: string, answerOf: string | null): Promise<void> {
  const people = new Set([ctx.actor.personId!, ...(answerOf === null ? [] : [answerOf])]);
  await ctx.bank.store.system.transaction(async (tx) => {
    for (const person of people) await queries.insertVote(tx, gapId, person, ctx.now());
  });
}

interface Wanted {
  readonly question: string;
  readonly audienceId: number;
  readonly reason: GapReason;
  readonly input: OpenGapInput;
  readonly answerOf: string | null;
  readonly language: 'zh-TW' | 'en';
}

/** @returns the id, and whether these words were there already */
async function insert(ctx: Context, wanted: Wanted): Promise<{ id: string; isNew: boolean }> {
  const id = ctx.newId('gap');
  const { question, audienceId, input } = wanted;
  const folded = keyOf(question);
  const field = await suggestField(ctx, question);
  const isNew = await ctx.db.transaction(async (tx) => {
    const since = new Date(ctx.now().getTime() - 86_400_000);
    if ((await queries.countAskedSince(tx, ctx.actor.personId!, since)) >= perDay)
      throw new AppError('LIMIT', texts.tooMany);
    return queries.insertGap(tx, {
      ...field,
      id,
      asker: ctx.actor.personId!,
      named: input.named,
      question,
      folded,
      detail: maskPersonalData(input.detail).text,
      language: wanted.language,
      reason: wanted.reason,
      answerId: input.answerId,
      audienceId,
      now: ctx.now(),
    });
  });
  if (isNew) return { id, isNew };
  const same = await queries.selectSameWords(ctx.bank.store.system, audienceId, folded);
  return same ? { id: same, isNew: false } : insert(ctx, wanted);
}

async function open(ctx: Context, input: OpenGapInput): Promise<z.input<typeof OpenGapReply>> {
  const { row, reason } = await failedAnswer(ctx, input.answerId);
  const audienceId = await audienceFor(ctx, input.visibility);
  const { text: question, masked } = maskPersonalData(row.question);
  const alike = await findAlike(ctx, question);
  const same = alike.find((gap) => gap.audienceId === audienceId && isSameQuestion(question, gap.question));
  const wanted = { question, audienceId, reason, input, answerOf: row.personId, language: row.language };
  const { id, isNew } = same && !input.separate ? { id: same.id, isNew: false } : await insert(ctx, wanted);
  await addVotes(ctx, id, row.personId);
  return {
    id,
    outcome: isNew ? 'opened' : 'joined',
    question,
    masked: masked.length,
    asked: isNew ? await askLeaders(ctx.bank, { id, question }) : 0,
    alike: alike
      .filter((gap) => gap.id !== id)
      .slice(0, shownAlike)
      .map((gap) => ({ id: gap.id, question: gap.question, state: gap.state })),
  };
}

export const openGap = defineCapability({
  name: 'open-gap',
  title: { 'zh-TW': '請教社群', en: 'Ask the community' },
  description: {
    'zh-TW':
      '把沒有來源可答、或沒有幫助的回答變成待答問題：遮蔽個人資料、不具名（除非您選擇），相同的問題併在一起，並請領域相符的 AI 領航主管回覆。',
    en: 'Turns an answer without a source, or one that did not help, into an open question: personal data masked, unnamed unless you choose, joined with the same question, and put to AI pilot leaders of the field.',
  },
  input: OpenGapInput,
  output: OpenGapReply,
  allow: ['staff'],
  acts: true,
  run: open,
});
