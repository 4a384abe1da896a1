import { fold } from '../../text/fold.ts';
import { parseNumeral } from '../../text/numerals.ts';

/** A day, a month, a year, or parts of them, and where it stands. Years are of our era. */
export interface DateSaid {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly start: number;
  readonly end: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|t)?`).join('|')})\\.?`;
const CHINESE = '[〇零一二三四五六七八九十百\\d]';
const MONTH_DAY = `(?: ?(${CHINESE}{1,3}) ?月(?!份? ?(?:內|後|間))(?: ?(${CHINESE}{1,3}) ?[日號])?)?`;
/** The years of the Republic in use, so that 114 年 is a year and 20 年 a span. */
const REPUBLIC = '(?:8\\d|9\\d|1[0-2]\\d)';

type Reader = readonly [
  pattern: RegExp,
  read: (groups: readonly (string | undefined)[]) => Omit<DateSaid, 'start' | 'end'>,
];

const number = (text: string | undefined) => (text === undefined ? undefined : parseNumeral(text));
const month = (name: string | undefined) =>
  name === undefined ? undefined : MONTHS.findIndex((full) => full.startsWith(name.slice(0, 3))) + 1;

function parts(year?: number, monthOfYear?: number, day?: number): Omit<DateSaid, 'start' | 'end'> {
  return {
    ...(year !== undefined && { year }),
    ...(monthOfYear !== undefined && { month: monthOfYear }),
    ...(day !== undefined && { day }),
  };
}

/** The more it says, the earlier it is tried. */
const readers: readonly Reader[] = [
  [
    new RegExp(`民國 ?(${CHINESE}{1,5}) ?年${MONTH_DAY}`, 'gu'),
    ([y, m, d]) => parts((number(y) ?? 0) + 1911, number(m), number(d)),
  ],
  [
    new RegExp(`(?<![\\d.])((?:19|20)\\d{2}|[一二][〇零一二三四五六七八九]{3}) ?年${MONTH_DAY}`, 'gu'),
    ([y, m, d]) => parts(number(y), number(m), number(d)),
  ],
  [
    new RegExp(`(?<![\\d.])(${REPUBLIC}) ?年度?(?!以|之|前|後|內|間)${MONTH_DAY}`, 'gu'),
    ([y, m, d]) => parts(Number(y) + 1911, number(m), number(d)),
  ],
  [
    /(?<![\d.-])((?:19|20)\d{2})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d%])/gu,
    ([y, m, d]) => parts(Number(y), number(m), number(d)),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}(?:,? ((?:19|20)\\d{2}))?\\b`, 'gu'),
    ([d, m, y]) => parts(number(y), month(m), Number(d)),
  ],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:, ?((?:19|20)\\d{2}))?\\b(?!\\d)`, 'gu'),
    ([m, d, y]) => parts(number(y), month(m), Number(d)),
  ],
  [new RegExp(`\\b${MONTH},? ((?:19|20)\\d{2})\\b`, 'gu'), ([m, y]) => parts(Number(y), month(m))],
  [
    new RegExp(
      `(?<![\\d.${'〇零一二三四五六七八九十百'}])(${CHINESE}{1,3}) ?月(?!份? ?(?:內|後|間))(?: ?(${CHINESE}{1,3}) ?[日號])?`,
      'gu',
    ),
    ([m, d]) => parts(undefined, number(m), number(d)),
  ],
  [
    /(?<![\d.,/-])((?:19|20)\d{2})(?![\d,.]\d|\d|%| ?(?:個|名|人|件|位|筆|元|萬|億|份|次|家|條|支|台|輛|小時|公里|公尺))/gu,
    ([y]) => parts(Number(y)),
  ],
];

/** The dates in a folded text. What one reading took, no other reads again. */
export function readDates(folded: string): DateSaid[] {
  let left = folded;
  const found: DateSaid[] = [];
  for (const [pattern, read] of readers)
    left = left.replace(pattern, (whole, ...rest) => {
      const at = rest.findIndex((value) => typeof value === 'number');
      const said = read(rest.slice(0, at) as (string | undefined)[]);
      if (said.month !== undefined && (said.month < 1 || said.month > 12)) return whole;
      found.push({ ...said, start: rest[at] as number, end: (rest[at] as number) + whole.length });
      return ' '.repeat(whole.length);
    });
  return found.sort((a, b) => a.start - b.start);
}

const NEXT_YEAR = new RegExp(fold('翌年|次年|隔年|the following year|the next year'), 'u');

/** Dates without a year take the one named last before them. */
export function withYears(folded: string, dates: readonly DateSaid[]): DateSaid[] {
  let year: number | undefined;
  let end = 0;
  return dates.map((date) => {
    const later = NEXT_YEAR.test(folded.slice(end, date.start));
    end = date.end;
    if (date.year !== undefined) year = date.year;
    else if (later && year !== undefined) year++;
    return year === undefined ? date : { ...date, year };
  });
}

/** Whether a date of a source says all that a claimed one says. */
export function saysDate(source: DateSaid, claimed: DateSaid): boolean {
  return (['year', 'month', 'day'] as const).every(
    (part) => claimed[part] === undefined || claimed[part] === source[part],
  );
}

/** A folded text of the same length with its dates blanked out. */
export function blankDates(folded: string, dates: readonly DateSaid[]): string {
  return dates.reduce(
    (text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
    folded,
  );
}
