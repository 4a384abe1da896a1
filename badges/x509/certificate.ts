import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { AsnConvert, AsnParser } from '@peculiar/asn1-schema';
import * as asn from '@peculiar/asn1-x509';

/** Why a certificate or path is refused. */
export class PathError extends Error {}

export function refuse(reason: string): never {
  throw new PathError(reason);
}

/** A certificate with what Node shows of it and what Node does not. */
export interface Certificate {
  readonly der: Buffer;
  readonly node: X509Certificate;
  readonly tbs: asn.TBSCertificate;
  readonly signatureAlgorithm: string;
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly extensions: ReadonlyMap<string, asn.Extension>;
}

const maxCertificateBytes = 16_384;

function derOf(value: unknown): Buffer {
  return Buffer.from(AsnConvert.serialize(value));
}

function indexExtensions(tbs: asn.TBSCertificate): Map<string, asn.Extension> {
  const found = new Map<string, asn.Extension>();
  for (const extension of tbs.extensions ?? []) {
    if (found.has(extension.extnID)) refuse(`extension ${extension.extnID} twice`);
    found.set(extension.extnID, extension);
  }
  return found;
}

/** @throws PathError when it is no certificate */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > maxCertificateBytes) refuse('certificate over 16 KB');
  try {
    const bytes = Buffer.from(der);
    const parsed = AsnParser.parse(bytes, asn.Certificate);
    const tbs = parsed.tbsCertificate;
    if (tbs.signature.algorithm !== parsed.signatureAlgorithm.algorithm) refuse('two signature algorithms');
    return {
      der: bytes,
      node: new X509Certificate(bytes),
      tbs,
      signatureAlgorithm: parsed.signatureAlgorithm.algorithm,
      subject: derOf(tbs.subject),
      issuer: derOf(tbs.issuer),
      extensions: indexExtensions(tbs),
    };
  } catch (error) {
    if (error instanceof PathError) throw error;
    return refuse(`not a certificate: ${(error as Error).message}`);
  }
}

/** An extension's value; undefined when the certificate lacks it. */
export function readExtension<T>(certificate: Certificate, oid: string, type: new () => T): T | undefined {
  const extension = certificate.extensions.get(oid);
  if (!extension) return undefined;
  try {
    return AsnParser.parse(extension.extnValue.buffer, type);
  } catch (error) {
    return refuse(`extension ${oid}: ${(error as Error).message}`);
  }
}

export function isSelfIssued(certificate: Certificate): boolean {
  return certificate.subject.equals(certificate.issuer);
}

export function subjectNames(certificate: Certificate): asn.GeneralName[] {
  return [...(readExtension(certificate, asn.id_ce_subjectAltName, asn.SubjectAlternativeName) ?? [])];
}
