import { audiencesOf } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { degradedIn } from '../search/degraded.ts';
import { withoutCommands } from './commands.ts';
import type { Conversation } from './conversation.ts';
import { openConversation, saveConversation } from './conversation.ts';
import { followThread } from './follow-thread.ts';
import { openLibrary } from './library.ts';
import * as queries from './queries.ts';
import { routeQuestion } from './route-question.ts';
import type { Routed } from './route-to-case.ts';
import type { AskInput, AskReply } from './schema.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';
import type { WrittenAnswer } from './write-answer.ts';
import { writeAnswer } from './write-answer.ts';

export type Stage = 'understanding' | 'searching' | 'composing' | 'waiting';

export type AskProgress =
  | { readonly event: 'status'; readonly data: { readonly stage: Stage; readonly text: string } }
  /** Markdown that has been checked and stays as it is; joined, the deltas are the answer. */
  | { readonly event: 'delta'; readonly data: { readonly text: string } };

export type OnProgress = (progress: AskProgress) => unknown;

const stages: Readonly<Record<Exclude<Stage, 'waiting'>, Readonly<Record<Language, string>>>> = {
  understanding: { 'zh-TW': '理解問題', en: 'Reading the question' },
  searching: { 'zh-TW': '查詢來源', en: 'Searching the sources' },
  composing: { 'zh-TW': '整理回答與引用', en: 'Writing the answer with its citations' },
};

const waitingTexts: Readonly<Record<Language, (ahead: number) => string>> = {
  'zh-TW': (ahead) => (ahead === 0 ? '等候語言模型，下一位就是您' : `等候語言模型，前面還有 ${ahead} 位`),
  en: (ahead) =>
    ahead === 0
      ? 'Waiting for the language model; you are next'
      : `Waiting for the language model; ${ahead} ahead of you`,
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

async function keep(
  ctx: Context,
  conversation: Conversation,
  kept: { id: string; asked: string; question: Question; routed: Routed; answer: WrittenAnswer },
): Promise<void> {
  const { id, asked, question, routed, answer } = kept;
  const { draft, generated, restricted } = answer;
  await ctx.db.batch((tx) =>
    Promise.all([
      saveConversation(ctx, tx, conversation),
      queries.insertAnswer(tx, {
        id,
        conversationId: conversation.id,
        personId: ctx.actor.personId ?? null,
        audiences: audiencesOf(ctx.actor),
        question: asked,
        language: question.language,
        outcome: draft.outcome,
        mode: generated?.mode ?? 'extractive',
        degraded: degradedOf(ctx, question.language, answer) ?? null,
        draft,
        thread: {
          question: question.text,
          language: question.language,
          route: routed.route,
          cases: routed.cases.map((held) => held.externalId),
          restricted,
        },
        createdAt: ctx.now(),
        prompt: generated?.prompt ?? null,
        model: generated?.model ?? null,
        inputTokens: generated?.tally.input ?? null,
        outputTokens: generated?.tally.output ?? null,
        cost: generated?.cost ?? null,
      }),
    ]),
  );
}

/** What the searching and the writing had to do without. */
function degradedOf(ctx: Context, language: Language, { generated }: WrittenAnswer): string | undefined {
  const told = [degradedIn(ctx, language), generated?.degraded].filter(Boolean);
  return told.length > 0 ? told.join(' ') : undefined;
}

/** What a reply tells of the models that were asked, if any were. */
function toldOf(
  ctx: Context,
  language: Language,
  answer: WrittenAnswer,
): Pick<AskReply, 'mode' | 'degraded' | 'model'> {
  const { generated } = answer;
  const mode = generated?.mode ?? 'extractive';
  const degraded = degradedOf(ctx, language, answer);
  return {
    mode,
    ...(degraded && { degraded }),
    ...(generated && mode === 'generative' && { model: generated.model }),
  };
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
  const tell = (stage: Stage, text: string) => onProgress({ event: 'status', data: { stage, text } });
  const status = (stage: Exclude<Stage, 'waiting'>) => tell(stage, stages[stage][language]);
  await status('understanding');
  const [asked, library, conversation] = await Promise.all([
    readQuestion(input),
    openLibrary(ctx),
    openConversation(ctx, input.conversationId),
  ]);
  const followed = await followThread(ctx, asked, conversation.turns, library);
  const { question } = followed;
  await status('searching');
  const routed = await routeQuestion(ctx, question, library);
  await status('composing');
  const answer = await writeAnswer(
    ctx,
    followed,
    { routed, library },
    {
      delta: async (text) => onProgress({ event: 'delta', data: { text } }),
      waiting: (ahead) => tell('waiting', waitingTexts[language](ahead)),
    },
  );
  const id = ctx.newId('answer');
  await keep(ctx, conversation, { id, asked: input.question, question, routed, answer });
  const { draft, composed } = answer;
  const reply: AskReply = {
    answerId: id,
    conversationId: conversation.id,
    outcome: draft.outcome,
    ...toldOf(ctx, question.language, answer),
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
