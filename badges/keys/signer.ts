import { CompactSign, type CryptoKey, type JWK, type KeyObject } from 'jose';

export type SigningAlgorithm = 'RS256' | 'ES256';
export const signingAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256'];

/** `JWT` is the Open Badges profile, `vc+jwt` the VC-JOSE-COSE profile. */
export type TokenType = 'JWT' | 'vc+jwt';

/** What signs for an issuer; a key file, a setting or, later, a key service stands behind it. */
export interface Signer {
  /** The address its public key answers at. */
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** When its certificate ends: no badge may outlive it. */
  readonly certificateUntil: Date;
  /** @returns the compact JWS over the payload as JSON */
  sign(payload: object, typ: TokenType): Promise<string>;
}

const encoder = new TextEncoder();

/** The key as a badge carries it, with its certificates, so that it verifies where the issuer's site is out of reach. */
function carried({ kty, n, e, crv, x, y, x5c }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, n, e, crv, x, y, x5c }));
}

/** @see Open Badges 3.0: `alg`, `kid`, `jwk` and `typ` are all the header members there may be */
export function createSigner(
  { alg, certificateUntil, jwk }: Pick<IssuerKey, 'alg' | 'certificateUntil' | 'jwk'>,
  privateKey: CryptoKey | KeyObject,
): Signer {
  const kid = jwk.kid!;
  const own = carried(jwk);
  return {
    kid,
    alg,
    certificateUntil,
    sign: (payload, typ) =>
      new CompactSign(encoder.encode(JSON.stringify(payload)))
        .setProtectedHeader(typ === 'JWT' ? { alg, kid, jwk: own, typ } : { alg, kid, typ })
        .sign(privateKey),
  };
}

export interface IssuerKey {
  readonly thumbprint: string;
  readonly issuerId: string;
  readonly alg: SigningAlgorithm;
  /** The public key with `kid`, `use`, `x5c` and `x5t#S256`. */
  readonly jwk: JWK;
  readonly certificateUntil: Date;
  readonly origin: 'made' | 'settings';
  readonly retiredAt: Date | null;
  readonly compromisedAt: Date | null;
  readonly createdAt: Date;
}
