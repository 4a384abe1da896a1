import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import type { Bank } from '../../core/context.ts';
import { ensureAdmin, findSession } from '../../knowledge/people/identify.ts';
import { signInWithToken } from '../../knowledge/people/sign-in.ts';
import { caseInput } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';
import { openTestBank } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;

interface SignedIn {
  readonly token: string;
  readonly cookie: string;
  readonly csrf: string;
}

async function signIn(roles: Parameters<typeof createPerson>[1]['roles']): Promise<SignedIn> {
  const { token } = await createPerson(bank, { roles });
  const { secret } = await signInWithToken(bank, token);
  const session = await findSession(bank, secret);
  return { token, cookie: `bank_session=${secret}`, csrf: session!.csrf };
}

let me: SignedIn;
let other: SignedIn;
let chief: SignedIn;
beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  http = openHttp(bank);
  me = await signIn(['staff', 'reviewer']);
  other = await signIn(['staff']);
  chief = await signIn(['admin']);
});
afterAll(() => bank?.store.close());

const share = (headers: Record<string, string>) => http.api('POST', '/cases', { headers, json: caseInput() });
const countCases = async () =>
  (await bank.store.system.query<{ n: number }>('select count(*) as n from cases c'))[0]!.n;

describe('a write by session cookie', () => {
  it('is done with the token of its session', async () => {
    expect((await share({ cookie: me.cookie, 'x-csrf-token': me.csrf })).status).toBe(201);
  });

  it('is refused with none, an empty one, a wrong one or that of another session, and writes nothing', async () => {
    const before = await countCases();
    for (const csrf of [
      undefined,
      '',
      'x',
      me.csrf.slice(1),
      `${me.csrf}x`,
      me.csrf.toUpperCase(),
      other.csrf,
    ]) {
      const reply = await share({ cookie: me.cookie, ...(csrf !== undefined && { 'x-csrf-token': csrf }) });
      expect(reply).toMatchObject({ status: 403, json: { error: { code: 'FORBIDDEN' } } });
    }
    expect(await countCases()).toBe(before);
  });

  const writes = [
    ...routes
      .filter(({ method }) => method !== 'get')
      .map(({ method, path }) => [method.toUpperCase(), path] as const),
    ['POST', '/ingest'] as const,
    ['POST', '/chat'] as const,
  ];
  it.each(writes)('to %s %s is refused without it, whatever the role', async (method, path) => {
    const address = path.replaceAll(/\{\w+\}/g, 'x');
    for (const { cookie } of [me, chief]) {
      const reply = await http.api(method, address, {
        headers: { cookie },
        ...(method !== 'DELETE' && { json: {} }),
      });
      expect(reply.status).toBe(403);
    }
  });

  it('as an event stream is refused as well', async () => {
    const reply = await http.api('POST', '/ask', {
      json: { question: '什麼是開放徽章？' },
      headers: { cookie: me.cookie, accept: 'text/event-stream' },
    });
    expect(reply.status).toBe(403);
  });
});

describe('what needs no such token', () => {
  it('is reading by cookie', async () => {
    expect((await http.api('GET', '/me/cases', { headers: { cookie: me.cookie } })).status).toBe(200);
  });

  it('is a bearer token, even beside a cookie', async () => {
    expect((await share({ authorization: `Bearer ${me.token}` })).status).toBe(201);
    expect((await share({ authorization: `Bearer ${me.token}`, cookie: other.cookie })).status).toBe(201);
  });

  it('is a question by somebody not signed in', async () => {
    expect((await http.api('POST', '/ask', { json: { question: '什麼是開放徽章？' } })).status).toBe(200);
  });
});

describe('a session cookie', () => {
  it('is nobody once its token is revoked', async () => {
    const gone = await createPerson(bank, { roles: ['staff'] });
    const { secret } = await signInWithToken(bank, gone.token);
    const headers = { cookie: `bank_session=${secret}` };
    expect((await http.api('GET', '/me/cases', { headers })).status).toBe(200);
    await http.api('DELETE', `/tokens/${gone.tokenId}`, { token: chief.token });
    expect((await http.api('GET', '/me/cases', { headers })).status).toBe(401);
  });

  it('is never taken for a bearer token, nor a bearer token for a cookie', async () => {
    const secret = me.cookie.replace('bank_session=', '');
    expect((await http.api('GET', '/me/cases', { token: secret })).status).toBe(401);
    expect(
      (await http.api('GET', '/me/cases', { headers: { cookie: `bank_session=${me.token}` } })).status,
    ).toBe(401);
  });
});
