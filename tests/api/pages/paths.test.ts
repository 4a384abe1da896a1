import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { createPerson } from '../../support/people.ts';
import { openSeededBank } from '../../support/world.ts';
import { fieldIn, openSite, Reader, type Site } from './site.ts';

let bank: Bank;
let site: Site;
beforeAll(async () => {
  bank = await openSeededBank();
  site = await openSite(bank);
}, 240_000);
afterAll(async () => {
  await site?.close();
  await bank?.store.close();
});

const counts = () =>
  bank.store.system.query(
    'select (select count(*) from saved_paths) as a, (select count(*) from saved_diagnoses) as b, (select count(*) from profiles) as c',
  );

describe('without a script', () => {
  it('leads an anonymous person from tasks to a path and stores nothing', async () => {
    const before = await counts();
    const person = new Reader(site.app, { 'accept-language': 'zh-TW' });
    const form = await (await person.get('/diagnosis')).text();
    expect(form.match(/<fieldset class="task"/g)).toHaveLength(32);
    expect(form).toContain('寫程式或修改系統');
    expect(form).toContain('名稱為本庫推測');
    const result = await (await person.get('/diagnosis?tech-2=4&tech-1=4&contract-8=1')).text();
    expect(result).toContain('最接近：系統規劃');
    for (const name of ['硬體維護', '系統規劃', '專案管理', '複合功能', '非核心'])
      expect(result).toContain(name);
    expect(result.match(/<svg viewBox/g)).toHaveLength(5);
    const path = await (await person.get('/path?cluster=sys&level=mid&hours=20')).text();
    for (const said of ['這週先做', '把「', '再多 ', '少一點時數', '已證明']) expect(path).toContain(said);
    expect(await counts()).toEqual(before);
  });

  it('says what is missing or wrong and shows the form again', async () => {
    const person = new Reader(site.app, { 'accept-language': 'zh-TW' });
    expect(await (await person.get('/diagnosis?tech-1=0')).text()).toContain('請至少勾選一項');
    expect(await (await person.get('/diagnosis?tech-1=9e9&x=<script>')).text()).toContain('請至少勾選一項');
    for (const bad of [
      'cluster=xx&level=mid',
      'cluster=sys&level=mid&hours=-3',
      'cluster=sys&level=mid&hours=x',
    ]) {
      const reply = await person.get(`/path?${bad}`);
      expect([bad, reply.status]).toEqual([bad, 400]);
      expect(await reply.text()).toContain('role="alert"');
    }
  });

  it('keeps what somebody signed in fills in, and refuses a form without its check', async () => {
    const { token } = await createPerson(bank, { roles: ['staff'] });
    const person = new Reader(site.app, { 'accept-language': 'zh-TW' });
    const login = fieldIn(await (await person.get('/login')).text(), 'form');
    await person.post('/login', { form: login, token, next: '/' });
    expect((await person.post('/diagnosis', { 'tech-2': '4' })).status).toBe(403);
    const csrf = fieldIn(await (await person.get('/diagnosis')).text(), 'csrf');
    const sent = await person.post('/diagnosis', { csrf, 'tech-2': '4', 'tech-1': '2' });
    expect(sent.headers.get('location')).toBe('/diagnosis?tech-1=2&tech-2=4');
    expect(await (await person.get('/diagnosis')).text()).toMatch(/name="tech-2" value="4" checked/);
    const chosen = await person.post('/diagnosis/choose', { csrf, cluster: 'sys', level: 'mid', hours: '9' });
    expect(chosen.headers.get('location')).toBe('/diagnosis/levels');
    expect((await person.post('/path/plan', { csrf, cluster: 'sys', level: 'mid', hours: '9' })).status).toBe(
      303,
    );
    const path = await (await person.get('/path')).text();
    expect(path).toContain('規劃於');
    const courseId = fieldIn(path, 'courseId');
    const refused = await person.post('/path/refuse', { csrf, courseId, reason: '<b>上過了</b>' });
    expect(refused.status).toBe(303);
    const after = await (await person.get('/path')).text();
    expect(after).toContain('&lt;b&gt;上過了&lt;/b&gt;');
    expect((await person.post('/path/refuse', { csrf, courseId, reason: '' })).status).toBe(400);
    expect((await person.post('/path/unrefuse', { csrf, courseId })).status).toBe(303);
    expect((await person.post('/path/plan', { csrf, cluster: 'sys', level: 'mid', hours: '0' })).status).toBe(
      400,
    );
  });
});

describe.skipIf(noBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function visit(options: PageOptions, run: (page: Page) => Promise<void>): Promise<void> {
    const watched = await openPage(browser, site.origin, options);
    try {
      await run(watched.page);
      expect(watched.faults).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  const addresses = [
    '/diagnosis',
    '/diagnosis?tech-2=4&contract-10=1',
    '/path',
    '/path?cluster=pm&level=mid&hours=20',
  ];

  it.each(addresses)(
    '%s has one heading, fits a phone, in both languages',
    async (address) => {
      for (const locale of ['zh-TW', 'en-US'])
        await visit({ locale, viewport: { width: 360, height: 740 } }, async (page) => {
          await page.goto(site.origin + address, { waitUntil: 'networkidle' });
          expect(await page.locator('h1').count()).toBe(1);
          const over = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect(over).toBe(0);
        });
    },
    120_000,
  );

  it('answers the diagnosis by keyboard alone', async () => {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/diagnosis`);
      await page.focus('#tech-2 input[value="0"]');
      for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
      expect(await page.isChecked('#tech-2 input[value="4"]')).toBe(true);
      await page.keyboard.press('Enter');
      await page.waitForURL(/tech-2=4/);
      expect(await page.textContent('#result')).toContain('系統規劃');
    });
  }, 60_000);

  it('goes the whole way: tasks, cluster, ratings, quiz, path, done, dashboard', async () => {
    const { token } = await createPerson(bank, { roles: ['staff'], name: '王小明' });
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/login?next=/diagnosis`);
      await page.fill('input[name="token"]', token);
      await page.locator('main form button[type="submit"]').first().click();
      await page.waitForURL(/\/diagnosis$/);

      for (const [task, weight] of [
        ['tech-2', 4],
        ['tech-1', 2],
        ['tech-3', 2],
        ['contract-8', 1],
      ] as const)
        await page.locator(`#${task} input[value="${weight}"]`).check({ force: true });
      await page.locator('#save-status', { hasText: '已儲存' }).waitFor();
      await page.reload();
      expect(await page.isChecked('#tech-2 input[value="4"]')).toBe(true);
      await page.getByRole('button', { name: '看結果' }).click();
      expect(await page.textContent('#result')).toContain('系統規劃');

      await page.selectOption('select[name="level"]', 'mid');
      await page.fill('input[name="hours"]', '30');
      await page.getByRole('button', { name: '存下並評估程度' }).click();
      await page.waitForURL(/\/diagnosis\/levels/);
      const ratings = page.locator('form#levels fieldset').first().locator('input[type="radio"][value="1"]');
      await ratings.first().check({ force: true });
      await page.locator('form#levels button[type="submit"]').click();

      await page.goto(`${site.origin}/quizzes/${encodeURIComponent('AI素養')}?level=mid`);
      for (const question of await page.locator('fieldset.question').all())
        await question.locator('input[type="radio"]').first().check();
      await page.locator('form.quiz button[type="submit"]').click();
      expect(await page.locator('h1').count()).toBe(1);

      await page.goto(`${site.origin}/path`);
      await page.getByRole('button', { name: '重新規劃並存下' }).click();
      await page.locator('#week').waitFor();
      const first = page.locator('.path-step').first();
      const title = await first.locator('h3').textContent();
      expect(await first.locator('ul li').first().textContent()).toMatch(/^把「.+從 \d/);
      await first.locator('summary', { hasText: '記錄為完成' }).click();
      await first.getByRole('button', { name: '記錄為完成' }).click();
      await page.locator('#finished').waitFor();
      expect(await page.textContent('main')).toMatch(/已完成|等他人簽核/);

      await page.goto(`${site.origin}/dashboard`);
      expect(await page.textContent('main')).toContain(title!.trim());
    });
  }, 120_000);
});
