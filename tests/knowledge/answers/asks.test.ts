import { describe, expect, it } from 'vitest';
import { asksForAdvice } from '../../../knowledge/answers/asks-for-advice.ts';
import { asksForCases } from '../../../knowledge/answers/asks-for-cases.ts';
import { yearFilter } from '../../../knowledge/answers/case-years.ts';
import { asksToCompare } from '../../../knowledge/answers/compare-cases.ts';
import type { HeldCase } from '../../../knowledge/answers/library.ts';
import { findPlaces } from '../../../knowledge/answers/places.ts';
import { understandQuestion } from '../../../knowledge/answers/understand-question.ts';
import { fold } from '../../../knowledge/text/fold.ts';

describe('asking for advice', () => {
  it.each([
    '外包的研究報告怎麼知道是不是AI生的？',
    '長輩不會用數位櫃台，怎麼不把他們丟下',
    '局長問這套AI到底省了多少錢，我要怎麼算才站得住腳',
    '跨局處的AI專案，主責單位誰來當比較好',
    'How much human review is enough for an automated fine?',
  ])('is: %s', (question) => expect(asksForAdvice(fold(question))).toBe(true));

  it.each([
    '花蓮縣政府的AI違建查報系統成效如何？',
    '這套系統是怎麼抓到詐騙的？',
    'GOV.UK Chat 一年要花多少英鎊？',
    'What did the tax office learn from its model?',
  ])('is not: %s', (question) => expect(asksForAdvice(fold(question))).toBe(false));
});

describe('asking for a list of cases', () => {
  it.each([
    '交通類的AI案例給我看看',
    '被法院判違法的AI系統',
    '台灣縣市政府自己搞生成式AI的有誰',
    'Any examples from Korea?',
  ])('is: %s', (question) => expect(asksForCases(fold(question))).toBe(true));

  it.each([
    '審計處要來查我們的AI系統，文件要怎麼備齊',
    '想開放民眾查詢自己有沒有被演算法評分，要準備什麼',
    'How many AI use cases does the inventory list?',
    'What did the AI test at the court cost?',
  ])('is not: %s', (question) => expect(asksForCases(fold(question))).toBe(false));
});

describe('asking to compare', () => {
  it.each([
    '挪威跟英國的審計單位怎麼看政府AI',
    '食藥署跟芝加哥都用模型挑稽查對象',
    '司法院草稿系統、德國Frauke兩邊怎麼做',
    'Is Pair more widely used than Gennai?',
  ])('is: %s', (question) => expect(asksToCompare(fold(question))).toBe(true));

  it('is not asking for the cases of two countries', () => {
    expect(asksToCompare(fold('日本和韓國有哪些案例？'))).toBe(false);
  });
});

describe('years in a request', () => {
  const began = (started: string, ended?: string) => ({ started, ended }) as HeldCase['facts'];

  it('are when cases began, before, since or in between', () => {
    expect(yearFilter('2015年以前開始', [2015])?.fits(began('2014-07'))).toBe(true);
    expect(yearFilter('2015年以前開始', [2015])?.fits(began('2015-01'))).toBe(false);
    expect(yearFilter('since 2020', [2020])?.fits(began('2024'))).toBe(true);
    expect(yearFilter('2018 到 2020 年', [2018, 2020])?.fits(began('2019-05'))).toBe(true);
  });

  it('are when cases ended if that is asked', () => {
    const stopped = yearFilter('2020年停用', [2020]);
    expect(stopped?.fits(began('2014', '2020-02'))).toBe(true);
    expect(stopped?.fits(began('2020'))).toBe(false);
    expect(stopped?.label('zh-TW')).toBe('2020 年結束');
  });
});

describe('places', () => {
  it('are not where goods come from', () => {
    expect(findPlaces(fold('想用中國廠牌的攝影機'))).toEqual([]);
    expect(findPlaces(fold('中國的案例'))).toHaveLength(1);
  });

  it('are the United States where US is written in capitals', async () => {
    const countries = async (text: string) =>
      (await understandQuestion(text)).places.map(({ place }) => place.country);
    expect(await countries('List US cases about police.')).toEqual(['US']);
    expect(await countries('Can you tell us about police cases?')).toEqual([]);
  });
});
