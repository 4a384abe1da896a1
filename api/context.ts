import { timingSafeEqual } from 'node:crypto';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Actor, anonymous } from '../core/actor.ts';
import { type Bank, type Context, createContext } from '../core/context.ts';
import { AppError, unauthenticated } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { findLanguage, type Language } from '../core/language.ts';
import { findActorByToken, findSession, type SignedIn } from '../knowledge/people/identify.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';

/** What every handler finds in `c.var`. */
export interface ApiEnv {
  Variables: {
    bank: Bank;
    requestId: string;
    language: Language;
    /** False when the caller named no language of ours and `language` is only the default. */
    languageGiven: boolean;
    actor: Actor;
    /** The bearer token or session cookie the actor was recognised by. */
    secret: string | undefined;
    /** Set when a session cookie, not a bearer token, says who asks. */
    session: SignedIn | undefined;
  };
}

export const sessionCookie = 'bank_session';
export const languageCookie = 'bank_language';

/** The language of ours an Accept-Language header likes best. */
function acceptedLanguage(header: string | undefined): Language | undefined {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag, ...rest] = part.split(';').map((piece) => piece.trim());
    const weight = rest.find((piece) => piece.startsWith('q='))?.slice(2) ?? '1';
    return { language: findLanguage(tag), weight: Number(weight) || 0 };
  });
  return wishes
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]?.language;
}

/** `?lang=`, then the choice kept in a cookie, then Accept-Language. */
function givenLanguage(c: HonoContext): Language | undefined {
  return (
    findLanguage(c.req.query('lang')) ??
    findLanguage(getCookie(c, languageCookie)) ??
    acceptedLanguage(c.req.header('accept-language'))
  );
}

async function recognise(c: HonoContext<ApiEnv>): Promise<void> {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const secret = /^Bearer\s+(\S{1,500})\s*$/i.exec(header)?.[1];
    const actor = secret ? await findActorByToken(c.var.bank, secret) : undefined;
    if (!actor) throw unauthenticated();
    c.set('actor', actor);
    c.set('secret', secret);
    return;
  }
  const cookie = getCookie(c, sessionCookie);
  const session = cookie ? await findSession(c.var.bank, cookie) : undefined;
  c.set('session', session);
  if (!session) return;
  c.set('actor', session.actor);
  c.set('secret', cookie);
}

/** Gives every request its id and language, and when it is done counts it and writes one log line. */
export function requestContext(bank: Bank): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    c.set('bank', bank);
    c.set('requestId', newId('req', bank.now()));
    const given = givenLanguage(c);
    c.set('language', given ?? 'zh-TW');
    c.set('languageGiven', given !== undefined);
    c.set('actor', anonymous);
    c.header('X-Request-Id', c.var.requestId);
    await next();
    const ms = performance.now() - started;
    const { method, routePath: route } = c.req;
    const { status } = c.res;
    bank.metrics.requests.inc({ method, route, status });
    bank.metrics.requestSeconds.observe({ route }, ms / 1_000);
    bank.log.info('request', {
      requestId: c.var.requestId,
      surface: 'http',
      method,
      route,
      status,
      ms: Math.round(ms),
    });
  };
}

/**
 * Finds out who asks.
 * @throws AppError UNAUTHENTICATED for a token nobody has; a session that ended is a person not signed in
 */
export function authenticate(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await recognise(c);
    await next();
  };
}

/** A caller who named no language is told things in the one its input names, or its question is written in. */
export function adoptLanguage(c: HonoContext<ApiEnv>, input: Readonly<Record<string, unknown>>): void {
  if (c.var.languageGiven) return;
  const { language, question = input.text } = input;
  const named = typeof language === 'string' ? findLanguage(language) : undefined;
  const asked = typeof question === 'string' && question.trim() ? detectLanguage(question) : undefined;
  c.set('language', named ?? asked ?? c.var.language);
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
  // Only a model takes long enough for an asker to leave before the answer.
  const signal = bank.chat ? { signal: c.req.raw.signal } : {};
  return createContext(bank, { actor, language, surface, requestId, ...signal });
}
