import { unbakePng } from '../image/bake-png.ts';
import { unbakeSvg } from '../image/bake-svg.ts';
import { ImageError, isPng } from '../image/png-chunks.ts';
import { isObject, listOf } from './credential-form.ts';
import { type Check, failed, passed } from './report.ts';
import { JsonError, parseStrictObject } from './strict-json.ts';

export const maxTextBytes = 524_288;
export const maxImageBytes = 5_242_880;

/** Anything a person may hold: the bytes of a file, pasted text, or JSON already read. */
export type BadgeInput = string | Uint8Array | Readonly<Record<string, unknown>>;

/** What an input turned out to be. */
export type ReadInput =
  | { readonly kind: 'jws'; readonly jws: string; readonly checks: readonly Check[] }
  | { readonly kind: 'json'; readonly json: Record<string, unknown>; readonly checks: readonly Check[] }
  | { readonly kind: 'url'; readonly url: string; readonly checks: readonly Check[] }
  | { readonly kind: 'unreadable'; readonly checks: readonly Check[] };

const utf8 = new TextDecoder('utf-8', { fatal: true });

function unreadable(...checks: Check[]): ReadInput {
  return { kind: 'unreadable', checks };
}

const enveloped = /^data:application\/(?:vc\+)?jwt,/i;

function readJson(json: Record<string, unknown>, checks: readonly Check[]): ReadInput {
  const isEnvelope = listOf(json.type).includes('EnvelopedVerifiableCredential');
  if (!isEnvelope) return { kind: 'json', json, checks };
  const { id } = json;
  if (typeof id !== 'string' || !enveloped.test(id))
    return unreadable(failed('format', 'unsupported_format', { note: 'the envelope holds no JWT' }));
  return { kind: 'jws', jws: id.replace(enveloped, ''), checks };
}

function parseJson(text: string, checks: readonly Check[]): ReadInput {
  try {
    return readJson(parseStrictObject(text), checks);
  } catch (error) {
    if (error instanceof JsonError)
      return unreadable(...checks, failed('json', error.code, { note: error.message }));
    throw error;
  }
}

const compactJws = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** Text out of a file, a field or an image. Line breaks and spaces are what pasting leaves in a JWS. */
function readText(text: string, checks: readonly Check[]): ReadInput {
  if (compactJws.test(text)) return { kind: 'jws', jws: text, checks };
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) return parseJson(trimmed, checks);
  const bare = trimmed.replace(enveloped, '').replace(/\s+/g, '');
  if (/^https?:\/\/\S+$/i.test(trimmed) && trimmed.length <= 2_000)
    return { kind: 'url', url: trimmed, checks };
  if (bare.includes('~')) return unreadable(failed('format', 'unsupported_format', { note: 'SD-JWT' }));
  if (!/^[A-Za-z0-9_+/=-]*\.[A-Za-z0-9_+/=.-]*$/.test(bare))
    return unreadable(failed('format', 'unsupported_format'));
  return { kind: 'jws', jws: bare, checks };
}

function readImage(unbake: () => string): ReadInput {
  try {
    return readText(unbake(), [passed('format'), passed('image')]);
  } catch (error) {
    if (error instanceof ImageError)
      return unreadable(passed('format'), failed('image', error.code, { note: error.message }));
    throw error;
  }
}

function tooLarge(): ReadInput {
  return unreadable(failed('format', 'input_too_large'));
}

/** Steps 1 and 2: what it is, told by its content and not by its name, and out of its image if it is baked. */
export function readInput(input: BadgeInput): ReadInput {
  if (isObject(input) && !(input instanceof Uint8Array)) {
    const text = JSON.stringify(input);
    return text.length > maxTextBytes ? tooLarge() : parseJson(text, [passed('format')]);
  }
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : (input as Uint8Array);
  if (bytes.length > maxImageBytes) return tooLarge();
  if (isPng(bytes)) return readImage(() => unbakePng(bytes));
  let text: string;
  try {
    text = typeof input === 'string' ? input : utf8.decode(bytes);
  } catch {
    return unreadable(failed('format', 'unsupported_format', { note: 'neither text nor PNG' }));
  }
  if (/^\uFEFF?\s*</.test(text)) return readImage(() => unbakeSvg(text.replace(/^\uFEFF/, '').trim()));
  return bytes.length > maxTextBytes ? tooLarge() : readText(text, [passed('format')]);
}
