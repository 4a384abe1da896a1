import { describe, expect, it } from 'vitest';
import { withoutDates } from '../../../knowledge/answers/find-numbers.ts';
import {
  asksMeasure,
  asksTellingMeasure,
  holdsMeasure,
  namesDay,
} from '../../../knowledge/answers/measure-words.ts';
import { fold } from '../../../knowledge/text/fold.ts';

const holds = (asked: string, text: string) =>
  holdsMeasure(fold(asked), fold(text), withoutDates(fold(text)));

describe('measure words', () => {
  it.each([
    ['一天幾通電話', '平日約 3,000 通'],
    ['開了幾條建議', '接受全部 7 項建議'],
    ['分成幾級', '分成高、中、低三級'],
    ['多少車次', '約 1,125 萬輛次通過'],
    ['採用率多少', '大邱 98%'],
    ['誤報率多少', '每千人 1.55 例'],
    ['試驗多久', '歷時七個月'],
    ['花了幾個 GPU 小時', '訓練時間：1,531 H100 GPU 小時'],
    ['一週發出多少通知', '每週發出的通知已超過 2 萬份'],
    ['幾月開始', '10 月起'],
  ])('%s is answered by %s', (asked, text) => {
    expect(holds(asked, text)).toBe(true);
  });

  it.each([
    ['多少人用過', '累計 20,720 則'],
    ['使用率多少', '改版指引 2.0'],
    ['隧道多長', '公告 2026 年 4 月起擴增'],
    ['幾張罰單', '約 30 小時'],
  ])('%s is not answered by %s', (asked, text) => {
    expect(holds(asked, text)).toBe(false);
  });

  it('tells a measure that says what is counted from one that does not', () => {
    expect(asksTellingMeasure(fold('幾通電話'))).toBe(true);
    expect(asksTellingMeasure(fold('幾個機關'))).toBe(false);
    expect(asksMeasure(fold('幾萬人可以用'))).toBe(true);
    expect(asksMeasure(fold('幾乎沒有人用'))).toBe(false);
  });
});

describe('the day asked', () => {
  it.each([
    ['幾月幾號停用', '2024 年 10 月 18 日起', true],
    ['幾月幾號停用', '期間：2023-07 至 2026', false],
    ['on what date was it announced', 'On 3 February 2025', true],
    ['哪一年停用', '2026 年停用', true],
  ])('%s in %s: %s', (asked, text, named) => {
    expect(namesDay(fold(asked), fold(text))).toBe(named);
  });
});
