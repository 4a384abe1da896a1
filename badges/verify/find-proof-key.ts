import type { Bank } from '../../core/context.ts';
import { knownKeys } from '../issuers/known-keys.ts';
import { selectTrustedIssuer, type TrustedIssuer } from '../trust/queries.ts';
import { type EmbeddedProof, keyInMethod } from './check-proof.ts';
import { fetchProofKey } from './fetch-key.ts';
import type { FoundKey, VerifySeams } from './find-key.ts';
import { ed25519Key } from './multikey.ts';
import { type Check, failed, passed } from './report.ts';

type Jwk = Record<string, unknown>;

function found(issuer: Check, jwk: Jwk, binding: Check, trusted: boolean): FoundKey {
  const publicKey = ed25519Key(jwk);
  if (!publicKey) return { checks: [issuer, failed('key', 'key_alg_mismatch')], trusted };
  return { checks: [issuer, passed('key'), binding], publicKey, trusted };
}

/** A pinned key: the one the proof names, by its name or by the key the name carries. */
function pinnedKey(method: string, trusted: TrustedIssuer): Jwk | undefined {
  const carried = keyInMethod(method);
  return (
    trusted.keys.find((key) => key.kid === method) ??
    trusted.keys.find((key) => carried !== undefined && key.crv === 'Ed25519' && key.x === carried.x)
  );
}

async function trustedKey(
  method: string,
  trusted: TrustedIssuer,
  issuerId: string,
  seams: VerifySeams,
): Promise<FoundKey> {
  const pinned = pinnedKey(method, trusted);
  if (pinned) return found(passed('issuer'), pinned, passed('binding'), true);
  if (trusted.keys.length > 0)
    return { checks: [passed('issuer'), failed('key', 'key_not_found')], trusted: true };
  const fetched = await fetchProofKey(method, issuerId, seams.fetchDocument);
  if ('key' in fetched) return found(passed('issuer'), fetched.key, passed('binding'), true);
  const missing = failed('key', 'key_not_found', { verdict: 'unverifiable', note: fetched.reason });
  return { checks: [passed('issuer'), missing], trusted: true };
}

/** Nobody knows the issuer: the key in the method's name tells a whole badge from a changed one, and no more. */
function strangerKey(method: string, issuerId: string): FoundKey {
  const unknown = failed('issuer', 'issuer_unknown');
  const carried = keyInMethod(method);
  if (!carried)
    return { checks: [unknown, failed('key', 'key_not_found', { verdict: 'unverifiable' })], trusted: false };
  const isItsOwn = issuerId.startsWith('did:key:') && method.split('#')[0] === issuerId;
  const unbound = failed('binding', 'key_not_bound', { verdict: 'unverifiable', note: 'named by the badge' });
  return found(unknown, carried, isItsOwn ? passed('binding') : unbound, false);
}

/** Steps 7 to 9 for an embedded proof. Issuers of this hub sign no such proofs. */
export async function findProofKey(
  bank: Bank,
  { method }: EmbeddedProof,
  issuerId: string,
  seams: VerifySeams,
): Promise<FoundKey> {
  const { byIssuerUrl } = await knownKeys(bank);
  const own = byIssuerUrl.get(issuerId);
  if (own) return { checks: [passed('issuer'), failed('key', 'key_not_found')], own, trusted: true };
  const trusted = await selectTrustedIssuer(bank.store.system, issuerId);
  return trusted ? trustedKey(method, trusted, issuerId, seams) : strangerKey(method, issuerId);
}
