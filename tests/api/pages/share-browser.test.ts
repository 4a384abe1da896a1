import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { reviseCase } from '../../../knowledge/cases/revise-case.ts';
import { submitCase, updateCase } from '../../../knowledge/cases/write-case.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { caseIn, caseInput } from '../../support/cases.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { projectRoot } from '../../support/project-files.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { openSite, type Site } from './site.ts';

const phone = { viewport: { width: 390, height: 844 } };
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync);
const artifact = (name: string) => join(projectRoot, 'tests/.artifacts', name);

describe.skipIf(noBrowser)('sharing and reviewing in a browser', { timeout: 180_000 }, () => {
  let bank: Bank;
  let site: Site;
  let browser: Browser;
  const people: Record<string, TestPerson> = {};
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    bank = await openSeededBank();
    site = await openSite(bank);
    browser = await launchBrowser();
    for (const [name, role] of [
      ['author', 'staff'],
      ['reviewer', 'reviewer'],
    ] as const) {
      const roles: Actor['roles'] = [role];
      people[name] = await createPerson(bank, { roles, person: `share ${name}` });
    }
    const who = { author: people.author!.actor, reviewer: people.reviewer!.actor };
    const author = contextOf(bank, { actor: who.author });
    const first = { title: '會議紀錄語音辨識', sections: { approach: '每週辨識一次會議錄音，由專人校對。' } };
    ids.revised = await caseIn(bank, 'published', who, first);
    await callCapability(reviseCase, author, { id: ids.revised });
    const second = {
      title: '會議紀錄語音辨識',
      sections: { approach: '每天辨識一次會議錄音，由兩人校對。' },
    };
    await callCapability(updateCase, author, { id: ids.revised, ...caseInput(second) });
    await callCapability(submitCase, author, { id: ids.revised });
    ids.draft = await caseIn(bank, 'draft', who, {
      sections: { approach: '承辦人：王小明，由陳大文科長核定。' },
    });
    const asked = await callCapability(ask, author, { question: 'TAIDE 是什麼？' });
    ids.answer = asked.answerId;
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bank?.store.close();
  });

  async function as(
    name: string,
    options: PageOptions,
    run: (page: Page, shot: (name: string) => Promise<string>) => Promise<void>,
  ) {
    const watched = await openPage(browser, site.origin, options);
    try {
      await watched.page.goto(`${site.origin}/login`);
      await watched.page.fill('#token', people[name]!.token);
      await watched.page.keyboard.press('Enter');
      await watched.page.waitForURL((url) => url.pathname !== '/login');
      await run(watched.page, watched.screenshot);
      expect(watched.faults.filter((fault) => !/status of 40[034] /.test(fault))).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  it('a text becomes a draft, is kept as its author writes, and what is certain is masked', async () => {
    await as('author', {}, async (page, shot) => {
      await page.goto(`${site.origin}/share`);
      await page.fill(
        '[name="text"]',
        '# 公園巡查\n機關：測試市政府公園處\n## 成效\n準確率達 92%。\n今天天氣不錯',
      );
      await shot('share-start');
      await page.click('main form .button');
      await page.waitForSelector('#share');
      expect(await page.inputValue('[name="title"]')).toBe('公園巡查');
      await shot('share-drafted');
      await page.fill('[name="risks"]', '誤報時請洽 0912-345-678');
      await page.fill('[name="lessons"]', '先試一個公園。');
      await page.locator('#share-status', { hasText: '電話' }).waitFor();
      expect(await page.inputValue('[name="risks"]')).toBe('誤報時請洽 〔電話已遮蔽〕');
      expect(page.url()).toMatch(/\/share\/case_/);
      await page.fill('[name="lessons"]', '先試兩個公園。');
      await page.locator('#share-status', { hasText: /^已儲存。$/ }).waitFor();
      await page.reload();
      expect(await page.inputValue('[name="lessons"]')).toBe('先試兩個公園。');
    });
  });

  it('no page is wider than a phone, and each can be looked at', async () => {
    const pages: [string, string, string][] = [
      ['author', '/share', 'share'],
      ['author', `/share/${ids.draft}`, 'share-form'],
      ['author', `/share/${ids.draft}/preview`, 'share-preview'],
      ['author', '/share/offer', 'share-offer'],
      ['reviewer', '/review', 'review'],
      ['reviewer', `/review/cases/${ids.revised}`, 'review-case'],
      ['reviewer', '/review/overdue', 'review-overdue'],
      ['reviewer', '/review/offers', 'review-offers'],
      ['reviewer', '/cases', 'cases'],
      ['reviewer', '/cases/tw-taide', 'case-care'],
      ['reviewer', '/cases/changes', 'case-changes'],
      ['reviewer', `/cases/${ids.revised}/versions`, 'case-versions'],
      ['reviewer', '/cases/compare?a=tw-taide&b=jp-gennai', 'case-compare'],
      ['author', `/answers/${ids.answer}`, 'answer-copy'],
    ];
    for (const name of ['author', 'reviewer'])
      for (const [look, options] of [
        ['phone', { ...phone, locale: 'en-US' }],
        ['desk', {}],
      ] as const)
        await as(name, options, async (page, shot) => {
          for (const [who, path, label] of pages) {
            if (who !== name) continue;
            await page.goto(site.origin + path);
            const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
            if (look === 'phone') expect([path, width]).toEqual([path, phone.viewport.width]);
            await shot(`${label}-${look}`);
          }
        });
  });

  it('a case and an answer are copied as rich text with numbered sources, which a word processor reads', async () => {
    for (const [path, title] of [
      ['/cases/tw-taide', 'h1'],
      [`/answers/${ids.answer}`, '.turn h1'],
    ] as const) {
      const context = await browser.newContext({
        locale: 'zh-TW',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      await page.goto(`${site.origin}/login`);
      await page.fill('#token', people.author!.token);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname !== '/login');
      await page.goto(site.origin + path);
      const heading = await page.textContent(title);
      await page.click('[data-copy]');
      await page
        .locator('[data-copy]', { hasText: /^已複製$/ })
        .first()
        .waitFor();
      const copied = (await page.evaluate(`navigator.clipboard.read().then(async ([item]) => {
        const read = async (type) => (await item.getType(type)).text();
        return { html: await read('text/html'), text: await read('text/plain') };
      })`)) as { html: string; text: string };
      await context.close();
      expect(copied.html).toContain(heading!.trim());
      expect(copied.html).toMatch(/<sup[^>]*>(?:<[^>]+>)*\[1\]/);
      expect(copied.html).not.toMatch(/<(?:div|button|script|form)\b/);
      expect(copied.text).toContain('[1]');
      if (!office) continue;
      const file = artifact(`copied-${path.split('/')[1]}.html`);
      writeFileSync(file, `<!doctype html><meta charset="utf-8">${copied.html}`);
      execFileSync(
        office,
        ['--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', artifact(''), file],
        { timeout: 120_000 },
      );
      execFileSync(
        office,
        [
          '--headless',
          '--convert-to',
          'txt:Text (encoded):UTF8',
          '--outdir',
          artifact(''),
          file.replace('.html', '.docx'),
        ],
        { timeout: 120_000 },
      );
      const words = readFileSync(file.replace('.html', '.txt'), 'utf8');
      expect(words).toContain(heading!.trim());
      expect(words).toMatch(/\n\[1\] \S/);
    }
  });
});
