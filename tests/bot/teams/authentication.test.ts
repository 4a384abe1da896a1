import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountTeams, teamsPath } from '../../../bot/teams/mount-teams.ts';
import { loadConfig } from '../../../core/config.ts';
import type { Bank } from '../../../core/context.ts';
import { openSeededBank } from '../../support/world.ts';
import {
  openTeams,
  person,
  personal,
  TeamsPeople,
  type TeamsStandIn,
  teamsConfig,
} from './stand-in/index.ts';

let teams: TeamsStandIn;
let bank: Bank;
let people: TeamsPeople;
const ann = person('ann');
const chat = personal(ann);
beforeAll(async () => {
  teams = await openTeams();
  teams.connector.rosters.set(chat.id, [ann]);
  bank = await openSeededBank({ config: { teams: teamsConfig(teams) } });
  people = new TeamsPeople(bank, teams);
});
afterAll(async () => {
  await people.mount.stop();
  await bank.store.close();
  await teams.close();
});

const help = () => people.activity(ann, chat, { text: 'help' });
const bearer = async (options: Parameters<TeamsStandIn['token']>[0]) =>
  `Bearer ${await teams.token(options)}`;

describe('a request to the Teams face', () => {
  it('is answered when Teams signed it', async () => {
    const { response, posted } = await people.send(help());
    expect(response.status).toBe(200);
    expect(posted.some(({ activity }) => /知識庫|指令/.test(activity.text ?? ''))).toBe(true);
  });

  it('is refused without a token, and told how to come', async () => {
    const response = await people.post(help(), null);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['another audience', { audience: 'another-bot' }],
    ['an end in the past', { endsIn: -600 }],
    ['a key the server does not list', { foreignKey: true }],
    ['an unknown key id', { foreignKey: true, keyId: 'bot-2' }],
    ['no signature', { algorithm: 'none' as const }],
    ['the public key as a secret', { algorithm: 'HS256' as const }],
    ['another algorithm of the same key', { algorithm: 'RS384' as const }],
    ['another padding', { algorithm: 'PS256' as const }],
    ['another service address', { serviceUrl: 'https://smba.example/amer/' }],
    ['no service address', { serviceUrl: null }],
  ])('is refused with a token of %s', async (_, options) => {
    const before = teams.connector.posted.length;
    const response = await people.post(help(), await bearer(options));
    expect(response.status).toBe(401);
    expect(teams.connector.posted.length).toBe(before);
  });

  it.each(['Basic abc', 'Bearer', 'Bearer x y', 'nonsense'])('is refused with %s', async (authorization) => {
    expect((await people.post(help(), authorization)).status).toBe(401);
  });

  it('is refused when its service address was changed on the way', async () => {
    const response = await people.post({ ...help(), serviceUrl: 'https://evil.example/' });
    expect(response.status).toBe(401);
  });

  it('is a bad request when it is no activity', async () => {
    const broken = { ...help(), from: 'ann' };
    expect((await people.post(broken)).status).toBe(400);
  });

  it('is refused when it is larger than any activity', async () => {
    const large = { ...help(), channelData: { filler: 'x'.repeat(1_100_000) } };
    expect((await people.post(large)).status).toBe(413);
  });

  it('is unavailable, not open, while the key server is away', async () => {
    const away = {
      ...bank,
      config: { ...bank.config, teams: teamsConfig(teams, { openIdUrl: 'http://127.0.0.1:9/keys' }) },
    };
    expect((await new TeamsPeople(away, teams).post(help())).status).toBe(503);
  });

  it('is refused when no bot is registered', async () => {
    const none = { ...bank, config: { ...bank.config, teams: teamsConfig(teams, { clientId: undefined }) } };
    expect((await new TeamsPeople(none, teams).post(help())).status).toBe(401);
  });
});

describe('the development setting', () => {
  const open = () => {
    const config = { ...bank.config, teams: teamsConfig(teams, { allowUnauthenticated: true }) };
    return mountTeams({ ...bank, config });
  };
  const send = (activity: object) =>
    open().handle(
      new Request(`http://bank.test${teamsPath}`, { method: 'POST', body: JSON.stringify(activity) }),
    );

  it('lets a request in without a token', async () => {
    expect((await send(help())).status).toBe(200);
  });

  it('answers on this machine alone', async () => {
    expect((await send({ ...help(), serviceUrl: 'https://evil.example/' })).status).toBe(400);
    expect((await send({ ...help(), serviceUrl: 'http://10.0.0.1/' })).status).toBe(400);
  });

  it('is refused together with an https address of the bank', () => {
    const env = { TEAMS_ALLOW_UNAUTHENTICATED: 'true', PUBLIC_URL: 'https://bank.example.tw' };
    expect(() => loadConfig(env)).toThrow('TEAMS_ALLOW_UNAUTHENTICATED');
    expect(loadConfig({ ...env, PUBLIC_URL: 'http://localhost:8787' }).teams.allowUnauthenticated).toBe(true);
  });
});
