import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { AppError, invalidInput } from '../core/errors.ts';
import { isPublicAddress } from '../core/public-address.ts';
import { nameOf } from './name-of-address.ts';

const timeoutMs = 30_000;
export const maxFileBytes = 50_000_000;

export const tooLarge = new AppError('TOO_LARGE', {
  'zh-TW': '檔案超過 50 MB 的上限。',
  en: 'The file is over the limit of 50 MB.',
});

const notAllowed = new AppError('FORBIDDEN', {
  'zh-TW': '這個網址的主機不在允許清單（FETCH_ALLOW）內。',
  en: 'The host of this address is not on the list of allowed hosts (FETCH_ALLOW).',
});

const notPublic = new AppError('FORBIDDEN', {
  'zh-TW': '這個網址的主機在內部網路，不予下載；確有需要時，請把該 IP 位址列入 FETCH_ALLOW。',
  en: 'The host of this address is in a private network; if that is meant, list its IP address in FETCH_ALLOW.',
});

/** The address answers that what it named is no longer there. */
export class AddressGone extends AppError {}

function unreachable(reason: string): AppError {
  return invalidInput({
    'zh-TW': `無法下載這個網址：${reason}`,
    en: `This address cannot be downloaded: ${reason}`,
  });
}

/** What an earlier answer said of itself, so that an unchanged file need not be sent again. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface FetchedFile extends Validators {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Pinned {
  readonly address: string;
  readonly family: number;
}

/**
 * The one address to connect to, looked up once: the answer of a second look-up could be another. Each must be public,
 * or be listed itself.
 */
async function pinnedAddress(hostname: string, allowed: readonly string[]): Promise<Pinned> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare, { all: true });
  const mayConnect = ({ address }: Pinned) =>
    isPublicAddress(address) || allowed.some((host) => hostOf(host) === address);
  if (found.length === 0 || !found.every(mayConnect)) throw notPublic;
  return found[0]!;
}

/** A listed host without its port. */
function hostOf(listed: string): string {
  return isIP(listed) ? listed : listed.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

function send(url: URL, pinned: Pinned, known: Validators, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const call = request(url, {
      agent: false,
      signal,
      headers: {
        'accept-encoding': 'identity',
        ...(known.etag && { 'if-none-match': known.etag }),
        ...(known.lastModified && { 'if-modified-since': known.lastModified }),
      },
      lookup: (_host, options, done) =>
        options.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family),
    });
    call.on('error', reject);
    call.on('response', resolve);
    call.end();
  });
}

function refuseStatus(response: IncomingMessage): void {
  const status = response.statusCode ?? 0;
  if (status === 200) return;
  response.destroy();
  if (status === 404 || status === 410)
    throw new AddressGone('INVALID_INPUT', unreachable(`HTTP ${status}`).text);
  if (status >= 300 && status < 400) throw unreachable(`HTTP ${status} → ${response.headers.location ?? ''}`);
  throw unreachable(`HTTP ${status}`);
}

async function readLimited(response: IncomingMessage): Promise<Uint8Array> {
  const { 'content-encoding': encoding = 'identity' } = response.headers;
  if (encoding !== 'identity') throw unreachable(`content-encoding ${encoding}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxFileBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws AppError FORBIDDEN for a host that is not listed, another scheme or a name in the address */
export function requireListedHost(address: string, allowed: readonly string[]): URL {
  const url = new URL(address);
  const isListed = allowed.includes(url.host) || allowed.includes(url.hostname);
  if (!/^https?:$/.test(url.protocol) || url.username || !isListed) throw notAllowed;
  return url;
}

/**
 * Downloads a file from a host the settings allow; redirects are not followed.
 * @param known what an earlier download said of itself
 * @returns undefined when it has not changed since
 * @throws AppError FORBIDDEN for another host or a private network, INVALID_INPUT when it cannot be had (AddressGone
 *   when it is no longer there), TOO_LARGE over 50 MB
 */
export async function fetchIfChanged(
  address: string,
  allowed: readonly string[],
  known: Validators = {},
): Promise<FetchedFile | undefined> {
  const url = requireListedHost(address, allowed);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await send(url, await pinnedAddress(url.hostname, allowed), known, signal);
    if (response.statusCode === 304) {
      response.destroy();
      return undefined;
    }
    refuseStatus(response);
    const { etag, 'last-modified': lastModified } = response.headers;
    return {
      name: nameOf(url, response.headers),
      bytes: await readLimited(response),
      etag,
      lastModified,
    };
  } catch (error) {
    throw error instanceof AppError ? error : unreachable((error as Error).message);
  }
}

/** As `fetchIfChanged`, whatever an earlier download was. */
export async function fetchAddress(address: string, allowed: readonly string[]): Promise<FetchedFile> {
  const file = await fetchIfChanged(address, allowed);
  if (!file) throw unreachable('HTTP 304');
  return file;
}
