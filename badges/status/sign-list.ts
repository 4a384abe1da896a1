import { credentialContexts, issuerUrl, statusListUrl } from '../issuers/addresses.ts';
import type { Issuer } from '../issuers/queries.ts';
import type { Signer } from '../keys/signer.ts';
import { encodeBits } from './bitstring.ts';

/** How long a reader may keep a list; a revocation is seen everywhere after this at the latest. */
export const listTtlMs = 300_000;
const listHours = 24;

export interface SignedList {
  readonly jws: string;
  readonly signedAt: Date;
  readonly validUntil: Date;
}

/**
 * The list credential of these bits, signed like the badges.
 * @see Bitstring Status List 1.0, BitstringStatusListCredential
 */
export async function signList(
  signer: Signer,
  issuer: Issuer,
  list: { id: string; bits: Uint8Array; notBefore?: Date | undefined },
  now: Date,
): Promise<SignedList> {
  // Readers refuse a list older than one they have seen, so time never runs backwards here.
  const seconds = Math.floor(Math.max(now.getTime(), list.notBefore?.getTime() ?? 0) / 1_000);
  const until = seconds + listHours * 3_600;
  const url = statusListUrl(issuer, list.id);
  const iso = (at: number) => new Date(at * 1_000).toISOString().replace('.000Z', 'Z');
  const jws = await signer.sign(
    {
      // The second context defines the claims.
      '@context': credentialContexts,
      id: url,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: issuerUrl(issuer),
      validFrom: iso(seconds),
      validUntil: iso(until),
      credentialSubject: {
        id: `${url}#list`,
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList: encodeBits(list.bits),
        ttl: listTtlMs,
      },
      iss: issuerUrl(issuer),
      sub: `${url}#list`,
      jti: url,
      nbf: seconds,
      exp: until,
      iat: seconds,
    },
    'JWT',
  );
  return { jws, signedAt: new Date(seconds * 1_000), validUntil: new Date(until * 1_000) };
}
