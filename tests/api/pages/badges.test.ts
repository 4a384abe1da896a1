import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposeBadge, submitBadge } from '../../../badges/definitions/propose-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { alignmentTo, schoolBadge, trustSchool } from '../../badges/foreign-issuer.ts';
import { approveBadge, type BadgeBank, draft, issue, openBadgeBank } from '../../badges/support.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { createPerson } from '../../support/people.ts';
import { openSite, type Site } from './site.ts';

const phone = { viewport: { width: 360, height: 740 } };

describe.skipIf(noBrowser)('badges in a browser', { timeout: 120_000 }, () => {
  let world: BadgeBank;
  let site: Site;
  let browser: Browser;
  let ready: { badge: string; credential: string };
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    world = await openBadgeBank({ baseUrl: 'https://badges.gov.example' });
    await ensureAdmin(world.bank);
    site = await openSite(world.bank);
    browser = await launchBrowser();
    for (const [name, role] of [
      ['提案人', 'pilot_leader'],
      ['審核人甲', 'reviewer'],
      ['審核人乙', 'reviewer'],
      ['發證人', 'issuer'],
    ] as const)
      tokens[name] = (await createPerson(world.bank, { roles: [role], person: name, name })).token;
    const badge = await approveBadge(world);
    ready = {
      badge,
      credential: (await issue(world, badge, { results: [{ name: '總分', value: '82' }] })).id,
    };
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await world?.close();
  });

  async function visit(
    options: PageOptions,
    run: (page: Page, shot: (name: string) => Promise<string>) => Promise<void>,
  ) {
    const watched = await openPage(browser, site.origin, options);
    try {
      await run(watched.page, watched.screenshot);
      // Chromium notes a refused form as an error of the console.
      expect(watched.faults.filter((fault) => !/status of 400 /.test(fault))).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  async function as(
    name: string,
    path: string,
    run: (page: Page, shot: (name: string) => Promise<string>) => Promise<void>,
  ) {
    await visit({}, async (page, shot) => {
      await page.goto(`${site.origin}/login?next=${encodeURIComponent(path)}`);
      await page.fill('#token', tokens[name]!);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site.origin}${path}`);
      await run(page, shot);
    });
  }

  /** Presses the button of the page that asks again. */
  async function confirm(page: Page) {
    await page.locator('button[name="confirmed"]').click();
  }

  const paths = () => ['/badges', `/badges/${ready.badge}`, `/credentials/${ready.credential}`, '/verify'];

  it('shows every page clean in both languages, on a phone, with every field named and no id twice', async () => {
    for (const [index, path] of paths().entries()) {
      for (const [locale, colorScheme] of [
        ['zh-TW', 'light'],
        ['en-US', 'dark'],
      ] as const)
        await visit({ locale, colorScheme }, async (page, shot) => {
          await page.goto(site.origin + path, { waitUntil: 'networkidle' });
          expect(await page.locator('h1').count()).toBe(1);
          await shot(`badges-${index}-${locale}`);
        });
      await visit(phone, async (page, shot) => {
        await page.goto(site.origin + path, { waitUntil: 'networkidle' });
        const [content, width] = (await page.evaluate(
          '[document.documentElement.scrollWidth, innerWidth]',
        )) as number[];
        expect(content, path).toBeLessThanOrEqual(width!);
        const unnamed =
          await page.evaluate(`[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
          .filter((one) => !(one.labels?.length || one.textContent.trim() || one.ariaLabel || one.title))
          .map((one) => one.outerHTML.slice(0, 80))`);
        expect(unnamed, path).toEqual([]);
        const ids = (await page.evaluate(
          "[...document.querySelectorAll('[id]')].map((one) => one.id)",
        )) as string[];
        expect(ids.length).toBe(new Set(ids).size);
        await shot(`badges-${index}-phone`);
      });
    }
  });

  it('carries a badge from proposal to revocation, and tells the truth at every step', async () => {
    let badge = '';
    await as('提案人', '/badges/new', async (page, shot) => {
      await page.fill('[name="name"]', '資料治理實務');
      await page.fill('[name="description"]', '能在機關推動資料治理。');
      await page.fill('[name="criteria"]', '完成課程並通過實作評量。');
      await page.selectOption('[name="competency1"]', { index: 1 });
      await page.fill('[name="courseTitle"]', '資料治理十二講');
      await page.fill('[name="courseHours"]', '18.5');
      await page.fill('[name="assessment"]', '提交資料盤點報告，兩位講師評分，60 分及格。');
      await page.fill('[name="evidence"]', '盤點報告與評分表。');
      await shot('badges-propose');
      await page.locator('.sheet button[type="submit"]').click();
      await page.waitForURL(/\/badges\/badge_/);
      badge = new URL(page.url()).pathname;
      expect(await page.locator('.state').textContent()).toBe('草稿');
      await page.locator('button', { hasText: '送審' }).click();
      await confirm(page);
      expect(await page.locator('.state').textContent()).toBe('審核中');
    });

    await visit({}, async (page) => {
      const hidden = await page.request.get(site.origin + badge);
      expect(hidden.status()).toBe(404);
    });

    for (const reviewer of ['審核人甲', '審核人乙'])
      await as(reviewer, badge, async (page, shot) => {
        const points = page.locator('.check input');
        expect(await points.count()).toBe(5);
        for (const point of await points.all()) await point.check();
        await page.fill('[name="comment"]', '內容具體。');
        await shot('badges-review');
        await page.locator('button[value="approve"]').click();
        expect(await page.locator('.notice').textContent()).toContain('資料治理實務');
        await confirm(page);
        await page.waitForURL(site.origin + badge);
        expect(await page.locator('#reviews').count()).toBe(1);
      });

    let credential = '';
    await as('發證人', badge, async (page, shot) => {
      expect(await page.locator('.state').textContent()).toBe('已核定');
      await page.locator('#issue summary').click();
      await page.fill('#issue [name="email"]', 'holder@gov.example');
      await page.fill('#issue [name="evidenceName"]', '資料盤點報告');
      await page.fill('#issue [name="evidenceNarrative"]', '盤點三個業務系統。');
      await shot('badges-issue');
      await page.locator('#issue button').click();
      await shot('badges-issue-confirm');
      await confirm(page);
      await page.waitForURL(/\/credentials\/credential_/);
      credential = new URL(page.url()).pathname;
    });

    await visit({}, async (page, shot) => {
      await page.goto(site.origin + credential, { waitUntil: 'networkidle' });
      expect(await page.locator('.verdict h2').textContent()).toBe('有效');
      for (const text of ['資料治理實務', '資料盤點報告', 'AI 治理實作知識庫', '完成課程並通過實作評量'])
        expect(await page.locator('.certificate').textContent()).toContain(text);
      expect(await page.locator('.certificate').textContent()).not.toContain('holder@gov.example');
      expect(await page.evaluate("document.querySelector('.badge-picture').naturalWidth")).toBeGreaterThan(
        100,
      );
      expect(await page.locator('.qr svg').count()).toBe(1);
      expect(await page.locator('a', { hasText: 'LinkedIn' }).getAttribute('href')).toMatch(
        /^https:\/\/www\.linkedin\.com\/profile\/add\?startTask=CERTIFICATION_NAME&name=/,
      );
      await shot('badges-credential');

      const png = Buffer.from(await (await page.request.get(`${site.origin}${credential}.png`)).body());
      const jwt = await (await page.request.get(`${site.origin}${credential}.jwt`)).text();
      await page.goto(`${site.origin}/verify`);
      await page.setInputFiles('[name="file"]', { name: 'badge.png', mimeType: 'image/png', buffer: png });
      await page.fill('[name="email"]', 'Holder@gov.example');
      await page.locator('.sheet button').click();
      expect(await page.locator('.verdict').textContent()).toMatch(/有效.*資料治理實務/);
      expect(await page.locator('.steps li').count()).toBeGreaterThan(8);
      await shot('badges-verify-valid');
      await page.fill('[name="text"]', jwt.replaceAll(/(.{70})/g, '$1\n'));
      await page.fill('[name="email"]', '');
      await page.locator('.sheet button').click();
      expect(await page.locator('.verdict h2').textContent()).toBe('有效');
      const [head, body, tail] = jwt.split('.');
      await page.fill('[name="text"]', `${head}.${body!.slice(0, -2)}AA.${tail}`);
      await page.locator('.sheet button').click();
      expect(await page.locator('.verdict h2').textContent()).not.toBe('有效');
      await shot('badges-verify-invalid');
    });

    await as('發證人', credential, async (page) => {
      await page.locator('summary', { hasText: '撤銷' }).click();
      await page.fill('[name="reason"]', '評量資料有誤');
      await page.locator('button', { hasText: '撤銷' }).click();
      await confirm(page);
      await page.waitForURL(site.origin + credential);
      expect(await page.locator('.verdict h2').textContent()).toBe('已撤銷');
    });

    await visit({ locale: 'en-US' }, async (page, shot) => {
      await page.goto(site.origin + credential);
      expect(await page.locator('.verdict h2').textContent()).toBe('Revoked');
      await shot('badges-credential-revoked');
      await page.locator('a', { hasText: 'Verify it yourself' }).click();
      await page.locator('.sheet button').click();
      expect(await page.locator('.verdict h2').textContent()).toBe('Revoked');
    });
  });

  it('issues everybody in a CSV, tells each row, and issues nothing twice when it is sent again', async () => {
    const feed = async () => (await world.bank.store.system.query('select id from credentials')).length;
    await as('發證人', `/badges/${ready.badge}`, async (page, shot) => {
      const before = await feed();
      await page.locator('#issue-csv summary').click();
      const lines = [
        '電子郵件,證明名稱,證明說明',
        'a@gov.example,報告,"含逗號, 也可以"',
        'not-an-address,報告,',
        'b@gov.example,報告,',
      ];
      await page.setInputFiles('#issue-csv [name="file"]', {
        name: 'people.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`),
      });
      await page.locator('#issue-csv button').click();
      expect(await page.locator('.notice').textContent()).toContain('3');
      const sentBefore = (await page.evaluate(`(async () => {
        const form = document.querySelector('main form');
        const body = new URLSearchParams(new FormData(form));
        body.set('confirmed', 'yes');
        return (await fetch(form.action, { method: 'POST', body })).text();
      })()`)) as string;
      expect(sentBefore.match(/href="\/credentials\//g)).toHaveLength(2);
      await confirm(page);
      await page.locator('#done').waitFor();
      const rows = await page.locator('tbody tr').allTextContents();
      expect(rows.map((row) => /已核發/.test(row))).toEqual([true, false, true]);
      expect(await feed()).toBe(before + 2);
      await shot('badges-csv');
    });
  });

  it('keeps what was typed when a proposal is refused, and wants every point ticked to approve', async () => {
    await as('提案人', '/badges/new', async (page) => {
      await page.fill('[name="name"]', '只有名稱');
      await page.evaluate("document.querySelector('.sheet').noValidate = true");
      const reply = page.waitForResponse((one) => one.request().method() === 'POST');
      await page.locator('.sheet button[type="submit"]').click();
      expect((await reply).status()).toBe(400);
      expect(await page.locator('[role="alert"]').textContent()).toContain('course.hours');
      expect(await page.inputValue('[name="name"]')).toBe('只有名稱');
    });
    const proposer = world.as('lin', ['pilot_leader']);
    const { id } = await callCapability(proposeBadge, proposer, draft);
    await callCapability(submitBadge, proposer, { id });
    await as('審核人甲', `/badges/${id}`, async (page) => {
      await page.locator('.check input').first().check();
      await page.locator('button[value="approve"]').click();
      expect(await page.locator('main').textContent()).toContain('每一點');
    });
  });

  it('brings in a badge earned elsewhere, checks it again, and lets go of it', async () => {
    await trustSchool(world);
    const alignment = [alignmentTo('AI素養', 'mid/AI素養/3')];
    await as('提案人', '/badges/import', async (page, shot) => {
      await page.fill('[name="text"]', schoolBadge({ alignment }));
      await page.fill('[name="email"]', 'other@gov.example');
      await page.locator('.sheet button').click();
      expect(await page.locator('[role="alert"]').textContent()).toContain('不是發給您查詢的這個人');
      await page.fill('[name="email"]', 'holder@gov.example');
      await page.locator('.sheet button').click();
      await page.waitForURL(/\/badges#mine$/);
      expect(await page.locator('main').textContent()).toMatch(/資料治理課程.*某校.*有效.*AI素養/);
      await shot('badges-imported');
      await page.locator('button', { hasText: '重新查驗' }).click();
      await page.waitForURL(/\/badges#mine$/);
      await page.locator('button', { hasText: '刪除' }).click();
      expect(await page.locator('.notice').textContent()).toContain('資料治理課程');
      await confirm(page);
      await page.waitForURL(/\/badges#mine$/);
      expect(await page.locator('main').textContent()).not.toContain('資料治理課程');
    });
  });

  it('shows a draft with the picture it will have, and each version with what it changed', async () => {
    await as('提案人', '/badges/new', async (page, shot) => {
      for (const [name, value] of Object.entries({
        name: '採購實務',
        description: '說明',
        criteria: '完成課程並通過實作評量。',
        courseTitle: '採購',
        courseHours: '12',
        assessment: '評量',
        evidence: '證明',
      }))
        await page.fill(`[name="${name}"]`, value);
      await page.selectOption('[name="competency1"]', { index: 1 });
      await page.locator('.sheet button[type="submit"]').click();
      await page.waitForURL(/\/badges\/badge_/);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate("document.querySelector('.badge-picture').naturalWidth")).toBeGreaterThan(
        100,
      );
      await page.locator('a', { hasText: '修改' }).click();
      await page.fill('[name="criteria"]', '完成課程並通過筆試。');
      await page.locator('.sheet button[type="submit"]').click();
      await page.waitForURL(/\/badges\/badge_[^/]+$/);
      const versions = page.locator('[aria-labelledby="versions"]');
      expect(await versions.locator('del').textContent()).toBe('實作評量');
      expect(await versions.locator('ins').textContent()).toBe('筆試');
      await shot('badges-versions');
    });
  });
});
