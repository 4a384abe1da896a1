import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { BlockList, isIP } from 'node:net';

const timeoutMs = 3_000;

/** Everything that is not the public internet. @see IANA special-purpose address registries */
const notPublic = new BlockList();
const v4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [net, bits] of v4) notPublic.addSubnet(net, bits, 'ipv4');

/** Of IPv6 only 2000::/3 is public at all, and not these parts of it. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const v6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
for (const [net, bits] of v6) notPublic.addSubnet(net, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

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
