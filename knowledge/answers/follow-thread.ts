import type { Context } from '../../core/context.ts';
import { type ChatModel, TokenTally } from '../../core/models/chat-model.ts';
import type { Turn } from './conversation.ts';
import { countTokens } from './generate/count-tokens.ts';
import { isPublicThread } from './generate/may-send.ts';
import { rewriteByModel } from './generate/rewrite-question.ts';
import type { Library } from './library.ts';
import { replacePlace, rewriteWithThread } from './rewrite-with-thread.ts';
import { findThreadRequest, type ThreadRequest } from './thread-requests.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';

/** A question as it stands in its conversation. */
export interface Followed {
  readonly question: Question;
  /** A few sentences are wanted. */
  readonly short: boolean;
  /** No text that is not public comes with it from earlier turns. */
  readonly isPublic: boolean;
}

/** The question before once more: in another language, shorter, or of one place only. */
async function askAgain(last: Turn, asked: Question, request: ThreadRequest): Promise<Question> {
  const language = request.language ?? last.language ?? asked.language;
  const place = request.place ? await understandQuestion(request.place, language) : undefined;
  const text = (place && replacePlace(last.question, place)) ?? last.question;
  const question = await understandQuestion(text, language);
  const [subject] = last.cases;
  return subject && last.cases.length === 1 && !place ? { ...question, subject } : question;
}

async function rewrite(
  ctx: Context,
  chat: ChatModel,
  asked: Question,
  turns: readonly Turn[],
): Promise<string | undefined> {
  const tally = new TokenTally();
  const whole = await rewriteByModel(chat, asked, turns, ctx.signal, tally);
  const cost = countTokens(ctx, chat, tally);
  ctx.log.info('follow-up rewritten', {
    requestId: ctx.requestId,
    model: chat.name,
    used: whole !== undefined,
    inputTokens: tally.input,
    outputTokens: tally.output,
    ...(cost !== undefined && { cost }),
  });
  return whole;
}

/** A question with what it leans on filled in, by rules first and by the model where they know nothing better. */
export async function followThread(
  ctx: Context,
  asked: Question,
  turns: readonly Turn[],
  library: Library,
): Promise<Followed> {
  const { chat } = ctx.bank;
  const isPublic = chat?.sees === 'public' ? await isPublicThread(ctx, turns) : true;
  const [last] = turns;
  const request = findThreadRequest(asked.folded, turns);
  if (last && request)
    return { question: await askAgain(last, asked, request), short: request.short === true, isPublic };
  const byModel = chat && isPublic ? () => rewrite(ctx, chat, asked, turns) : undefined;
  return { question: await rewriteWithThread(asked, turns, library, byModel), short: false, isPublic };
}
