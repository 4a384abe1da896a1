import { requirePermission } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { openConversation, saveConversation } from '../../knowledge/answers/conversation.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { ask } from './ask.ts';
import type { BotReply, Command } from './command.ts';
import { say } from './command.ts';
import { answerConfirmation, askFirst, isConfirmationWord } from './confirm.ts';
import { presentFailure, usageLine } from './failure.ts';
import { commands } from './index.ts';
import { type Line, readLine } from './words.ts';

export interface ChatLine {
  readonly text: string;
  readonly conversationId?: string | undefined;
}

export interface ChatReply extends BotReply {
  readonly conversationId: string;
}

/** Kept from the first line on, command or question, so that the next one finds it. */
async function conversationFor(ctx: Context, id: string | undefined): Promise<string> {
  const conversation = await openConversation(ctx, id);
  if (conversation.isNew) await ctx.db.transaction((tx) => saveConversation(ctx, tx, conversation));
  return conversation.id;
}

/** A question is answered in its own language; a command in Chinese when it holds Chinese, else as the face is set. */
function languageOf(ctx: Context, line: Line, text: string): Language {
  if (line.kind === 'question' && !isConfirmationWord(text)) return detectLanguage(text);
  return /\p{Script=Han}/u.test(text) ? 'zh-TW' : ctx.language;
}

async function runCommand(
  ctx: Context,
  command: Command,
  rest: string,
  conversationId: string,
): Promise<BotReply> {
  requirePermission(ctx, command.allow);
  const input = command.parse(rest);
  if (input === undefined) return say(usageLine([command], ctx.language), { private: true });
  const question = await command.question?.(ctx, input);
  if (question) return askFirst(ctx, conversationId, command, input, question);
  return command.run(ctx, input, { conversationId });
}

async function respond(ctx: Context, line: Line, conversationId: string): Promise<BotReply> {
  if (line.kind === 'command') return runCommand(ctx, line.command, line.rest, conversationId);
  if (line.kind === 'unfit') {
    const group = line.group.length > 0 ? line.group : commands.filter(({ name }) => name === 'help');
    return say(usageLine(group, ctx.language), { private: true });
  }
  return (
    (await answerConfirmation(ctx, conversationId, line.text)) ?? ask.run(ctx, line.text, { conversationId })
  );
}

/**
 * Carries out one line of a chat, a command or a question, the same for every face. What goes wrong is said in a
 * sentence; only a caller who may not call at all, or who sent no usable text, gets an error.
 */
export async function runLine(caller: Context, { text, conversationId }: ChatLine): Promise<ChatReply> {
  const line = readLine(commands, text);
  const ctx = { ...caller, language: languageOf(caller, line, text) };
  let conversation = conversationId ?? '';
  try {
    conversation = await conversationFor(ctx, conversationId);
    const { messages } = await respond(ctx, line, conversation);
    return { conversationId: conversation, messages };
  } catch (error) {
    const command = line.kind === 'command' ? line.command : line.kind === 'question' ? ask : undefined;
    return { conversationId: conversation, ...presentFailure(ctx, command, error) };
  }
}
