import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import * as queries from './queries.ts';

export const adminPersonId = 'person_admin';

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function actorOf(identity: queries.Identity): Actor {
  return {
    personId: identity.personId,
    roles: identity.roles,
    credentialId: identity.credentialId,
    ...(identity.agency && { agency: identity.agency }),
  };
}

function isAdminToken(bank: Bank, secretHash: string): boolean {
  const admin = Buffer.from(hashSecret(bank.adminToken));
  return timingSafeEqual(admin, Buffer.from(secretHash));
}

/** The actor a bearer token stands for; undefined when it is unknown, expired or revoked. */
export async function findActorByToken(bank: Bank, secret: string): Promise<Actor | undefined> {
  const secretHash = hashSecret(secret);
  if (isAdminToken(bank, secretHash))
    return { personId: adminPersonId, roles: ['admin'], credentialId: 'token_admin' };
  const identity = await queries.selectIdentityByToken(bank.store.system, secretHash, bank.now());
  return identity && actorOf(identity);
}

export interface SignedIn {
  readonly actor: Actor;
  readonly name: string;
  /** What every form and cookie-borne write must send back. */
  readonly csrf: string;
}

/** The person behind a session cookie; undefined when it is unknown or has expired. */
export async function findSession(bank: Bank, secret: string): Promise<SignedIn | undefined> {
  const row = await queries.selectSession(bank.store.system, hashSecret(secret), bank.now());
  return row && { actor: actorOf(row), name: row.name, csrf: row.csrf };
}

/** Makes sure the administrator exists as a person, so that audit entries and foreign keys hold. */
export async function ensureAdmin(bank: Bank): Promise<void> {
  await queries.insertPerson(bank.store.system, {
    id: adminPersonId,
    name: 'admin',
    agency: null,
    login: null,
    now: bank.now(),
  });
}
