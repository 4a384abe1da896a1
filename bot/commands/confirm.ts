import { requirePermission } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import {
  askConfirmation,
  confirmationMinutes,
  takeConfirmation,
} from '../../knowledge/confirmations/confirm.ts';
import { fold } from '../../knowledge/text/fold.ts';
import type { BotReply, Command, Question } from './command.ts';
import { say } from './command.ts';
import { presentFailure } from './failure.ts';
import { commands } from './index.ts';

const yes = new Set(['是', '是的', 'yes'].map(fold));
const no = new Set(['否', '不', '不要', '取消', 'no', 'cancel'].map(fold));

const texts = {
  how: {
    'zh-TW': `請在 ${confirmationMinutes} 分鐘內回覆「是」（yes）確認，或回覆「取消」。`,
    en: `Reply yes (是) within ${confirmationMinutes} minutes to confirm, or cancel.`,
  },
  yes: { 'zh-TW': '是', en: 'yes' },
  cancel: { 'zh-TW': '取消', en: 'cancel' },
  nothing: {
    'zh-TW': '沒有等您確認的動作，可能已經逾時或處理過了。',
    en: 'Nothing waits for your confirmation; it may have expired or been used.',
  },
  changed: {
    'zh-TW': '在您確認之前內容有了變動，所以沒有執行；請重新下指令。',
    en: 'It changed before you confirmed, so nothing was done; please give the command again.',
  },
  dropped: { 'zh-TW': '已取消，沒有執行。', en: 'Cancelled; nothing was done.' },
};

interface Answer {
  readonly word: string;
  /** Which question it answers; absent when the word was typed. */
  readonly code?: string | undefined;
}

/** `是`, or `是 CODE` as a button sends it. */
function readAnswer(text: string): Answer {
  const [, word = text, code] = /^(\S+)\s+([\w-]{12})$/u.exec(text.trim()) ?? [];
  return { word: fold(word).replace(/[.!,]+$/, ''), code };
}

export function isConfirmationWord(text: string): boolean {
  const { word } = readAnswer(text);
  return yes.has(word) || no.has(word);
}

/** Asks before acting; the act waits for this person's yes in this conversation. */
export async function askFirst(
  ctx: Context,
  conversationId: string,
  command: Command,
  input: unknown,
  question: Question,
): Promise<BotReply> {
  const code = await askConfirmation(ctx, conversationId, {
    action: command.name,
    input,
    mark: question.mark,
  });
  const actions = [texts.yes, texts.cancel].map((text) => ({
    label: text[ctx.language],
    command: `${text[ctx.language]} ${code}`,
  }));
  return say(`${question.markdown}\n\n${texts.how[ctx.language]}`, { private: true, actions });
}

/** Role and state are looked at again: what was allowed when asked may not be so any more. */
async function perform(
  ctx: Context,
  conversationId: string,
  command: Command,
  asked: { input: unknown; mark: string },
): Promise<BotReply> {
  try {
    requirePermission(ctx, command.allow);
    const now = await command.question?.(ctx, asked.input);
    if (now?.mark !== asked.mark) return say(texts.changed[ctx.language], { private: true });
    return await command.run(ctx, asked.input, { conversationId });
  } catch (error) {
    return presentFailure(ctx, undefined, error);
  }
}

/** The reply to a yes or a no; undefined when the text is neither, or a no that answers nothing. */
export async function answerConfirmation(
  ctx: Context,
  conversationId: string,
  text: string,
): Promise<BotReply | undefined> {
  if (!isConfirmationWord(text)) return undefined;
  const { word, code } = readAnswer(text);
  const asked = await takeConfirmation(ctx, conversationId, code);
  const command = asked && commands.find(({ name }) => name === asked.action);
  if (!asked || !command) return say(texts.nothing[ctx.language], { private: true });
  if (no.has(word)) return say(texts.dropped[ctx.language], { private: true });
  return perform(ctx, conversationId, command, asked);
}
