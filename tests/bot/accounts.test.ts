import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLine } from '../../bot/commands/run-line.ts';
import type { Bank } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import { claimEvent, finishEvent } from '../../knowledge/chat/once.ts';
import { findThreadConversation, keepThreadConversation } from '../../knowledge/chat/threads.ts';
import { type ChatAccount, findChatActor } from '../../knowledge/people/chat-accounts.ts';
import { signInVouched } from '../../knowledge/people/sign-in.ts';
import { revokeToken } from '../../knowledge/people/tokens.ts';
import { openHttp, type TestHttp } from '../support/http.ts';
import { admin, createPerson, type TestPerson } from '../support/people.ts';
import { contextOf, openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
let leader: TestPerson;
let now = new Date('2026-11-24T01:00:00Z');
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const account = (user: string, membership: ChatAccount['membership'] = 'member'): ChatAccount => ({
  platform: 'slack',
  team: 'T1',
  user,
  membership,
});

beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
  http = openHttp(bank);
  leader = await createPerson(bank, { roles: ['pilot_leader'], agency: 'moda', name: '林領航' });
});
afterAll(() => bank.store.close());

const makeCode = async (person: TestPerson): Promise<string> =>
  (await http.api('POST', '/me/chat-accounts', { token: person.token, json: {} })).json.code;

async function type(user: ChatAccount, text: string) {
  const actor = await findChatActor(bank, user);
  const ctx = createContext(bank, { actor, language: 'zh-TW', surface: 'slack' });
  return (await runLine(ctx, { text, account: user })).messages[0]!;
}

describe('/bank link', () => {
  it('ties the account to the person who made the code, privately, with their roles and agency', async () => {
    const user = account('U1');
    expect(await findChatActor(bank, user)).toEqual({ roles: [] });
    const reply = await type(user, `/bank link ${await makeCode(leader)}`);
    expect(reply.private).toBe(true);
    expect(reply.markdown).toContain('已連結');
    expect(await findChatActor(bank, user)).toMatchObject({
      personId: leader.actor.personId,
      roles: ['pilot_leader'],
      agency: 'moda',
    });
  });

  it('takes a code once, within ten minutes, and in any way people type it', async () => {
    const code = await makeCode(leader);
    const typed = code.toLowerCase().replace('-', ' ');
    expect((await type(account('U2'), `/bank link ${typed}`)).markdown).toContain('已連結');
    expect((await type(account('U3'), `/bank link ${code}`)).markdown).toContain('無效');
    expect(await findChatActor(bank, account('U3'))).toEqual({ roles: [] });
    const old = await makeCode(leader);
    later(11);
    expect((await type(account('U3'), `/bank link ${old}`)).markdown).toContain('無效');
  });

  it('lets a newer code end the one before', async () => {
    const first = await makeCode(leader);
    await makeCode(leader);
    expect((await type(account('U4'), `/bank link ${first}`)).markdown).toContain('無效');
  });

  it('refuses codes for nobody, for the administrator, and for a token with fewer roles than its person', async () => {
    expect((await http.api('POST', '/me/chat-accounts', { json: {} })).status).toBe(401);
    expect((await http.api('POST', '/me/chat-accounts', { token: testAdminToken, json: {} })).status).toBe(
      403,
    );
    const strong = await createPerson(bank, { roles: ['pilot_leader'], person: 'two-tokens' });
    const weak = await createPerson(bank, { roles: ['staff'], person: 'two-tokens' });
    expect(weak.actor.personId).toBe(strong.actor.personId);
    expect((await http.api('POST', '/me/chat-accounts', { token: weak.token, json: {} })).status).toBe(403);
    expect((await http.api('POST', '/me/chat-accounts', { token: strong.token, json: {} })).status).toBe(201);
  });

  it('is the same account in another workspace only when linked there too', async () => {
    expect(await findChatActor(bank, { ...account('U1'), team: 'T2' })).toEqual({ roles: [] });
    expect(await findChatActor(bank, { ...account('U1'), platform: 'teams' })).toEqual({ roles: [] });
  });

  it('follows the person: a revoked token takes its roles from chat at once', async () => {
    const person = await createPerson(bank, { roles: ['reviewer'] });
    const user = account('U5');
    await type(user, `/bank link ${await makeCode(person)}`);
    expect((await findChatActor(bank, user)).roles).toEqual(['reviewer']);
    await revokeToken.run(contextOf(bank, { actor: admin }), { id: person.tokenId });
    expect((await findChatActor(bank, user)).roles).toEqual([]);
  });

  it('knows the roles single sign-on gave, for thirty days', async () => {
    await signInVouched(bank, { login: 'iss|a', name: '王', roles: ['manager'], agency: 'a1' });
    const [row] = await bank.store.system.query<{ id: string }>(
      "select id from people where login = 'iss|a'",
    );
    await bank.store.system.query(
      `insert into chat_accounts (id, platform, team, account, person_id, linked_at) values ('a_1', 'slack', 'T1', 'U6', $1, $2)`,
      [row!.id, now],
    );
    expect(await findChatActor(bank, account('U6'))).toMatchObject({ roles: ['manager'], agency: 'a1' });
    later(31 * 24 * 60);
    expect((await findChatActor(bank, account('U6'))).roles).toEqual([]);
  });

  it('is undone in chat and over HTTP, by the person alone', async () => {
    const user = account('U7');
    await type(user, `/bank link ${await makeCode(leader)}`);
    const { items } = (await http.api('GET', '/me/chat-accounts', { token: leader.token })).json;
    const { id } = items.find((one: { account: string }) => one.account === 'U7');
    const other = await createPerson(bank, { roles: ['staff'] });
    expect((await http.api('DELETE', `/me/chat-accounts/${id}`, { token: other.token })).status).toBe(404);
    expect((await http.api('DELETE', `/me/chat-accounts/${id}`, { token: leader.token })).status).toBe(200);
    expect(await findChatActor(bank, user)).toEqual({ roles: [] });
    expect((await type(user, '/bank unlink')).markdown).toContain('沒有連結');
  });

  it('says in a browser where codes are typed', async () => {
    const { json } = await http.api('POST', '/chat', { token: leader.token, json: { text: '/bank link' } });
    expect(json.messages[0].markdown).toContain('Slack');
  });
});

describe('CHAT_MEMBER_ROLE', () => {
  it('lifts full members, as a person of their own, and never guests or external people', async () => {
    const lifting: Bank = { ...bank, config: { ...bank.config, chatMemberRole: 'staff' } };
    const member = await findChatActor(lifting, account('U20'));
    expect(member.roles).toEqual(['staff']);
    expect(member.personId).toBeDefined();
    expect((await findChatActor(lifting, account('U20'))).personId).toBe(member.personId);
    for (const membership of ['guest', 'external'] as const)
      expect(await findChatActor(lifting, account('U21', membership))).toEqual({ roles: [] });
  });
});

describe('a delivery', () => {
  it('is claimed by one of many at once, and by nobody after it was answered', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimEvent(bank, 'slack', 'Ev1')));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await finishEvent(bank, 'slack', 'Ev1');
    later(60);
    expect(await claimEvent(bank, 'slack', 'Ev1')).toBe(false);
    expect(await claimEvent(bank, 'teams', 'Ev1')).toBe(true);
  });

  it('is taken over when who claimed it died', async () => {
    expect(await claimEvent(bank, 'slack', 'Ev2')).toBe(true);
    later(1);
    expect(await claimEvent(bank, 'slack', 'Ev2')).toBe(false);
    later(1);
    expect(await claimEvent(bank, 'slack', 'Ev2')).toBe(true);
  });
});

describe('a thread', () => {
  it('is one conversation a person', async () => {
    const key = { platform: 'slack', team: 'T1', channel: 'C1', thread: '1.0', user: 'U1' };
    expect(await findThreadConversation(bank, key)).toBeUndefined();
    const ctx = contextOf(bank, { actor: leader.actor });
    const { conversationId } = await runLine(ctx, { text: '/bank help' });
    await keepThreadConversation(bank, key, conversationId);
    expect(await findThreadConversation(bank, key)).toBe(conversationId);
    expect(await findThreadConversation(bank, { ...key, user: 'U2' })).toBeUndefined();
  });
});
