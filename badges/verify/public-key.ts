import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { AllowedAlgorithm } from './open-jws.ts';

export class KeyError extends Error {}

const curves: Partial<Record<AllowedAlgorithm, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  EdDSA: 'Ed25519',
};

/** Primes whose residues give the keys of a faulty generator away. @see CVE-2017-15361 */
const telling = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

function powersOf65537(prime: number): Set<number> {
  const powers = new Set<number>();
  for (let value = 1; !powers.has(value); value = (value * 65_537) % prime) powers.add(value);
  return powers;
}
const residues = telling.map((prime) => ({ prime: BigInt(prime), powers: powersOf65537(prime) }));

function isFaultyModulus(modulus: bigint): boolean {
  return residues.every(({ prime, powers }) => powers.has(Number(modulus % prime)));
}

function checkRsa(key: KeyObject, jwk: Record<string, unknown>): void {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < 2_048 || modulusLength > 8_192) throw new KeyError(`RSA of ${modulusLength} bits`);
  if (publicExponent < 3n || publicExponent % 2n === 0n) throw new KeyError('exponent');
  const modulus = BigInt(`0x${Buffer.from(String(jwk.n), 'base64url').toString('hex')}`);
  if (isFaultyModulus(modulus)) throw new KeyError('made by a faulty generator');
}

function checkUse(jwk: Record<string, unknown>, alg: AllowedAlgorithm): void {
  if (jwk.alg !== undefined && jwk.alg !== alg) throw new KeyError(`key for ${String(jwk.alg)}`);
  if (jwk.use !== undefined && jwk.use !== 'sig') throw new KeyError(`use ${String(jwk.use)}`);
  const ops = jwk.key_ops;
  if (ops !== undefined && !(Array.isArray(ops) && ops.includes('verify'))) throw new KeyError('key_ops');
}

/**
 * The public key of a JWK, if it may be used with the algorithm.
 * @throws KeyError saying what does not fit: type, curve, size, purpose, a point off the curve
 */
export function readPublicKey(jwk: Record<string, unknown>, alg: AllowedAlgorithm): KeyObject {
  const curve = curves[alg];
  const kty = alg === 'RS256' ? 'RSA' : alg === 'EdDSA' ? 'OKP' : 'EC';
  if (jwk.kty !== kty || (curve !== undefined && jwk.crv !== curve))
    throw new KeyError(`${String(jwk.kty)} for ${alg}`);
  checkUse(jwk, alg);
  let key: KeyObject;
  try {
    const { kty: type, crv, n, e, x, y } = jwk as JsonWebKey;
    key = createPublicKey({ key: { kty: type, crv, n, e, x, y } as JsonWebKey, format: 'jwk' });
  } catch (error) {
    throw new KeyError((error as Error).message);
  }
  if (kty === 'RSA') checkRsa(key, jwk);
  return key;
}

const signatureBytes: Partial<Record<AllowedAlgorithm, number>> = { ES256: 64, ES384: 96, EdDSA: 64 };

/** Whether the signature over exactly these bytes holds. */
export function signatureHolds(
  alg: AllowedAlgorithm,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = signatureBytes[alg] ?? Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (signature.length !== length) return false;
  try {
    if (alg === 'EdDSA') return verify(null, signed, key, signature);
    if (alg === 'RS256') return verify('sha256', signed, key, signature);
    return verify(
      alg === 'ES384' ? 'sha384' : 'sha256',
      signed,
      { key, dsaEncoding: 'ieee-p1363' },
      signature,
    );
  } catch {
    return false;
  }
}
