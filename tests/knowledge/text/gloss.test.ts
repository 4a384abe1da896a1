import { describe, expect, it } from 'vitest';
import { openCedict } from '../../../knowledge/text/cedict.ts';
import { meaningsOf, referredHeadword } from '../../../knowledge/text/dictionary-glosses.ts';
import { glossOf, glossTerms, headwordsIn } from '../../../knowledge/text/gloss.ts';

const stemsOf = (text: string) => [...glossTerms(text).keys()];

describe('meaningsOf', () => {
  it('splits meanings and leaves notes out', () => {
    expect(meaningsOf('(law) to fall apart; to scatter (of people)')).toEqual([
      ['fall', 'apart'],
      ['scatter'],
    ]);
  });

  it.each(['CL:個|个[ge4]', 'surname Li', 'see 幹部|干部[gan4 bu4]', 'classifier for machines'])(
    'takes no meaning from %j',
    (gloss) => {
      expect(meaningsOf(gloss)).toEqual([]);
    },
  );

  it('follows a variant to the word explained', () => {
    expect(referredHeadword('old variant of 裡|里[li3]')).toBe('裡');
    expect(referredHeadword('abbr. for 世界衛生組織|世界卫生组织[Shi4 jie4]')).toBe('世界衛生組織');
    expect(referredHeadword('risk')).toBeUndefined();
  });
});

describe('glossTerms', () => {
  it('lets Chinese and English meet', () => {
    expect(stemsOf('風險')).toContain([...glossTerms('risks').keys()][0]);
    expect(stemsOf('罰鍰')).toContain('fine');
  });

  it('knows words however they are written', () => {
    expect(stemsOf('风险')).toEqual(stemsOf('風險'));
    expect(stemsOf('台灣')).toEqual(stemsOf('臺灣'));
  });

  it('leaves English as it is, stemmed', () => {
    expect(stemsOf('procurement rules')).toEqual(['procur', 'rule']);
  });

  it('gives a headword at most the weight of one word', () => {
    const total = glossOf('採購').reduce((sum, [, weight]) => sum + weight, 0);
    expect(total).toBeGreaterThan(0.9);
    expect(total).toBeLessThanOrEqual(1.0001);
  });

  it('gives a word of one character less', () => {
    const [[, weight]] = [...glossTerms('罪')].sort((a, b) => b[1] - a[1]) as [[string, number]];
    expect(weight).toBeLessThanOrEqual(0.5);
  });
});

describe('headwordsIn', () => {
  it('takes the longest word', () => {
    expect(headwordsIn('人工智慧採購')).toEqual(['人工智慧', '採購']);
  });

  it('passes over what no dictionary knows', () => {
    expect(headwordsIn('ㄅㄆ')).toEqual([]);
  });
});

it('every entry of the dictionary can be read', () => {
  const cedict = openCedict();
  const empty = [...cedict.headwords].filter((headword) => cedict.glosses(headword).length === 0);
  expect(empty).toEqual([]);
});
