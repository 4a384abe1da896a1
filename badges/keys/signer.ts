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

export function createSigner(
  key: Pick<Signer, 'kid' | 'alg' | 'certificateUntil'>,
  privateKey: CryptoKey | KeyObject,
): Signer {
  return {
    kid: key.kid,
    alg: key.alg,
    certificateUntil: key.certificateUntil,
    sign: (payload, typ) =>
      new CompactSign(encoder.encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: key.alg, kid: key.kid, typ })
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
