import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { expect } from 'vitest';
import type { FetchDocument } from '../../../badges/trust/fetch-public.ts';
import type { BadgeInput } from '../../../badges/verify/read-input.ts';
import { type Verification, type VerifyOptions, verifyBadge } from '../../../badges/verify/verify-badge.ts';
import type { BadgeBank } from '../support.ts';

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWS over any header and payload, well formed or not, signed with a key of the test's own. */
export function forge(key: KeyObject, header: object | string, payload: object | string): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  const isRsa = key.asymmetricKeyType === 'rsa';
  const signature =
    key.asymmetricKeyType === 'ed25519'
      ? sign(null, Buffer.from(signed), key)
      : sign('sha256', Buffer.from(signed), isRsa ? key : { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** The private half of a key this hub signs with: the tests are the thief. */
export async function stolenKey(world: BadgeBank, kid: string): Promise<KeyObject> {
  const { readFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  return createPrivateKey(readFileSync(join(world.dataDir, 'keys', `${kid.split('/').at(-1)}.key.pem`)));
}

export interface Web {
  readonly fetchDocument: FetchDocument;
  readonly asked: string[];
}

/** A web that has these documents and remembers what it was asked for. */
export function webOf(documents: Record<string, string | object | Buffer> = {}): Web {
  const asked: string[] = [];
  return {
    asked,
    async fetchDocument(url, maxBytes) {
      asked.push(url);
      const found = documents[url];
      if (found === undefined) throw new Error('HTTP 404');
      const bytes = Buffer.isBuffer(found)
        ? found
        : Buffer.from(typeof found === 'string' ? found : JSON.stringify(found));
      if (bytes.length > maxBytes) throw new Error('too large');
      return { bytes, contentType: '' };
    },
  };
}

/** Verifies where nothing may be fetched: the canary must stay silent. */
export async function verifyOffline(
  world: BadgeBank,
  input: BadgeInput,
  options: VerifyOptions = {},
): Promise<Verification> {
  const web = webOf();
  const found = await verifyBadge(world.bank, input, { ...options, seams: web });
  expect(web.asked).toEqual([]);
  return found;
}

export function codesOf(found: Verification): string[] {
  return found.checks.flatMap((check) => (check.ok || !check.code ? [] : [check.code]));
}
