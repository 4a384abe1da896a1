import type { Role } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { newId, newSecret } from '../../core/ids.ts';
import { updateVouchedRoles } from './chat-queries.ts';
import { findActorByToken, hashSecret } from './identify.ts';
import * as queries from './queries.ts';

export const sessionSeconds = 12 * 3_600;

export interface OpenedSession {
  /** The cookie's value; only its hash is stored. */
  readonly secret: string;
  readonly expiresAt: Date;
}

async function openSession(
  bank: Bank,
  who: { personId: string; tokenId: string | null; roles: readonly Role[]; agency: string | null },
): Promise<OpenedSession> {
  const secret = newSecret();
  const now = bank.now();
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1_000);
  await bank.store.system.transaction(async (tx) => {
    await queries.deleteExpiredSessions(tx, now);
    await queries.insertSession(tx, {
      ...who,
      idHash: hashSecret(secret),
      csrf: newSecret(),
      expiresAt,
      now,
    });
    await queries.recordAudit(tx, {
      at: now,
      actor: who.personId,
      action: 'sign-in',
      object: 'session',
      detail: {},
    });
  });
  return { secret, expiresAt };
}

/** @throws AppError UNAUTHENTICATED when the token is unknown, expired or revoked */
export async function signInWithToken(bank: Bank, token: string): Promise<OpenedSession> {
  const actor = await findActorByToken(bank, token);
  if (!actor?.personId)
    throw new AppError('UNAUTHENTICATED', {
      'zh-TW': '這個權杖無效、已過期或已撤銷。',
      en: 'This token is not valid, has expired or was revoked.',
    });
  return openSession(bank, {
    personId: actor.personId,
    tokenId: actor.credentialId === 'token_admin' ? null : (actor.credentialId ?? null),
    roles: actor.roles,
    agency: actor.agency ?? null,
  });
}

/** Whom single sign-on vouches for; `login` is issuer and subject, never an e-mail address. */
export interface VouchedPerson {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly agency: string | null;
}

export async function findOrCreatePerson(
  bank: Bank,
  person: { login: string; name: string; agency: string | null },
): Promise<string> {
  return bank.store.system.transaction(async (tx) => {
    const known = await queries.selectPersonId(tx, person.login);
    if (!known)
      await queries.insertPerson(tx, { ...person, id: newId('person', bank.now()), now: bank.now() });
    const id = known ?? (await queries.selectPersonId(tx, person.login))!;
    if (known) await queries.updatePerson(tx, id, person.name, person.agency);
    return id;
  });
}

export async function signInVouched(bank: Bank, person: VouchedPerson): Promise<OpenedSession> {
  const personId = await findOrCreatePerson(bank, person);
  await updateVouchedRoles(bank.store.system, personId, person.roles, bank.now());
  return openSession(bank, { personId, tokenId: null, roles: person.roles, agency: person.agency });
}

export async function signOut(bank: Bank, secret: string): Promise<void> {
  await queries.deleteSession(bank.store.system, hashSecret(secret));
}
