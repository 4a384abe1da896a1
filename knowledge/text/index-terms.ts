import { STOP_WORDS, stem } from './english-words.ts';
import { fold } from './fold.ts';
import { parseNumeral } from './numerals.ts';

/** Scripts written without spaces between words. */
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}ー';
/** A run of Chinese (or kana, hangul, bopomofo) in folded text. */
export const CJK_RUN = new RegExp(`[${CJK}]+`, 'gv');
const LETTER = `[[\\p{L}\\p{N}]--[${CJK}]]`;
const WORD = new RegExp(`${LETTER}+(?:[\\-.\\/_'\\&\\+]${LETTER}+)*[\\+#]{0,2}`, 'gv');
const THOUSANDS = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
const NUMERAL = '\\d{1,4}|[〇零一二三四五六七八九十百千兩]{1,9}';
const PROVISION = new RegExp(
  `第\\s*(${NUMERAL})\\s*(條|章|節|款|項|目|點|屆|版|期|類|級)(?:\\s*之\\s*(${NUMERAL}))?`,
  'gu',
);
const ARTICLE = /\b(?:articles?|art\.)\s*(\d{1,4})(?:-(\d{1,2}))?/g;
const ROC_YEAR = /(?:民國|中華民國)\s*(\d{1,3})\s*年?/g;

type Terms = Map<string, number>;

const add = (terms: Terms, term: string): void => void terms.set(term, (terms.get(term) ?? 0) + 1);

function addCharacters(terms: Terms, folded: string): void {
  for (const [run] of folded.matchAll(CJK_RUN)) {
    const characters = [...run];
    for (const [at, character] of characters.entries()) {
      add(terms, character);
      const next = characters[at + 1];
      if (next !== undefined) add(terms, character + next);
    }
  }
}

function addWord(terms: Terms, word: string): void {
  const plain = word.replace(/'s$/, '').replaceAll("'", '');
  if (STOP_WORDS.has(plain)) return;
  const parts = plain.split(/[-/_&.]+/).filter(Boolean);
  const whole = parts.length === 1 || /^\d+(?:\.\d+)+$/.test(plain);
  add(terms, whole ? stem(plain) : `=${plain}`);
  for (const part of whole ? [] : parts) if (!STOP_WORDS.has(part)) add(terms, stem(part));
}

function addIdentifiers(terms: Terms, folded: string): void {
  for (const [, numeral, unit, branch] of folded.matchAll(PROVISION)) {
    const number = parseNumeral(numeral ?? '');
    if (number === undefined) continue;
    add(terms, `=${number}${unit}`);
    const second = branch === undefined ? undefined : parseNumeral(branch);
    if (second !== undefined) add(terms, `=${number}-${second}${unit}`);
  }
  for (const [, number, branch] of folded.matchAll(ARTICLE)) {
    add(terms, `=${number}條`);
    if (branch) add(terms, `=${number}-${branch}條`);
  }
  for (const [, year] of folded.matchAll(ROC_YEAR)) add(terms, String(Number(year) + 1911));
}

/** Stems, numbers and identifiers of a folded text, without its Chinese characters. */
export function foreignTerms(folded: string): Map<string, number> {
  const terms: Terms = new Map();
  const plain = folded.replace(THOUSANDS, (number) => number.replaceAll(',', ''));
  for (const [word] of plain.matchAll(WORD)) addWord(terms, word);
  addIdentifiers(terms, plain);
  return terms;
}

/**
 * What a text can be found by, with how often: each character and character pair of Chinese, stems of other words,
 * numbers (2,185 = 2185, 民國 113 年 = 2024), and exact identifiers marked `=` (第十二條 = 第12條 = Article 12, GPT-4o).
 */
export function indexTerms(text: string): Map<string, number> {
  const folded = fold(text);
  const terms = foreignTerms(folded);
  addCharacters(terms, folded);
  return terms;
}
