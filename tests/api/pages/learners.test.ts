import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { recordCompletion } from '../../../knowledge/progress/record-completion.ts';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { type LearnerBank, openLearnerBank, prove } from '../../support/learners.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';
import { openSite, type Site } from './site.ts';

const phone = { viewport: { width: 360, height: 740 } };

describe.skipIf(noBrowser)('dashboard, quizzes and ratings in a browser', { timeout: 120_000 }, () => {
  let world: LearnerBank;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    world = await openLearnerBank(new Date().toISOString());
    await ensureAdmin(world.bank);
    site = await openSite(world.bank);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await world?.close();
  });

  async function visitAs(
    name: string,
    options: PageOptions,
    run: (page: Page, personId: string) => Promise<void>,
  ): Promise<void> {
    const made = await createPerson(world.bank, { roles: ['manager'], person: name, agency: 'moda' });
    const watched = await openPage(browser, site.origin, options);
    try {
      const { page } = watched;
      await page.goto(`${site.origin}/login`);
      await page.fill('input[name=token]', made.token);
      await page.click('main button[type=submit]');
      await run(page, made.actor.personId!);
      expect(watched.faults).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  /** Changes a profile as its person. */
  async function change(personId: string, input: object): Promise<void> {
    await callCapability(
      updateProfile,
      contextOf(world.bank, { actor: { personId, roles: ['staff'] } }),
      input,
    );
  }

  it('saves each rating as it is chosen, and leads on to the path', async () => {
    await visitAs('rater', phone, async (page, id) => {
      await change(id, { level: 'mid', cluster: 'sys' });
      await page.goto(`${site.origin}/diagnosis/levels`);
      await page.locator('input[name="AI素養"][value="3"]').check();
      await page.locator('#levels-status', { hasText: '已儲存' }).waitFor();
      await page.reload();
      expect(await page.locator('input[name="AI素養"][value="3"]').isChecked()).toBe(true);
      expect(await page.locator('main a[href="/path"]').count()).toBe(1);
    });
  });

  it('takes a quiz to its result with reasons and cases, and shows it on the dashboard', async () => {
    await visitAs('learner', {}, async (page, id) => {
      await change(id, { level: 'mid', cluster: 'sys' });
      await page.goto(`${site.origin}/quizzes`);
      await page.getByRole('link', { name: 'AI素養 · 中階' }).click();
      for (const question of await page.locator('fieldset.question').all())
        await question.locator('input').first().check();
      await page.getByRole('button', { name: '交卷' }).click();
      expect(await page.locator('.item-reviews > li').count()).toBe(6);
      expect(await page.locator('.item-reviews a[href^="/cases/"]').count()).toBe(6);
      await page.goto(`${site.origin}/dashboard`);
      expect(await page.locator('.changes').textContent()).toContain('測驗');
    });
  });

  it('draws each chart with a table behind it that says the same, and nothing overflows a phone', async () => {
    await visitAs('seer', phone, async (page, id) => {
      await change(id, { level: 'mid', cluster: 'sys' });
      await prove(world, id, { competency: 'AI素養', proficiency: 2 });
      await prove(world, id, { competency: 'AI系統設計與應用', proficiency: 3 });
      await page.goto(`${site.origin}/dashboard`);
      // (2 + 3 + 0) / 9
      expect(await page.locator('.rate-figure strong').textContent()).toBe('56%');
      const chart = page.locator('section[aria-labelledby="gaps"] figure');
      expect(await chart.locator('svg[aria-hidden="true"]').count()).toBe(1);
      const labels = await chart.locator('tbody th').allTextContents();
      const drawn = (await chart.locator('svg').textContent())!.replaceAll(/\s/g, '');
      for (const label of labels) expect(drawn).toContain(label.slice(0, 8));
      const gapOf = new Map(
        await Promise.all(
          (await chart.locator('tbody tr').all()).map(
            async (row) =>
              [await row.locator('th').textContent(), await row.locator('td').first().textContent()] as const,
          ),
        ),
      );
      expect(gapOf.get('AI素養')).toBe('1');
      expect(gapOf.get('AI系統設計與應用')).toBe('0');
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });

  it('signs off a colleague’s completion, and asks for a word before deleting everything', async () => {
    const colleague = await world.as('colleague', ['staff'], { agency: 'moda' });
    await callCapability(recordCompletion, colleague, { courseId: 'signed-course' });
    await visitAs('boss', {}, async (page) => {
      await page.goto(`${site.origin}/dashboard`);
      await page.getByRole('button', { name: '確認' }).click();
      expect(await page.locator('#waiting').count()).toBe(0);
      await page.goto(`${site.origin}/dashboard/delete`);
      await page.fill('input[name=word]', '刪除');
      await page.getByRole('button', { name: '確定刪除' }).click();
      expect(await page.locator('h1').textContent()).toContain('已經全部刪除');
    });
    const rows = await world.bank.store.system.query("select from people p where p.login = 'person:boss'");
    expect(rows).toHaveLength(0);
  });
});
