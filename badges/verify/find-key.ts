import type { KeyObject } from 'node:crypto';
import type { Bank } from '../../core/context.ts';
import { type KnownKey, knownKeys } from '../issuers/known-keys.ts';
import type { Issuer } from '../issuers/queries.ts';
import type { FetchDocument } from '../trust/fetch-public.ts';
import { selectTrustedIssuer, type TrustedIssuer } from '../trust/queries.ts';
import { verifyChain } from './check-chain.ts';
import { isObject } from './credential-form.ts';
import { fetchIssuerKey } from './fetch-key.ts';
import type { OpenedJws } from './open-jws.ts';
import { KeyError, readPublicKey } from './public-key.ts';
import { type Check, failed, passed } from './report.ts';

/** What steps 7 to 9 found: who the issuer is to us, the key, and whether it is the issuer's. */
export interface FoundKey {
  readonly checks: readonly Check[];
  readonly publicKey?: KeyObject;
  /** Set when the issuer is one of this hub. */
  readonly own?: Issuer;
  /** Documents of the issuer may be fetched: it is on the trust list or vouched for by a root. */
  readonly trusted: boolean;
}

/** Settings a verification runs with; tests bring their own ways out. */
export interface VerifySeams {
  readonly fetchDocument: FetchDocument;
}

function readKey(jwk: Record<string, unknown>, jws: OpenedJws): KeyObject | Check {
  try {
    return readPublicKey(jwk, jws.header.alg);
  } catch (error) {
    if (error instanceof KeyError) return failed('key', 'key_alg_mismatch', { note: error.message });
    throw error;
  }
}

const isCheck = (value: KeyObject | Check): value is Check => 'name' in value && 'ok' in value;

function found(issuer: Check, key: KeyObject | Check, binding: Check, trusted: boolean): FoundKey {
  if (isCheck(key)) return { checks: [issuer, key], trusted };
  return { checks: [issuer, passed('key'), binding], publicKey: key, trusted };
}

/** A badge that names an issuer of this hub: the hub's own key table decides, nothing in the badge does. */
function ownKey(jws: OpenedJws, known: KnownKey | undefined, own: Issuer, issuerId: string): FoundKey {
  const issuer = own.sandbox ? failed('issuer', 'sandbox') : passed('issuer');
  if (!known) {
    const code = jws.header.kid === undefined && jws.header.jwk ? 'key_not_bound' : 'key_not_found';
    return {
      checks: [issuer, failed(code === 'key_not_bound' ? 'binding' : 'key', code)],
      own,
      trusted: true,
    };
  }
  if (known.key.alg !== jws.header.alg)
    return {
      checks: [issuer, failed('key', 'key_alg_mismatch', { note: known.key.alg })],
      own,
      trusted: true,
    };
  const binding =
    known.issuer.id !== own.id
      ? failed('binding', 'key_not_bound', { note: `${known.issuer.id} is not ${issuerId}` })
      : known.key.compromisedAt
        ? failed('binding', 'key_compromised')
        : passed('binding');
  return { checks: [issuer, passed('key'), binding], publicKey: known.publicKey, own, trusted: true };
}

/** A pinned key of a trusted issuer: the one the badge names, or the only one. */
function pinnedKey(jws: OpenedJws, trusted: TrustedIssuer): Record<string, unknown> | undefined {
  const { kid, jwk } = jws.header;
  if (kid !== undefined) return trusted.keys.find((key) => key.kid === kid);
  if (jwk) return trusted.keys.find((key) => ['n', 'x', 'y'].every((member) => key[member] === jwk[member]));
  return trusted.keys.length === 1 ? trusted.keys[0] : undefined;
}

async function trustedKey(
  jws: OpenedJws,
  trusted: TrustedIssuer,
  issuerId: string,
  seams: VerifySeams,
): Promise<FoundKey> {
  const pinned = pinnedKey(jws, trusted);
  if (pinned) return found(passed('issuer'), readKey(pinned, jws), passed('binding'), true);
  if (trusted.keys.length > 0)
    return { checks: [passed('issuer'), failed('key', 'key_not_found')], trusted: true };
  const fetched = await fetchIssuerKey(jws.header.kid, issuerId, seams.fetchDocument);
  if ('key' in fetched) return found(passed('issuer'), readKey(fetched.key, jws), passed('binding'), true);
  const missing = failed('key', 'key_not_found', { verdict: 'unverifiable', note: fetched.reason });
  return { checks: [passed('issuer'), missing], trusted: true };
}

/** An issuer nobody here knows: its key counts only with a chain to a configured root. */
function strangerKey(bank: Bank, jws: OpenedJws, issuerId: string): FoundKey {
  const unknown = failed('issuer', 'issuer_unknown');
  const { jwk } = jws.header;
  if (!isObject(jwk)) {
    const missing = failed('key', 'key_not_found', { verdict: 'unverifiable' });
    return { checks: [unknown, missing], trusted: false };
  }
  const key = readKey(jwk, jws);
  if (isCheck(key)) return { checks: [unknown, key], trusted: false };
  const chain = verifyChain(bank, jws, key, issuerId);
  return found(chain.ok ? passed('issuer') : unknown, key, chain, chain.ok);
}

/** Steps 7 to 9: the issuer, its key, and whether the key is the issuer's. */
export async function findKey(
  bank: Bank,
  jws: OpenedJws,
  issuerId: string,
  seams: VerifySeams,
): Promise<FoundKey> {
  const { byKid, byIssuerUrl } = await knownKeys(bank);
  const own = byIssuerUrl.get(issuerId);
  const known = jws.header.kid === undefined ? undefined : byKid.get(jws.header.kid);
  if (own) return ownKey(jws, known, own, issuerId);
  const trusted = await selectTrustedIssuer(bank.store.system, issuerId);
  if (trusted) return trustedKey(jws, trusted, issuerId, seams);
  return strangerKey(bank, jws, issuerId);
}
