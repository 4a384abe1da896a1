import { gunzipSync, gzipSync } from 'node:zlib';

/** The smallest list allowed: 16 KB, so that an index says nothing about who. @see BSL, "Bitstring Generation" */
export const listEntries = 131_072;
const maxInflatedBytes = 4_194_304;

export function emptyBits(): Uint8Array {
  return new Uint8Array(listEntries / 8);
}

/** Bit 0 is the left-most bit of byte 0. */
export function bitAt(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

export function withBit(bits: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(bits);
  copy[index >> 3]! |= 0x80 >> (index & 7);
  return copy;
}

/** `u` marks base64url without padding (Multibase). */
export function encodeBits(bits: Uint8Array): string {
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;
}

/**
 * The bits of a list, of any size from 16 KB to 4 MB.
 * @throws Error with a reason when it is not a list; nothing beyond 4 MB is ever inflated
 */
export function decodeBits(encoded: string): Uint8Array {
  const match = /^u([A-Za-z0-9_-]+)$/.exec(encoded);
  if (!match) throw new Error('not base64url with the prefix u');
  const bits = gunzipSync(Buffer.from(match[1]!, 'base64url'), { maxOutputLength: maxInflatedBytes });
  if (bits.length * 8 < listEntries) throw new Error(`only ${bits.length} bytes`);
  return bits;
}
