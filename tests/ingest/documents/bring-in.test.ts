import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { documentFeeds } from '../../../ingest/documents/document-feeds.ts';
import { fetchAddress } from '../../../ingest/fetch-address.ts';
import { startJobWorker } from '../../../ingest/job-worker.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import type { TestHttp } from '../../support/http.ts';
import { openHttp } from '../../support/http.ts';
import { createPerson } from '../../support/people.ts';
import { openTestBank, testAdminToken as token } from '../../support/world.ts';
import { fixture, minimalDocx } from './hostile-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'bank-documents-'));
const shared = join(folder, 'shared');

/** A web site with one page, which can be changed and taken down. */
const page = { html: '', asked: 0 };
const site = createServer((request, response) => {
  page.asked += 1;
  const etag = createHash('sha256').update(page.html).digest('hex');
  if (page.html === '') response.writeHead(404).end();
  else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(page.html);
});

let bank: Bank;
let http: TestHttp;
let origin: string;
let worker: ReturnType<typeof startJobWorker>;
let now = new Date('2026-11-01T00:00:00Z');
beforeAll(async () => {
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  mkdirSync(shared);
  bank = await openTestBank({
    now: () => now,
    config: {
      dataDir: join(folder, 'data'),
      fetchAllow: [`127.0.0.1:${port}`],
      ingestFolders: [shared],
      ingestPersonalData: 'hold',
    },
  });
  await ensureAdmin(bank);
  http = openHttp(bank);
  worker = startJobWorker(bank);
});
afterAll(async () => {
  await worker?.close();
  await bank?.store.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function jobOf(jobId: string) {
  for (;;) {
    const { json } = await http.api('GET', `/ingest/${jobId}`, { token });
    if (json.state === 'done' || json.state === 'failed') return json;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function send(name: string, bytes: Uint8Array) {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(bytes)], name));
  body.set('visibility', 'public');
  const { status, json } = await http.api('POST', '/ingest', { token, body });
  expect(status).toBe(202);
  return jobOf(json.jobId);
}

const sourceOf = async (id: string) => (await http.api('GET', `/sources/${encodeURIComponent(id)}`)).json;

describe('a document handed in', () => {
  it('is there with its pages and tables, and handing it in again changes nothing', {
    timeout: 60_000,
  }, async () => {
    expect(await send('report.pdf', fixture('report-libreoffice.pdf'))).toMatchObject({
      state: 'done',
      added: 1,
      errors: [],
    });
    const source = await sourceOf('report.pdf');
    expect(source).toMatchObject({
      title: '潮見縣智慧客服試辦成果報告',
      details: { format: 'pdf', pages: 3 },
    });
    expect(source.passages.map(({ section }: { section: string[] }) => section.at(-1))).toContain(
      '第 2 頁，表 1',
    );
    expect(await send('report.pdf', fixture('report-libreoffice.pdf'))).toMatchObject({
      added: 0,
      unchanged: 1,
    });
    expect((await sourceOf('report.pdf')).version).toBe(1);
  });

  it('that is no good fails with its reason in both languages, and others go on', async () => {
    const failed = await send('a.docm', minimalDocx('x', { 'word/vbaProject.bin': 'x' }));
    expect(failed).toMatchObject({
      state: 'failed',
      errors: [{ message: expect.stringMatching(/巨集.*macros/) }],
    });
    expect(await send('good.txt', strToU8('每年檢討一次。'))).toMatchObject({ state: 'done', added: 1 });
  });

  it('as a CSV file nobody mapped is a table', async () => {
    expect(await send('inventory.csv', fixture('inventory-big5.csv'))).toMatchObject({
      added: 1,
      errors: [],
    });
    const { passages } = await sourceOf('inventory.csv');
    expect(passages[1]).toMatchObject({
      section: ['第 3 列'],
      text: expect.stringContaining('名稱：路口流量預測'),
    });
  });
});

describe('a document with personal data', () => {
  const letter = '承辦人電話 02-2345-6789，身分證字號 A123456789，請於期限內回覆。';

  it('waits for review, with counts and without the data, and once', { timeout: 60_000 }, async () => {
    const bytes = minimalDocx(letter);
    for (let n = 0; n < 2; n += 1)
      expect(await send('letter.docx', bytes)).toMatchObject({
        added: 0,
        errors: [{ message: expect.stringContaining('待審') }],
      });
    const { json, text } = await http.api('GET', '/ingest/held', { token });
    expect(json.items).toMatchObject([{ name: 'letter.docx', found: { phone: 1, national_id: 1 } }]);
    expect(text).not.toMatch(/2345|A1234/);
    expect((await http.api('GET', '/sources/letter.docx')).status).toBe(404);
  });

  it('is taken in without it when released so', { timeout: 60_000 }, async () => {
    const [held] = (await http.api('GET', '/ingest/held', { token })).json.items;
    const { json } = await http.api('POST', `/ingest/held/${held.id}/release`, {
      token,
      json: { how: 'mask' },
    });
    expect(await jobOf(json.jobId)).toMatchObject({ added: 1, errors: [] });
    const { passages, details } = await sourceOf('letter.docx');
    expect(passages[0].text).not.toMatch(/2345|A1234/);
    expect(passages[0].text).toContain('請於期限內回覆');
    expect(details.masked).toEqual({ phone: 1, national_id: 1 });
    const again = await http.api('POST', `/ingest/held/${held.id}/release`, { token, json: { how: 'keep' } });
    expect(again.status).toBe(404);
  });

  it('is gone when dropped', { timeout: 60_000 }, async () => {
    await send('other.docx', minimalDocx(letter));
    const [held] = (await http.api('GET', '/ingest/held', { token })).json.items;
    expect((await http.api('POST', `/ingest/held/${held.id}/drop`, { token, json: {} })).status).toBe(200);
    expect((await http.api('GET', '/ingest/held', { token })).json.items).toEqual([]);
    expect(readdirSync(join(folder, 'data/ingest'))).toEqual([]);
    expect((await http.api('GET', '/sources/other.docx')).status).toBe(404);
  });

  it('is decided on by administrators alone', async () => {
    expect((await http.api('GET', '/ingest/held')).status).toBe(401);
    expect((await http.get('/admin/documents')).status).toBe(401);
  });
});

describe('the page for documents', () => {
  it('takes several files and shows what came of each', { timeout: 60_000 }, async () => {
    const body = new FormData();
    body.append('file', new File(['每半年檢討一次。'], 'first.txt'));
    body.append('file', new File([new Uint8Array(fixture('locked.pdf'))], 'second.pdf'));
    const sent = await http.send('POST', '/admin/documents', { token, body });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/admin/documents']);
    const jobs = (await http.api('GET', '/ingest', { token })).json.items;
    expect(jobs.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['first.txt', 'second.pdf']),
    );
    for (const { jobId } of jobs) await jobOf(jobId);
    const shown = await http.get('/admin/documents', { token });
    expect(shown.text).toMatch(/first\.txt/);
    expect(shown.text).toContain('檔案有密碼保護');
  });

  it('says what is missing, and keeps everybody else out', async () => {
    const empty = await http.send('POST', '/admin/documents', { token, body: new FormData() });
    expect(empty.status).toBe(400);
    expect((await http.send('POST', '/admin/documents', { body: new FormData() })).status).toBe(401);
    const { token: staff } = await createPerson(bank, { roles: ['staff'] });
    expect((await http.get('/admin/documents', { token: staff })).status).toBe(403);
  });
});

describe('an address', () => {
  it('by name is refused when the name leads into a private network', async () => {
    const { port } = new URL(origin);
    page.html = '<html><body><p>內容。</p></body></html>';
    page.asked = 0;
    const fetching = fetchAddress(`http://localhost:${port}/a.html`, [`localhost:${port}`]);
    await expect(fetching).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('private network'),
    });
    expect(page.asked).toBe(0);
  });

  it('gives its main content alone, cited by its address', { timeout: 60_000 }, async () => {
    page.html =
      '<html><head><title>公告</title></head><body><nav>選單</nav><main><h1>使用規定</h1><p>每季公布一次。</p></main></body></html>';
    const { json } = await http.api('POST', '/ingest', {
      token,
      json: { url: `${origin}/rules`, visibility: 'public' },
    });
    expect(await jobOf(json.jobId)).toMatchObject({ added: 1, errors: [] });
    const id = `${new URL(origin).host}-rules`.replace(':', '-');
    expect(await sourceOf(id)).toMatchObject({
      title: '使用規定',
      url: `${origin}/rules`,
      passages: [{ text: '每季公布一次。' }],
    });
  });
});

describe('a feed', () => {
  const run = async () => {
    now = new Date(now.getTime() + 25 * 3_600_000);
    return documentFeeds.run(bank, { runId: 'r', signal: new AbortController().signal });
  };
  const outcome = async (at: number) =>
    (await http.api('GET', '/ingest/feeds', { token })).json.items[at].outcome;

  it('of an address: changed is a new version, unchanged is nothing, gone is withdrawn', {
    timeout: 60_000,
  }, async () => {
    page.html = '<html><body><main><h1>規定</h1><p>每年檢討。</p></main></body></html>';
    const made = await http.api('POST', '/ingest/feeds', {
      token,
      json: { url: `${origin}/feed`, visibility: 'public' },
    });
    expect(made.status).toBe(201);
    const id = `${new URL(origin).host}-feed`.replace(':', '-');
    await run();
    expect(await outcome(0)).toMatchObject({ added: 1 });
    await run();
    expect(await outcome(0)).toMatchObject({ added: 0, updated: 0, unchanged: 1, removed: 0 });
    page.html = page.html.replace('每年', '每季');
    await run();
    expect(await outcome(0)).toMatchObject({ updated: 1 });
    expect(await sourceOf(id)).toMatchObject({
      version: 2,
      state: 'current',
      passages: [{ text: '每季檢討。' }],
    });
    page.html = '';
    await run();
    expect(await outcome(0)).toMatchObject({ removed: 1 });
    expect((await sourceOf(id)).state).toBe('withdrawn');
  });

  it('of a folder follows what is put in, changed and taken out', { timeout: 60_000 }, async () => {
    writeFileSync(join(shared, 'a.txt'), '甲案每月檢討。');
    writeFileSync(join(shared, 'b.docx'), minimalDocx('乙案每年檢討。'));
    await http.api('POST', '/ingest/feeds', { token, json: { folder: shared, visibility: 'public' } });
    await run();
    expect(await outcome(1)).toMatchObject({ added: 2, failed: 0 });
    writeFileSync(join(shared, 'a.txt'), '甲案每週檢討。');
    rmSync(join(shared, 'b.docx'));
    writeFileSync(join(shared, 'c.pdf'), 'no such thing');
    await run();
    expect(await outcome(1)).toMatchObject({ updated: 1, removed: 1, failed: 1 });
    expect((await sourceOf('a.txt')).passages[0].text).toBe('甲案每週檢討。');
    expect((await sourceOf('b.docx')).state).toBe('withdrawn');
  });

  it('of a folder the settings do not name is refused, and one that is away changes nothing', {
    timeout: 60_000,
  }, async () => {
    for (const path of [folder, join(shared, '..'), '/etc'])
      expect((await http.api('POST', '/ingest/feeds', { token, json: { folder: path } })).status).toBe(403);
    rmSync(shared, { recursive: true });
    await run();
    expect((await outcome(1)).problem['zh-TW']).toContain('找不到資料夾');
    expect((await sourceOf('a.txt')).state).toBe('current');
    expect(existsSync(shared)).toBe(false);
  });

  it('is stopped, and with it what it brought when asked so', async () => {
    const feeds = (await http.api('GET', '/ingest/feeds', { token })).json.items;
    const { json } = await http.api('DELETE', `/ingest/feeds/${feeds[1].id}?withdraw=true`, { token });
    expect(json.withdrawn).toBe(1);
    expect((await sourceOf('a.txt')).state).toBe('withdrawn');
  });
});
