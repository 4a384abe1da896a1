import type { Context as HonoContext } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type ErrorCode } from '../core/errors.ts';
import type { ApiEnv } from './context.ts';

export const httpStatus: Record<ErrorCode, ContentfulStatusCode> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  LIMIT: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

const internal = new AppError('INTERNAL', {
  'zh-TW': '系統發生錯誤，請稍後再試；若持續發生，請提供錯誤編號給管理員。',
  en: 'Something went wrong; please try again later, and give the administrator the request id if it persists.',
});

/** Any thrown thing as an AppError: ours as it is, Hono's by its status, all else as INTERNAL. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500)
    return new AppError('INVALID_INPUT', {
      'zh-TW': '這個請求無法處理。',
      en: 'This request cannot be handled.',
    });
  return internal;
}

/** The body every failed request gets; what is our own fault goes to the log. */
export function reportError(c: HonoContext<ApiEnv>, thrown: unknown) {
  const error = toAppError(thrown);
  const { requestId, language, bank } = c.var;
  if (error.code === 'INTERNAL' || error.code === 'UNAVAILABLE')
    bank.log.error('request failed', { requestId, code: error.code, error: thrown });
  return {
    error: {
      code: error.code,
      message: error.messageIn(language),
      requestId,
      ...(error.fields.length > 0 && { fields: error.fields }),
    },
  };
}

export function sendError(c: HonoContext<ApiEnv>, thrown: unknown): Response {
  const { code } = toAppError(thrown);
  if (code === 'UNAUTHENTICATED') c.header('WWW-Authenticate', 'Bearer');
  // The rest of the body is never read, so the connection cannot carry another request.
  if (code === 'TOO_LARGE') c.header('Connection', 'close');
  return c.json(reportError(c, thrown), httpStatus[code]);
}
