import { type Certificate, isSelfIssued, PathError, readCertificate, refuse } from './certificate.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkNameConstraints } from './name-constraints.ts';
import { type RevocationList, standingOf } from './revocation-list.ts';

const maxPathCertificates = 4;

/** What a badge signer's certificate may be for, when it says so. @see RFC 5280 §4.2.1.12, RFC 9336 */
const signerPurposes = [
  '2.5.29.37.0', // any
  '1.3.6.1.5.5.7.3.2', // client authentication
  '1.3.6.1.5.5.7.3.3', // code signing
  '1.3.6.1.5.5.7.3.4', // e-mail protection
  '1.3.6.1.5.5.7.3.36', // document signing
];

export interface PathRules {
  readonly roots: readonly Certificate[];
  readonly now: Date;
  readonly purposes?: readonly string[];
  /** Certificates between leaf and root, self-issued ones not counted. */
  readonly maxIntermediates?: number;
  /** Lists of revoked certificates from the settings. */
  readonly lists?: readonly RevocationList[];
}

export type PathResult =
  | { readonly ok: true; readonly leaf: Certificate; readonly root: Certificate }
  /** `unanchored`: nothing wrong was found, it merely leads to no root that is trusted or to lists out of date. */
  | { readonly ok: false; readonly reason: string; readonly unanchored: boolean };

function issued(by: Certificate, certificate: Certificate): boolean {
  return certificate.issuer.equals(by.subject) && certificate.node.verify(by.node.publicKey);
}

/** The path from the leaf to a root, in the order given: no search, so no cycle can keep it busy. */
function pathTo(chain: readonly Certificate[], roots: readonly Certificate[]): Certificate[] | undefined {
  for (const [index, certificate] of chain.entries()) {
    const root = roots.find((one) => issued(one, certificate) && !one.der.equals(certificate.der));
    if (root) return [...chain.slice(0, index + 1), root];
    const next = chain[index + 1];
    if (!next) return undefined;
    if (!certificate.issuer.equals(next.subject)) refuse('each certificate must be issued by the next');
    if (!certificate.node.verify(next.node.publicKey)) refuse('signature of a certificate');
  }
  return undefined;
}

function checkPath(path: readonly Certificate[], rules: PathRules): void {
  const purposes = rules.purposes ?? signerPurposes;
  let below = 0;
  for (const [index, certificate] of path.entries()) {
    const role = index === 0 ? 'leaf' : 'authority';
    checkCertificate(certificate, { role, below }, { now: rules.now, purposes });
    for (const [lower, other] of path.slice(0, index).entries())
      if (lower === 0 || !isSelfIssued(other)) checkNameConstraints(certificate, other);
    if (index > 0 && index < path.length - 1 && !isSelfIssued(certificate)) below++;
  }
  if (below > (rules.maxIntermediates ?? maxPathCertificates)) refuse('path too long');
}

/** Whether every certificate below the root still counts. @throws PathError when one is revoked */
function areCurrent(path: readonly Certificate[], { lists = [], now }: PathRules): boolean {
  const standings = path
    .slice(0, -1)
    .map((certificate, index) => standingOf(certificate, path[index + 1]!, lists, now));
  if (standings.includes('revoked')) refuse('a certificate was revoked');
  return !standings.includes('unknown');
}

/**
 * Whether a chain leads to a trusted root by RFC 5280 §6.1.
 * @param chain DER, leaf first, each next one certifying the one before; the root may be left out
 */
export function verifyPath(chain: readonly Uint8Array[], rules: PathRules): PathResult {
  try {
    if (chain.length === 0) refuse('no certificate');
    if (chain.length > maxPathCertificates) refuse(`more than ${maxPathCertificates} certificates`);
    const path = pathTo(chain.map(readCertificate), rules.roots);
    if (!path) return { ok: false, reason: 'leads to no trusted root', unanchored: true };
    checkPath(path, rules);
    if (!areCurrent(path, rules))
      return { ok: false, reason: 'the revocation list is out of date', unanchored: true };
    return { ok: true, leaf: path[0]!, root: path.at(-1)! };
  } catch (error) {
    if (error instanceof PathError) return { ok: false, reason: error.message, unanchored: false };
    throw error;
  }
}
