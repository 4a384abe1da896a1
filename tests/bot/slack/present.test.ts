import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BotForm, BotMessage } from '../../../bot/commands/command.ts';
import { clip, clipMarkdown } from '../../../bot/slack/present/limits.ts';
import { presentMessage, wholeBlocks } from '../../../bot/slack/present/message.ts';
import { errorsByField, formModal, noteModal } from '../../../bot/slack/present/modal.ts';
import type { Citation } from '../../../knowledge/answers/schema.ts';
import { type Block, checkBlocks, checkView } from './stand-in/limits.ts';

const site = 'https://bank.example';
const options = { language: 'zh-TW', site } as const;

function citation(n: number, text: Partial<Citation> = {}): Citation {
  return {
    ...{
      n,
      sourceId: `s${n}`,
      passageId: `p${n}`,
      kind: 'case',
      title: `案例 ${n}`,
      section: '作法',
      version: 1,
    },
    ...{
      excerpt: '說明文字。',
      url: null,
      sourceUrls: [{ url: `https://source.example/${n}`, title: '報告' }],
    },
    ...text,
  };
}

const blocksOf = (message: BotMessage, plain = false) =>
  wholeBlocks(presentMessage(message, { ...options, plain })) as unknown as Block[];

const nasty = fc.oneof(
  fc.string({ maxLength: 4_000 }),
  fc.constantFrom(
    '<!channel>',
    '字'.repeat(9_000),
    '*_~`'.repeat(300),
    '',
    ' ',
    '<@U1> '.repeat(200),
    '\u{1F600}'.repeat(3_000),
  ),
);

describe('a message for Slack', () => {
  it('keeps within every limit, whatever the texts and however many', () => {
    const messages = fc.record({
      markdown: fc.oneof(nasty, fc.constant('段落。\n\n'.repeat(3_000))).filter((text) => text.trim() !== ''),
      citations: fc.array(
        fc.record({ title: nasty, section: nasty, excerpt: nasty, url: fc.option(fc.webUrl()) }),
        {
          maxLength: 60,
        },
      ),
      actions: fc.array(
        fc.record({ label: nasty.filter((text) => text !== ''), command: nasty.filter(Boolean) }),
        {
          maxLength: 40,
        },
      ),
      withAnswer: fc.boolean(),
    });
    fc.assert(
      fc.property(messages, fc.boolean(), ({ markdown, citations, actions, withAnswer }, plain) => {
        const message: BotMessage = {
          ...{ markdown, actions, citations: citations.map((one, at) => citation(at + 1, one)) },
          ...(withAnswer && { answer: { answerId: 'answer_1', mode: 'extractive', outcome: 'answered' } }),
        };
        expect(checkBlocks(blocksOf(message, plain))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('folds up to twelve citations each for itself, and more in groups that lose none', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => citation(at + 1));
    const folded = (count: number) =>
      blocksOf({ markdown: 'x', citations: many(count) }).filter(({ type }) => type === 'container');
    expect(folded(12)).toHaveLength(12);
    expect(folded(35)).toHaveLength(4);
    expect(folded(35).flatMap(({ child_blocks: children }) => children)).toHaveLength(35);
    const plain = JSON.stringify(blocksOf({ markdown: 'x', citations: many(35) }, true));
    for (let n = 1; n <= 35; n++) expect(plain).toContain(`[${n}]`);
  });

  it('shows sources word for word, with nothing in them that acts', () => {
    const hostile = '<!channel> *粗* <https://evil.example|看> @here';
    const blocks = blocksOf({
      markdown: 'x',
      citations: [citation(1, { title: hostile, excerpt: hostile })],
    });
    const [preview] = blocks.filter(({ type }) => type === 'container');
    expect(preview!.child_blocks[0].text).toEqual({ type: 'plain_text', text: hostile, emoji: false });
    expect(preview!.title.type).toBe('plain_text');
  });

  it('leaves out a button whose command is too long to carry, and keeps the rest', () => {
    const actions = [
      { label: '太長', command: 'x'.repeat(2_001) },
      { label: '可以', command: '/bank help' },
    ];
    const [row] = blocksOf({ markdown: 'x', actions }).filter(({ type }) => type === 'actions');
    expect(row!.elements.map(({ value }: Block) => value)).toEqual(['/bank help']);
  });

  it('cuts between paragraphs and says where the rest is', () => {
    const answer = { answerId: 'answer_1', mode: 'extractive', outcome: 'answered' } as const;
    const { body } = presentMessage({ markdown: '一句話。\n\n'.repeat(4_000), answer }, options);
    expect(body.length).toBeLessThanOrEqual(12_000);
    expect(body).toMatch(
      /一句話。\n\n（太長，\[完整回答\]\(https:\/\/bank\.example\/answers\/answer_1\)在這裡。）$/,
    );
    expect(clipMarkdown('short', 100, 'note')).toBe('short');
    expect(clip('a\u{1F600}', 2)).toBe('a…');
  });
});

describe('a modal', () => {
  const form = (text: string): BotForm => ({
    ...{ command: 'case-share', title: text || 't', says: text || 's', submit: text || 'x', page: '/share' },
    fields: [
      {
        name: 'a',
        label: text || 'l',
        kind: 'long',
        required: true,
        maxLength: 9_000,
        value: text,
        hint: text,
      },
      {
        ...{ name: 'b', label: 'b', kind: 'choice', required: false, value: 'v1' },
        options: Array.from({ length: 130 }, (_, at) => ({ value: `v${at}`, label: `${text || 'o'}${at}` })),
      },
    ],
  });

  it('keeps within every limit, whatever the texts', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const view = formModal(form(text), { command: 'case-share', channel: 'C1', thread: '1.2' }, 'zh-TW');
        expect(checkView(view as unknown as Block)).toEqual([]);
        expect(checkView(noteModal(text || 't', text || 's', 'en') as unknown as Block)).toEqual([]);
      }),
    );
  });

  it('puts an error at its field, and one of no field at the first', () => {
    const errors = [
      { path: 'sources.0.url', message: '不是網址' },
      { path: 'elsewhere', message: '缺少' },
    ];
    expect(errorsByField(errors, ['title', 'sources'])).toEqual({
      sources: '不是網址',
      title: 'elsewhere 缺少',
    });
  });
});
