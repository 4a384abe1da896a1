import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../../support/browser.ts';
import { caseIn } from '../../support/cases.ts';
import { afterClose, openProgrammeWorld, type ProgrammeWorld, whileOpen } from '../../support/programme.ts';
import { openSite, type Site } from './site.ts';

const phone = { viewport: { width: 390, height: 844 } };

describe.skipIf(noBrowser)('the programme in a browser', { timeout: 120_000 }, () => {
  let world: ProgrammeWorld;
  let site: Site;
  let browser: Browser;
  /** Pages of the story below, for the last test to look at in every form. */
  const seen: { path: string; as: string | undefined }[] = [
    { path: '/programme', as: undefined },
    { path: '/programme', as: '主辦' },
  ];
  beforeAll(async () => {
    world = await openProgrammeWorld();
    site = await openSite(world.bank);
    browser = await launchBrowser();
    await world.person('主辦', ['reviewer'], 'org');
    await world.person('評審甲', ['reviewer'], 'one');
    await world.person('評審乙', ['reviewer'], 'two');
    await world.person('林科長', ['staff'], 'moda');
    await world.person('陳科長', ['pilot_leader'], 'mof');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await world?.close();
  });

  async function visit(
    name: string | undefined,
    path: string,
    run: (page: Page, shot: (name: string) => Promise<string>) => Promise<void>,
    options: PageOptions = {},
  ) {
    const watched = await openPage(browser, site.origin, options);
    try {
      const { page } = watched;
      if (name === undefined) await page.goto(site.origin + path);
      else {
        await page.goto(`${site.origin}/login?next=${encodeURIComponent(path)}`);
        await page.fill('#token', (await world.person(name)).token);
        await page.keyboard.press('Enter');
        await page.waitForURL(site.origin + path);
      }
      await run(page, watched.screenshot);
      // Chromium notes a refusal as an error of the console.
      expect(watched.faults.filter((fault) => !/status of 40[0349] /.test(fault))).toEqual([]);
    } finally {
      await watched.close();
    }
  }
  const confirm = (page: Page) => page.locator('button[name="confirmed"]').click();
  const text = (page: Page) => page.locator('main').innerText();
  const keep = (page: Page, as: string) => seen.push({ path: new URL(page.url()).pathname, as });

  let callPath = '';
  it('says plainly when there is nothing yet', async () => {
    await visit('林科長', '/programme', async (page) => {
      const shown = await text(page);
      for (const empty of ['目前沒有推薦公告', '還沒有提出推薦', '還沒有參加梯次', '沒有排定的聚會'])
        expect(shown).toContain(empty);
    });
  });

  it('drafts a call from the form, publishes it after asking, and shows it to everybody', async () => {
    await visit('主辦', '/programme/calls/new', async (page, shot) => {
      await page.fill('input[name="title"]', '115 年 AI 領航主管');
      await page.fill('textarea[name="about"]', '徵求各機關有潛力的資訊主管。');
      await page.fill('input[name="opensOn"]', '2026-03-31');
      await page.fill('input[name="closesOn"]', '2026-03-01');
      await page.getByRole('button', { name: '儲存草稿' }).click();
      expect(await text(page)).toContain('不能早於開始日');
      expect(await page.inputValue('input[name="title"]')).toBe('115 年 AI 領航主管');
      await page.fill('input[name="opensOn"]', '2026-03-01');
      await page.fill('input[name="closesOn"]', '2026-03-31');
      await shot('programme-call-form');
      await page.getByRole('button', { name: '儲存草稿' }).click();
      await page.getByRole('button', { name: '公布', exact: true }).click();
      expect(await text(page)).toContain('不能再改');
      await confirm(page);
      await page.waitForURL(/\/programme\/calls\/call_/);
      callPath = new URL(page.url()).pathname;
      keep(page, '主辦');
    });
    await visit(undefined, callPath, async (page) => {
      const shown = await text(page);
      for (const part of ['開放推薦', '評選標準', '總平均達 3.5', '同機關的成員由系統要求迴避'])
        expect(shown).toContain(part);
    });
  });

  let nominationPath = '';
  it('takes a nomination by keyboard, and one by name with its one-time code', async () => {
    world.setNow(whileOpen);
    const fill = async (page: Page) => {
      await page.fill('input[name="agency"]', '某部');
      await page.fill('textarea[name="reason"]', '主持過兩個試辦案。');
      await page.fill('input[name="project"]', '公文摘要試辦');
      await page.fill('textarea[name="summary"]', '先在一個科試行。');
      await page.fill('input[name="supervisor"]', '陳處長');
      await page.fill('input[name="givenOn"]', '2026-02-20');
    };
    await visit('林科長', `${callPath}/nominate`, async (page, shot) => {
      await fill(page);
      await shot('programme-nominate');
      await page.locator('input[name="givenOn"]').press('Enter');
      await page.waitForURL(/\/programme\/nominations\//);
      nominationPath = new URL(page.url()).pathname;
      expect(await text(page)).toContain('已提出');
      await page.getByRole('link', { name: '修改' }).click();
      await page.fill('textarea[name="reason"]', '改寫的理由。');
      await page.getByRole('button', { name: '送出' }).click();
      expect(await text(page)).toContain('改寫的理由。');
      keep(page, '林科長');
    });
    let code = '';
    await visit('林科長', `${callPath}/nominate`, async (page) => {
      await fill(page);
      await page.getByRole('radio', { name: '推薦別人' }).check();
      await page.fill('input[name="name"]', '陳科長');
      await page.getByRole('button', { name: '送出' }).click();
      code = (await page.locator('.one-time-code').innerText()).trim();
    });
    await visit('陳科長', '/programme', async (page) => {
      await page.getByText('收到推薦代碼？').click();
      await page.fill('input[name="code"]', code);
      await page.getByRole('button', { name: '我同意被推薦' }).click();
      await page.waitForURL(/\/programme\/nominations\//);
      expect(await text(page)).toContain('已提出');
    });
  });

  it('lets the panel judge by every criterion, and decides by the rule', async () => {
    for (const name of ['評審甲', '評審乙'])
      await visit(name, callPath, async (page) => {
        await page.getByRole('button', { name: '加入評選小組' }).click();
        await page.getByRole('button', { name: '離開評選小組' }).waitFor();
      });
    world.setNow(afterClose);
    for (const [name, score] of [
      ['評審甲', 5],
      ['評審乙', 4],
    ] as const)
      await visit(name, `${callPath}/panel`, async (page, shot) => {
        for (const _each of [1, 2]) {
          const form = page.locator('form[action$="/scores"]').first();
          await page.locator('details:has(form[action$="/scores"]) > summary').first().click();
          for (const group of await form.locator('fieldset').all()) {
            await group.getByLabel(String(score), { exact: true }).check();
            await group.locator('textarea').fill(`${score} 分的理由`);
          }
          if (name === '評審甲') await shot('programme-panel');
          await form.getByRole('button', { name: '交出評分' }).click();
          await confirm(page);
          await page.waitForURL(`${site.origin}${callPath}/panel`);
        }
        expect(await page.locator('form[action$="/scores"]').count()).toBe(0);
        keep(page, name);
      });
    await visit('主辦', callPath, async (page) => {
      await page.getByRole('button', { name: '依規則公布結果' }).click();
      expect(await text(page)).toContain('不能復原');
      await confirm(page);
      expect(await text(page)).toContain('已公布結果');
    });
    await visit('林科長', nominationPath, async (page, shot) => {
      const shown = await text(page);
      for (const part of ['入選', '4.50', '達到公布的門檻', '5 分的理由']) expect(shown).toContain(part);
      await shot('programme-result');
    });
  });

  let cohortPath = '';
  it('forms a cohort, assigns the track, and lets mates sign units and gates', async () => {
    await visit('主辦', '/programme/cohorts/new', async (page) => {
      await page.fill('input[name="name"]', '第一梯');
      await page.selectOption('select[name="callId"]', { label: '115 年 AI 領航主管' });
      await page.fill('input[name="startsOn"]', '2026-04-06');
      await page.fill('input[name="endsOn"]', '2026-07-13');
      await page.getByRole('button', { name: '成立', exact: true }).click();
      await page.waitForURL(/\/programme\/cohorts\/cohort_/);
      cohortPath = new URL(page.url()).pathname;
      await page.locator('details:has(select[name="track"]) > summary').click();
      await page.getByRole('button', { name: '排定主管方案' }).click();
      expect(await page.locator('tbody tr').count()).toBe(7);
      keep(page, '主辦');
    });
    const unit = (await world.call('林科長', 'GET', `/cohorts/${cohortPath.split('/').at(-1)}`)).json
      .units[0];
    await world.call('林科長', 'POST', '/me/completions', { courseId: unit.courseId, note: '決定書已完成' });
    await visit('林科長', cohortPath, async (page) => {
      await page.getByRole('button', { name: '分享我的單元進度' }).click();
      await page.getByRole('button', { name: '不再分享我的單元進度' }).waitFor();
      await page.locator('details:has(form[action$="/project"]) > summary').last().click();
      await page.fill('input[name="title"]', '公文摘要');
      await page.fill('textarea[name="summary"]', '先在一個科試行。');
      await page.getByRole('button', { name: '登記專案' }).click();
      await page.locator('details:has(input[value="scope"]) > summary').last().click();
      await page.fill('textarea[name="evidence"]', '現況：每件 12 分鐘。');
      await page.getByRole('button', { name: '交出', exact: true }).click();
      await page.waitForURL(site.origin + cohortPath);
      expect(await text(page)).toContain('等簽核');
    });
    await visit('陳科長', cohortPath, async (page, shot) => {
      expect(await text(page)).toContain('決定書已完成');
      await page.getByRole('button', { name: '簽核', exact: true }).first().click();
      await page.waitForURL(site.origin + cohortPath);
      expect(await text(page)).toContain('1／1 人完成');
      await page.locator('details.member:not([open]) > summary').click();
      await page.locator('form[action$="/gates/decide"]').getByRole('button', { name: '簽核' }).click();
      await page.waitForURL(site.origin + cohortPath);
      await page.locator('details.member:not([open]) > summary').click();
      expect(await text(page)).toContain('陳科長 簽核');
      await shot('programme-cohort');
      keep(page, '陳科長');
    });
  });

  it('plans a gathering, signs people up, and hands out its calendar file', async () => {
    let path = '';
    await visit(
      '陳科長',
      `/programme/gatherings/new?cohort=${cohortPath.split('/').at(-1)}`,
      async (page) => {
        await page.fill('input[name="title"]', '第一次聚會');
        await page.fill('input[name="startsAt"]', '2026-04-20T14:00');
        await page.fill('input[name="endsAt"]', '2026-04-20T16:00');
        await page.fill('input[name="place"]', '會議室 3');
        await page.fill('input[name="capacity"]', '1');
        await page.fill('textarea[name="agenda"]', '開場沒有分鐘');
        await page.getByRole('button', { name: '儲存' }).click();
        expect(await page.locator('[role="alert"]').innerText()).toContain('agenda');
        await page.fill('textarea[name="agenda"]', '20 開場\n40 案例分享');
        await page.getByRole('button', { name: '儲存' }).click();
        await page.waitForURL(/\/programme\/gatherings\/gathering_/);
        path = new URL(page.url()).pathname;
        await page.getByRole('button', { name: '報名', exact: true }).click();
        expect(await text(page)).toContain('您已報名');
        keep(page, '陳科長');
      },
    );
    await visit('林科長', path, async (page, shot) => {
      await page.getByRole('button', { name: '排候補' }).click();
      expect(await text(page)).toContain('候補第 1 位');
      expect(await text(page)).toContain('14:20 案例分享');
      await shot('programme-gathering');
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: '加入行事曆（.ics）' }).click();
      expect((await download).suggestedFilename()).toMatch(/\.ics$/);
    });
    await visit('陳科長', path, async (page) => {
      await page.getByRole('button', { name: '取消報名' }).click();
      await confirm(page);
      await page.waitForURL(site.origin + path);
    });
    await visit('林科長', path, async (page) => expect(await text(page)).toContain('您已報名'));
  });

  it('has comments and thanks under a published case', async () => {
    const id = await caseIn(world.bank, 'published', {
      author: (await world.person('林科長')).actor,
      reviewer: (await world.person('評審甲')).actor,
    });
    const path = `/cases/${id}`;
    await visit('陳科長', path, async (page) => {
      expect(await text(page)).toContain('還沒有人留言');
      await page.getByRole('button', { name: '說謝謝' }).click();
      await page.getByText('1 人說謝謝').waitFor();
      await page.getByLabel('留言（具名').fill('請問方言怎麼處理？');
      await page.getByRole('button', { name: '留言', exact: true }).click();
      await page.getByText('請問方言怎麼處理？').first().waitFor();
    });
    await visit('評審乙', path, async (page, shot) => {
      await page.locator('.talk details:has(form[action$="/hide"]) > summary').click();
      await page.locator('form[action$="/hide"] input[name="reason"]').fill('離題');
      await page.locator('form[action$="/hide"] button').click();
      await page.getByText('已被審查人隱藏').waitFor();
      await shot('programme-comments');
      await page.getByRole('button', { name: '恢復顯示' }).click();
      await page.getByText('已被審查人隱藏').waitFor({ state: 'detached' });
    });
    await visit('陳科長', path, async (page) => {
      await page.getByRole('button', { name: /^刪除/ }).click();
      await confirm(page);
      await page.waitForURL(/#comments$/);
      expect(await text(page)).toContain('還沒有人留言');
      keep(page, '陳科長');
    });
  });

  it('shows every page clean to axe, in both languages, light and dark, on a phone', async () => {
    for (const [index, { path, as }] of seen.entries()) {
      const inBoth = ['zh-TW', 'en'].map((locale) =>
        visit(
          as,
          path,
          async (page, shot) => {
            const found = await page.evaluate(`(() => {
              const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
              const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
              return {
                wide: document.documentElement.scrollWidth - innerWidth,
                twice: ids.filter((id, index) => ids.indexOf(id) !== index),
                unnamed: fields.filter((field) => !field.labels?.length && !field.ariaLabel).length,
                headings: document.querySelectorAll('h1').length,
              };
            })()`);
            await shot(`programme-phone-${index}-${locale}`);
            expect([path, found]).toEqual([path, { wide: 0, twice: [], unnamed: 0, headings: 1 }]);
            await page.evaluate(axe.source);
            const violations = await page.evaluate(
              `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
            );
            expect([path, violations]).toEqual([path, []]);
          },
          { ...phone, locale, colorScheme: locale === 'en' ? 'dark' : 'light' },
        ),
      );
      await Promise.all(inBoth);
    }
  });
});
