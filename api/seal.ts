import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const saltBytes = 16;
const ivBytes = 12;
const tagBytes = 16;

function keyFrom(secret: string, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, 'kept reply', 32));
}

/** Encrypts a value so that only who shows the same secret again can read it: salt, iv, tag and text in base64. */
export function seal(secret: string, value: unknown): string {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret, salt), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([salt, iv, cipher.getAuthTag(), text]).toString('base64');
}

/** @throws Error when the secret is another one or the text was changed */
export function unseal(secret: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64');
  const salt = bytes.subarray(0, saltBytes);
  const iv = bytes.subarray(saltBytes, saltBytes + ivBytes);
  const tag = bytes.subarray(saltBytes + ivBytes, saltBytes + ivBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret, salt), iv);
  decipher.setAuthTag(tag);
  const text = Buffer.concat([
    decipher.update(bytes.subarray(saltBytes + ivBytes + tagBytes)),
    decipher.final(),
  ]);
  return JSON.parse(text.toString('utf8'));
}
