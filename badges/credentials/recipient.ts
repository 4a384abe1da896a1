import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RecipientQuery } from './schema.ts';

/** One way a badge says who holds it. @see Open Badges 3.0, IdentityObject */
export interface IdentityObject {
  readonly type: 'IdentityObject';
  readonly hashed: boolean;
  readonly identityHash: string;
  readonly identityType: string;
  readonly salt?: string;
}

/** `sha256$` and the hex of SHA-256 over identifier and salt. */
function hashIdentity(identifier: string, salt: string): string {
  return `sha256$${createHash('sha256')
    .update(identifier + salt, 'utf8')
    .digest('hex')}`;
}

function normalise(who: RecipientQuery): { value: string; type: 'emailAddress' | 'identifier' } {
  return who.email === undefined
    ? { value: who.id!, type: 'identifier' }
    : { value: who.email.toLowerCase(), type: 'emailAddress' };
}

/** The recipient as a badge names them: hashed, and the name in the clear only where the issuer shows names. */
export function identify(
  who: RecipientQuery & { name?: string | undefined },
  showName: boolean,
): IdentityObject[] {
  const salt = randomBytes(16).toString('base64url');
  const { value, type } = normalise(who);
  const hashed = { hashed: true, identityHash: hashIdentity(value, salt), identityType: type, salt };
  const identities: IdentityObject[] = [{ type: 'IdentityObject', ...hashed }];
  if (showName && who.name)
    identities.push({ type: 'IdentityObject', hashed: false, identityHash: who.name, identityType: 'name' });
  return identities;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text, 'utf8').digest());
  return timingSafeEqual(left!, right!);
}

function matchesOne(
  identity: Partial<IdentityObject>,
  candidates: readonly string[],
  types: readonly string[],
): boolean {
  const { hashed, identityHash, identityType, salt = '' } = identity;
  if (typeof identityHash !== 'string' || !types.includes(String(identityType))) return false;
  if (!hashed) return candidates.some((one) => sameText(one, identityHash));
  // md5$ exists in the specification and proves nothing: never matched.
  if (!identityHash.startsWith('sha256$')) return false;
  return candidates.some((one) => sameText(hashIdentity(one, salt), identityHash.toLowerCase()));
}

/**
 * Whether a badge's subject is the person asked about: as typed, then in lower case, compared in constant time.
 * An id also matches the subject's own id.
 */
export function matchesRecipient(
  subject: { id?: unknown; identifier?: unknown },
  who: RecipientQuery,
): boolean {
  const identities = Array.isArray(subject.identifier)
    ? (subject.identifier as Partial<IdentityObject>[])
    : [];
  if (who.email !== undefined) {
    const candidates = [who.email, who.email.toLowerCase()];
    const named = subject.id === `mailto:${who.email}` || subject.id === `mailto:${who.email.toLowerCase()}`;
    return named || identities.some((one) => matchesOne(one, candidates, ['emailAddress']));
  }
  const types = identities
    .map((one) => String(one.identityType))
    .filter((type) => type !== 'emailAddress' && type !== 'name');
  return subject.id === who.id || identities.some((one) => matchesOne(one, [who.id!], types));
}
