import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { createPerson } from '../../support/people.ts';
import { openSeededBank } from '../../support/world.ts';
import { openSite, type Site } from './site.ts';

const paths = [
  '/',
  '/cases',
  '/cases/nl-toeslagenaffaire',
  '/framework?level=senior&government=municipality',
  '/framework/tables/competency-by-government-senior',
  '/glossary',
  '/login',
  '/docs',
];
const phone = { viewport: { width: 360, height: 740 } };
const question = '非核心工作群到底是 638 人還是 683 人？';

describe.skipIf(noBrowser)('pages in a browser', () => {
  let bank: Bank;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    bank = await openSeededBank();
    await ensureAdmin(bank);
    site = await openSite(bank);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bank?.store.close();
  });

  /** Runs a visit and then holds the page to what no page of ours may do. */
  async function visit(options: PageOptions, run: (page: Page) => Promise<void>): Promise<void> {
    const watched = await openPage(browser, site.origin, options);
    try {
      await run(watched.page);
      expect(watched.faults).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  async function ask(page: Page, text: string, number = 0): Promise<void> {
    await page.fill('#question', text);
    await page.keyboard.press('Enter');
    await page.locator('.turn[id]').nth(number).waitFor();
  }

  it.each(paths)('%s is clean in both languages, light and dark', async (path) => {
    for (const [locale, colorScheme] of [
      ['zh-TW', 'light'],
      ['en-US', 'dark'],
    ] as const)
      await visit({ locale, colorScheme }, async (page) => {
        await page.goto(site.origin + path, { waitUntil: 'networkidle' });
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe(
          locale === 'en-US' ? 'en' : 'zh-Hant-TW',
        );
      });
  });

  it.each(paths)('%s fits a phone without sideways scrolling', async (path) => {
    await visit(phone, async (page) => {
      await page.goto(site.origin + path);
      const [content, width] = (await page.evaluate(
        '[document.documentElement.scrollWidth, innerWidth]',
      )) as number[];
      expect(content).toBeLessThanOrEqual(width!);
    });
  });

  it.each(paths)('%s names every field, button and link, and repeats no id', async (path) => {
    await visit({}, async (page) => {
      await page.goto(site.origin + path);
      const unnamed =
        await page.evaluate(`[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
        .filter((one) => !(one.labels?.length || one.textContent.trim() || one.ariaLabel || one.title))
        .map((one) => one.outerHTML.slice(0, 80))`);
      expect(unnamed).toEqual([]);
      const ids = (await page.evaluate(
        "[...document.querySelectorAll('[id]')].map((one) => one.id)",
      )) as string[];
      expect(ids.length).toBe(new Set(ids).size);
    });
  });

  it('keeps text readable on its ground, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      await visit({ colorScheme }, async (page) => {
        await page.goto(site.origin);
        const ratios = (await page.evaluate(contrasts)) as Record<string, number>;
        for (const [pair, ratio] of Object.entries(ratios)) expect(ratio, pair).toBeGreaterThanOrEqual(4.5);
      });
  });

  it('starts with a link that skips to the content', async () => {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/cases`);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    });
  });

  it('answers a question typed and sent with the keyboard, and follow-ups in the same conversation', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await ask(page, question);
      expect(await page.locator('.turn .answer').first().textContent()).toContain('683');
      expect(await page.locator('#intro').isVisible()).toBe(false);
      const second = page.waitForRequest((request) => request.url().endsWith('/api/v1/ask'));
      await ask(page, '那硬體維護呢？', 1);
      expect(JSON.parse((await second).postData()!).conversationId).toMatch(/^conversation_/);
    });
  });

  it('shows the conversation again after a reload, and forgets it when a new one is started', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await ask(page, question);
      await page.reload();
      await page.locator('.turn[id]').waitFor();
      await page.locator('#new-conversation button').click();
      await page.locator('#intro').waitFor();
      expect(await page.locator('.turn').count()).toBe(0);
    });
  });

  it('does not send while a word is being composed, nor on Shift+Enter', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await page.fill('#question', '什麼是');
      await page.keyboard.press('Shift+Enter');
      await page.locator('#question').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
      expect(await page.locator('.turn').count()).toBe(0);
      expect(await page.inputValue('#question')).toBe('什麼是\n');
    });
  });

  it('opens a cited passage in place by keyboard and gives the focus back', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await ask(page, question);
      const mark = page.locator('a.cite[data-passage]').first();
      await mark.focus();
      await page.keyboard.press('Enter');
      const dialog = page.locator('dialog[open]');
      await dialog.waitFor();
      await dialog.locator('.prose').waitFor();
      expect(await dialog.locator('mark').first().textContent()).toMatch(/638|683/);
      expect(page.url()).toBe(`${site.origin}/`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' }).catch(() => undefined);
      expect(await page.locator('dialog[open]').count()).toBe(0);
      expect(await page.evaluate('document.activeElement.className')).toBe('cite');
    });
  });

  it('asks an example, rates the answer and copies it with its sources', async () => {
    await visit({}, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(site.origin);
      await page.locator('#examples button', { hasText: '638' }).click();
      await page.locator('.turn[id]').waitFor();
      await page.locator('.feedback button', { hasText: '沒幫助' }).click();
      await page.locator('.feedback-status', { hasText: '謝謝' }).waitFor();
      await page.locator('[data-copy]').click();
      await page.locator('[data-copy]', { hasText: '已複製' }).waitFor();
      const copied = await page.evaluate('navigator.clipboard.readText()');
      expect(copied).toMatch(/問題: 非核心[\s\S]*\[1\][\s\S]*出處:\n\[1\] [\s\S]*\/answers\/answer_/);
    });
  });

  it('keeps the question and says so when the server cannot be reached', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await page.evaluate("window.fetch = () => Promise.reject(new TypeError('offline'))");
      await page.fill('#question', question);
      await page.keyboard.press('Enter');
      await page.locator('.failure', { hasText: '連不上伺服器' }).waitFor();
      expect(await page.inputValue('#question')).toBe(question);
    });
  });

  it('shows what the server says about a question it refuses, with the request id', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await page.route('**/api/v1/ask', (route) =>
        route.fulfill({
          contentType: 'text/event-stream',
          body: 'event: error\ndata: {"error":{"code":"INTERNAL","message":"系統發生錯誤","requestId":"req_test"}}\n\n',
        }),
      );
      await page.fill('#question', question);
      await page.keyboard.press('Enter');
      await page.locator('.failure', { hasText: '系統發生錯誤' }).waitFor();
      expect(await page.locator('.failure code').textContent()).toBe('req_test');
      await page.unroute('**/api/v1/ask');
      await page.locator('.failure button').click();
      await page.locator('.turn[id]').waitFor();
    });
  });

  it('asks and rates as the person signed in, with the check of the session', async () => {
    const { token } = await createPerson(bank, { roles: ['staff'], person: '林小華' });
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/login?next=/`);
      await page.fill('#token', token);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site.origin}/`);
      expect(await page.locator('.settings').textContent()).toContain('林小華');
      await ask(page, question);
      await page.locator('.feedback button', { hasText: '有幫助' }).first().click();
      await page.locator('.feedback-status', { hasText: '謝謝' }).waitFor();
    });
  });

  it('changes its appearance at once and remembers it', async () => {
    await visit({}, async (page) => {
      await page.goto(site.origin);
      await page.locator('a.theme').click();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await page.waitForLoadState('networkidle');
      await page.goto(`${site.origin}/glossary`);
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    });
  });

  it('filters cases with the keyboard alone', async () => {
    await visit({}, async (page) => {
      await page.goto(`${site.origin}/cases`);
      await page.locator('select[name="outcome"]').focus();
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
      await page.locator('select[name="country"]').selectOption('TW');
      await page.locator('.filters button').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/outcome=failure/);
      const tags = await page.locator('.case-card .tag').allTextContents();
      expect(new Set(tags)).toEqual(new Set(['失敗']));
      expect(Number(await page.locator('.count strong').textContent())).toBe(tags.length);
    });
  });

  it('works without scripts: ask, read, follow a citation to its source', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-TW' });
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.fill('#question', question);
    await page.locator('#composer button').click();
    await page.waitForURL(/\/answers\//);
    await page.locator('a.cite').first().click();
    expect(page.url()).toMatch(/#c-answer_.*-1$/);
    await page.locator('.sources a[href^="/passages/"]').first().click();
    expect(await page.locator('h1').textContent()).toBe('引用段落');
    await context.close();
  });
});

/** Contrast of each text colour on each ground it stands on, computed from the styles in force. */
const contrasts = `(() => {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas').getContext('2d');
  const luminance = (name) => {
    canvas.fillStyle = style.getPropertyValue(name);
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) => {
      const part = one / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const pairs = [
    ...['--ink', '--quiet', '--accent', '--bad'].flatMap((text) => ['--paper', '--card'].map((ground) => [text, ground])),
    ...['--ink', '--accent', '--quiet'].map((text) => [text, '--tint']),
    ['--ink', '--warn-tint'],
    ['--on-accent', '--accent'],
  ];
  return Object.fromEntries(pairs.map(([a, b]) => [a + ' on ' + b, ratio(a, b)]));
})()`;
