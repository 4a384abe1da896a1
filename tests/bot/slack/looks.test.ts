import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser, openPage } from '../../support/browser.ts';
import { linkPerson } from './people.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

describe.skipIf(noBrowser)('a channel, looked at', () => {
  let world: Workspace;
  let browser: Browser;
  beforeAll(async () => {
    world = await openWorkspace();
    browser = await launchBrowser();
    await linkPerson(world, 'UAMY', ['staff']);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function look(channel: string, name: string, width = 760, unfold = false): Promise<void> {
    const { origin } = world.slack;
    const { page, faults, screenshot, close } = await openPage(browser, origin, {
      viewport: { width, height: 900 },
    });
    await page.goto(`${origin}/channels/${channel}?as=UAMY`);
    if (unfold) await page.locator('summary').first().click();
    await screenshot(`slack-${name}`);
    expect(await page.locator('mark.mention', { hasText: /channel|here|everyone/ }).count()).toBe(0);
    expect(await page.locator('article.bot').count()).toBeGreaterThan(0);
    expect(faults.filter((fault) => !/favicon/.test(fault))).toEqual([]);
    await close();
  }

  it('shows an answer with its sources folded, and unfolds them', async () => {
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    await world.replies({ channel: 'CPUB', threadTs: message.ts });
    await look('CPUB', 'answer', 760, true);
    const english = await world.slack.people.direct('UAMY', 'What failed in Rotterdam?');
    await world.replies({ channel: 'DUAMY', threadTs: english.message.ts });
    await look('DUAMY', 'answer-en-phone', 390);
  });

  it('shows usage, a refusal, a list and a confirmation to their person', async () => {
    const { people } = world.slack;
    await people.command('UAMY', 'GPRIV', '/case', 'find');
    await people.command('UAMY', 'GPRIV', '/badge', 'issue badge_x a@b.example | x');
    await people.command('UAMY', 'GPRIV', '/case', 'find 聊天機器人');
    const draft =
      'share 便民櫃檯語音轉文字 | 某市民政局 | 市（含直轄市） | 民政 | 自然語言處理 | 試辦 | 進行中，成效待驗證 | 錄音轉成逐字稿';
    await people.command('UAMY', 'GPRIV', '/case', draft);
    await world.replies({ channel: 'GPRIV', onlyFor: 'UAMY' }, 4);
    await look('GPRIV', 'commands');
  });

  it('shows the form that a thread fills, below the thread', async () => {
    const { people, state } = world.slack;
    const root = state.say(
      'UBOB',
      'CAWAY',
      '我們上個月導入語音轉文字，櫃檯排隊少了一半，電話 02-2345-6789。',
    );
    state.addChannel({ ...state.channels.get('CAWAY')!, members: ['UBANK', 'UAMY', 'UBOB'] });
    await people.mention('UAMY', 'CAWAY', '導入語音轉文字要注意什麼？', root.ts);
    await world.replies({ channel: 'CAWAY', threadTs: root.ts });
    await people.shortcut('UAMY', 'save_case', root);
    await expect.poll(() => [...state.views.values()].at(-1)?.view.callback_id).toBe('form');
    await look('CAWAY', 'share-form');
  });
});
