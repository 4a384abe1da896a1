import { fold } from '../../text/fold.ts';
import { type Bound, boundOf } from './bounds.ts';
import { unitAfter, unitBefore } from './units.ts';

/** A number as a text says it. */
export interface Quantity {
  readonly value: number;
  /** What kind of number: 30 percent is no 30 times and no 30 points. */
  readonly kind: 'plain' | 'percent' | 'points' | 'times' | 'nth' | 'ratio';
  /** A currency, a measure of time or length; undefined when none is named. */
  readonly unit: string | undefined;
  readonly bound: Bound;
  readonly start: number;
  readonly end: number;
  /** Written as a fraction or in tenths, so its percentage is rounded. */
  readonly rounded: boolean;
}

const SMALL: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const BIG: Readonly<Record<string, number>> = { 萬: 1e4, 億: 1e8, 兆: 1e12 };
const ENGLISH_SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  m: 1e6,
  bn: 1e9,
  k: 1e3,
};
const ENGLISH_NUMBERS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS = 'third fourth quarter fifth sixth seventh eighth ninth tenth'.split(' ');
const ORDINAL_PARTS: Readonly<Record<string, number>> = {
  third: 3,
  fourth: 4,
  quarter: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};

const HAN_DIGITS = '〇零一二兩三四五六七八九';
const ARABIC = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const WORDS = `(?:${ENGLISH_TENS.join('|')})(?:[- ](?:${ENGLISH_NUMBERS.slice(1, 10).join('|')}))?|${ENGLISH_NUMBERS.slice(2).join('|')}`;

/** A numeral below 萬, digit by digit (二〇二四) or by place (三千五百). */
function smallNumeral(text: string): number {
  if (![...text].some((character) => character in TENS))
    return Number([...text].map((character) => SMALL[character] ?? '').join(''));
  let total = 0;
  let digit: number | undefined;
  for (const character of text) {
    const place = TENS[character];
    if (place === undefined) digit = SMALL[character] ?? 0;
    else {
      total += (digit ?? 1) * place;
      digit = undefined;
    }
  }
  return total + (digit ?? 0);
}

/** Any numeral in digits, Chinese or both: 1.2億, 1億2千萬, 兩千, 三千五百萬. */
function numeralValue(text: string): number {
  const plain = text.replaceAll(/[ ,個]/gu, '').replace(/半$/u, '');
  const half = text.endsWith('半');
  let total = 0;
  let section = 0;
  let scale = 1;
  for (const [piece] of plain.matchAll(/\d+(?:\.\d+)?|[〇零一二兩三四五六七八九十百千]+|[萬億兆]/gu)) {
    const big = BIG[piece];
    if (big !== undefined) {
      total = piece === '萬' || total === 0 ? total + (section || 1) * big : (total + section) * big;
      section = 0;
      scale = big;
    } else if (/^\d/.test(piece)) section += Number(piece);
    else if (/^[百千十]$/u.test(piece) && section > 0) section *= TENS[piece]!;
    else if (section > 0 && /^[十百千]/u.test(piece))
      section = section * TENS[piece[0]!]! + smallNumeral(piece.slice(1));
    else section += smallNumeral(piece);
  }
  return total + section + (half ? scale / 2 : 0);
}

function englishValue(text: string): number {
  const [first, second] = text.split(/[- ]/);
  const tens = ENGLISH_TENS.indexOf(first ?? '');
  if (tens >= 0) return 10 * (tens + 2) + Math.max(0, ENGLISH_NUMBERS.indexOf(second ?? ''));
  return ENGLISH_NUMBERS.indexOf(first ?? '');
}

type Found = Pick<Quantity, 'value' | 'kind'> & { rounded?: boolean };
type Reader = readonly [pattern: RegExp, read: (match: RegExpExecArray) => Found | undefined];

const pattern = (source: string) => new RegExp(source, 'gu');
const measured =
  '(?=[個位名件款項年月天次倍家所縣市類種點層級場筆條張份週日人組戶座輛處歲度票成隻顆國部台支頁段步大輪期季校門章區起案])';
const NUMERAL = `(?:${ARABIC})(?: ?[十百千萬億兆]+(?: ?(?:${ARABIC}) ?[千百]?萬)?)?|[${HAN_DIGITS}十百千]*[十百千萬億兆][${HAN_DIGITS}十百千萬億兆]*|[${HAN_DIGITS}]{2,}|[二兩三四五六七八九](?:半)?${measured}`;

const readers: readonly Reader[] = [
  [
    pattern(`([${HAN_DIGITS}十百千萬\\d]+)分之([${HAN_DIGITS}十百千萬\\d.]+)`),
    ([, under, over]) =>
      fraction(
        numeralValue(over!),
        under === '百' ? 100 : under === '千' ? 1_000 : under === '萬' ? 10_000 : numeralValue(under!),
      ),
  ],
  [
    pattern(
      `([一二兩三四五六七八九\\d](?:\\.\\d)?) ?成(?!果|效|立|為|功|本|員|長|熟|形|交|績|年|分|型|就|因|人|品|份|語|為)([一二三四五六七八九半\\d]?)`,
    ),
    ([, tens, ones]) => ({
      value: 10 * numeralValue(tens!) + (ones === '半' ? 5 : ones ? numeralValue(ones) : 0),
      kind: 'percent',
      rounded: true,
    }),
  ],
  [
    pattern(`(one|two|three|four|five|six|seven|eight|nine|a)[- ](${ORDINALS.join('|')})s?\\b`),
    ([, over, under]) => fraction(over === 'a' ? 1 : englishValue(over!), ORDINAL_PARTS[under!]!),
  ],
  [
    pattern(`(?<![\\d./])(\\d{1,3})/(\\d{1,3})(?![\\d/])`),
    ([, over, under]) => fraction(Number(over), Number(under)),
  ],
  [
    pattern(`(${ARABIC}) ?(?:[:：]|比) ?(${ARABIC})(?!\\d)`),
    ([, over, under]) => ({ value: numeralValue(over!) / numeralValue(under!), kind: 'ratio' }),
  ],
  [
    pattern(`(${ARABIC}) ?(?:個)?(?:百分點|percentage points?|個百分點)`),
    ([, value]) => ({ value: numeralValue(value!), kind: 'points' }),
  ],
  [pattern(`(${NUMERAL}) ?個百分點`), ([, value]) => ({ value: numeralValue(value!), kind: 'points' })],
  [
    pattern(`(${ARABIC}|${WORDS}) ?(?:%|percent\\b|per cent\\b)`),
    ([, value]) => ({
      value: /\d/.test(value!) ? numeralValue(value!) : englishValue(value!),
      kind: 'percent',
    }),
  ],
  [pattern(`一半|半數|\\bhalf\\b`), () => ({ value: 50, kind: 'percent', rounded: true })],
  [pattern(`翻倍|加倍|\\b(?:double[sd]?|twice)\\b`), () => ({ value: 2, kind: 'times' })],
  [pattern(`(${NUMERAL}|一) ?倍`), ([, value]) => ({ value: numeralValue(value!), kind: 'times' })],
  [
    pattern(`(${ARABIC}|${WORDS})(?: ?x\\b|[- ]?(?:times|fold)\\b)`),
    ([, value]) => ({
      value: /\d/.test(value!) ? numeralValue(value!) : englishValue(value!),
      kind: 'times',
    }),
  ],
  [
    pattern(`第 ?(${ARABIC}|[${HAN_DIGITS}十百千]+)`),
    ([, value]) => ({ value: numeralValue(value!), kind: 'nth' }),
  ],
  [
    pattern(`(?<![a-z\\d.-])(${ARABIC})[- ]?(hundred|thousand|million|billion|trillion|bn|m|k)\\b`),
    ([, value, scale]) => ({ value: numeralValue(value!) * ENGLISH_SCALES[scale!]!, kind: 'plain' }),
  ],
  [
    pattern(`\\b(${WORDS})[- ](hundred|thousand|million|billion)\\b`),
    ([, value, scale]) => ({ value: englishValue(value!) * ENGLISH_SCALES[scale!]!, kind: 'plain' }),
  ],
  [
    pattern(`\\b(?:a|one) (hundred|thousand|million|billion|dozen)\\b`),
    ([, scale]) => ({ value: scale === 'dozen' ? 12 : ENGLISH_SCALES[scale!]!, kind: 'plain' }),
  ],
  [pattern(`\\b(?:${WORDS})\\b`), ([value]) => ({ value: englishValue(value), kind: 'plain' })],
  // The digits of a name (GPT-4, 7B, v1.2) are part of the name.
  [
    pattern(`(?<![a-z\\d.]|[a-z]-)(?:${NUMERAL})(?![a-z\\d])`),
    ([value]) => ({ value: numeralValue(value), kind: 'plain' }),
  ],
];

function fraction(over: number, under: number): Found {
  return { value: (100 * over) / under, kind: 'percent', rounded: under !== 100 };
}

/** Words that hold a numeral and count nothing. */
const NO_NUMBERS = new RegExp(
  fold(
    '萬一|千萬(?=別|不要|要)|十分(?!之|鐘)|百姓|三方|第三方|四處|一一|千禧|五金|六都|半導體|百貨|九成熟|八卦|兩難|再三|雙方|三不五時|一二',
  ),
  'gu',
);

/** The numbers in a folded text whose dates are blanked out. What one reading took, no other reads again. */
export function readQuantities(undated: string): Quantity[] {
  let left = undated.replace(NO_NUMBERS, (word) => ' '.repeat(word.length));
  const found: Quantity[] = [];
  for (const [regex, read] of readers)
    for (const match of [...left.matchAll(regex)] as RegExpExecArray[]) {
      const [whole] = match;
      const start = match.index;
      const end = start + whole.length;
      const said = read(match);
      if (!said || !Number.isFinite(said.value)) continue;
      const unit = unitAfter(undated, end) ?? unitBefore(undated, start);
      found.push({ rounded: false, ...said, unit, bound: boundOf(undated, start, end), start, end });
      left = left.slice(0, start) + ' '.repeat(whole.length) + left.slice(end);
    }
  return found.sort((a, b) => a.start - b.start);
}

/** Rounding a fraction to a printed percentage moves it by half a point at most. */
const ROUNDING = 0.51;

/** Whether a number of a source is the claimed one, in kind, value and, where both name one, unit. */
export function saysQuantity(source: Quantity, claimed: Quantity): boolean {
  if (source.kind !== claimed.kind) return false;
  if (source.unit && claimed.unit && source.unit !== claimed.unit) return false;
  if (claimed.unit && !source.unit && source.kind === 'plain' && claimed.value >= 1_000) return false;
  const tolerance = source.rounded || claimed.rounded ? ROUNDING : 1e-9 * Math.max(1, Math.abs(source.value));
  return Math.abs(source.value - claimed.value) <= tolerance;
}
