import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../../bot/teams/activity.ts';
import { createBotToken } from '../../../bot/teams/bot-token.ts';
import { Connector } from '../../../bot/teams/connector.ts';
import { Members } from '../../../bot/teams/members.ts';
import { mayAnswer, takesToken } from '../../../bot/teams/service-url.ts';
import type { Bank } from '../../../core/context.ts';
import { openTestBank } from '../../support/world.ts';
import type { Person } from './stand-in/connector.ts';
import {
  bot,
  channel,
  clientId,
  connectorApi,
  group,
  openTeams,
  person,
  personal,
  TeamsPeople,
  type TeamsStandIn,
  teamsConfig,
  tenantId,
} from './stand-in/index.ts';

let teams: TeamsStandIn;
let bank: Bank;
const ann = person('ann');
const guest = person('guest', { userRole: 'guest' });
const outsider = person('outsider', { tenantId: '11111111-aaaa-4aaa-8aaa-111111111111' });
beforeAll(async () => {
  teams = await openTeams();
  bank = await openTestBank({ config: { teams: teamsConfig(teams) } });
});
afterAll(async () => {
  await bank.store.close();
  await teams.close();
});
afterEach(() => teams.connector.rosters.clear());

type Place = Parameters<TeamsPeople['activity']>[1];

async function ask(who: Person, place: Place, roster: readonly Person[] | undefined, rest: object = {}) {
  if (roster) teams.connector.rosters.set(place.id.split(';')[0]!, roster);
  const activity = new TeamsPeople(bank, teams).activity(who, place, rest) as Activity;
  const connector = new Connector(await connectorApi(teams.serviceUrl), activity);
  const members = new Members(bank);
  return {
    account: await members.account(activity, connector),
    readers: await members.readers(activity, connector),
  };
}

describe('an account of Teams', () => {
  it.each([
    ['a member', ann, 'member'],
    ['a guest', guest, 'guest'],
    ['a guest by name', person('g', { userPrincipalName: 'g_x.org#EXT#@y' } as Partial<Person>), 'guest'],
    ['somebody of another tenant', outsider, 'external'],
    ['somebody nothing is told of', person('x', { userRole: undefined, tenantId: undefined }), 'external'],
  ])('of %s is that', async (_, who, membership) => {
    const { account } = await ask(who, personal(who), [who]);
    expect(account).toEqual({ platform: 'teams', team: tenantId, user: who.aadObjectId, membership });
  });

  it('that Teams does not know counts as external', async () => {
    expect((await ask(ann, personal(ann), undefined)).account.membership).toBe('external');
  });

  it('of a tenant that delivers, but is not ours, is external', async () => {
    const elsewhere = outsider.tenantId;
    const { account } = await ask(outsider, personal(outsider), [outsider], {
      channelData: { tenant: { id: elsewhere } },
    });
    expect(account).toMatchObject({ team: elsewhere, membership: 'external' });
  });
});

describe('who reads along', () => {
  const shared = { channelData: { tenant: { id: tenantId }, channel: { id: 'c', type: 'shared' } } };
  const closed = { channelData: { tenant: { id: tenantId }, channel: { id: 'c', type: 'private' } } };

  it.each([
    ['nobody, in a chat of two', personal(ann), [ann], {}, { kind: 'asker' }],
    [
      'nobody, when the message is targeted',
      group('g1'),
      [ann, guest],
      { recipient: { ...bot, isTargeted: true } },
      { kind: 'asker' },
    ],
    [
      'everybody of the tenant, in a channel',
      channel('c1'),
      [ann],
      {},
      { kind: 'workspace', hasGuests: false },
    ],
    [
      'guests too, where a team has them',
      channel('c2'),
      [ann, guest],
      {},
      { kind: 'workspace', hasGuests: true },
    ],
    [
      'unknown people, where another tenant takes part',
      channel('c3'),
      [ann, outsider],
      {},
      { kind: 'unknown' },
    ],
    ['unknown people, in a shared channel', channel('c4'), [ann], shared, { kind: 'unknown' }],
    ['unknown people, where the roster is closed', channel('c5'), [], {}, { kind: 'unknown' }],
  ] as const)('is %s', async (_, place, roster, rest, readers) => {
    expect((await ask(ann, place, roster, rest)).readers).toEqual(readers);
  });

  it('is each of its members, in a group and in a private channel', async () => {
    for (const [place, rest] of [
      [group('g2'), {}],
      [channel('c6'), closed],
    ] as const) {
      const { readers } = await ask(ann, place, [ann, guest], rest);
      expect(readers).toMatchObject({
        kind: 'members',
        accounts: [
          { user: ann.aadObjectId, membership: 'member' },
          { user: guest.aadObjectId, membership: 'guest' },
        ],
      });
    }
  });

  it('is unknown in a chat of thousands', async () => {
    const crowd = Array.from({ length: 1_001 }, (_, n) => person(`p${n}`));
    expect((await ask(ann, group('crowd'), crowd)).readers).toEqual({ kind: 'unknown' });
  });
});

describe('the token the bot speaks with', () => {
  it('is asked for once, kept, and renewed before it ends', async () => {
    const { Hono } = await import('hono');
    const { listen } = await import('../../support/listen.ts');
    const asked: Record<string, unknown>[] = [];
    const app = new Hono().post('/:tenant/oauth2/v2.0/token', async (c) => {
      asked.push({ tenant: c.req.param('tenant'), ...(await c.req.parseBody()) });
      return c.json({ access_token: `token-${asked.length}`, expires_in: 3_600 });
    });
    const server = await listen(app as never);
    let now = new Date();
    const config = { ...bank.config, teams: teamsConfig(teams, { clientSecret: 'a secret' }) };
    const token = createBotToken({ ...bank, config, now: () => now }, server.origin);
    expect(await Promise.all([token(), token()])).toEqual(['token-1', 'token-1']);
    expect(asked[0]).toMatchObject({
      tenant: tenantId,
      client_id: clientId,
      client_secret: 'a secret',
      grant_type: 'client_credentials',
      scope: 'https://api.botframework.com/.default',
    });
    now = new Date(now.getTime() + 3_500_000);
    expect(await token()).toBe('token-2');
    await server.close();
  });

  it('goes over https alone, and only to where a vouched request came from', () => {
    expect(takesToken('https://smba.trafficmanager.net/amer/')).toBe(true);
    expect(takesToken('http://127.0.0.1:1/')).toBe(false);
    expect(mayAnswer('https://smba.trafficmanager.net/amer/', true)).toBe(true);
    expect(mayAnswer('https://smba.trafficmanager.net/amer/', false)).toBe(false);
    expect(mayAnswer('http://smba.example/', true)).toBe(false);
    expect(mayAnswer('http://127.0.0.1.evil.example/', false)).toBe(false);
    expect(mayAnswer('http://[::1]:3978/', false)).toBe(true);
  });
});
