import axe from 'axe-core';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BankApp } from '../../../api/app.ts';
import { mountPages } from '../../../api/pages/index.ts';
import {
  launchBrowser,
  noBrowser,
  openPage,
  type PageOptions,
  type WatchedPage,
} from '../../support/browser.ts';
import { unvisited, type Visitor, visits } from './axe-visits.ts';
import { openPagesWorld, type PagesWorld } from './axe-world.ts';
import { openSite, type Site } from './site.ts';

/** Each language, each theme and each width once. */
const looks: readonly PageOptions[] = [
  { locale: 'zh-TW', colorScheme: 'light' },
  { locale: 'en-US', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
];

it('leads to every page there is', () => {
  const app = new Hono();
  mountPages(app as unknown as BankApp);
  const routes = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  expect(routes.length).toBeGreaterThan(50);
  expect(unvisited([...new Set(routes)])).toEqual([]);
});

describe.skipIf(noBrowser)(`accessibility of the pages${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let world: PagesWorld;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    world = await openPagesWorld();
    site = await openSite(world.bank);
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await world?.bank.store.close();
  });

  /** One for each look, signed in. */
  async function openPages(as: Visitor | undefined): Promise<WatchedPage[]> {
    return Promise.all(
      looks.map(async (look) => {
        const watched = await openPage(browser, site.origin, look);
        if (!as) return watched;
        await watched.page.goto(`${site.origin}/login`);
        await watched.page.fill('[name="token"]', world.tokens[as]!);
        await watched.page.click('main form [type="submit"]');
        await watched.page.waitForURL((url) => url.pathname !== '/login');
        return watched;
      }),
    );
  }

  /** What axe finds on a page, each as `rule: element`. */
  async function findings({ page }: WatchedPage, path: string): Promise<string[]> {
    const reply = await page.goto(site.origin + path, { waitUntil: 'networkidle' });
    expect([path, reply?.status()]).toEqual([path, path === '/no-such-page' ? 404 : 200]);
    expect(new URL(page.url()).pathname).toBe(new URL(path, site.origin).pathname);
    await page.evaluate(axe.source);
    return page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
    );
  }

  describe.each(visits)('as $as', ({ as, paths }) => {
    let pages: WatchedPage[];
    beforeAll(async () => {
      pages = await openPages(as);
    }, 60_000);
    afterAll(() => Promise.all(pages?.map((watched) => watched.close()) ?? []));

    it.each(paths)(
      'finds nothing on %s',
      async (path) => {
        const address = path.replace(/\{(\w+)\}/g, (_, name: string) => world.ids[name] ?? `no-${name}`);
        const found = await Promise.all(pages.map((watched) => findings(watched, address)));
        expect(found.map((findings, at) => [looks[at], findings])).toEqual(looks.map((look) => [look, []]));
      },
      90_000,
    );
  });
});
