import { describe, expect, it } from 'vitest';
import { presentAnswer } from '../../bot/terminal/present-answer.ts';
import type { AskReply } from '../../knowledge/answers/schema.ts';

const reply: AskReply = {
  answerId: 'answer_1',
  conversationId: 'conversation_1',
  outcome: 'answered',
  mode: 'extractive',
  answer: '**重點**：先試辦[1]。\n\n見[清單](/cases)。',
  citations: [
    {
      n: 1,
      sourceId: 'source_1',
      externalId: 'tw-taide',
      passageId: 'passage_1',
      kind: 'case',
      title: '某案例',
      section: '成效',
      excerpt: '先試辦，\n再推廣。',
      url: 'https://example.org/a',
      sourceUrls: [
        { url: 'https://example.org/a', title: 'A' },
        { url: 'https://example.org/b', title: 'B' },
      ],
      version: 2,
    },
  ],
  suggestions: ['成效如何？'],
  asOf: '2026-11-01',
  language: 'zh-TW',
};

describe('an answer in a terminal', () => {
  it('shows the text, each citation with its excerpt and addresses once, suggestions and the date', () => {
    expect(presentAnswer(reply, { color: false })).toBe(
      [
        '重點：先試辦[1]。\n\n見清單 </cases>。',
        '',
        '出處',
        '[1] 某案例 › 成效 (tw-taide, 第 2 版)',
        '    先試辦， 再推廣。',
        '    https://example.org/a',
        '    https://example.org/b',
        '',
        '資料檢視日期: 2026-11-01',
        '',
        '也可以問',
        '  成效如何？',
      ].join('\n'),
    );
  });

  it('speaks English for an English answer, and colours only when asked to', () => {
    const english = { ...reply, language: 'en' as const, answer: '**Pilot** first [1].' };
    expect(presentAnswer(english, { color: false })).toContain('Sources');
    expect(presentAnswer(english, { color: true })).toContain('\u001B[1mPilot\u001B[0m first [1].');
  });

  it('of another outcome is its text alone', () => {
    const none = { ...reply, answer: '沒有來源提到。', citations: [], suggestions: [], asOf: null };
    expect(presentAnswer(none, { color: true })).toBe('沒有來源提到。');
  });
});
