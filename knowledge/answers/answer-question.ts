import { audiencesOf } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { degradedIn } from '../search/degraded.ts';
import { withoutCommands } from './commands.ts';
import type { ComposedAnswer } from './compose-answer.ts';
import { composeAnswer } from './compose-answer.ts';
import type { Conversation } from './conversation.ts';
import { openConversation, saveConversation } from './conversation.ts';
import { openLibrary } from './library.ts';
import { noSource } from './no-source.ts';
import * as queries from './queries.ts';
import { rewriteWithThread } from './rewrite-with-thread.ts';
import { routeQuestion } from './route-question.ts';
import type { Routed } from './route-to-case.ts';
import type { AnswerDraft, AskInput, AskReply } from './schema.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';

export type Stage = 'understanding' | 'searching' | 'composing';

export type AskProgress =
  | { readonly event: 'status'; readonly data: { readonly stage: Stage; readonly text: string } }
  /** Markdown that has been checked and stays as it is; joined, the deltas are the answer. */
  | { readonly event: 'delta'; readonly data: { readonly text: string } };

export type OnProgress = (progress: AskProgress) => unknown;

const stages: Readonly<Record<Stage, Readonly<Record<Language, string>>>> = {
  understanding: { 'zh-TW': '理解問題', en: 'Reading the question' },
  searching: { 'zh-TW': '查詢來源', en: 'Searching the sources' },
  composing: { 'zh-TW': '整理回答與引用', en: 'Writing the answer with its citations' },
};

/** Letters that have to be left of a question. */
const LEFT = 2;

/** Commands inside a question are data: they are dropped, and what is left is answered if it is a question. */
async function readQuestion(input: AskInput): Promise<Question> {
  const question = await understandQuestion(input.question, input.language);
  const plain = withoutCommands(input.question);
  if (plain === input.question || (plain.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < LEFT) return question;
  return understandQuestion(plain, input.language ?? question.language);
}

async function composeFor(
  ctx: Context,
  draft: AnswerDraft,
  language: Language,
): Promise<{ draft: AnswerDraft; composed: ComposedAnswer }> {
  const ids = [...new Set(draft.parts.flatMap((part) => part.claims.flatMap((claim) => claim.passageIds)))];
  const passages = ids.length > 0 ? await queries.selectCitedPassages(ctx.db, ids) : [];
  const composed = composeAnswer(draft, passages);
  if (draft.outcome !== 'answered' || composed.citations.length > 0) return { draft, composed };
  const empty = noSource(language);
  return { draft: empty, composed: composeAnswer(empty, []) };
}

async function keep(
  ctx: Context,
  conversation: Conversation,
  kept: { id: string; asked: string; question: Question; routed: Routed; draft: AnswerDraft },
): Promise<void> {
  const { id, asked, question, routed, draft } = kept;
  await ctx.db.transaction(async (tx) => {
    await saveConversation(ctx, tx, conversation);
    await queries.insertAnswer(tx, {
      id,
      conversationId: conversation.id,
      personId: ctx.actor.personId ?? null,
      audiences: audiencesOf(ctx.actor),
      question: asked,
      language: question.language,
      outcome: draft.outcome,
      mode: 'extractive',
      degraded: degradedIn(ctx, question.language) ?? null,
      draft,
      thread: {
        question: question.text,
        route: routed.route,
        cases: routed.cases.map((held) => held.externalId),
      },
      createdAt: ctx.now(),
    });
  });
}

/**
 * Answers a question from the sources the asker may read, and keeps the answer.
 * @param onProgress told of each stage and of each finished piece of the answer
 */
export async function answerQuestion(
  ctx: Context,
  input: AskInput,
  onProgress: OnProgress = () => undefined,
): Promise<AskReply> {
  const stopTimer = ctx.bank.metrics.answerSeconds.startTimer();
  const language = input.language ?? ctx.language;
  const status = (stage: Stage) =>
    onProgress({ event: 'status', data: { stage, text: stages[stage][language] } });
  await status('understanding');
  const [asked, library, conversation] = await Promise.all([
    readQuestion(input),
    openLibrary(ctx),
    openConversation(ctx, input.conversationId),
  ]);
  const question = await rewriteWithThread(asked, conversation.turns, library);
  await status('searching');
  const routed = await routeQuestion(ctx, question, library);
  await status('composing');
  const { draft, composed } = await composeFor(ctx, routed.draft, question.language);
  for (const [index, block] of composed.blocks.entries())
    await onProgress({ event: 'delta', data: { text: index === 0 ? block : `\n\n${block}` } });
  const id = ctx.newId('answer');
  await keep(ctx, conversation, { id, asked: input.question, question, routed, draft });
  const degraded = degradedIn(ctx, question.language);
  const reply: AskReply = {
    answerId: id,
    conversationId: conversation.id,
    outcome: draft.outcome,
    mode: 'extractive',
    ...(degraded !== undefined && { degraded }),
    answer: composed.answer,
    citations: [...composed.citations],
    suggestions: [...draft.suggestions].slice(0, 4),
    asOf: composed.asOf,
    language: question.language,
  };
  const { outcome, mode } = reply;
  stopTimer({ mode });
  ctx.bank.metrics.answers.inc({ outcome, mode });
  return reply;
}
