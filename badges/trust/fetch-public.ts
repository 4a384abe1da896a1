import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from '../../core/public-address.ts';

const timeoutMs = 3_000;

export interface Fetched {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Gets a document from elsewhere; throws an Error saying why not. */
export type FetchDocument = (url: string, maxBytes: number, accept?: string) => Promise<Fetched>;

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The one address to connect to: looked up once, and every answer must be public. */
async function pinnedAddress(hostname: string): Promise<{ address: string; family: number }> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(bare)
    ? [{ address: bare, family: isIP(bare) }]
    : await inTime(lookup(bare, { all: true }));
  if (found.length === 0 || !found.every((one) => isPublicAddress(one.address)))
    throw new Error('not a public address');
  return found[0]!;
}

/**
 * A GET over https to a public address, pinned after the lookup, without redirects, in three seconds.
 * @throws Error for anything else than a 200 within the limits
 */
export const fetchPublic: FetchDocument = async (url, maxBytes, accept = 'application/json') => {
  const target = new URL(url);
  if (target.protocol !== 'https:' || target.username || target.password)
    throw new Error('not an https address');
  const pinned = await pinnedAddress(target.hostname);
  return new Promise((resolve, reject) => {
    const call = request(target, {
      headers: { accept },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      lookup: (_host, options, done) =>
        options.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family),
    });
    call.on('error', reject);
    call.on('response', (response) => {
      if (response.statusCode !== 200) {
        response.destroy();
        reject(new Error(`HTTP ${response.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) call.destroy(new Error('too large'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ bytes: Buffer.concat(chunks), contentType: response.headers['content-type'] ?? '' }),
      );
    });
    call.end();
  });
};
