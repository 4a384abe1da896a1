import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { listOwnCases } from '../../../knowledge/cases/list-written.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { launchBrowser, noBrowser, openPage } from '../../support/browser.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { openSite, Reader, type Site } from './site.ts';

let bank: Bank;
let site: Site;
let author: TestPerson;
beforeAll(async () => {
  bank = await openSeededBank();
  site = await openSite(bank);
  author = await createPerson(bank, { roles: ['staff'], name: '林' });
  await updateProfile.run(contextOf(bank, { actor: author.actor }), { level: 'mid', cluster: 'sys' });
});
afterAll(async () => {
  await site?.close();
  await bank?.store.close();
});

const draft =
  '/case share 便民櫃檯語音轉文字 | 某市民政局 | 市（含直轄市） | 民政 | 自然語言處理 | 試辦 | 進行中，成效待驗證 | 錄音經民眾同意後轉成逐字稿';
const states = async () =>
  (await listOwnCases.run(contextOf(bank, { actor: author.actor }), { limit: 100 })).items.map(
    ({ state }) => state,
  );

describe('a command on the first page, without scripts', () => {
  it('is carried out and shown with links, where a question leads to its answer', async () => {
    const reader = new Reader(site.app);
    const page = await (await reader.post('/', { question: '/case find 聊天機器人' })).text();
    expect(page).toMatch(/<h1[^>]*>\/case find 聊天機器人<\/h1>/);
    expect(page).toMatch(/<a href="\/cases\/[\w-]+">/);
    expect((await reader.post('/', { question: '什麼是影子 AI？' })).status).toBe(303);
  });

  it('shows hostile words as words', async () => {
    const page = await (
      await new Reader(site.app).post('/', { question: '/case find <script>x</script>' })
    ).text();
    expect(page).not.toContain('<script>x');
    expect(page).toContain('&lt;script&gt;');
  });

  it('leads to the form where there is one, and answers /ask as an answer', async () => {
    const reader = new Reader(site.app, { authorization: `Bearer ${author.token}` });
    expect(await (await reader.post('/', { question: '/case share' })).text()).toContain('href="/share"');
    const asked = await (await reader.post('/', { question: '/ask 什麼是影子 AI？' })).text();
    expect(asked).toContain('class="cite"');
    expect(asked).toMatch(/action="\/answers\/[^"]+\/feedback"/);
  });
});

describe.skipIf(noBrowser)('commands on the first page, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('are confirmed by their button, follow on, and show pictures', async () => {
    const { page, faults, close } = await openPage(browser, site.origin);
    await page.goto(`${site.origin}/login`);
    await page.fill('#token', author.token);
    await page.click('form.login button[type=submit]');
    await page.goto(site.origin);
    const type = async (text: string, turns: number) => {
      await page.fill('#question', text);
      await page.keyboard.press('Enter');
      await page
        .locator('.turn[data-conversation], .turn[id]')
        .nth(turns - 1)
        .waitFor();
    };
    await type(draft, 1);
    expect(await states()).toEqual([]);
    await page.click('.turn.command button:has-text("是")');
    await page.locator('.turn.command').nth(1).waitFor();
    expect(await states()).toEqual(['draft']);
    await page.click('.turn.command:last-child button:has-text("送審")');
    await page.locator('.turn.command').nth(2).waitFor();
    await type('取消', 4);
    expect(await page.locator('.turn.command').last().textContent()).toContain('已取消');
    await type('/bank progress', 5);
    const picture = page.locator('.turn.command').last().locator('img');
    await picture.waitFor();
    expect((await picture.boundingBox())!.width).toBeGreaterThan(200);
    await type('什麼是影子 AI？', 6);
    expect(await page.locator('.turn[id]').count()).toBe(1);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/chat.png`, fullPage: true });
    expect(faults).toEqual([]);
    await close();
  });
});
