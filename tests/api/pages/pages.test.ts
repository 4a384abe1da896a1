import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { createPerson } from '../../support/people.ts';
import { putSource } from '../../support/sources.ts';
import { openSeededBank, testAdminToken } from '../../support/world.ts';
import { createPages, fieldIn, Reader } from './site.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}`;
const pages = [
  '/',
  '/cases',
  '/cases/tw-taide',
  '/framework',
  '/framework/tables/task-by-cluster',
  '/glossary',
  '/login',
  '/docs',
];

let bank: Bank;
let reader: (headers?: Record<string, string>) => Reader;
beforeAll(async () => {
  bank = await openSeededBank();
  await ensureAdmin(bank);
  const app = createPages(bank);
  reader = (headers) => new Reader(app, headers);
  await putSource(bank, {
    id: 'hostile-case',
    kind: 'case',
    title: `壞心的案例 ${hostile}`,
    texts: [`內文 ${hostile}\n\n[連結](javascript:alert(1)) <iframe src="//evil.example"></iframe>`],
    details: {
      agency_zh: hostile,
      country: 'TW',
      sector: hostile,
      unverified: [hostile],
      summary_zh: hostile,
    },
  });
});
afterAll(() => bank.store.close());

/** No tag or attribute that would run or load something, however it got in; escaped text holds no tags. */
function expectTame(html: string): void {
  for (const [tag] of html.matchAll(/<[a-zA-Z][^>]*>/g)) {
    const bare = tag.replaceAll(/"[^"]*"/g, '""');
    expect(bare).not.toMatch(/^<(img|iframe|object|embed|style|base)\b|\son\w+=|\sstyle=|'/i);
    expect(tag).not.toMatch(/(?:href|src|action)="\s*(?!https?:|[/#])/i);
    if (tag.startsWith('<script')) expect(tag).toMatch(/^<script type="module" src="\/assets\/[^"]+">$/);
  }
}

describe('pages', () => {
  it.each(pages)('%s answers in Chinese and in English', async (path) => {
    const zh = await reader().get(path);
    const en = await reader({ 'accept-language': 'en' }).get(path);
    expect([zh.status, en.status]).toEqual([200, 200]);
    expect(await zh.text()).toContain('<html lang="zh-Hant-TW"');
    expect(await en.text()).toContain('<html lang="en"');
  });

  it.each(pages)('%s lets nothing run but its own scripts and asks no other host', async (path) => {
    const response = await reader().get(path);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    const html = await response.text();
    expectTame(html);
    for (const [, address] of html.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g))
      expect(address).toMatch(/^\/assets\//);
  });

  it('keeps a language chosen by link', async () => {
    const person = reader();
    await person.get('/glossary?lang=en');
    expect(await (await person.get('/cases')).text()).toContain('<html lang="en"');
  });

  it('keeps an appearance chosen by link and refuses an unknown one', async () => {
    const person = reader();
    await person.get('/?theme=dark');
    expect(await (await person.get('/cases')).text()).toContain('data-theme="dark"');
    expect(await (await person.get('/?theme=%22%3E')).text()).toContain('data-theme="dark"');
  });

  it('shows hostile text in a case as text', async () => {
    const html = await (await reader().get('/cases/hostile-case')).text();
    expectTame(html);
    expect(html).toContain('壞心的案例');
    expect(html).toContain('&lt;iframe');
    expectTame(await (await reader().get('/cases')).text());
  });

  it.each([
    `/?q=${encodeURIComponent(hostile)}`,
    `/glossary?q=${encodeURIComponent(hostile)}`,
    `/cases?q=${encodeURIComponent(hostile)}`,
    `/framework?competency=${encodeURIComponent(hostile)}`,
    `/login?next=${encodeURIComponent(`javascript:alert(1)//${hostile}`)}`,
  ])('shows what was typed as text: %s', async (path) => {
    const response = await reader().get(path);
    expect(response.status).toBe(200);
    expectTame(await response.text());
  });

  it('answers wrong filter values with a page that says so', async () => {
    const response = await reader().get('/cases?outcome=great');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('outcome');
    expect((await reader().get('/framework?level=9')).status).toBe(400);
    expect((await reader().get('/glossary?domain=x')).status).toBe(400);
  });

  it.each([
    '/nowhere',
    '/cases/xx-nothing',
    '/answers/answer_nothing',
    '/passages/passage_nothing',
    '/framework/tables/x',
  ])('says in both languages that %s is not there, with a request id', async (path) => {
    const zh = await reader().get(path);
    const en = await (await reader({ 'accept-language': 'en' }).get(path)).text();
    const html = await zh.text();
    expect(zh.status).toBe(404);
    expect(html).toContain('找不到這一頁');
    expect(en).toContain('This page does not exist');
    expect(html).toContain(zh.headers.get('x-request-id'));
  });

  it('shows a page with the request id even when the session cannot be looked up', async () => {
    const system = { ...bank.store.system, query: () => Promise.reject(new Error('gone')) };
    const person = new Reader(createPages({ ...bank, store: { ...bank.store, system } }));
    person.cookies.set('bank_session', 'any');
    const response = await person.get('/cases');
    expect(response.status).toBeGreaterThanOrEqual(500);
    const html = await response.text();
    expect(html).toContain('系統發生錯誤');
    expect(html).not.toContain('gone');
  });

  it('counts forms as requests where a limit is set', async () => {
    const http = { ...bank.config.http, rateLimitPerMinute: 1 };
    const person = new Reader(createPages({ ...bank, config: { ...bank.config, http } }));
    expect((await person.post('/', { question: '什麼是模型漂移？' })).status).toBe(303);
    expect((await person.post('/', { question: '什麼是模型漂移？' })).status).toBe(429);
    expect((await person.get('/')).status).toBe(200);
  });

  it('leaves failures of the API as JSON', async () => {
    const response = await reader().get('/api/v1/answers/answer_nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('lets assets be kept for ever under their own address only', async () => {
    const html = await (await reader().get('/')).text();
    const address = /href="(\/assets\/site\.css[^"]+)"/.exec(html)![1]!;
    const asset = await reader().get(address);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const other = await reader({ 'if-none-match': asset.headers.get('etag')! }).get('/assets/site.css?v=old');
    expect(other.status).toBe(304);
    expect(other.headers.get('cache-control')).toBe('no-cache');
    expect((await reader().get('/assets/..%2Fpages%2Ftexts.ts')).status).toBe(404);
  });
});

describe('asking without scripts', () => {
  it('leads to the page of the answer, which can be read again and asked on', async () => {
    const person = reader();
    const asked = await person.post('/', { question: '非核心工作群到底是 638 人還是 683 人？' });
    expect(asked.status).toBe(303);
    const path = asked.headers.get('location')!;
    const html = await (await person.get(path)).text();
    expect(html).toContain('683');
    expect(html).toMatch(/<a class="cite" href="#c-[^"]+-1"/);
    expect(html).toMatch(/<li id="c-[^"]+-1"/);
    const follow = await person.post('/', {
      question: '那高階呢？',
      conversationId: fieldIn(html, 'conversationId'),
    });
    expect(follow.status).toBe(303);
  });

  it('does not show a stranger who has the link how to ask on in the conversation', async () => {
    const asked = await reader().post('/', { question: '什麼是模型漂移？' });
    const html = await (await reader().get(asked.headers.get('location')!)).text();
    expect(html).not.toContain('name="conversationId"');
  });

  it('shows a hostile question as text, on the page and in the text to copy', async () => {
    const person = reader();
    const asked = await person.post('/', { question: `什麼是人工智慧？${hostile}` });
    expectTame(await (await person.get(asked.headers.get('location')!)).text());
  });

  it('refuses an empty question with a page', async () => {
    const response = await reader().post('/', { question: '' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<h1>');
  });

  it('takes feedback and says thank you', async () => {
    const person = reader();
    const asked = await person.post('/', { question: '什麼是模型漂移？' });
    const path = asked.headers.get('location')!;
    const sent = await person.post(`${path}/feedback`, { helpful: 'true', comment: '很清楚' });
    expect(sent.status).toBe(303);
    expect(await (await person.get(sent.headers.get('location')!)).text()).toContain('謝謝您的意見');
  });

  it('refuses a form that is no form, or too large', async () => {
    const app = createPages(bank);
    const json = await app.request('/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: '{}',
    });
    expect(json.status).toBe(415);
    expect((await reader().post('/', { question: '問'.repeat(100_000) })).status).toBe(413);
  });
});

describe('signing in', () => {
  const signIn = async (person: Reader, token: string, next = '/cases') => {
    const form = fieldIn(await (await person.get('/login')).text(), 'form');
    return person.post('/login', { form, token, next });
  };

  it('opens a session that scripts cannot read and other sites cannot use', async () => {
    const person = reader();
    const reply = await signIn(person, testAdminToken);
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('/cases');
    const cookie = reply.headers.getSetCookie().find((line) => line.startsWith('bank_session='))!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Max-Age=43200/);
    expect(cookie).not.toMatch(/Secure/);
    expect(await (await person.get('/login')).text()).toContain('管理員');
  });

  it('marks cookies Secure when the site is reached by https', async () => {
    const https = {
      ...bank,
      config: { ...bank.config, http: { ...bank.config.http, publicUrl: 'https://bank.example' } },
    };
    const reply = await signIn(new Reader(createPages(https)), testAdminToken);
    expect(reply.headers.getSetCookie().find((line) => line.startsWith('bank_session='))).toMatch(/Secure/);
  });

  it('believes X-Forwarded-Proto only from a trusted proxy', async () => {
    const trusting = { ...bank, config: { ...bank.config, http: { ...bank.config.http, trustProxy: true } } };
    const forwarded = { 'x-forwarded-proto': 'https' };
    const secure = async (of: Bank) =>
      (await signIn(new Reader(createPages(of), forwarded), testAdminToken)).headers
        .getSetCookie()
        .join()
        .includes('Secure');
    expect([await secure(bank), await secure(trusting)]).toEqual([false, true]);
  });

  it('says a wrong token is wrong and opens no session', async () => {
    const person = reader();
    const reply = await signIn(person, 'not-a-token');
    expect(reply.status).toBe(401);
    expect(await reply.text()).toContain('權杖無效');
    expect(person.cookies.get('bank_session')).toBeUndefined();
  });

  it('refuses a sign-in form another site made', async () => {
    const person = reader();
    await person.get('/login');
    expect((await person.post('/login', { form: 'guessed', token: testAdminToken })).status).toBe(403);
    expect((await reader().post('/login', { form: '', token: testAdminToken })).status).toBe(403);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to %s afterwards',
    async (next) => {
      expect((await signIn(reader(), testAdminToken, next)).headers.get('location')).toBe('/');
    },
  );

  it('needs the session’s own form field for every form', async () => {
    const staff = await createPerson(bank, { roles: ['staff'] });
    const person = reader();
    await signIn(person, staff.token);
    expect((await person.post('/', { question: '什麼是模型漂移？' })).status).toBe(403);
    expect((await person.post('/logout', { csrf: 'guessed' })).status).toBe(403);
    const csrf = fieldIn(await (await person.get('/')).text(), 'csrf');
    expect((await person.post('/', { question: '什麼是模型漂移？', csrf })).status).toBe(303);
  });

  it('ends the session on signing out', async () => {
    const person = reader();
    await signIn(person, testAdminToken);
    const secret = person.cookies.get('bank_session')!;
    const csrf = fieldIn(await (await person.get('/login')).text(), 'csrf');
    expect((await person.post('/logout', { csrf })).status).toBe(303);
    expect(person.cookies.get('bank_session')).toBeUndefined();
    person.cookies.set('bank_session', secret);
    expect(await (await person.get('/login')).text()).toContain('name="token"');
  });

  it('has no single sign-on where none is set', async () => {
    expect(await (await reader().get('/login')).text()).not.toContain('/login/oidc');
    expect((await reader().get('/login/oidc')).status).toBe(404);
    expect((await reader().get('/login/callback?code=x&state=y')).status).toBe(404);
  });
});
