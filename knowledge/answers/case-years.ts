import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { CaseFilter } from './case-filters.ts';
import type { HeldCase } from './library.ts';

const BEFORE = new RegExp(
  fold('[0-9]\\s*年?底?(?:以|之)?前(?!後)|\\b(?:before|until|prior to|earlier than)\\b'),
  'iu',
);
const AFTER = new RegExp(
  fold(
    '[0-9]\\s*年?底?(?:(?:以|之)?後(?!來)|過後|以來|起)|\\b(?:since|after|later than)\\b|\\bfrom (?=[0-9])',
  ),
  'iu',
);
const ENDED = new RegExp(
  fold(
    '停用|停掉|停止|下架|叫停|喊停|終止|退場|結束|關閉|收掉|裁撤|ended|stopped|withdrawn|suspended|shut|closed|scrapped|cancel',
  ),
  'iu',
);

type Labelled = Readonly<Record<Language, string>>;

function yearOf(date: string | null | undefined): number | undefined {
  return date ? Number(date.slice(0, 4)) : undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const FIRST = 0;
const LAST = 9999;

function spanOf(folded: string, years: readonly number[]): Span {
  const first = Math.min(...years);
  if (years.length > 1) return { from: first, to: Math.max(...years) };
  if (BEFORE.test(folded)) return { from: FIRST, to: first - 1 };
  if (AFTER.test(folded)) return { from: first, to: LAST };
  return { from: first, to: first };
}

function whenIn({ from, to }: Span): Labelled {
  if (from === FIRST) return { 'zh-TW': `${to + 1} 年以前`, en: `before ${to + 1}` };
  if (to === LAST) return { 'zh-TW': `${from} 年起`, en: `since ${from}` };
  if (from === to) return { 'zh-TW': `${from} 年`, en: `in ${from}` };
  return { 'zh-TW': `${from} 至 ${to} 年`, en: `from ${from} to ${to}` };
}

/** The years a request names, read as when the cases started, or ended if it asks for those that stopped. */
export function yearFilter(folded: string, years: readonly number[]): CaseFilter | undefined {
  if (years.length === 0) return undefined;
  const ended = ENDED.test(folded);
  const asked = spanOf(folded, years);
  const when = whenIn(asked);
  const dateOf = (facts: HeldCase['facts']) => yearOf(ended ? facts.ended : facts.started);
  return {
    asked: new RegExp(`民國|${years.flatMap((year) => [year, year - 1911]).join('|')}`, 'iu'),
    fits: (facts) => {
      const year = dateOf(facts);
      return year !== undefined && year >= asked.from && year <= asked.to;
    },
    label: (language) =>
      language === 'en'
        ? `${ended ? 'ended' : 'started'} ${when.en}`
        : `${when['zh-TW']}${ended ? '結束' : '開始'}`,
    judges: false,
  };
}
