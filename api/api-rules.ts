import type { MiddlewareHandler } from 'hono';
import { invalidInput } from '../core/errors.ts';
import type { ApiEnv } from './context.ts';

/**
 * Refuses addresses whose percent-encoding is broken, instead of guessing what was meant.
 * @throws AppError INVALID_INPUT
 */
export function plainAddress(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    try {
      decodeURIComponent(c.req.url);
    } catch {
      throw invalidInput({
        'zh-TW': '網址的百分號編碼有誤。',
        en: 'The percent-encoding of the address is broken.',
      });
    }
    await next();
  };
}

/** Replies depend on who asks and in which language. */
export function keptByNoCache(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.header('Cache-Control', 'private, no-store');
    await next();
  };
}
