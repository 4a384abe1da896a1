import type { Context as HonoContext } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { type OpenedSession, sessionSeconds } from '../../knowledge/people/sign-in.ts';
import { type ApiEnv, sessionCookie } from '../context.ts';
import { isHttps } from '../pages/respond.ts';

export function keepSession(c: HonoContext<ApiEnv>, session: OpenedSession): void {
  setCookie(c, sessionCookie, session.secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c),
    maxAge: sessionSeconds,
  });
}

export function dropSession(c: HonoContext<ApiEnv>): void {
  deleteCookie(c, sessionCookie, { path: '/' });
}
