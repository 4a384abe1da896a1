import { z } from 'zod';
import type { DbActor } from './db/client.ts';

export const Role = z.enum(['staff', 'pilot_leader', 'reviewer', 'issuer', 'manager', 'admin']);
export type Role = z.infer<typeof Role>;

/** Who may call a capability: everybody, or people holding any one of the roles. */
export type Permission = 'anonymous' | readonly [Role, ...Role[]];

/** Who asks. `personId` is the random key audit entries carry; anonymous callers have none. */
export interface Actor {
  readonly personId?: string;
  readonly roles: readonly Role[];
  readonly agency?: string;
  /** What the caller was recognised by, for Idempotency-Key scoping: a token id or a session id. */
  readonly credentialId?: string;
  /** Where others read along (a chat channel): the audiences all of them belong to; the actor reads no other. */
  readonly readsAlong?: readonly string[];
}

export const anonymous: Actor = { roles: [] };

/** Every role includes staff (design §8). */
export function hasRole(actor: Actor, role: Role): boolean {
  return role === 'staff' ? actor.roles.length > 0 : actor.roles.includes(role);
}

export function mayCall(actor: Actor, permission: Permission): boolean {
  return permission === 'anonymous' || permission.some((role) => hasRole(actor, role));
}

/** An audience without members: the start-up check hides a row in it, and text that is for nobody any more lies there. */
export const nobody = 'agency:canary-nobody';

/** The audiences whose sources the actor may read, by name (design §8). */
export function audiencesOf(actor: Actor): string[] {
  const names = ['public'];
  if (hasRole(actor, 'staff')) {
    names.push('government');
    const own = `agency:${actor.agency}`;
    if (actor.agency && own !== nobody) names.push(own);
  }
  if (hasRole(actor, 'pilot_leader')) names.push('community');
  const { readsAlong } = actor;
  return readsAlong ? names.filter((name) => readsAlong.includes(name)) : names;
}

export function dbActorOf(actor: Actor): DbActor {
  return { audiences: audiencesOf(actor), personId: actor.personId, roles: actor.roles };
}
