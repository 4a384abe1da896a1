import type { Context } from '../../core/context.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { BotReply, Command } from './command.ts';
import { say } from './command.ts';

const unwell = {
  'zh-TW': '系統暫時無法處理，請稍後再試。',
  en: 'This cannot be handled right now; please try again later.',
};

type Shape = 'with usage' | 'message' | 'neutral';

const shapes: Record<ErrorCode, Shape> = {
  INVALID_INPUT: 'with usage',
  UNAUTHENTICATED: 'message',
  FORBIDDEN: 'message',
  NOT_FOUND: 'message',
  CONFLICT: 'message',
  LIMIT: 'message',
  TOO_LARGE: 'message',
  UNSUPPORTED: 'message',
  UNAVAILABLE: 'neutral',
  INTERNAL: 'neutral',
};

export function usageLine(group: readonly Command[], language: Language): string {
  const usages = group.map((command) => `\`${command.usage[language]}\``);
  return language === 'en' ? `Usage: ${usages.join(' or ')}` : `用法：${usages.join(' 或 ')}`;
}

/** What the asker reads when a command fails: one line, never a stack; the log has the rest. */
export function presentFailure(ctx: Context, command: Command | undefined, thrown: unknown): BotReply {
  const error = thrown instanceof AppError ? thrown : undefined;
  const shape = error ? shapes[error.code] : 'neutral';
  if (!error || shape === 'neutral') {
    ctx.log.error('command failed', { requestId: ctx.requestId, command: command?.name, error: thrown });
    return say(`${unwell[ctx.language]} (${ctx.requestId})`);
  }
  const usage = shape === 'with usage' && command ? ` ${usageLine([command], ctx.language)}` : '';
  return say(error.messageIn(ctx.language) + usage, { private: true });
}
