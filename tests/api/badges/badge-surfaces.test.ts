import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuer } from '../../../badges/issuers/manage-issuers.ts';
import { runLine } from '../../../bot/commands/run-line.ts';
import { callCapability } from '../../../core/capability.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from '../../badges/support.ts';
import { createPerson } from '../../support/people.ts';
import { createPages, fieldIn, Reader } from '../pages/site.ts';

let world: BadgeBank;
let app: ReturnType<typeof createPages>;
beforeAll(async () => {
  world = await openBadgeBank();
  await ensureAdmin(world.bank);
  app = createPages(world.bank);
});
afterAll(() => world?.close());

const text = async (path: string) => (await new Reader(app).get(path)).text();
const say = async (line: string) =>
  (await runLine(world.as(undefined), { text: line })).messages.map(({ markdown }) => markdown).join('\n');

async function verifyPage(held: string): Promise<string> {
  const body = new FormData();
  body.append('text', held);
  const reply = await app.request('/verify', { method: 'POST', body, headers: { accept: 'text/html' } });
  return reply.text();
}

describe('a sandbox issuer’s badge', () => {
  it('says so on every page, in the chat and when verified', async () => {
    const admin = world.as('wang', ['admin']);
    await callCapability(createIssuer, admin, { id: 'trial', name: { 'zh-TW': '試用單位' }, sandbox: true });
    const badge = await approveBadge(world, { issuer: 'trial' });
    const { id, url } = await issue(world, badge, { evidence: [] });
    const mark = '不具效力';
    for (const path of ['/badges', `/badges/${badge}`, `/credentials/${id}`])
      expect(await text(path), path).toContain(mark);
    expect(await text(`/credentials/${id}`)).not.toContain('linkedin.com');
    expect(await verifyPage(url)).toMatch(/verdict-sandbox[\s\S]*不具任何效力/);
    expect(await say('/badge list')).toContain(mark);
    expect(await say(`/badge verify ${url}`)).toContain('不具任何效力');
  });
});

describe('names and texts of others', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))<!channel>`;

  it('stay text on every page and in the chat', async () => {
    const both = { 'zh-TW': hostile };
    const badge = await approveBadge(world, {
      name: both,
      description: both,
      criteria: both,
      course: { title: hostile, hours: 3 },
      assessment: hostile,
      evidence: hostile,
    });
    const evidence = [{ name: hostile, narrative: hostile }];
    const { id, url } = await issue(world, badge, { evidence, results: [{ name: hostile, value: hostile }] });
    for (const html of [
      await text('/badges'),
      await text(`/badges/${badge}`),
      await text(`/credentials/${id}`),
      await verifyPage(url),
      await verifyPage(hostile),
    ]) {
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script>');
      const tags = [...html.matchAll(/<[a-zA-Z][^>]*>/g)].map(([tag]) => tag);
      expect(tags.filter((tag) => /href="javascript:/.test(tag))).toEqual([]);
      // What stands between quotes is a value; nothing else may have become an attribute.
      const bare = tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
      expect(bare.filter((tag) => /onerror|src=x/.test(tag))).toEqual([]);
    }
    for (const said of [await say('/badge list'), await say(`/badge verify ${url}`)]) {
      expect(said).not.toContain('<!channel>');
      expect(said).not.toMatch(/\]\(javascript:/);
    }
  });
});

describe('forms', () => {
  it('act only with the session’s own check, and ask before they do', async () => {
    const reader = new Reader(app);
    const issuer = await createPerson(world.bank, { roles: ['issuer'], name: 'issuer' });
    const secret = fieldIn(await (await reader.get('/login')).text(), 'form');
    await reader.post('/login', { token: issuer.token, form: secret, next: '/' });
    const badge = await approveBadge(world);
    const { id } = await issue(world, badge);
    const csrf = fieldIn(await (await reader.get(`/badges/${badge}`)).text(), 'csrf');
    const path = `/credentials/${id}/revoke`;
    expect((await reader.post(path, { reason: 'x', confirmed: 'yes' })).status).toBe(403);
    expect((await reader.post(path, { csrf, reason: '' })).status).toBe(400);
    const asked = await reader.post(path, { csrf, reason: '資料有誤' });
    expect(asked.status).toBe(200);
    expect(await asked.text()).toMatch(/不能復原[\s\S]*資料有誤/);
    expect(await text(`/credentials/${id}`)).toContain('verdict-valid');
    expect((await reader.post(path, { csrf, reason: '資料有誤', confirmed: 'yes' })).status).toBe(303);
    expect(await text(`/credentials/${id}`)).toContain('verdict-revoked');
  });

  it.each([
    '/badges/badge_x/issue',
    '/badges/badge_x/issue-csv',
    '/badges/badge_x/review',
    '/credentials/x/revoke',
    '/badges/new',
  ])('%s is for nobody who is not signed in', async (path) => {
    expect((await new Reader(app).post(path, { confirmed: 'yes', reason: 'x' })).status).toBe(401);
  });

  it('of verifying say what is missing or too large, with the status that belongs to it', async () => {
    const send = async (value: string | Blob, name: string) => {
      const body = new FormData();
      body.append(name, value);
      return app.request('/verify', { method: 'POST', body, headers: { accept: 'text/html' } });
    };
    const empty = await send('', 'text');
    expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining('請選擇檔案')]);
    const large = await send(new Blob(['a.'.repeat(300_000)]), 'file');
    expect([large.status, await large.text()]).toEqual([413, expect.stringContaining('太大')]);
  });
});
