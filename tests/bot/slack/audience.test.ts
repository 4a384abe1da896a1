import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putSource } from '../../support/sources.ts';
import { linkPerson } from './people.ts';
import { botUser } from './stand-in/state.ts';
import { openWorkspace, readAll, type Workspace } from './workspace.ts';

// Words no shipped source has: whoever sees them has seen this document.
const secret = '琉璃鏡計畫的預算上限是七百三十二萬元。';
const question = '琉璃鏡計畫的預算上限是多少？';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace({ config: { chatMemberRole: 'staff' } });
  await putSource(world.bank, { id: 'glass', title: '琉璃鏡計畫', text: secret, visibility: 'government' });
  const { state } = world.slack;
  const add = (id: string, kind: 'public' | 'private', people: string[]) =>
    state.addChannel({ id, name: id, kind, members: [botUser, ...people] });
  add('CFULL', 'public', ['UAMY', 'UBOB', 'UCAT']);
  add('GFULL', 'private', ['UAMY', 'UBOB']);
  add('GGUEST', 'private', ['UAMY', 'UBOB', 'UGUEST']);
  add('GOTHER', 'private', ['UAMY', 'UOTHER']);
  add('GBOT', 'private', ['UAMY', 'UROBOT']);
  state.addUser({ id: 'UROBOT', name: 'another app', bot: true });
  state.addUser({ id: 'UGONE', name: 'gone', deleted: true });
  await linkPerson(world, 'UAMY', ['staff']);
});
afterAll(() => world.close());

async function mentioned(user: string, channel: string): Promise<string> {
  const { message } = await world.slack.people.mention(user, channel, question);
  const [answer] = await world.replies({ channel, threadTs: message.ts });
  return `${readAll(answer!)} ${JSON.stringify(answer)}`;
}

async function written(user: string): Promise<string> {
  const { message } = await world.slack.people.direct(user, question);
  const [answer] = await world.replies({ channel: `D${user}`, threadTs: message.ts });
  return `${readAll(answer!)} ${JSON.stringify(answer)}`;
}

async function typed(user: string, channel: string): Promise<string> {
  const before = world.slack.state.byBot({ channel, onlyFor: user }).length;
  await world.slack.people.command(user, channel, '/ask', question);
  return JSON.stringify((await world.replies({ channel, onlyFor: user }, before + 1)).at(-1));
}

describe('what government may read', () => {
  it.each<[string, () => Promise<string>]>([
    ['a linked person writing directly', () => written('UAMY')],
    ['a full member writing directly, where members are lifted', () => written('UBOB')],
    ['a channel of full members', () => mentioned('UAMY', 'CFULL')],
    ['a private channel of full members', () => mentioned('UBOB', 'GFULL')],
    ['a person asking privately in a shared channel', () => typed('UAMY', 'CSHARED')],
  ])('is told to %s', async (_, asked) => {
    expect(await asked()).toContain('七百三十二萬');
  });

  it.each<[string, () => Promise<string>]>([
    ['a guest writing directly', () => written('UGUEST')],
    ['somebody of another organisation', () => written('UOTHER')],
    ['a guest asking privately', () => typed('UGUEST', 'CPUB')],
    ['a channel with a guest in it, whoever asks', () => mentioned('UAMY', 'CPUB')],
    ['a private channel with a guest in it', () => mentioned('UAMY', 'GGUEST')],
    ['a private channel with somebody of another organisation', () => mentioned('UAMY', 'GOTHER')],
    ['a private channel another app reads', () => mentioned('UAMY', 'GBOT')],
    ['a channel shared with another organisation', () => mentioned('UAMY', 'CSHARED')],
  ])('is kept from %s, to the last word', async (_, asked) => {
    expect(await asked()).not.toMatch(/七百三十二|琉璃鏡計畫的預算上限是七|"glass"/);
  });

  it('is kept from a channel from the moment a guest joins', async () => {
    expect(await mentioned('UAMY', 'GFULL')).toContain('七百三十二萬');
    world.slack.state.channels.get('GFULL')!.members.push('UGUEST');
    expect(await mentioned('UAMY', 'GFULL')).not.toContain('七百三十二萬');
  });

  it('is kept back when Slack does not say who reads along', async () => {
    world.slack.faults.plan({ rate: 1, kinds: ['refused'], methods: /conversations\.(info|members)/ });
    expect(await mentioned('UAMY', 'CFULL')).not.toContain('七百三十二萬');
    world.slack.faults.plan(undefined);
  }, 60_000);
});
