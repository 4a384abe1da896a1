import { fold } from '../text/fold.ts';

/** Measure words that may stand for one another; each line is one kind of thing counted. */
const lines =
  '人 名 位 戶 人次 家戶 家庭 職員 學生 教師 師生|件 案 宗 起 則 張 筆 份 封 件次|通|款 個 種 套|處 個 座 站 路口 地點 據點|家 間 所 校|條 項 點|項 個 大 種 面|級 等 層|倍|次 回|天 日|個月 月|年|小時 工時|分鐘|秒|公里 公尺 公分|字 字元|座 口 站|章|頁|題 道|歲|週|雙週|批|輛 輛次 車次|台 部|組 對|階段 期|版|隻 頭|班|本 冊|萬 億 元'
    .split('|')
    .map((line) => line.split(' ').map(fold));
const words = [...new Set(lines.flat())].sort((a, b) => b.length - a.length);
/** Words that only begin like a measure word. */
const NO_MEASURE = fold(
  '通[知報訊過]|家[庭戶]|部[門會]|人工|名[單額]|班級|條[件款]|面向|組織|章節|期間|年齡|年級|點數|次數',
);
/** Folded, the longest first, for use inside a pattern. */
export const ANY_MEASURE = `(?!${NO_MEASURE})(?:${words.join('|')})`;
const SCALE = '[十百千萬億]?';
/** 多少人, 幾個月, 幾萬件: asked with a measure word, which is the first group. */
const ASKED = new RegExp(`(?:多少|幾(?!乎|月))${SCALE}個?(?: ?[a-z][a-z\\d -]*)?(${ANY_MEASURE})`, 'u');

/** Measure words that begin or end other words. */
const bounded: Readonly<Record<string, string>> = {
  人: '人(?!工|力|臉|均|性)',
  名: '名(?!單|稱|額)',
  位: '(?<![數單學職座地各部])位(?!元|置)',
  家: '家(?!庭|戶|族|長)',
  大: '大(?!幅|量|型|學|多)',
  次: '次(?!要|數)',
  點: '(?<![熱重觀地])點(?!數|名)',
  部: '部(?!分|門|會|長|署)',
  對: '對(?=[\\d,。；])',
  班: '班(?!級|內)',
  期: '(?<=[一二三四五六\\d] ?)期(?!間|程|待)',
  面: '面向|面(?=[\\d,。；])',
  通: '通(?!過|知|報|訊|勤|話|行|用)',
  月: '個月',
};
/** A number with its measure word close behind. */
const NUMBER = '(?:\\d|[一二兩三四五六七八九十百千萬億數半])(?: ?[a-z][a-z\\d ]*)?[^,;，；。.]{0,4}';
/** These say themselves what is counted: 幾通電話 is answered by 3,000 通. */
const TELLING = /^(?:通|倍|級|天|日|個月|年|小時|工時|分鐘|秒|公里|字|頁|題|歲|週|輛|輛次|車次)$/u;
/** Common nouns behind a general measure word (幾個機關), held as literally as they are asked. */
const NOUN =
  /(?:多少|幾)個?(地方政府|機關|國家|模型|系統|政府|單位|部會|城市|縣市|平臺|應用|學校|公司|案例|專案)/u;

/** Asked in other words than 多少 + measure word: what is asked, what a sentence must hold. */
const others: readonly (readonly [RegExp, RegExp])[] = (
  [
    [
      'how many (people|users|staff|officers|employees|residents)|(?:的人數?|人數)(?:是|從|有|為|變成|達)*(?:多少|幾)',
      'people|users|staff|officers|employees|residents|parents|families|households|clients?|[\\d萬千百] ?(?:人|名|位|戶)|%|[一二三四五六七八九]成',
    ],
    [
      '省.{0,6}時間|多少時間|how much time|time (was|were|is|did)|time sav(ing|ings)|sav(e|ed|ing) .{0,20}time',
      '時|分鐘|秒|天|週|hour|minute|second|day|week|%',
    ],
    [
      '多久|多長|多遠|how long|how quickly|how fast',
      '時|分鐘|秒|天|週|個月|年|公里|公尺|hour|minute|second|day|week|month|year|kilomet|from .{2,20} to ',
    ],
    ['多少(錢|經費|預算)|how much money', '元|圓|英鎊|克朗|usd|eur|nt[$]|[$€£¥]|pound|euro|dollar|yen'],
    [
      '(多少|幾)(%|成)|百分之幾|百分比|比例|比率|率|percent|proportion|rate|share of|what share',
      '%|[一二三四五六七八九]成|一半|半數|過半|\\bhalf\\b|分之|percent|倍|每[十百千萬]|／ ?[十百千萬]|per (?:thousand|hundred|1,000)|次.{0,8}次|(?<!\\d)0\\.\\d',
    ],
    ['how many (hours|minutes|days|seconds|weeks|months|years)', 'hour|minute|day|second|week|month|year'],
  ] as const
).map(([asked, held]) => [new RegExp(fold(asked), 'iu'), new RegExp(fold(held), 'iu')]);

/** Asked with a measure word (幾條, 多少筆, how long): what is counted is half said. */
export function asksMeasure(folded: string): boolean {
  return (
    ASKED.test(folded) ||
    NOUN.test(folded) ||
    /how long|多久|多長|多遠|的人數?(?:從|是|有)*多少/u.test(folded)
  );
}

/** The measure word asked says itself what is counted. */
export function asksTellingMeasure(folded: string): boolean {
  return TELLING.test(ASKED.exec(folded)?.[1] ?? '');
}

/** 幾個 is said of whatever is counted. */
const ANY_OF = '名 位 件 份 處 家 所 組 座'.split(' ').map(fold);

function heldFor(asked: string): RegExp {
  const alike = [...lines.filter((line) => line.includes(asked)).flat(), ...(asked === '個' ? ANY_OF : [])];
  const counted = [asked, ...alike].map((word) => bounded[word] ?? word);
  const share = alike.includes('人') ? '|\\d\\s?%|[一二三四五六七八九]成' : '';
  return new RegExp(`${NUMBER}(?:${counted.join('|')})${share}`, 'u');
}

/** 幾月幾號, what date: the day itself is asked. */
const ASKS_DAY = /幾[號日](?!房|出口|線)|哪一?天|what (?:exact )?(?:date|day)\b/u;
const HOLDS_DAY =
  /\d{1,2} ?月 ?\d{1,2} ?日|\d{4}-\d{2}-\d{2}|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b(?!\d)/u;

/** False when the day is asked and a text names only the month or year. */
export function namesDay(asked: string, text: string): boolean {
  return !ASKS_DAY.test(asked) || HOLDS_DAY.test(text);
}

/** Whether a text holds a quantity of the kind asked. @param undated the text without its dates */
export function holdsMeasure(asked: string, text: string, undated: string): boolean {
  const chinese = /\p{Script=Han}/u.test(text);
  const noun = NOUN.exec(asked)?.[1];
  if (noun && chinese) return new RegExp(`${NUMBER}${noun}`, 'u').test(text);
  const measure = ASKED.exec(asked)?.[1];
  if (measure && chinese) return heldFor(measure).test(undated);
  const other = others.find(([pattern]) => pattern.test(asked));
  return !other || other[1].test(undated);
}
