import type { Context as HonoContext } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Language, Text } from '../../core/language.ts';
import type { SignedIn } from '../../knowledge/people/identify.ts';
import type { ApiEnv } from '../context.ts';

export const themeCookie = 'bank_theme';

const themes = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof themes)[number];

/** What every page shows around its content, and the language it shows it in. */
export interface View {
  readonly language: Language;
  readonly theme: Theme;
  /** Path and query of this page, for links that come back to it. */
  readonly here: string;
  readonly session: SignedIn | undefined;
  readonly requestId: string;
  readonly version: string;
  readonly retentionDays: number;
  t(text: Text): string;
}

export function findTheme(name: string | undefined): Theme | undefined {
  return themes.find((theme) => theme === name);
}

export function viewOf(c: HonoContext<ApiEnv>): View {
  const { bank, language, session, requestId } = c.var;
  const url = new URL(c.req.url);
  return {
    language,
    theme: findTheme(c.req.query('theme')) ?? findTheme(getCookie(c, themeCookie)) ?? 'auto',
    here: url.pathname + url.search,
    session,
    requestId,
    version: bank.config.version,
    retentionDays: bank.config.answerRetentionDays,
    t: (text) => text[language],
  };
}

/** An address of this site with some query fields replaced; null removes one. */
export function withQuery(here: string, changes: Record<string, string | null>): string {
  const url = new URL(here, 'http://x');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.pathname.replace(/^\/{2,}/, '/') + url.search;
}

/** A path of this site to go on to, or `/` for anything that could lead elsewhere. */
export function safePath(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])[^\s\\]*$/.test(path)) return '/';
  return path;
}
