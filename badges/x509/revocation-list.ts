import { verify } from 'node:crypto';
import { AsnConvert, AsnParser } from '@peculiar/asn1-schema';
import * as asn from '@peculiar/asn1-x509';
import { type Certificate, readExtension, refuse } from './certificate.ts';

/** Which certificates of an authority no longer count, as the settings name it; never fetched. @see RFC 5280 §5 */
export interface RevocationList {
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly hash: string;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Serial numbers in hexadecimal. */
  readonly revoked: ReadonlySet<string>;
}

const hashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

const hexOf = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('hex');

/** @throws PathError for what is no list, or one with something critical: it may cover less than it seems to */
export function readRevocationList(der: Uint8Array): RevocationList {
  let list: asn.CertificateList;
  try {
    list = AsnParser.parse(Buffer.from(der), asn.CertificateList);
  } catch (error) {
    return refuse(`not a revocation list: ${(error as Error).message}`);
  }
  const { tbsCertList: tbs, signatureAlgorithm } = list;
  const hash = hashes[signatureAlgorithm.algorithm];
  const critical = tbs.crlExtensions?.find((one) => one.critical);
  if (!hash) return refuse(`signature algorithm ${signatureAlgorithm.algorithm}`);
  if (critical) return refuse(`critical extension ${critical.extnID} of a revocation list`);
  return {
    signed: Buffer.from(list.tbsCertListRaw ?? AsnConvert.serialize(tbs)),
    signature: Buffer.from(list.signature),
    hash,
    thisUpdate: tbs.thisUpdate.getTime(),
    nextUpdate: tbs.nextUpdate?.getTime(),
    revoked: new Set((tbs.revokedCertificates ?? []).map((one) => hexOf(one.userCertificate))),
  };
}

/** A list the authority signed, told by its key: names may be written in more than one way. */
function isOf(list: RevocationList, authority: Certificate): boolean {
  const usage = readExtension(authority, asn.id_ce_keyUsage, asn.KeyUsage)?.toNumber();
  if (usage !== undefined && (usage & asn.KeyUsageFlags.cRLSign) === 0) return false;
  return verify(list.hash, list.signed, authority.node.publicKey, list.signature);
}

export type Standing = 'good' | 'revoked' | 'unknown';

/** `unknown` when the lists of the authority at hand are out of date; without any, nobody asked for one. */
export function standingOf(
  certificate: Certificate,
  authority: Certificate,
  lists: readonly RevocationList[],
  now: Date,
): Standing {
  const own = lists.filter((list) => isOf(list, authority));
  const serial = hexOf(certificate.tbs.serialNumber);
  if (own.some((list) => list.revoked.has(serial))) return 'revoked';
  const current = own.some(
    ({ thisUpdate, nextUpdate }) => thisUpdate <= now && (nextUpdate === undefined || nextUpdate >= now),
  );
  return own.length === 0 || current ? 'good' : 'unknown';
}
