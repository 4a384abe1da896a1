import { fold } from '../../text/fold.ts';

/** How exactly a number is meant. */
export type Bound = 'exact' | 'about' | 'over' | 'under';

const before: readonly (readonly [Bound, RegExp])[] = [
  [
    'over',
    new RegExp(
      fold(
        '(?:超過|逾|至少|多於|突破|高達|不少於|more than|over|at least|exceed(?:s|ed|ing)?|upwards of|above)[^\\d,.;(成半]{0,6}$',
      ),
      'u',
    ),
  ],
  [
    'under',
    new RegExp(
      fold(
        '(?:最多|至多|不到|不足|未滿|低於|少於|不超過|上限|under|less than|fewer than|up to|at most|below|no more than)[^\\d,.;(成半]{0,6}$',
      ),
      'u',
    ),
  ],
  [
    'about',
    new RegExp(
      fold(
        '(?:大約|約為|約有|約占|約佔|約達|約|近|將近|接近|大概|幾乎|估約|about|around|approximately|approx\\.?|nearly|almost|roughly|circa|some|~)[^\\d,.;(成半]{0,10}$',
      ),
      'u',
    ),
  ],
];
const after: readonly (readonly [Bound, RegExp])[] = [
  ['over', new RegExp(fold('^[^\\d,.;]{0,5}(?:以上|or more|plus\\b)|^\\+'), 'u')],
  ['under', new RegExp(fold('^[^\\d,.;]{0,5}(?:以下|以內|or less|or fewer)'), 'u')],
  ['about', new RegExp(fold('^ ?(?:多(?!數|元|語|次|種|項)|餘|幾)|^[^\\d,.;]{0,4}(?:左右|上下|or so)'), 'u')],
];
/** Said of the number before it, not of the next. */
const REACH = 18;

/** What a folded text says about the exactness of the number from `start` to `end`. */
export function boundOf(folded: string, start: number, end: number): Bound {
  const left = folded.slice(Math.max(0, start - REACH), start);
  const right = folded.slice(end, end + REACH);
  return (
    before.find(([, regex]) => regex.test(left))?.[0] ??
    after.find(([, regex]) => regex.test(right))?.[0] ??
    'exact'
  );
}
