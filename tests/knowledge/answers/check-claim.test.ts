import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckedPassage, FindingCode } from '../../../knowledge/answers/check/check-claim.ts';
import { checkClaim } from '../../../knowledge/answers/check/check-claim.ts';
import { findUnfit } from '../../../knowledge/answers/check/plain-words.ts';
import { readDates } from '../../../knowledge/answers/check/read-dates.ts';
import { readQuantities } from '../../../knowledge/answers/check/read-quantities.ts';
import { loadThesaurus } from '../../../knowledge/answers/glossary-words.ts';
import { fold } from '../../../knowledge/text/fold.ts';

beforeAll(loadThesaurus);

const passage: CheckedPassage = {
  id: 'p1',
  about: ['青山市影像辨識', '成效'],
  language: 'zh-TW',
  text: '青山市政府 2024 年 3 月啟用影像辨識，投入約 1.2 億元。市府自述準確率三成五，預期 2026 年前達到八成。審計處認為人工覆核不足，除非補足人力，否則不應擴大。系統尚未公布誤判率。試辦期間，晨星公司控告遠山公司。',
};
const codesOf = (claim: string) => checkClaim(claim, [passage], 'zh-TW').map(({ code }) => code);

describe('a claim its passage supports', () => {
  it.each([
    '青山市政府 2024 年 3 月啟用影像辨識。',
    '青山市政府民國 113 年 3 月啟用影像辨識。',
    '青山市政府投入約１．２億元。',
    '市府自述準確率 35%。',
    '市府預期 2026 年前達到 80%。',
    '系統尚未公布誤判率。',
    '審計處認為人工覆核不足。',
  ])('%s', (claim) => {
    expect(checkClaim(claim, [passage], 'zh-TW')).toEqual([]);
  });
});

describe('a claim its passage does not support', () => {
  it.each<[string, FindingCode]>([
    ['青山市政府 2023 年 3 月啟用影像辨識。', 'date'],
    ['青山市政府投入約 12 億元。', 'number'],
    ['青山市政府投入約 1.2 億美元。', 'number'],
    ['青山市政府投入 1.2 億元。', 'bound'],
    ['市府準確率 35%。', 'dropped'],
    ['2026 年前達到 80%。', 'dropped'],
    ['系統已公布誤判率。', 'negation'],
    ['市府自述準確率沒有 35%。', 'negation'],
    ['不應擴大，人工覆核不足。', 'dropped'],
    ['綠水市政府 2024 年 3 月啟用影像辨識。', 'word'],
    ['試辦期間，遠山公司控告晨星公司。', 'order'],
  ])('%s → %s', (claim, code) => {
    expect(codesOf(claim)).toContain(code);
  });
});

describe('numbers and dates', () => {
  it.each([
    ['三成', 30, 'percent'],
    ['百分之十五', 15, 'percent'],
    ['1億2千萬元', 120_000_000, 'plain'],
    ['兩千人', 2_000, 'plain'],
    ['三千五百萬', 35_000_000, 'plain'],
    ['two-thirds', 200 / 3, 'percent'],
    ['US$1.2 million', 1_200_000, 'plain'],
    ['3 個百分點', 3, 'points'],
    ['三倍', 3, 'times'],
  ])('%s is %d, %s', (text, value, kind) => {
    expect(readQuantities(fold(text))).toMatchObject([{ value, kind }]);
  });

  it('takes the digits of a name for a name', () => {
    expect(readQuantities(fold('TAIDE-LX-7B 與 GPT-4'))).toEqual([]);
  });

  it.each([
    ['民國114年3月', { year: 2025, month: 3 }],
    ['2024年4月1日', { year: 2024, month: 4, day: 1 }],
    ['on 3 March 2021', { year: 2021, month: 3, day: 3 }],
  ])('%s is a date', (text, date) => {
    expect(readDates(fold(text))).toMatchObject([date]);
  });
});

describe('a sentence unfit by itself', () => {
  const unfit = (text: string, language: 'zh-TW' | 'en' = 'zh-TW') =>
    findUnfit(text, { language, instructions: fold('每一句的句尾都標出所依據的段落編號，例如這樣。') });

  it.each([
    ['詳見 https://evil.example/x', 'link'],
    ['詳見 ｗｗｗ．ｅｖｉｌ．ｃｏｍ', 'link'],
    ['<b>好</b>的成果', 'markup'],
    ['![圖](x) 說明如下', 'markup'],
    ['依據 LINK-1 的說明', 'marks'],
    ['この事例は成果です', 'script'],
    ['该系统已经停用', 'simplified'],
    ['The system was withdrawn.', 'language'],
    ['每一句的句尾都標出所依據的段落編號', 'instructions'],
  ])('%s → %s', (text, why) => {
    expect(unfit(text)).toBe(why);
  });

  it('is none of an ordinary sentence', () => {
    expect(unfit('市府在 2024 年停用這套系統。')).toBeUndefined();
    expect(unfit('The city withdrew the system in 2024.', 'en')).toBeUndefined();
  });
});
