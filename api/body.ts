import type { Context as HonoContext } from 'hono';
import { AppError, invalidInput } from '../core/errors.ts';
import type { ApiEnv } from './context.ts';

const maxJsonBytes = 1_000_000;

const cutShort = { 'zh-TW': '內容沒有傳完。', en: 'The body ended before it was complete.' };
const notJson = { 'zh-TW': '內容不是有效的 JSON。', en: 'The body is not valid JSON.' };

function tooLarge(maxBytes: number): AppError {
  const limit = `${Math.floor(maxBytes / 1_000)} kB`;
  return new AppError('TOO_LARGE', {
    'zh-TW': `內容超過上限（${limit}）。`,
    en: `The body is over the limit of ${limit}.`,
  });
}

/**
 * Reads a body without ever holding more than `maxBytes` of it.
 * @throws AppError TOO_LARGE, or INVALID_INPUT when the caller hangs up on the way
 */
export async function readBytes(c: HonoContext<ApiEnv>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of c.req.raw.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : invalidInput(cutShort);
  }
  return Buffer.concat(chunks);
}

/**
 * The JSON a request carries; an empty body is an empty object.
 * @throws AppError UNSUPPORTED for another content type, TOO_LARGE, INVALID_INPUT when it is not JSON
 */
export async function readJson(c: HonoContext<ApiEnv>, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(c, maxBytes);
  if (bytes.length === 0) return {};
  const type = c.req.header('content-type') ?? 'application/json';
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw new AppError('UNSUPPORTED', {
      'zh-TW': '請以 application/json 傳送。',
      en: 'Send application/json.',
    });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidInput(notJson);
  }
}

/** @throws AppError INVALID_INPUT when it is not a JSON object, and as `readJson` does */
export async function readJsonObject(
  c: HonoContext<ApiEnv>,
  maxBytes = maxJsonBytes,
): Promise<Record<string, unknown>> {
  const value = await readJson(c, maxBytes);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw invalidInput({ 'zh-TW': '內容必須是 JSON 物件。', en: 'The body must be a JSON object.' });
  return value as Record<string, unknown>;
}

export function isMultipart(c: HonoContext<ApiEnv>): boolean {
  return /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
}

/**
 * The fields and files of a form.
 * @param maxBytes of the whole form
 * @throws AppError TOO_LARGE, or INVALID_INPUT for a body that is no such form
 */
export async function readMultipart(c: HonoContext<ApiEnv>, maxBytes: number): Promise<FormData> {
  const body = new Uint8Array(await readBytes(c, maxBytes));
  try {
    const headers = { 'content-type': c.req.header('content-type') ?? '' };
    return await new Response(body, { headers }).formData();
  } catch {
    throw invalidInput({ 'zh-TW': '表單內容無法讀取。', en: 'The form cannot be read.' });
  }
}
