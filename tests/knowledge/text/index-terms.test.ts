import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../knowledge/text/detect-language.ts';
import { indexTerms } from '../../../knowledge/text/index-terms.ts';
import { parseNumeral } from '../../../knowledge/text/numerals.ts';

const termsOf = (text: string) => [...indexTerms(text).keys()];

describe('indexTerms', () => {
  it('takes single characters and pairs of Chinese', () => {
    expect(termsOf('採購法')).toEqual(['採', '採購', '購', '購法', '法']);
  });

  it('does not pair characters across punctuation', () => {
    expect(termsOf('採購。法律')).not.toContain('購法');
  });

  it('stems English and leaves function words out', () => {
    expect(termsOf('The agencies were procuring')).toEqual(termsOf('agency procure'));
  });

  it.each(['第12條', '第十二條', '第１２條', '第 12 條', 'Article 12', '第12条'])(
    'marks %s as one identifier',
    (text) => {
      expect(termsOf(text)).toContain('=12條');
    },
  );

  it('keeps branch articles apart', () => {
    expect(termsOf('第十二條之一')).toContain('=12-1條');
    expect(termsOf('第12條')).not.toContain('=12-1條');
  });

  it('does not take Article 112 for Article 12', () => {
    expect(termsOf('第112條')).not.toContain('=12條');
  });

  it('keeps identifiers whole beside their parts', () => {
    expect(termsOf('GPT-4o')).toEqual(['=gpt-4o', 'gpt', '4o']);
    expect(termsOf('使用ai系統')).toContain('ai');
  });

  it('reads a number with thousands separators as the number', () => {
    expect(termsOf('2,185')).toEqual(['2185']);
    expect(termsOf('97.3%')).toEqual(['97.3']);
  });

  it('finds a year of the Republic by its common year', () => {
    expect(termsOf('民國113年')).toContain('2024');
  });

  it('counts repeated terms', () => {
    expect(indexTerms('治理治理').get('治理')).toBe(2);
  });

  it('finds nothing in punctuation', () => {
    expect(termsOf(' ，。!? ')).toEqual([]);
  });
});

describe('parseNumeral', () => {
  it.each([
    ['十二', 12],
    ['二十', 20],
    ['一百零五', 105],
    ['二〇二四', 2024],
    ['三千', 3000],
    ['12', 12],
  ])('reads %s as %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it('reads no number in other words', () => {
    expect(parseNumeral('之一')).toBeUndefined();
    expect(parseNumeral('')).toBeUndefined();
  });
});

describe('detectLanguage', () => {
  it.each([
    ['生成式 AI 可以用在公文嗎？', 'zh-TW'],
    ['What did 臺北市 do about facial recognition in schools?', 'en'],
    ['How much did it cost?', 'en'],
    ['Microsoft 365 Copilot for Finance 費用', 'zh-TW'],
    ['2024', 'zh-TW'],
    ['Value of 專案管理 at basic level, central government?', 'en'],
    ['mid-level data management, planning cluster (資料與系統)', 'en'],
    ['英國的 consult and humphrey tools 是什麼', 'zh-TW'],
    ['AI（artificial intelligence）素養的定義', 'zh-TW'],
  ])('takes %j for %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});
