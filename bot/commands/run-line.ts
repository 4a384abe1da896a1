import { requirePermission } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { type FieldError, notFound } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { OnProgress } from '../../knowledge/answers/answer-question.ts';
import { openConversation, saveConversation } from '../../knowledge/answers/conversation.ts';
import type { ChatAccount } from '../../knowledge/people/chat-accounts.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { ask } from './ask.ts';
import type { BotReply, Command, FormValues, Thread } from './command.ts';
import { say } from './command.ts';
import { answerConfirmation, askFirst, isConfirmationWord } from './confirm.ts';
import { presentFailure, usageLine } from './failure.ts';
import { commands } from './index.ts';
import { type Line, readLine } from './words.ts';

/** Where a line or a form was sent from; what a face knows beyond the text. */
interface Sent {
  readonly conversationId?: string | undefined;
  readonly account?: ChatAccount | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface ChatLine extends Sent {
  readonly text: string;
}

export interface ChatForm extends Sent {
  /** Name of the command whose form was filled in. */
  readonly command: string;
  readonly values: FormValues;
}

export interface ChatReply extends BotReply {
  readonly conversationId: string;
}

/** Kept from the first line on, command or question, so that the next one finds it. */
async function conversationFor(ctx: Context, id: string | undefined): Promise<string> {
  const conversation = await openConversation(ctx, id);
  if (conversation.isNew) await ctx.db.batch((tx) => saveConversation(ctx, tx, conversation));
  return conversation.id;
}

/** A question is answered in its own language; a command in Chinese when it holds Chinese, else as the face is set. */
function languageOf(ctx: Context, line: Line, text: string): Language {
  if (line.kind === 'question' && !isConfirmationWord(text)) return detectLanguage(text);
  return /\p{Script=Han}/u.test(text) ? 'zh-TW' : ctx.language;
}

type Kept = Thread & { readonly conversationId: string };

async function runCommand(ctx: Context, command: Command, rest: string, thread: Kept): Promise<BotReply> {
  requirePermission(ctx, command.allow);
  const input = command.parse(rest);
  if (input === undefined) return say(usageLine([command], ctx.language), { private: true });
  const question = await command.question?.(ctx, input);
  if (question) return askFirst(ctx, thread.conversationId, command, input, question);
  return command.run(ctx, input, thread);
}

async function respond(ctx: Context, line: Line, thread: Kept): Promise<BotReply> {
  if (line.kind === 'command') return runCommand(ctx, line.command, line.rest, thread);
  if (line.kind === 'unfit') {
    const group = line.group.length > 0 ? line.group : commands.filter(({ name }) => name === 'help');
    return say(usageLine(group, ctx.language), { private: true });
  }
  return (await answerConfirmation(ctx, thread.conversationId, line.text)) ?? ask.run(ctx, line.text, thread);
}

/**
 * Carries out one line of a chat, a command or a question, the same for every face. What goes wrong is said in a
 * sentence; only a caller who may not call at all, or who sent no usable text, gets an error.
 */
export async function runLine(caller: Context, { text, ...sent }: ChatLine): Promise<ChatReply> {
  const line = readLine(commands, text);
  const ctx = { ...caller, language: languageOf(caller, line, text) };
  let conversationId: string | undefined;
  const keep = async () => {
    conversationId ??= await conversationFor(ctx, sent.conversationId);
    return conversationId;
  };
  try {
    // A question is kept together with its answer; anything else has its conversation first.
    const asks = line.kind === 'question' && !isConfirmationWord(line.text);
    const reply = asks
      ? await ask.run(ctx, line.text, sent)
      : await respond(ctx, line, { ...sent, conversationId: await keep() });
    return { conversationId: reply.conversationId ?? (await keep()), messages: reply.messages };
  } catch (error) {
    const command = line.kind === 'command' ? line.command : line.kind === 'question' ? ask : undefined;
    const failure = presentFailure(ctx, command, error);
    return { conversationId: await keep().catch(() => ''), ...failure };
  }
}

/** Errors of a form, by field; a face shows them beside the fields and keeps what was typed. */
export interface FormErrors {
  readonly errors: readonly FieldError[];
}

/** Carries out a form a person handed in: what it does stood in the form, so it is not asked again. */
export async function runForm(ctx: Context, form: ChatForm): Promise<ChatReply | FormErrors> {
  const command = commands.find(({ name, fill }) => fill && name === form.command);
  let conversationId = form.conversationId ?? '';
  try {
    if (!command?.fill) throw notFound({ 'zh-TW': '表單', en: 'form' });
    requirePermission(ctx, command.allow);
    const filled = command.fill(ctx, form.values);
    if ('errors' in filled) return filled;
    conversationId = await conversationFor(ctx, form.conversationId);
    const { messages } = await command.run(ctx, filled.input, { ...form, conversationId });
    return { conversationId, messages };
  } catch (error) {
    return { conversationId, ...presentFailure(ctx, command, error) };
  }
}
