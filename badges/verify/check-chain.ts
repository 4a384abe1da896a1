import type { KeyObject } from 'node:crypto';
import type { Bank } from '../../core/context.ts';
import { derOf, readPemSetting } from '../keys/pem.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { speaksFor } from '../x509/has-name.ts';
import { type RevocationList, readRevocationList } from '../x509/revocation-list.ts';
import { verifyPath } from '../x509/verify-path.ts';
import type { OpenedJws } from './open-jws.ts';
import { type Check, failed, passed } from './report.ts';

interface Trusted {
  readonly roots: readonly Certificate[];
  readonly lists: readonly RevocationList[];
}
const kept = new WeakMap<Bank, Trusted>();

/**
 * The roots the settings name, and the revocation lists beside them.
 * @throws Error when BADGE_TRUST_ROOTS cannot be read
 */
function trustedBy(bank: Bank): Trusted {
  let trusted = kept.get(bank);
  if (!trusted) {
    const blocks = readPemSetting('BADGE_TRUST_ROOTS', bank.config.badges.trustRoots);
    const dersOf = (label: string) =>
      blocks.filter((one) => one.label === label).map((one) => derOf(one.text));
    trusted = {
      roots: dersOf('CERTIFICATE').map(readCertificate),
      lists: dersOf('X509 CRL').map(readRevocationList),
    };
    kept.set(bank, trusted);
  }
  return trusted;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The chain of the JWK, or of the header in the second profile: standard base64 of DER. @see RFC 7517 §4.7 */
function chainOf(jws: OpenedJws): Buffer[] | undefined {
  const given = jws.header.jwk?.x5c ?? (jws.profile === 'vcJose' ? jws.header.x5c : undefined);
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || given.length === 0) return [];
  const fits = given.every((one) => typeof one === 'string' && one !== '' && base64.test(one));
  return fits ? given.map((one) => Buffer.from(one, 'base64')) : [];
}

/**
 * Whether the key's certificates lead to a trusted root and speak for the issuer.
 * A chain in order that leads elsewhere proves nothing, but is no fault of the badge either.
 */
export function verifyChain(bank: Bank, jws: OpenedJws, key: KeyObject, issuerId: string): Check {
  const chain = chainOf(jws);
  if (!chain) return failed('binding', 'key_not_bound', { verdict: 'unverifiable', note: 'no certificate' });
  const { roots, lists } = trustedBy(bank);
  if (roots.length === 0)
    return failed('binding', 'key_not_bound', { verdict: 'unverifiable', note: 'no trusted roots are set' });
  const result = verifyPath(chain, { roots, lists, now: bank.now() });
  if (!result.ok)
    return failed('binding', 'chain_invalid', {
      note: result.reason,
      ...(result.unanchored && { verdict: 'unverifiable' as const }),
    });
  const spki = (one: KeyObject) => one.export({ type: 'spki', format: 'der' });
  if (!spki(result.leaf.node.publicKey).equals(spki(key)))
    return failed('binding', 'chain_invalid', { note: 'the certificate is for another key' });
  if (!speaksFor(result.leaf, issuerId))
    return failed('binding', 'key_not_bound', { note: 'the certificate is for another issuer' });
  return passed('binding');
}
