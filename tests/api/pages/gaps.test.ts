import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GapWorld, openGapWorld } from '../../knowledge/gaps/world.ts';
import {
  launchBrowser,
  noBrowser,
  openPage,
  type PageOptions,
  type WatchedPage,
} from '../../support/browser.ts';
import type { TestPerson } from '../../support/people.ts';
import { openSite, type Site } from './site.ts';

const phone = { width: 390, height: 844 };
const looks: readonly (PageOptions & { name: string })[] = [
  { name: 'zh', locale: 'zh-TW' },
  { name: 'en-dark-phone', locale: 'en-US', colorScheme: 'dark', viewport: phone },
];

describe.skipIf(noBrowser)(
  `asking the community in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    let world: GapWorld;
    let site: Site;
    let browser: Browser;
    let asker: TestPerson;
    let leader: TestPerson;
    beforeAll(async () => {
      world = await openGapWorld();
      site = await openSite(world.bank);
      browser = await launchBrowser();
      asker = await world.person('asker');
      leader = await world.person('leader', ['pilot_leader', 'reviewer']);
    }, 240_000);
    afterAll(async () => {
      await browser?.close();
      await site?.close();
      await world?.bank.store.close();
    });

    async function signedIn(who: TestPerson, look: PageOptions = {}): Promise<WatchedPage> {
      const watched = await openPage(browser, site.origin, look);
      await watched.page.goto(`${site.origin}/login`);
      await watched.page.fill('[name="token"]', who.token);
      await watched.page.click('main form [type="submit"]');
      await watched.page.waitForURL((url) => url.pathname !== '/login');
      return watched;
    }

    it('goes from one press below an answer to a reply, a mark in the head and a solved question', async () => {
      const { answerId } = await world.ask(asker, '候鳥遷徙路線用 AI 追蹤的機關是哪個？');
      const mine = await signedIn(asker);
      await mine.page.goto(`${site.origin}/answers/${answerId}`);
      await mine.page.click('.ask-community button[type="submit"]');
      await mine.page.waitForURL(/\/gaps\/gap_/);
      expect(await mine.page.textContent('[role="status"]')).toContain('已請教社群');
      expect(await mine.page.locator('.settings .unread').count()).toBe(0);
      const address = new URL(mine.page.url()).pathname;

      const theirs = await signedIn(leader);
      await theirs.page.goto(`${site.origin}/notices`);
      await theirs.page.click('.notices li button.link');
      await theirs.page.waitForURL(`**${address}`);
      expect(await theirs.page.textContent('.fact-list')).toContain('不具名');
      await theirs.page.fill('textarea[name="text"]', '可洽林業單位，電話 02-2345-6789。');
      await theirs.page.click('text=送出回覆');
      await theirs.page.waitForSelector('.gap-replies li');
      expect(await theirs.page.textContent('.gap-replies')).toContain('電話已遮蔽');

      await mine.page.goto(site.origin);
      expect((await mine.page.textContent('.settings .unread'))?.trim()).toMatch(/^1/);
      await mine.page.goto(site.origin + address);
      await mine.page.click('text=標為已解決');
      await mine.page.waitForSelector('.gap-closed');
      expect([...mine.faults, ...theirs.faults]).toEqual([]);
      await mine.close();
      await theirs.close();
    }, 120_000);

    it('counts an answer that did not help, and a reviewer takes it up for the evaluation', async () => {
      const { answerId } = await world.ask(asker, '機關使用生成式 AI 前應該做什麼？');
      const mine = await signedIn(asker);
      await mine.page.goto(`${site.origin}/answers/${answerId}`);
      await mine.page.click('details.ask-community summary');
      await mine.page.click('.ask-community button[type="submit"]');
      await mine.page.waitForURL(/\/gaps\/gap_/);
      await mine.close();
      const theirs = await signedIn(leader);
      await theirs.page.goto(`${site.origin}/gaps/candidates`);
      await theirs.page.selectOption('[name="expectedOutcome"]', 'answered');
      await theirs.page.click('[name="decision"][value="accept"]');
      await theirs.page.waitForSelector('.empty');
      await theirs.close();
      const out = await world.http.api('GET', '/feedback/candidates', {
        token: leader.token,
        headers: { accept: 'application/jsonl' },
      });
      expect(out.headers.get('content-type')).toContain('application/jsonl');
      expect(JSON.parse(out.text)).toMatchObject({
        id: `candidate-${answerId}`,
        kind: 'case-fact',
        lang: 'zh',
        question: '機關使用生成式 AI 前應該做什麼？',
        expect: { outcome: ['answered'] },
      });
    }, 120_000);

    it.each(looks)(
      'has no finding of axe and nothing too wide, filled ($name)',
      async ({ name, ...look }) => {
        const { id } = (await world.gap(asker, `樹木健康的 AI 診斷由誰負責 ${name}？`)).json;
        await world.post(leader, `/gaps/${id}/replies`, { text: '請洽林業單位。' });
        await world.ask(asker, `海洋廢棄物的 AI 辨識要多少錢 ${name}？`);
        const rated = await world.ask(asker, '機關使用生成式 AI 前要評估什麼？');
        await world.post(asker, `/answers/${rated.answerId}/feedback`, { helpful: false, comment: '太短' });
        for (const [who, paths] of [
          [asker, [`/gaps/${id}`, `/answers/${rated.answerId}`, '/notices']],
          [leader, ['/gaps', '/gaps/unanswered', '/gaps/candidates', `/gaps/${id}`]],
        ] as const) {
          const { page, faults, close } = await signedIn(who, look);
          for (const path of paths) {
            await page.goto(site.origin + path, { waitUntil: 'networkidle' });
            await page.evaluate(axe.source);
            const found = await page.evaluate(
              `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
            );
            const tooWide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            expect([path, found, Number(tooWide) > 0]).toEqual([path, [], false]);
          }
          expect(faults).toEqual([]);
          await close();
        }
      },
      90_000,
    );
  },
);
