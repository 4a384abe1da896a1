import { readFileSync } from 'node:fs';
import type { Cedict } from './cedict.ts';
import { openCedict } from './cedict.ts';
import { meaningsOf, referredHeadword } from './dictionary-glosses.ts';
import { stem } from './english-words.ts';
import { fold } from './fold.ts';
import { inCommonForm } from './han-variants.ts';
import { CJK_RUN, foreignTerms } from './index-terms.ts';

type LexiconRow = readonly (readonly [word: string, probability: number])[];
type Weights = readonly (readonly [stem: string, weight: number])[];

interface Dictionaries {
  readonly cedict: Cedict;
  readonly lexicon: ReadonlyMap<string, LexiconRow>;
  /** Length of the longest headword that starts with a given pair of characters. */
  readonly longest: ReadonlyMap<string, number>;
}

const MAX_HEADWORD = 12;
/** English stems kept per headword, likeliest first: more add noise and postings, not answers. */
const MAX_STEMS = 5;
/** A single character says less than a word of two or more. */
const SINGLE_CHARACTER = 0.5;
const lexiconFile = new URL('../content/gloss/lexicon.json', import.meta.url);

function readLexicon(): Map<string, LexiconRow> {
  const rows = JSON.parse(readFileSync(lexiconFile, 'utf8')) as Record<string, LexiconRow>;
  return new Map(Object.entries(rows).map(([headword, row]) => [inCommonForm(headword), row]));
}

function longestByStart(...lists: Iterable<string>[]): Map<string, number> {
  const longest = new Map<string, number>();
  for (const headwords of lists)
    for (const headword of headwords) {
      if (headword.length < 2 || headword.length > MAX_HEADWORD) continue;
      const start = headword.slice(0, 2);
      if ((longest.get(start) ?? 0) < headword.length) longest.set(start, headword.length);
    }
  return longest;
}

let loaded: Dictionaries | undefined;

function dictionaries(): Dictionaries {
  if (loaded) return loaded;
  const cedict = openCedict();
  const lexicon = readLexicon();
  loaded = { cedict, lexicon, longest: longestByStart(cedict.headwords, lexicon.keys()) };
  return loaded;
}

/** Dictionary words in a run of folded Chinese, longest match from the left; unknown characters are left out. */
export function headwordsIn(run: string): string[] {
  const { cedict, lexicon, longest } = dictionaries();
  const isHeadword = (word: string) => lexicon.has(word) || cedict.has(word);
  const found: string[] = [];
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longest.get(run.slice(at, at + 2)) ?? 1, run.length - at);
    while (length > 1 && !isHeadword(run.slice(at, at + length))) length--;
    const word = run.slice(at, at + length);
    if (isHeadword(word)) found.push(word);
    at += length;
  }
  return found;
}

function meaningsOfHeadword(headword: string, depth = 0): string[][] {
  return dictionaries()
    .cedict.glosses(headword)
    .flatMap((gloss) => {
      const referred = depth < 2 ? referredHeadword(gloss) : undefined;
      const borrowed = referred ? meaningsOfHeadword(inCommonForm(referred), depth + 1) : [];
      return [...borrowed, ...meaningsOf(gloss)];
    });
}

/** Adds up the weights per stem and scales them to sum to 1. */
function shares(pairs: Iterable<readonly [stem: string, weight: number]>): Map<string, number> {
  const weights = new Map<string, number>();
  let sum = 0;
  for (const [key, weight] of pairs) {
    weights.set(key, (weights.get(key) ?? 0) + weight);
    sum += weight;
  }
  for (const [key, weight] of weights) weights.set(key, weight / sum);
  return weights;
}

/** Each meaning counts the same, shared out among its words. */
function fromDictionary(headword: string): Map<string, number> {
  const meanings = meaningsOfHeadword(headword);
  return shares(meanings.flatMap((words) => words.map((word) => [stem(word), 1 / words.length] as const)));
}

function fromLexicon(headword: string): Map<string, number> {
  const row = dictionaries().lexicon.get(headword) ?? [];
  return shares(row.map(([word, probability]) => [stem(word), probability] as const));
}

const remembered = new Map<string, Weights>();

/** English stems of a headword in common form, heaviest first; weights sum to at most 1, half from each dictionary. */
export function glossOf(headword: string): Weights {
  const known = remembered.get(headword);
  if (known) return known;
  const merged = shares([...fromDictionary(headword), ...fromLexicon(headword)]);
  const gloss = [...merged].sort((a, b) => b[1] - a[1]).slice(0, MAX_STEMS);
  remembered.set(headword, gloss);
  return gloss;
}

/**
 * A text in gloss space, where Chinese and English meet: every Chinese word as the English stems of its meanings,
 * everything else as in `indexTerms`. The dictionaries load on first use (about 0.2 s).
 */
export function glossTerms(text: string): Map<string, number> {
  const folded = fold(text);
  const terms = foreignTerms(folded);
  for (const [run] of folded.matchAll(CJK_RUN))
    for (const headword of headwordsIn(run)) {
      const importance = headword.length === 1 ? SINGLE_CHARACTER : 1;
      for (const [key, weight] of glossOf(headword))
        terms.set(key, (terms.get(key) ?? 0) + weight * importance);
    }
  return terms;
}
