import { type Actor, anonymous, audiencesOf } from '../core/actor.ts';
import type { Bank } from '../core/context.ts';
import { type ChatAccount, findChatReaders, isLifted } from '../knowledge/people/chat-accounts.ts';

/**
 * Who reads along where something was asked. `members`: a channel whose members are all known. `workspace`: a public
 * channel, which every full member may open, with the guests it has. `unknown`: also a channel shared with others.
 */
export type Readers =
  | { readonly kind: 'asker' }
  | { readonly kind: 'members'; readonly accounts: readonly ChatAccount[] }
  | { readonly kind: 'workspace'; readonly hasGuests: boolean }
  | { readonly kind: 'unknown' };

/** The audiences every one of the actors belongs to; of nobody: what anybody may read. */
function sharedAudiences(actors: readonly Actor[]): readonly string[] {
  const [first = anonymous, ...others] = actors;
  return others.reduce(
    (shared, actor) => shared.filter((name) => audiencesOf(actor).includes(name)),
    audiencesOf(first),
  );
}

async function audiencesFor(bank: Bank, readers: Readers): Promise<readonly string[] | undefined> {
  switch (readers.kind) {
    case 'asker':
      return undefined;
    case 'members':
      return sharedAudiences(await findChatReaders(bank, readers.accounts));
    case 'workspace': {
      const anyMember = isLifted(bank, { membership: 'member' }) && !readers.hasGuests;
      return audiencesOf(anyMember ? { roles: ['staff'] } : anonymous);
    }
    case 'unknown':
      return audiencesOf(anonymous);
  }
}

/** The asker, reading only what everybody who reads along may read (design §8). */
export async function narrowTo(bank: Bank, actor: Actor, readers: Readers): Promise<Actor> {
  const readsAlong = await audiencesFor(bank, readers);
  return readsAlong ? { ...actor, readsAlong } : actor;
}
