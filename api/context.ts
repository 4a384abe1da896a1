import { timingSafeEqual } from 'node:crypto';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Actor, anonymous } from '../core/actor.ts';
import { type Bank, type Context, createContext } from '../core/context.ts';
import { AppError, unauthenticated } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { findLanguage, type Language } from '../core/language.ts';
import { findActorByToken, findSession, type SignedIn } from '../knowledge/people/identify.ts';

/** What every handler finds in `c.var`. */
export interface ApiEnv {
  Variables: {
    bank: Bank;
    requestId: string;
    language: Language;
    actor: Actor;
    /** Set when a session cookie, not a bearer token, says who asks. */
    session: SignedIn | undefined;
  };
}

export const sessionCookie = 'bank_session';
export const languageCookie = 'bank_language';

/** `?lang=`, then the choice kept in a cookie, then Accept-Language, then Chinese. */
function languageOf(c: HonoContext): Language {
  const accepted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => findLanguage(part.split(';')[0]))
    .find((language) => language !== undefined);
  return (
    findLanguage(c.req.query('lang')) ?? findLanguage(getCookie(c, languageCookie)) ?? accepted ?? 'zh-TW'
  );
}

async function authenticate(c: HonoContext<ApiEnv>): Promise<void> {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const secret = /^Bearer\s+(\S{1,500})\s*$/i.exec(header)?.[1];
    const actor = secret ? await findActorByToken(c.var.bank, secret) : undefined;
    if (!actor) throw unauthenticated();
    c.set('actor', actor);
    return;
  }
  const cookie = getCookie(c, sessionCookie);
  const session = cookie ? await findSession(c.var.bank, cookie) : undefined;
  c.set('session', session);
  if (session) c.set('actor', session.actor);
}

/** Gives every request its id, language and actor, and writes one log line when it is done. */
export function requestContext(bank: Bank): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    c.set('bank', bank);
    c.set('requestId', newId('req', bank.now()));
    c.set('language', languageOf(c));
    c.set('actor', anonymous);
    c.header('X-Request-Id', c.var.requestId);
    await authenticate(c);
    await next();
    bank.log.info('request', {
      requestId: c.var.requestId,
      surface: 'http',
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    });
  };
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** @throws AppError FORBIDDEN when a write comes by cookie without its session's CSRF token */
export function requireCsrf(c: HonoContext<ApiEnv>, given: string | undefined): void {
  const { session } = c.var;
  if (!session || (given !== undefined && same(given, session.csrf))) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '這個操作的驗證碼不符或已過期，請重新整理頁面再試一次。',
    en: 'The form check of this action is missing or out of date; reload the page and try again.',
  });
}

/** The domain's context for one HTTP request. */
export function contextOf(c: HonoContext<ApiEnv>, surface: Context['surface'] = 'http'): Context {
  const { bank, actor, language, requestId } = c.var;
  return createContext(bank, { actor, language, surface, requestId });
}
