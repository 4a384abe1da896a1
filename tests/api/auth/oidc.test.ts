import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { openTestBank } from '../../support/world.ts';
import { createPages, Reader } from '../pages/site.ts';
import { bankUrl, client, openForger, openIssuer, passThrough } from './issuers.ts';

const people = {
  officer: { name: '王小明', roles: ['staff', 'unheard-of'], agency: 'moda' },
  leader: { preferred_username: 'leader', roles: 'pilot_leader reviewer' },
  guest: { name: '訪客', roles: ['student'] },
  nobody: { name: '無角色' },
  mixed: { name: '兩用', roles: ['admin', 'reviewer'] },
  chief: { name: '管理者', roles: ['admin', 'staff'], agency: 'no such/agency' },
};

function bankAt(bank: Bank, issuer: string, clientId = client.id): Bank {
  const { config } = bank;
  return {
    ...bank,
    config: {
      ...config,
      http: { ...config.http, publicUrl: bankUrl },
      oidc: {
        issuer,
        clientId,
        clientSecret: client.secret,
        rolesClaim: 'roles',
        agencyClaim: 'agency',
      },
    },
  };
}

let bank: Bank;
beforeAll(async () => {
  bank = await openTestBank();
});
afterAll(() => bank.store.close());

async function addressAtIssuer(reader: Reader, next = '/cases'): Promise<string> {
  const reply = await reader.get(`/login/oidc?next=${encodeURIComponent(next)}`);
  expect(reply.status).toBe(302);
  return reply.headers.get('location')!;
}

const pathOf = (url: URL) => url.pathname + url.search;

describe('single sign-on', () => {
  let issuer: Awaited<ReturnType<typeof openIssuer>>;
  let reader: () => Reader;
  beforeAll(async () => {
    issuer = await openIssuer(people);
    const app = createPages(bankAt(bank, issuer.issuer));
    reader = () => new Reader(app);
  });
  afterAll(() => issuer.close());

  const signInAs = async (person: keyof typeof people, browser = reader()) => {
    issuer.state.person = person;
    const back = await passThrough(await addressAtIssuer(browser));
    return { browser, reply: await browser.get(pathOf(back)) };
  };

  it('is offered on the sign-in page', async () => {
    expect(await (await reader().get('/login')).text()).toContain('href="/login/oidc?next=');
  });

  it('asks with code, PKCE, state and nonce, and keeps them from scripts', async () => {
    const browser = reader();
    const started = await browser.get('/login/oidc');
    const asked = new URL(started.headers.get('location')!).searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)!.length).toBeGreaterThan(30);
    expect(started.headers.getSetCookie().join()).toMatch(/bank_login_flow=.*HttpOnly.*Secure.*SameSite=Lax/);
  });

  it('signs a person in with the roles and the agency of the claims, ignoring unknown roles', async () => {
    const { browser, reply } = await signInAs('officer');
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('/cases');
    const page = await (await browser.get('/login')).text();
    expect(page).toContain('王小明');
    expect(page).toContain('<dd>同仁</dd>');
    expect(page).toContain('moda');
  });

  it('knows a person again by issuer and subject', async () => {
    await signInAs('officer');
    await signInAs('officer');
    const rows = await bank.store.system.query<{ login: string }>(
      "select p.login from people p where p.name = '王小明'",
    );
    expect(rows).toEqual([{ login: `${issuer.issuer}#officer` }]);
  });

  it('reads several roles from one string', async () => {
    const { browser } = await signInAs('leader');
    expect(await (await browser.get('/login')).text()).toContain('AI 領航員, 審查人');
  });

  it('takes an administrator who is also staff as administrator, without an agency it cannot read', async () => {
    const { browser } = await signInAs('chief');
    const page = await (await browser.get('/login')).text();
    expect(page).toContain('<dd>管理員</dd>');
    expect(page).not.toContain('no such/agency');
  });

  it.each(['guest', 'nobody', 'mixed'] as const)(
    'tells %s plainly why and signs nobody in',
    async (person) => {
      const { browser, reply } = await signInAs(person);
      expect(reply.status).toBe(403);
      expect(await reply.text()).toMatch(/沒有任何角色|不能並存/);
      expect(browser.cookies.get('bank_session')).toBeUndefined();
    },
  );

  it.each([
    ['another state', (back: URL) => back.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (back: URL) => back.searchParams.delete('state')],
    ['another issuer', (back: URL) => back.searchParams.set('iss', 'https://other.example')],
    ['another code', (back: URL) => back.searchParams.set('code', 'x'.repeat(43))],
    ['a refusal', (back: URL) => back.searchParams.set('error', 'access_denied')],
  ])('refuses a return with %s', async (_name, change) => {
    issuer.state.person = 'officer';
    const browser = reader();
    const back = await passThrough(await addressAtIssuer(browser));
    change(back);
    const reply = await browser.get(pathOf(back));
    expect(reply.status).toBe(401);
    expect(await reply.text()).toContain('單一登入沒有完成');
    expect(browser.cookies.get('bank_session')).toBeUndefined();
  });

  it('refuses an ID token made for another nonce', async () => {
    issuer.state.person = 'officer';
    const browser = reader();
    const address = new URL(await addressAtIssuer(browser));
    address.searchParams.set('nonce', 'n'.repeat(43));
    expect((await browser.get(pathOf(await passThrough(address.href)))).status).toBe(401);
  });

  it('refuses a return in a browser that did not start it', async () => {
    issuer.state.person = 'officer';
    const back = await passThrough(await addressAtIssuer(reader()));
    expect((await reader().get(pathOf(back))).status).toBe(401);
  });

  it('refuses a return that was used before', async () => {
    issuer.state.person = 'officer';
    const browser = reader();
    const back = await passThrough(await addressAtIssuer(browser));
    expect((await browser.get(pathOf(back))).status).toBe(303);
    expect((await browser.get(pathOf(back))).status).toBe(401);
  });

  it('refuses a changed sign-in cookie', async () => {
    issuer.state.person = 'officer';
    const browser = reader();
    const back = await passThrough(await addressAtIssuer(browser));
    browser.cookies.set('bank_login_flow', `x${browser.cookies.get('bank_login_flow')}`);
    expect((await browser.get(pathOf(back))).status).toBe(401);
  });

  it('goes nowhere else afterwards', async () => {
    issuer.state.person = 'officer';
    const browser = reader();
    const back = await passThrough(await addressAtIssuer(browser, '//evil.example/'));
    expect((await browser.get(pathOf(back))).headers.get('location')).toBe('/');
  });

  it('says so when the issuer cannot be reached', async () => {
    const lost = new Reader(createPages(bankAt(bank, 'http://127.0.0.1:9')));
    const reply = await lost.get('/login/oidc');
    expect(reply.status).toBe(503);
    expect(await reply.text()).toContain('連不上單一登入服務');
  });
});

describe('an ID token', () => {
  let forger: Awaited<ReturnType<typeof openForger>>;
  let browser: Reader;
  let claims: Record<string, unknown>;
  beforeAll(async () => {
    forger = await openForger();
  });
  afterAll(() => forger.close());
  let back: string;
  beforeEach(async () => {
    browser = new Reader(createPages(bankAt(bank, forger.issuer)));
    const asked = new URL(await addressAtIssuer(browser)).searchParams;
    const now = Math.floor(Date.now() / 1_000);
    claims = {
      iss: forger.issuer,
      aud: client.id,
      sub: 'a',
      nonce: asked.get('nonce'),
      iat: now,
      exp: now + 60,
      roles: ['staff'],
    };
    forger.state.strangeKey = false;
    back = `/login/callback?code=x&state=${asked.get('state')}`;
  });

  const statusWith = async (changes: Record<string, unknown>) => {
    forger.state.claims = { ...claims, ...changes };
    return (await browser.get(back)).status;
  };

  it('is accepted as the issuer makes it', async () => {
    expect(await statusWith({})).toBe(303);
  });

  it.each([
    ['another audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://other.example' }],
    ['another nonce', { nonce: 'n'.repeat(43) }],
    ['no nonce', { nonce: undefined }],
    ['an end that has passed', { exp: 1_000 }],
    ['no subject', { sub: undefined }],
  ])('is refused with %s', async (_name, changes) => {
    expect(await statusWith(changes)).toBe(401);
    expect(browser.cookies.get('bank_session')).toBeUndefined();
  });

  it('is refused when signed with another key', async () => {
    forger.state.strangeKey = true;
    expect(await statusWith({})).toBe(401);
  });
});
