import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

type CryptoKey = webcrypto.CryptoKey;
type CryptoKeyPair = webcrypto.CryptoKeyPair;

export const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const yearMs = 365.25 * 86_400_000;
/** Signer certificates outlive the longest badge (10 years), and each issuer outlives what it certified. */
const rootYears = 30;
const caYears = 29;
const leafYears = 20;
/** Clocks differ: a certificate is good a little before it is made. */
const backdateMs = 3_600_000;

/** A key that certifies, with its own certificate. */
export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: CryptoKey;
}

/** 128 random bits, positive and without a leading zero octet. @see RFC 5280 §4.1.2.2 */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function lifetime(now: Date, years: number): { notBefore: Date; notAfter: Date } {
  const whole = Math.floor(now.getTime() / 1_000) * 1_000;
  return { notBefore: new Date(whole - backdateMs), notAfter: new Date(whole + Math.round(years * yearMs)) };
}

function nameOf(commonName: string): x509.Name {
  return new x509.Name([
    { C: [{ printableString: 'TW' }] },
    { O: [{ utf8String: 'AI Governance Knowledge Bank' }] },
    { CN: [{ utf8String: commonName }] },
  ]);
}

function authorityExtensions(pathLength: number): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
}

export async function makeRoot(name: string, pair: CryptoKeyPair, now: Date): Promise<Authority> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: nameOf(name),
    ...lifetime(now, rootYears),
    signingAlgorithm: curve,
    keys: pair,
    extensions: [...authorityExtensions(1), await x509.SubjectKeyIdentifierExtension.create(pair.publicKey)],
  });
  return { certificate, key: pair.privateKey };
}

async function certify(
  by: Authority,
  subject: { name: x509.Name; publicKey: CryptoKey; years: number; extensions: x509.Extension[]; now: Date },
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: subject.name,
    issuer: by.certificate.subjectName,
    ...lifetime(subject.now, subject.years),
    signingAlgorithm: curve,
    publicKey: subject.publicKey,
    signingKey: by.key,
    extensions: [
      ...subject.extensions,
      await x509.SubjectKeyIdentifierExtension.create(subject.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate.publicKey),
    ],
  });
}

export async function makeIssuingAuthority(
  root: Authority,
  name: string,
  pair: CryptoKeyPair,
  now: Date,
): Promise<Authority> {
  const extensions = authorityExtensions(0);
  const subject = { name: nameOf(name), publicKey: pair.publicKey, years: caYears, extensions, now };
  return { certificate: await certify(root, subject), key: pair.privateKey };
}

/** A signer's certificate: good for signatures alone, bound to the issuer's id by its subjectAltName. */
export function makeLeaf(
  authority: Authority,
  leaf: { name: string; issuerUrl: string; publicKey: CryptoKey; now: Date },
): Promise<x509.X509Certificate> {
  return certify(authority, {
    name: nameOf(leaf.name),
    publicKey: leaf.publicKey,
    years: leafYears,
    now: leaf.now,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.SubjectAlternativeNameExtension([{ type: 'url', value: leaf.issuerUrl }]),
    ],
  });
}
