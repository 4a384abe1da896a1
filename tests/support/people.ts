import type { Actor } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import { adminPersonId, findActorByToken } from '../../knowledge/people/identify.ts';
import { createToken } from '../../knowledge/people/tokens.ts';
import { contextOf } from './world.ts';

export const admin: Actor = { personId: adminPersonId, roles: ['admin'], credentialId: 'token_admin' };

export interface TestPerson {
  readonly actor: Actor;
  readonly token: string;
  readonly tokenId: string;
}

/** A person with a token, as an administrator makes one. */
export async function createPerson(
  bank: Bank,
  input: { roles: Actor['roles']; agency?: string; person?: string; name?: string; expiresAt?: string },
): Promise<TestPerson> {
  const made = await callCapability(createToken, contextOf(bank, { actor: admin }), {
    name: `test ${input.roles.join(' ')}`,
    ...input,
  });
  const actor = await findActorByToken(bank, made.token);
  if (!actor) throw new Error('the token made is not recognised');
  return { actor, token: made.token, tokenId: made.id };
}
