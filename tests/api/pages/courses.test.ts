import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { csvTemplate } from '../../../knowledge/courses/csv-columns.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { createPerson } from '../../support/people.ts';
import { projectRoot } from '../../support/project-files.ts';
import { openSeededBank } from '../../support/world.ts';
import { openSite, type Site } from './site.ts';

const phone = { viewport: { width: 390, height: 844 } };

describe.skipIf(noBrowser)('courses in a browser', { timeout: 120_000 }, () => {
  let bank: Bank;
  let site: Site;
  let browser: Browser;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    bank = await openSeededBank();
    await ensureAdmin(bank);
    site = await openSite(bank);
    browser = await launchBrowser();
    for (const [name, role] of [
      ['主管', 'manager'],
      ['審核人', 'reviewer'],
      ['另一位審核人', 'reviewer'],
      ['同仁', 'staff'],
    ] as const) {
      const roles: Actor['roles'] = [role];
      tokens[name] = (await createPerson(bank, { roles, agency: 'a', person: name, name })).token;
    }
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bank?.store.close();
  });

  async function visit(options: PageOptions, run: (page: Page) => Promise<void>) {
    const watched = await openPage(browser, site.origin, options);
    try {
      await run(watched.page);
      // Chromium notes a refusal as an error of the console.
      expect(watched.faults.filter((fault) => !/status of 40[034] /.test(fault))).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  async function as(name: string, path: string, run: (page: Page) => Promise<void>) {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/login?next=${encodeURIComponent(path)}`);
      await page.fill('#token', tokens[name]!);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site.origin}${path}`);
      await run(page);
    });
  }

  const confirm = (page: Page) => page.locator('button[name="confirmed"]').click();

  it('shows every page clean in both languages, on a phone, with every field named and no id twice', async () => {
    const paths = ['/courses', '/courses?q=驗收&level=mid', '/courses/ai-procurement-clauses', '/programme'];
    for (const path of paths)
      for (const locale of ['zh-TW', 'en'])
        await visit({ ...phone, locale }, async (page) => {
          await page.goto(`${site.origin}${path}`);
          const found = await page.evaluate(`(() => {
            const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
            const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
            return {
              wide: document.documentElement.scrollWidth - innerWidth,
              twice: ids.filter((id, index) => ids.indexOf(id) !== index),
              unnamed: fields.filter((field) => !field.labels?.length).length,
              headings: document.querySelectorAll('h1').length,
            };
          })()`);
          expect([path, found]).toEqual([path, { wide: 0, twice: [], unnamed: 0, headings: 1 }]);
        });
  });

  it('tells of a module its parts with minutes, what passes and fails, and links to its cases', async () => {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/courses/ai-procurement-clauses`);
      const text = await page.locator('main').innerText();
      for (const part of ['案例閱讀', '工作上的任務', '檢核：由他人簽核', '不通過', '入門清單，本產品自編'])
        expect(text).toContain(part);
      await page.getByRole('link', { name: /歐盟 AI 採購示範條款/ }).click();
      await page.waitForURL(`${site.origin}/cases/eu-mcc-ai-clauses`);
    });
  });

  it('shows the two tracks of the programme side by side', async () => {
    await visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
      await page.goto(`${site.origin}/programme`);
      const tracks = await page.locator('.tracks > section').evaluateAll((all) =>
        all.map((one) => ({
          left: one.getBoundingClientRect().left,
          units: one.querySelectorAll('li').length,
        })),
      );
      expect(tracks.map(({ units }) => units)).toEqual([7, 7]);
      expect(tracks[0]!.left).toBeLessThan(tracks[1]!.left);
    });
  });

  it('says on the framework how many modules each competency has at each level', async () => {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/framework?competency=AI素養#competencies`);
      const link = page.locator('.level-links a').first();
      const count = Number(/\d+/.exec(await link.innerText())?.[0]);
      await link.click();
      await page.waitForURL(/\/courses\?/);
      expect(await page.locator('.course-card').count()).toBe(count);
      expect(count).toBeGreaterThan(1);
    });
  });

  it('carries a case study from the page of a case through editing and review to the list', async () => {
    let path = '';
    await as('主管', '/cases/uk-redbox', async (page) => {
      await page.getByRole('button', { name: '由這則案例產生案例研討' }).click();
      await page.waitForURL(/\/courses\/.*\/edit$/);
      expect(await page.locator('textarea[name="study-situation"]').inputValue()).not.toBe('');
      await page.fill('input[name="title"]', '收掉自建工具的決定');
      await page.getByRole('button', { name: '儲存草稿' }).click();
      await page.waitForURL(/\/courses\/[^/]+$/);
      path = new URL(page.url()).pathname;
      await page.getByRole('button', { name: '送審' }).click();
      expect(await page.locator('main').innerText()).toContain('審核中');
    });
    await as('同仁', '/courses', async (page) => {
      expect(await page.locator('main').innerText()).not.toContain('收掉自建工具的決定');
      expect((await page.goto(site.origin + path))?.status()).toBe(404);
    });
    await as('審核人', path, async (page) => {
      await page.getByRole('button', { name: '退回' }).click();
      expect(await page.locator('main').innerText()).toContain('退回時必須說明原因');
      await page.goto(site.origin + path);
      await page.getByRole('button', { name: '核可' }).click();
      await confirm(page);
      await page.waitForURL(site.origin + path);
    });
    await as('同仁', path, async (page) => {
      const text = await page.locator('main').innerText();
      expect(text).toContain('當時的情境');
      expect(text).toContain('案例研討，由案例改編');
      expect(await page.locator('.case-text a.cite').first().getAttribute('href')).toMatch(
        /^\/cases\/uk-redbox#source-/,
      );
      await page.goto(`${site.origin}/courses?origin=case-study`);
      expect(await page.locator('.course-card').count()).toBe(1);
    });
  });

  it('shows a colleague no button for what only some may do', async () => {
    await as('同仁', '/cases/uk-redbox', async (page) => {
      expect(await page.getByRole('button', { name: '由這則案例產生案例研討' }).count()).toBe(0);
    });
    await as('同仁', '/courses', async (page) => {
      expect(await page.getByRole('link', { name: /匯入機關課程|編寫課程/ }).count()).toBe(0);
      expect((await page.goto(`${site.origin}/courses/import`))?.status()).toBe(403);
    });
  });

  it('imports a catalogue after a dry run, and lists it once a second person approves', async () => {
    const file = join(projectRoot, 'tests/.artifacts/catalogue.csv');
    await as('審核人', '/courses/import', async (page) => {
      writeFileSync(file, csvTemplate().replace(/,90,/, ',soon,'));
      await page.setInputFiles('input[type="file"]', file);
      await page.getByRole('button', { name: '試跑' }).click();
      expect(await page.locator('main').innerText()).toContain('「soon」不是分鐘數');
      expect(await page.getByRole('button', { name: /^匯入 \d+ 門$/ }).count()).toBe(0);
      writeFileSync(file, csvTemplate());
      await page.setInputFiles('input[type="file"]', file);
      await page.getByRole('button', { name: '試跑' }).click();
      await page.getByRole('button', { name: '匯入 1 門' }).click();
      expect(await page.locator('main').innerText()).toContain('已匯入並送審：1 門');
    });
    await as('另一位審核人', '/courses', async (page) => {
      await page.locator('input[name="id"][value="a.A-101"]').check();
      await page.getByRole('button', { name: '核可選取的課程' }).click();
      await confirm(page);
      await page.goto(`${site.origin}/courses?origin=agency`);
      expect(await page.locator('.course-card').count()).toBe(1);
    });
  });

  it('records a module as done; one with a sign-off says that it waits for somebody', async () => {
    await as('同仁', '/courses/ai-procurement-clauses', async (page) => {
      await page.locator('summary', { hasText: '記為已完成' }).click();
      await page.getByRole('button', { name: '記為已完成' }).click();
      expect(await page.locator('main').innerText()).toContain('等待他人簽核');
    });
    await as('同仁', '/courses/ai-literacy-check-output', async (page) => {
      await page.locator('summary', { hasText: '記為已完成' }).click();
      await page.getByRole('button', { name: '記為已完成' }).click();
      expect(await page.locator('main').innerText()).toContain('您已完成這門課');
    });
  });

  it('keeps what was typed into a form that is refused', async () => {
    await as('主管', '/courses/new', async (page) => {
      await page.fill('input[name="title"]', '還沒寫完');
      await page.fill('textarea[name="aim"]', '目的');
      await page.fill('textarea[name="task"]', '任務');
      await page.fill('input[name="taskMinutes"]', '30');
      await page.fill('textarea[name="check"]', '檢核');
      await page.fill('input[name="checkMinutes"]', '10');
      await page.getByRole('button', { name: '儲存草稿' }).click();
      expect(await page.getByRole('alert').count()).toBe(1);
      expect(await page.inputValue('input[name="title"]')).toBe('還沒寫完');
    });
  });
});
