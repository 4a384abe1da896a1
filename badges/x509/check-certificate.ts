import * as asn from '@peculiar/asn1-x509';
import { type Certificate, isSelfIssued, readExtension, refuse, subjectNames } from './certificate.ts';

const signatureAlgorithms = new Set([
  '1.2.840.113549.1.1.11', // sha256WithRSAEncryption
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2', // ecdsa-with-SHA256
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
]);

/** Extensions this code processes: only these may be critical. */
const processed = new Set<string>([
  asn.id_ce_basicConstraints,
  asn.id_ce_keyUsage,
  asn.id_ce_extKeyUsage,
  asn.id_ce_subjectAltName,
  asn.id_ce_nameConstraints,
]);

/** Where a certificate stands in its path. */
export interface Place {
  readonly role: 'leaf' | 'authority';
  /** Certificates between this one and the leaf that are not self-issued. */
  readonly below: number;
}

/** @see RFC 5280 §4.1: version 3, positive serial of at most 20 octets */
function checkForm({ tbs, subject, extensions }: Certificate, role: Place['role']): void {
  if (tbs.version !== asn.Version.v3) refuse('not version 3');
  const serial = new Uint8Array(tbs.serialNumber);
  if (serial.length === 0 || serial.length > 21 || (serial[0]! & 0x80) !== 0) refuse('serial number');
  if (serial.every((byte) => byte === 0)) refuse('serial number zero');
  // An empty name is two bytes of DER.
  if (subject.length <= 2 && (role === 'authority' || !extensions.get(asn.id_ce_subjectAltName)?.critical))
    refuse('no subject name');
}

function checkKey(certificate: Certificate): void {
  if (!signatureAlgorithms.has(certificate.signatureAlgorithm))
    refuse(`signature algorithm ${certificate.signatureAlgorithm}`);
  const key = certificate.node.publicKey;
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  const fits =
    (key.asymmetricKeyType === 'rsa' && modulusLength >= 2_048) ||
    (key.asymmetricKeyType === 'ec' && (namedCurve === 'prime256v1' || namedCurve === 'secp384r1'));
  if (!fits) refuse('key type or size');
}

/** Both ends count, to the second. @see RFC 5280 §4.1.2.5 */
function checkValidity({ tbs }: Certificate, now: Date): void {
  const at = Math.floor(now.getTime() / 1_000);
  const seconds = (time: asn.Time) => Math.floor(time.getTime().getTime() / 1_000);
  if (at < seconds(tbs.validity.notBefore)) refuse('not valid yet');
  if (at > seconds(tbs.validity.notAfter)) refuse('expired');
}

/** What RFC 5280 wants critical or not, and nothing critical that is not processed here. */
function checkCriticality({ extensions }: Certificate): void {
  for (const [oid, extension] of extensions) {
    if (extension.critical && !processed.has(oid)) refuse(`critical extension ${oid}`);
  }
  if (extensions.get(asn.id_ce_nameConstraints)?.critical === false) refuse('name constraints not critical');
  // Policies are not processed here, so a certificate that constrains them cannot be judged.
  if (extensions.has(asn.id_ce_policyConstraints)) refuse('policy constraints');
}

function keyUsageOf(certificate: Certificate): number | undefined {
  return readExtension(certificate, asn.id_ce_keyUsage, asn.KeyUsage)?.toNumber();
}

/** @see RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.1.3, §4.2.1.9 */
function checkAuthority(certificate: Certificate, below: number): void {
  const basic = readExtension(certificate, asn.id_ce_basicConstraints, asn.BasicConstraints);
  if (!basic?.cA) refuse('not an authority');
  if (!certificate.extensions.get(asn.id_ce_basicConstraints)?.critical)
    refuse('basic constraints not critical');
  const usage = keyUsageOf(certificate);
  if (usage === undefined || (usage & asn.KeyUsageFlags.keyCertSign) === 0)
    refuse('may not sign certificates');
  if (basic!.pathLenConstraint !== undefined && below > basic!.pathLenConstraint) refuse('path too long');
  if (!certificate.extensions.has(asn.id_ce_subjectKeyIdentifier)) refuse('no subject key identifier');
  if (!isSelfIssued(certificate) && !certificate.extensions.has(asn.id_ce_authorityKeyIdentifier))
    refuse('no authority key identifier');
}

function checkLeaf(certificate: Certificate, purposes: readonly string[]): void {
  if (readExtension(certificate, asn.id_ce_basicConstraints, asn.BasicConstraints)?.cA)
    refuse('leaf is an authority');
  if (certificate.extensions.has(asn.id_ce_nameConstraints)) refuse('leaf has name constraints');
  const usage = keyUsageOf(certificate);
  if (usage !== undefined && (usage & asn.KeyUsageFlags.digitalSignature) === 0) refuse('may not sign');
  if (usage !== undefined && (usage & asn.KeyUsageFlags.keyCertSign) !== 0) refuse('leaf signs certificates');
  const extended = readExtension(certificate, asn.id_ce_extKeyUsage, asn.ExtendedKeyUsage);
  if (extended && !extended.some((purpose) => purposes.includes(purpose))) refuse('extended key usage');
}

/** Everything about one certificate that does not depend on its neighbours. */
export function checkCertificate(
  certificate: Certificate,
  place: Place,
  rules: { now: Date; purposes: readonly string[] },
): void {
  checkForm(certificate, place.role);
  checkKey(certificate);
  checkValidity(certificate, rules.now);
  checkCriticality(certificate);
  subjectNames(certificate);
  if (place.role === 'leaf') checkLeaf(certificate, rules.purposes);
  else checkAuthority(certificate, place.below);
}
