import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { HubAuthority } from './authority.ts';
import { makeLeaf } from './make-certificates.ts';
import { derOf, pemOf } from './pem.ts';
import type { SigningAlgorithm } from './signer.ts';

/** Both sizes are what every verifier of their algorithm accepts. */
const rsaBits = 3_072;

export async function makePrivateKey(alg: SigningAlgorithm): Promise<KeyObject> {
  const { privateKey } = await generateKeyPair(alg, { modulusLength: rsaBits, extractable: true });
  return createPrivateKey(
    pemOf('PRIVATE KEY', new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey))),
  );
}

/**
 * The algorithm a key signs with here.
 * @throws Error for anything but RSA of 2,048 bits or more and P-256
 */
export function algorithmOf(key: KeyObject): SigningAlgorithm {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2_048) return 'RS256';
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'ES256';
  throw new Error('BADGE_SIGNING_KEYS: 只接受 2048 位元以上的 RSA 或 P-256 金鑰 (RSA ≥ 2048 or P-256 only)');
}

export interface CertifiedKey {
  readonly alg: SigningAlgorithm;
  readonly thumbprint: string;
  readonly jwk: JWK;
  readonly certificateUntil: Date;
  readonly rootPem: string | null;
}

/** A leaf for the key from the hub's own authority. */
export async function certifyKey(
  authority: HubAuthority,
  key: KeyObject,
  issuer: { name: string; url: string },
  now: Date,
): Promise<CertifiedKey> {
  const alg = algorithmOf(key);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const algorithm =
    alg === 'RS256' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
  const leaf = await makeLeaf(authority.issuing, {
    name: issuer.name,
    issuerUrl: issuer.url,
    publicKey,
    now,
  });
  return describeKey(key, [leaf.toString('pem'), authority.issuing.certificate.toString('pem')], {
    kidBase: issuer.url,
    rootPem: `${authority.root.certificate.toString('pem')}\n`,
  });
}

/**
 * The public record of a key and its chain, as it is published.
 * @param chain certificates in PEM, leaf first, without the root
 * @see RFC 7517 §4.7 (`x5c` in standard base64) and §4.9
 */
export async function describeKey(
  key: KeyObject,
  chain: readonly string[],
  about: { kidBase: string; rootPem: string | null },
): Promise<CertifiedKey> {
  const bare = await exportJWK(createPublicKey(key));
  const thumbprint = await calculateJwkThumbprint(bare);
  const ders = chain.map(derOf);
  const alg = algorithmOf(key);
  return {
    alg,
    thumbprint,
    certificateUntil: new x509.X509Certificate(ders[0]!).notAfter,
    rootPem: about.rootPem,
    jwk: {
      ...bare,
      kid: `${about.kidBase}/keys/${thumbprint}`,
      alg,
      use: 'sig',
      x5c: ders.map((der) => der.toString('base64')),
      'x5t#S256': createHash('sha256').update(ders[0]!).digest('base64url'),
    },
  };
}
