import { STOP_WORDS } from './english-words.ts';

const BRACKETED = /\([^()]*\)|\[[^\]]*\]/g;
const POINTER =
  /\b(?:variant of|abbr\. (?:for|of)|abbreviation (?:for|of)|short for|same as|see also|see|equivalent to|also written|also called|contraction of|used in)\s+([^\s|[\](),;]*\p{Script=Han}[^\s|[\](),;]*)/u;
const NOT_A_MEANING = /^\s*(?:CL:|surname\b|see\b|classifier\b|used in\b|Kangxi radical|Japanese variant)/i;

/** The headword an entry refers to instead of explaining itself ("old variant of 裡|里[li3]" → 裡), if it does. */
export function referredHeadword(gloss: string): string | undefined {
  return POINTER.exec(gloss)?.[1];
}

/**
 * The meanings in one dictionary gloss as lists of plain words: "(slang) to fall apart; to scatter" gives
 * [fall, apart], [scatter]. Classifiers, surnames, cross references and bracketed notes are left out.
 */
export function meaningsOf(gloss: string): string[][] {
  if (NOT_A_MEANING.test(gloss)) return [];
  return gloss
    .replace(BRACKETED, ' ')
    .replace(/\p{Script=Han}[^\s;,]*/gu, ' ')
    .split(';')
    .filter((meaning) => !NOT_A_MEANING.test(meaning))
    .map((meaning) =>
      (meaning.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? []).filter(
        (word) => word.length > 1 && !NOISE.has(word),
      ),
    )
    .filter((words) => words.length > 0);
}

/** Words of dictionary prose that say how a headword is used, not what it means. */
const NOISE = new Set([
  ...STOP_WORDS,
  ...'sb sth esp abbr variant idiom fig lit coll tw prc loanword classifier etc eg old written lang surname'.split(
    ' ',
  ),
]);
