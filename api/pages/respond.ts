import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../../core/errors.ts';
import { readBytes } from '../body.ts';
import { type ApiEnv, requireCsrf } from '../context.ts';

const maxFormBytes = 100_000;
const html = { 'Content-Type': 'text/html; charset=UTF-8' };

/** What a component renders to. */
export interface Markup {
  toString(): string | Promise<string>;
}

/** Sends a page that depends on who asks: kept by no cache. */
export function sendPage(c: HonoContext<ApiEnv>, page: Markup, status: ContentfulStatusCode = 200): Response {
  c.header('Cache-Control', 'private, no-store');
  c.header('Vary', 'Cookie, Accept-Language');
  return c.body(`<!doctype html>${page.toString()}`, status, html);
}

/** Sends a piece of a page for a script to put in place. */
export function sendPart(c: HonoContext<ApiEnv>, part: Markup): Response {
  c.header('Cache-Control', 'private, no-store');
  return c.body(part.toString() as string, 200, html);
}

/** @throws AppError UNSUPPORTED for another content type, TOO_LARGE */
export async function readForm(c: HonoContext<ApiEnv>, maxBytes = maxFormBytes): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
    throw new AppError('UNSUPPORTED', {
      'zh-TW': '請以網頁表單傳送。',
      en: 'Send this as a web form.',
    });
  return new URLSearchParams(new TextDecoder().decode(await readBytes(c, maxBytes)));
}

/**
 * A form sent with the session it was shown in.
 * @throws AppError FORBIDDEN when its CSRF field is not the session's
 */
export async function readOwnForm(c: HonoContext<ApiEnv>, maxBytes = maxFormBytes): Promise<URLSearchParams> {
  const form = await readForm(c, maxBytes);
  requireCsrf(c, form.get('csrf') ?? undefined);
  return form;
}

/** True when cookies must be marked Secure: the site is reached by https. */
export function isHttps(c: HonoContext<ApiEnv>): boolean {
  const { publicUrl, trustProxy } = c.var.bank.config.http;
  if (publicUrl?.startsWith('https:')) return true;
  return trustProxy && c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** Query fields of a filter form: empty ones count as not given. */
export function queryFields(c: HonoContext<ApiEnv>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = c.req.query(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** Scheme and host people reach this site by. */
export function originOf(c: HonoContext<ApiEnv>): string {
  const { publicUrl } = c.var.bank.config.http;
  if (publicUrl) return publicUrl;
  const { host } = new URL(c.req.url);
  return `${isHttps(c) ? 'https' : 'http'}://${host}`;
}
