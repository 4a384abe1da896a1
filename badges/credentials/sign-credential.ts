import type { IssuerSigners } from '../keys/keyring.ts';
import { epochSeconds, type Validity } from './times.ts';

export interface SignedForms {
  /** Open Badges profile: what files, images and pages carry. */
  readonly jws: string;
  /** VC-JOSE-COSE profile: what wallets ask for. */
  readonly jwsVc: string;
}

interface Claimed {
  readonly id: string;
  readonly issuer: { readonly id: string };
  readonly credentialSubject: { readonly id: string };
}

/**
 * Both signed forms of one credential.
 * @see Open Badges 3.0, "JSON Web Token Proof Format": iss, sub, jti, nbf and exp repeat the members
 * @see Securing VCs using JOSE and COSE: the credential's members at the top level, `nbf` not recommended
 */
export async function signCredential(
  credential: Record<string, unknown>,
  validity: Validity,
  signers: IssuerSigners,
  now: Date,
): Promise<SignedForms> {
  const { id, issuer, credentialSubject } = credential as unknown as Claimed;
  const claims = { iss: issuer.id, sub: credentialSubject.id, jti: id };
  const [jws, jwsVc] = await Promise.all([
    signers.openBadges.sign(
      {
        ...credential,
        ...claims,
        nbf: epochSeconds(validity.from),
        ...(validity.until && { exp: epochSeconds(validity.until) }),
        iat: epochSeconds(now),
      },
      'JWT',
    ),
    signers.vcJose.sign({ ...credential, ...claims, iat: epochSeconds(now) }, 'vc+jwt'),
  ]);
  return { jws, jwsVc };
}
