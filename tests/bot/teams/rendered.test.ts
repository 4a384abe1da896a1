import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPng } from '../../../badges/image/render-png.ts';
import type { BotMessage } from '../../../bot/commands/command.ts';
import { shareForm } from '../../../bot/commands/share-form.ts';
import { feedbackCard } from '../../../bot/teams/cards/feedback.ts';
import { formCard } from '../../../bot/teams/cards/form.ts';
import { showDialog } from '../../../bot/teams/dialogs.ts';
import { outcomeCard, presentMessage } from '../../../bot/teams/message.ts';
import type { Language } from '../../../core/language.ts';
import type { Citation } from '../../../knowledge/answers/schema.ts';
import { launchBrowser, noBrowser, openPage } from '../../support/browser.ts';
import { activityFaults, type Sent } from './stand-in/check-activity.ts';
import { renderPage, type Shown } from './stand-in/render.ts';

const base = 'https://bank.example.gov.tw';

const citations = Array.from(
  { length: 24 },
  (_, n): Citation => ({
    n: n + 1,
    sourceId: `source_${n}`,
    passageId: `passage_${n}`,
    externalId: `tw-case-${n + 1}`,
    kind: 'case',
    title: `地方政府客服聊天機器人試辦案（${n + 1}）`,
    section: '失敗或風險',
    excerpt: '回答引用了過期的規費標準，民眾據此繳費後遭退件；事後改為只回答有現行法規依據的問題。',
    url: `/cases/tw-case-${n + 1}`,
    sourceUrls: [],
    version: 2,
  }),
);

const texts = {
  'zh-TW': {
    answer:
      '### 失敗的例子\n\n聊天機器人曾依過期資料回覆規費，民眾因此遭退件。[1]\n\n- 答非所問而沒有轉接真人的出口。[2]\n- 上線前沒有以實際提問測試。[3]',
    confirm: '要核可並發布「櫃檯語音轉文字」（某市民政局）嗎？\n\n請在 10 分鐘內按「是」確認。',
    done: '已核可並發布：[case_1](/cases/case_1)',
    error: '您的身分不能使用這項功能（需要角色：reviewer）。',
    progress: '三項職能已達目標；最大的差距是**模型風險**。',
    wrong: '是空的、太短或太小',
    form: '分享案例要先建立草稿，再由作者以外的人審核後發布。',
    suggestions: ['這些案例後來怎麼改？', '上線前要測試哪些問題？'],
    yes: ['是', '取消'],
  },
  en: {
    answer:
      '### Examples of failure\n\nA chatbot quoted fees from outdated data, so applications were returned. [1]\n\n- It answered beside the point with no way to a person. [2]\n- It was not tried with real questions before launch. [3]',
    confirm:
      'Approve and publish “Speech to text at the counter” (a city office)?\n\nPress yes within 10 minutes.',
    done: 'Approved; it is published: [case_1](/cases/case_1)',
    error: 'Your roles do not allow this (needed: reviewer).',
    progress: 'Three competencies have reached their target; the widest gap is **model risk**.',
    wrong: 'is empty, too short or too small',
    form: 'A case starts as a draft and is published after somebody else reviewed it.',
    suggestions: ['What was changed afterwards?', 'Which questions should be tried before launch?'],
    yes: ['yes', 'cancel'],
  },
};

async function everything(language: Language): Promise<Shown[]> {
  const t = texts[language];
  const view = { language, base, conversationId: 'conversation_1', asker: 'aad-ann' };
  const present = async (message: BotMessage, asked?: string) => {
    const sent: Sent[] = [...(await presentMessage(message, { ...view, asked }))];
    return sent[0]!;
  };
  const answer = { answerId: 'answer_1', mode: 'extractive', outcome: 'answered' } as const;
  const actions = t.suggestions.map((label) => ({ label, command: label }));
  const many = `${t.answer}\n\n${citations
    .slice(3)
    .map(({ n }) => `…[${n}]`)
    .join(' ')}`;
  const bars = await renderPng(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80"><rect width="300" height="80" fill="#eef"/><rect x="10" y="12" width="220" height="16" fill="#0b5d66"/><rect x="10" y="44" width="120" height="16" fill="#0b5d66"/></svg>',
    600,
  );
  const image = { name: 'gaps.png', alt: 'gaps', url: '/dashboard/gaps.png', png: async () => bars };
  const form = shareForm(language, '');
  const errors = [{ path: 'title', message: t.wrong }];
  const outcome = outcomeCard([{ markdown: t.done }], view);
  const dialogOf = (reply: ReturnType<typeof showDialog>) => (reply.task as Sent).value as Sent;
  return [
    {
      caption: 'answer',
      activity: await present({ markdown: t.answer, citations, actions, answer }, t.suggestions[0]),
    },
    { caption: 'over twenty citations', activity: await present({ markdown: many, citations, answer }) },
    {
      caption: 'confirm',
      activity: await present({
        markdown: t.confirm,
        private: true,
        actions: t.yes.map((label) => ({ label, command: `${label} abcdefghijkl` })),
      }),
    },
    { caption: 'confirmed', activity: { type: 'message', attachments: [outcome] } },
    { caption: 'error', activity: await present({ markdown: t.error, private: true }) },
    { caption: 'picture', activity: await present({ markdown: t.progress, image }) },
    { caption: 'form to open', activity: await present({ markdown: t.form, private: true, form }) },
    {
      caption: 'form with what is wrong',
      dialog: dialogOf(
        showDialog(
          form.title,
          formCard(form, { form: form.command }, { errors, values: { agency: 'A' }, language }),
        ),
      ),
    },
    {
      caption: 'feedback',
      dialog: dialogOf(showDialog('…', feedbackCard('dislike', 'answer_1', language), 'small')),
    },
  ];
}

describe.skipIf(noBrowser)(`what people see in Teams${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    ['zh-TW', 760],
    ['en', 390],
  ] as const)('is drawn by Microsoft’s renderer without an objection, in %s', async (language, width) => {
    const shown = await everything(language);
    for (const { activity } of shown) if (activity) expect(activityFaults(activity)).toEqual([]);
    const { page, faults, screenshot, close } = await openPage(browser, 'null', {
      viewport: { width, height: 900 },
    });
    await page.setContent(renderPage(shown));
    expect(await page.evaluate('window.faults')).toEqual([]);
    expect(await page.locator('.card button').count()).toBeGreaterThan(5);
    // Nothing is wider than the phone.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await screenshot(`teams-${language}-${width}`);
    expect(faults).toEqual([]);
    await close();
  });
});
