import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { createPerson } from '../../support/people.ts';
import { openSeededBank } from '../../support/world.ts';
import { openSite, type Site } from './site.ts';

/** Each language, each theme and each width once. */
const looks: readonly PageOptions[] = [
  { locale: 'zh-TW', colorScheme: 'light' },
  { locale: 'en-US', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
];

const forAnybody = [
  '/',
  '/cases',
  '/cases/tw-taide',
  '/cases/tw-taide/versions',
  '/cases/changes',
  '/cases/compare?a=tw-taide&b=jp-gennai',
  '/share',
  '/framework',
  '/framework/behaviours',
  '/glossary',
  '/diagnosis',
  '/path',
  '/path?cluster=sys&level=mid&hours=20',
  '/courses',
  '/courses/ai-literacy-first-use',
  '/programme',
  '/badges',
  '/verify',
  '/login',
  '/docs',
  '/no-such-page',
];
const forStaff = [
  '/dashboard',
  '/dashboard/delete',
  '/diagnosis/levels',
  '/quizzes',
  '/quizzes/AI素養',
  '/badges/import',
  '/cases/tw-taide?done=outdated',
  '/sources/tw-taide/care',
  '/share?sent=1',
  '/share/new',
  '/share/offer',
  '/review/overdue',
  '/notices',
  '/gaps',
];
const forWriters = [
  '/review',
  '/review/offers',
  '/gaps/unanswered',
  '/gaps/candidates',
  '/courses/new',
  '/courses/import',
  '/badges/new',
];

describe.skipIf(noBrowser)(`accessibility of the pages${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let bank: Bank;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    bank = await openSeededBank();
    site = await openSite(bank);
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bank?.store.close();
  });

  /** What axe finds on a page, each as `rule: element`. */
  async function findings(path: string, look: PageOptions, token?: string): Promise<string[]> {
    const { page, close } = await openPage(browser, site.origin, look);
    if (token) {
      await page.goto(`${site.origin}/login`);
      await page.fill('[name="token"]', token);
      await page.click('main form [type="submit"]');
      await page.waitForURL((url) => url.pathname !== '/login');
    }
    await page.goto(site.origin + path, { waitUntil: 'networkidle' });
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
    );
    await close();
    return found as string[];
  }

  async function expectNone(path: string, roles?: readonly Role[]): Promise<void> {
    const token = roles && (await createPerson(bank, { roles: [...roles] })).token;
    for (const look of looks)
      expect([path, look, await findings(path, look, token)]).toEqual([path, look, []]);
  }

  it.each(forAnybody)('finds nothing on %s', (path) => expectNone(path), 90_000);
  it.each(forStaff)('finds nothing on %s, signed in', (path) => expectNone(path, ['staff']), 90_000);
  it.each(forWriters)(
    'finds nothing on %s, for who may write',
    (path) => expectNone(path, ['reviewer', 'issuer']),
    90_000,
  );
});
