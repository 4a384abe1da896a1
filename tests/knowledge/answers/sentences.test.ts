import { describe, expect, it } from 'vitest';
import type { CitedPassage } from '../../../knowledge/answers/compose-answer.ts';
import { composeAnswer } from '../../../knowledge/answers/compose-answer.ts';
import { findNumbers, statesQuantity } from '../../../knowledge/answers/find-numbers.ts';
import { splitSentences } from '../../../knowledge/answers/split-sentences.ts';

const texts = (passage: string) => splitSentences(passage).map((sentence) => sentence.text);

describe('splitting', () => {
  it('takes list marks and source marks away and remembers the marks', () => {
    const [first] = splitSentences('- 法院宣告無效 [3]，政府退款 [2][4]。\n- 另付和解金。');
    expect(first).toMatchObject({ text: '法院宣告無效，政府退款。', marks: [3, 2, 4], opensItem: true });
  });

  it('keeps decimals, abbreviations and closing quotes whole', () => {
    expect(texts('Errors were 5.2% in week one. They rose later.')).toEqual([
      'Errors were 5.2% in week one.',
      'They rose later.',
    ]);
    expect(texts('他說「到此為止。」然後離開。')).toEqual(['他說「到此為止。」', '然後離開。']);
  });

  it('takes each labelled line for itself', () => {
    expect(texts('機關：甲（臺灣）\n階段：試辦；結果：失敗')).toEqual([
      '機關：甲（臺灣）',
      '階段：試辦；結果：失敗',
    ]);
  });
});

describe('numbers', () => {
  it('reads Chinese scales and tenths', () => {
    expect(findNumbers('至少 17 億澳元，約 40 萬人，八成')).toEqual([1_700_000_000, 400_000, 80]);
  });

  it('does not take a date for a quantity', () => {
    expect(statesQuantity('2023 年 4 月啟動計畫')).toBe(false);
    expect(statesQuantity('約有2000名的參與者')).toBe(true);
  });
});

describe('composing', () => {
  const passage = (id: string, text: string): CitedPassage => ({
    id,
    sourceId: `source-${id}`,
    externalId: id,
    kind: 'case',
    title: id,
    section: ['成效'],
    text,
    url: null,
    sourceUrls: [
      { url: 'https://example.org/1', title: '一' },
      { url: 'https://example.org/2', title: '二' },
    ],
    version: 1,
    reviewedOn: id === 'b' ? '2025-01-01' : '2026-01-01',
  });
  const draft = (...claims: [string, string][]) => ({
    outcome: 'answered' as const,
    parts: [
      { claims: claims.map(([text, id]) => ({ text, passageIds: [id] })), style: 'paragraph' as const },
    ],
    suggestions: [],
  });

  it('links a claim to the sources its own sentence names', () => {
    const { citations } = composeAnswer(draft(['甲方退款。', 'a']), [
      passage('a', '甲方退款 [2]。乙方上訴 [1]。'),
    ]);
    expect(citations[0]).toMatchObject({
      excerpt: '甲方退款。',
      sourceUrls: [{ url: 'https://example.org/2' }],
    });
  });

  it('leaves out a claim whose passage may not be seen and dates by the oldest review', () => {
    const composed = composeAnswer(draft(['甲。', 'a'], ['乙。', 'b'], ['丙。', 'c']), [
      passage('a', '甲。'),
      passage('b', '乙。'),
    ]);
    expect(composed).toMatchObject({ answer: '甲。[1] 乙。[2]', withheld: 1, asOf: '2025-01-01' });
  });

  it('writes markup in a source as text', () => {
    const text = '<b>粗</b> ![x](http://evil) [點我](javascript:1)';
    const { answer } = composeAnswer(draft([text, 'a']), [passage('a', text)]);
    expect(answer).not.toMatch(/<b>|!\[|\]\(/);
  });
});
