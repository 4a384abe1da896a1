import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Bank } from '../../core/context.ts';
import { selectKeys } from '../keys/queries.ts';
import type { IssuerKey } from '../keys/signer.ts';
import { issuerUrl } from './addresses.ts';
import { type Issuer, selectIssuers } from './queries.ts';

/** A key of an issuer of this hub, ready to verify with. */
export interface KnownKey {
  readonly key: IssuerKey;
  readonly publicKey: KeyObject;
  readonly issuer: Issuer;
}

export interface KnownKeys {
  readonly byKid: ReadonlyMap<string, KnownKey>;
  readonly byThumbprint: ReadonlyMap<string, KnownKey>;
  readonly byIssuerUrl: ReadonlyMap<string, Issuer>;
}

/** Another process on the same server may have added a key; the embedded store belongs to one process. */
const serverMaxAgeMs = 2_000;
const cache = new WeakMap<Bank, { readAt: number; keys: Promise<KnownKeys> }>();

async function readKeys(bank: Bank): Promise<KnownKeys> {
  const issuers = new Map((await selectIssuers(bank.store.system)).map((one) => [one.id, one]));
  const keys = await selectKeys(bank.store.system);
  const known = keys.map((key) => ({
    key,
    issuer: issuers.get(key.issuerId)!,
    publicKey: createPublicKey({ key: key.jwk as JsonWebKey, format: 'jwk' }),
  }));
  return {
    byKid: new Map(known.map((one) => [one.key.jwk.kid!, one])),
    byThumbprint: new Map(known.map((one) => [one.key.thumbprint, one])),
    byIssuerUrl: new Map([...issuers.values()].map((one) => [issuerUrl(one), one])),
  };
}

/** The hub's own issuers and keys, retired and compromised ones included. */
export function knownKeys(bank: Bank): Promise<KnownKeys> {
  const kept = cache.get(bank);
  const fresh = kept && (bank.store.engine === 'pglite' || performance.now() - kept.readAt < serverMaxAgeMs);
  if (fresh) return kept.keys;
  const keys = readKeys(bank);
  cache.set(bank, { readAt: performance.now(), keys });
  keys.catch(() => cache.delete(bank));
  return keys;
}

export function invalidateKeys(bank: Bank): void {
  cache.delete(bank);
}
