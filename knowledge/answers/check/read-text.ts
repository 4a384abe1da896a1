import { fold } from '../../text/fold.ts';
import type { ContentWord } from '../content-words.ts';
import { contentWords } from '../content-words.ts';
import type { PreparedText } from '../match-words.ts';
import { prepareText } from '../match-words.ts';
import type { DateSaid } from './read-dates.ts';
import { blankDates, readDates } from './read-dates.ts';
import type { Quantity } from './read-quantities.ts';
import { readQuantities } from './read-quantities.ts';

/** A stretch between commas: what negations, hedges and numbers belong to. */
export interface Clause {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly words: readonly ContentWord[];
}

/** A sentence with all that the check compares; every text in it is folded. */
export interface ReadText {
  readonly folded: string;
  readonly words: readonly ContentWord[];
  readonly dates: readonly DateSaid[];
  readonly quantities: readonly Quantity[];
  readonly clauses: readonly Clause[];
  readonly prepared: PreparedText;
}

const BOUNDARY = /(?<!\d)[,;:.!?]+|[,;:.!?]+(?!\d)/gu;
/** An English clause goes on behind these. */
const ENGLISH_BOUNDARY = / (?:but|while|whereas|although|though|because|which) /gu;

function clausesOf(folded: string): Clause[] {
  const cuts = [...folded.matchAll(BOUNDARY), ...folded.matchAll(ENGLISH_BOUNDARY)]
    .map(({ index, 0: mark }) => ({ at: index, next: index + (mark.startsWith(' ') ? 0 : mark.length) }))
    .sort((a, b) => a.at - b.at);
  const clauses: Clause[] = [];
  let start = 0;
  for (const { at, next } of [...cuts, { at: folded.length, next: folded.length }]) {
    const text = folded.slice(start, at);
    if (/[\p{L}\p{N}]/u.test(text)) clauses.push({ text, start, end: at, words: contentWords(text) });
    start = next;
  }
  return clauses;
}

function read(text: string): ReadText {
  const folded = fold(text);
  const dates = readDates(folded);
  const undated = blankDates(folded, dates);
  const quantities = readQuantities(undated);
  const isNumber = /^[\d.,%:/-]+$|^[〇零一二兩三四五六七八九十百千萬億兆半成倍]+$/u;
  const words = contentWords(undated).filter((word) => !isNumber.test(word.text));
  return { folded, words, dates, quantities, clauses: clausesOf(folded), prepared: prepareText(text) };
}

const remembered = new Map<string, ReadText>();
const MOST_REMEMBERED = 5_000;

/** Reads a sentence once; passages come again and again. */
export function readText(text: string): ReadText {
  const known = remembered.get(text);
  if (known) return known;
  const made = read(text);
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(text, made);
  return made;
}
