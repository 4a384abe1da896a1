import { describe, expect, it } from 'vitest';
import { foldPattern, foldText } from './fold-text.ts';

describe('foldText', () => {
  it('makes the usual ways of writing a figure one', () => {
    const ways = ['約 ７５％ [1]', '約 **75** %', '約75%'];
    expect(new Set(ways.map(foldText))).toEqual(new Set(['約75%']));
  });

  it('drops thousands separators and keeps list commas', () => {
    expect(foldText('1,480,000 筆，2024,2025')).toBe('1480000筆,2024,2025');
  });

  it('keeps the spaces between English words', () => {
    expect(foldText('5.2% to  9.2% of cases')).toBe('5.2% to 9.2% of cases');
  });
});

describe('foldPattern', () => {
  it('reads 臺 as 台 and ignores case', () => {
    expect(foldPattern('臺北.*api').test(foldText('臺北市的 API'))).toBe(true);
  });
});
