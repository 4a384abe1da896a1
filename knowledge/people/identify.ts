import { createHash, scryptSync, timingSafeEqual } from 'node:crypto';
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
  /** Notices not read yet. */
  readonly unread: number;
}

/** The person behind a session cookie; undefined when it is unknown or has expired. */
export async function findSession(bank: Bank, secret: string): Promise<SignedIn | undefined> {
  const row = await queries.selectSession(bank.store.system, hashSecret(secret), bank.now());
  return row && { actor: actorOf(row), name: row.name, csrf: row.csrf, unread: row.unread };
}

/** The administrator's token may be a chosen word, so what is stored of it is slow to guess. */
function digestOfAdminToken(bank: Bank): string {
  return scryptSync(bank.adminToken, 'admin-token', 32).toString('hex');
}

/**
 * Makes sure the administrator exists as a person, so that audit entries and foreign keys hold.
 * Another token than at the last start ends the sessions the old one opened.
 */
export async function ensureAdmin(bank: Bank): Promise<void> {
  const now = bank.now();
  const digest = digestOfAdminToken(bank);
  await bank.store.system.transaction(async (tx) => {
    await queries.insertPerson(tx, { id: adminPersonId, name: 'admin', agency: null, login: null, now });
    if (await queries.updateAdminMark(tx, digest, now)) await queries.deleteSessionsOf(tx, adminPersonId);
  });
}
