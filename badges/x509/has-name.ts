import { isIP } from 'node:net';
import { type Certificate, subjectNames } from './certificate.ts';
import { hostName } from './names.ts';

/** Whether a certificate is for this host name or address: exactly, without wildcards. */
export function hasName(certificate: Certificate, host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  const names = subjectNames(certificate);
  if (isIP(bare)) return names.some((name) => name.iPAddress === bare);
  const wanted = hostName(bare);
  return (
    wanted !== undefined &&
    names.some((name) => name.dNSName !== undefined && hostName(name.dNSName) === wanted)
  );
}

/**
 * Whether a certificate speaks for an issuer: it names the issuer's id as a URI, or its host.
 * @param issuerId an https address or a did:web
 */
export function speaksFor(certificate: Certificate, issuerId: string): boolean {
  if (subjectNames(certificate).some((name) => name.uniformResourceIdentifier === issuerId)) return true;
  const host = hostOfIssuer(issuerId);
  return host !== undefined && hasName(certificate, host);
}

/** The host an issuer's id belongs to; undefined when it has none. */
export function hostOfIssuer(issuerId: string): string | undefined {
  const did = /^did:web:([A-Za-z0-9.-]+)(?:%3A\d+)?(?::|$)/i.exec(issuerId);
  if (did) return did[1]!.toLowerCase();
  try {
    const url = new URL(issuerId);
    return /^https?:$/.test(url.protocol) ? url.hostname : undefined;
  } catch {
    return undefined;
  }
}
