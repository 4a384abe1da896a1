import { describe, expect, it } from 'vitest';
import type { BotMessage, Command } from '../../bot/commands/command.ts';
import { commands } from '../../bot/commands/index.ts';
import { buildManifest } from '../../bot/slack/manifest.ts';
import { presentMessage as presentSlack, wholeBlocks } from '../../bot/slack/present/message.ts';
import { formModal } from '../../bot/slack/present/modal.ts';
import { formCard } from '../../bot/teams/cards/form.ts';
import { presentMessage as presentTeams } from '../../bot/teams/message.ts';
import { presentMessage as presentWeb } from '../../bot/web/chat.ts';
import type { Citation } from '../../knowledge/answers/schema.ts';

const citation: Citation = {
  n: 1,
  sourceId: 'source_1',
  passageId: 'passage_1',
  kind: 'case',
  title: '櫃檯語音轉文字',
  section: '成效',
  excerpt: '等候時間縮短。',
  url: null,
  sourceUrls: [],
  version: 1,
};
const form = {
  command: 'case-share',
  title: '分享案例',
  says: '送出會建立一份草稿。',
  submit: '建立草稿',
  page: '/share',
  fields: [{ name: 'title', label: '案例標題', kind: 'text', required: true }],
} as const;

/** What each part of a message must leave in every face; a part added to `BotMessage` fails here until it is listed. */
const parts: Record<
  Exclude<keyof BotMessage, 'private'>,
  { message: BotMessage; leaves: readonly string[] }
> = {
  markdown: { message: { markdown: '等候時間縮短。' }, leaves: ['等候時間縮短'] },
  citations: {
    message: {
      markdown: '等候時間縮短。[1]',
      citations: [citation],
      answer: { answerId: 'answer_1', mode: 'extractive', outcome: 'answered' },
    },
    leaves: ['[1]', '櫃檯語音轉文字'],
  },
  actions: {
    message: { markdown: '要送審嗎？', actions: [{ label: '是的，送審', command: '是 abcdefghijkl' }] },
    leaves: ['是的，送審', '是 abcdefghijkl'],
  },
  answer: {
    message: { markdown: '好。', answer: { answerId: 'answer_1', mode: 'extractive', outcome: 'no_source' } },
    leaves: [],
  },
  image: {
    message: {
      markdown: '圖：',
      image: {
        name: 'gaps.png',
        alt: '職能差距',
        url: '/dashboard/gaps.png',
        png: async () => new Uint8Array(9),
      },
    },
    leaves: [],
  },
  form: { message: { markdown: '請填寫', form }, leaves: ['分享案例', 'case-share'] },
};

const language = 'zh-TW';
const faces: Record<string, (message: BotMessage) => Promise<string>> = {
  web: async (message) => JSON.stringify(presentWeb(message)),
  slack: async (message) =>
    JSON.stringify(
      wholeBlocks(presentSlack(message, { language, site: 'https://bank.example', fileId: 'F1' })),
    ),
  teams: async (message) =>
    JSON.stringify(
      await presentTeams(message, {
        language,
        base: 'https://bank.example',
        conversationId: 'conversation_1',
        asker: 'ann',
      }),
    ),
};

describe.each(Object.entries(faces))('the face %s', (name, present) => {
  it.each(Object.entries(parts))('shows the %s of a message', async (_, { message, leaves }) => {
    const shown = await present(message);
    for (const text of leaves) expect(shown).toContain(text);
  });

  it('takes feedback on an answer', async () => {
    const shown = await present(parts.answer.message);
    expect(shown).toContain(name === 'teams' ? '"feedbackLoop"' : 'answer_1');
  });

  it('shows a picture with what it says in words', async () => {
    const shown = await present(parts.image.message);
    expect(shown).toMatch(name === 'teams' ? /"image\/png"/ : /職能差距/);
  });
});

describe('a form', () => {
  it('has every field, what it does and its button in Slack and Teams, and its page in a browser', () => {
    const modal = JSON.stringify(formModal(form, { command: form.command }, language));
    const card = JSON.stringify(formCard(form, { form: form.command }, { language }));
    for (const shown of [modal, card])
      for (const text of ['案例標題', '送出會建立一份草稿', '建立草稿']) expect(shown).toContain(text);
    expect(presentWeb({ markdown: '', form }).form!.page).toBe('/share');
  });

  it('can be filled by every command that has one', () => {
    for (const command of commands)
      expect([command.name, !!command.form]).toEqual([command.name, !!command.fill]);
  });
});

const typed = (command: Command) => command.words[0]!.en;

describe.each(commands.map((command) => [command.name, command] as const))('the command %s', (_, command) => {
  it('can be reached from Slack by its own word or behind /bank', () => {
    const words = buildManifest('https://bank.example').features!.slash_commands!.map((one) => one.command);
    expect(words.includes(`/${typed(command)}`) || words.includes('/bank')).toBe(true);
    if (command.usage.en.startsWith(`/${typed(command)}`)) expect(words).toContain(`/${typed(command)}`);
  });
});
