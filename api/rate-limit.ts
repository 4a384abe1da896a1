import type { MiddlewareHandler } from 'hono';
import type { Bank } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { addressOf } from './caller.ts';
import type { ApiEnv } from './context.ts';

const windowMs = 60_000;
/** Callers remembered at a time; above it the window starts anew, so memory stays bounded. */
const maxCallers = 50_000;

/** Refuses a caller's requests over RATE_LIMIT_PER_MINUTE; off when the setting is absent. */
export function rateLimit(bank: Bank): MiddlewareHandler<ApiEnv> {
  const { rateLimitPerMinute: limit, trustProxy } = bank.config.http;
  const counts = new Map<string, number>();
  let windowStart = 0;
  return async (c, next) => {
    if (limit === undefined) return next();
    const now = bank.now().getTime();
    if (now - windowStart >= windowMs || counts.size > maxCallers) {
      windowStart = now;
      counts.clear();
    }
    const caller = c.var.actor.credentialId ?? addressOf(c, trustProxy);
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count > limit) {
      c.header('Retry-After', String(Math.ceil((windowStart + windowMs - now) / 1_000)));
      throw new AppError('LIMIT', {
        'zh-TW': '請求太頻繁，請稍候一分鐘再試。',
        en: 'Too many requests; please wait a minute.',
      });
    }
    return next();
  };
}
