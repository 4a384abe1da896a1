import { createPublicKey, type KeyObject } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * The bytes of a Multibase text in base58btc: `z` and digits; undefined for anything else or anything longer than
 * a key or a signature.
 */
export function decodeBase58(text: string): Buffer | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{1,140}$/.test(text)) return undefined;
  const digits = text.slice(1);
  let value = 0n;
  for (const digit of digits) value = value * 58n + BigInt(alphabet.indexOf(digit));
  const hex = value === 0n ? '' : value.toString(16);
  const zeros = digits.length - digits.replace(/^1+/, '').length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]);
}

/** What a Multikey of Ed25519 begins with. @see Controlled Identifiers 1.0, "Multikey" */
const ed25519 = Buffer.from([0xed, 0x01]);

/** The JWK of an Ed25519 key written as a Multikey; undefined for any other text. */
export function jwkOfMultikey(text: string): Record<string, unknown> | undefined {
  const bytes = decodeBase58(text);
  if (bytes?.length !== 34 || !bytes.subarray(0, 2).equals(ed25519)) return undefined;
  return { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(2).toString('base64url') };
}

export function ed25519Key(jwk: Record<string, unknown>): KeyObject | undefined {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string') return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
