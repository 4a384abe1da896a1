import type { Actor } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { createLinkCode } from '../../../knowledge/people/chat-accounts.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';
import type { Workspace } from './workspace.ts';

let named = 0;

/** A person with these roles, tied to a Slack account by typing the code there. */
export async function linkPerson(
  world: Workspace,
  user: string,
  roles: Actor['roles'],
  agency?: string,
): Promise<TestPerson> {
  named += 1;
  const person = await createPerson(world.bank as Bank, {
    roles,
    name: `${user} ${named}`,
    ...(agency && { agency }),
  });
  const context = contextOf(world.bank, { actor: person.actor });
  const { code } = await callCapability(createLinkCode, context, {});
  const channel = world.slack.state.direct(user).id;
  const before = world.slack.state.byBot({ channel, onlyFor: user }).length;
  await world.slack.people.command(user, channel, '/bank', `link ${code}`);
  await world.replies({ channel, onlyFor: user }, before + 1);
  return person;
}
