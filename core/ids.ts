import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let out = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? out + alphabet[(value << (5 - bits)) & 31] : out;
}

function timePart(now: Date): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(now.getTime()));
  return base32(bytes.subarray(2));
}

/** A new id: kind, then 48 bits of time (ids sort by age), then 80 random bits. Example `answer_06f3…`. */
export function newId(kind: string, now: Date = new Date()): string {
  return `${kind}_${timePart(now)}${base32(randomBytes(10))}`;
}

/** A value nobody can guess: 256 random bits. For tokens, sessions, one-time codes. */
export function newSecret(): string {
  return base32(randomBytes(32));
}
