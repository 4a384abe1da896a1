import type { Aspect } from './aspects.ts';
import { statesQuantity } from './find-numbers.ts';
import type { HeldPassage, HeldSentence } from './library.ts';
import { matchWord } from './match-words.ts';
import { inOwnLanguage, UNKNOWN } from './pick-fact.ts';
import type { Picked, Wanted } from './pick-sentences.ts';
import { asksNumber, rankSentences } from './pick-sentences.ts';
import { namesSomething } from './word-kind.ts';

/** Share of the words asked that a sentence must speak of to be quoted though nothing else points to it. */
const NEAR = 0.5;
/** As near as this to the nearest, a second sentence is quoted with it. */
const BESIDE = 0.9;
/** The word itself or one that stands for it. */
const SPOKEN = 0.6;

/** How near a sentence is to all that is asked, the names of the case aside, 0 to 1. */
function nearness(sentence: HeldSentence, { words }: Wanted): number {
  const total = words.reduce((sum, { plain }) => sum + plain, 0);
  if (total === 0) return 0;
  const met = words.reduce((sum, { word, plain }) => sum + plain * matchWord(word, sentence.prepared), 0);
  return met / total;
}

/** One word in common may be chance, and what is asked for most has to be among them. */
function sharesEnough(sentence: HeldSentence, { words }: Wanted): boolean {
  const asked = words.filter(({ plain }) => plain > 0.1);
  const met = asked.filter(({ word }) => matchWord(word, sentence.prepared) >= SPOKEN);
  const names = asked.filter(({ word, focus }) => focus && namesSomething(word));
  const rarest = names.sort((a, b) => b.plain - a.plain)[0];
  return met.length > 0 && met.length >= Math.min(2, asked.length) && (!rarest || met.includes(rarest));
}

/** It holds the kind of thing asked: a figure of that measure, money for money, a date for when. */
function isOfKind({ sentence, evident }: Picked, wanted: Wanted, bound: readonly Aspect[]): boolean {
  const { folded } = sentence.prepared;
  const figure = !asksNumber(wanted.folded) || statesQuantity(sentence.text);
  return (
    evident &&
    figure &&
    !(UNKNOWN.test(sentence.text) && !/\d/.test(sentence.text)) &&
    bound.every(({ evidence }) => !evidence || evidence.test(folded))
  );
}

/** As near to what is asked as this, an open point belongs to the answer. */
const OPEN = 0.5;

/** What the case lists as not verified about the very thing asked. */
export function openPoints(passages: readonly HeldPassage[], wanted: Wanted): HeldSentence[] {
  return passages
    .filter(({ section }) => section === '未能查證')
    .flatMap((passage) => passage.sentences())
    .filter(
      (sentence) =>
        UNKNOWN.test(sentence.text) && nearness(sentence, wanted) >= OPEN && sharesEnough(sentence, wanted),
    )
    .slice(0, 1);
}

/** Among what could not be verified, the case speaks of what is asked at least as closely. */
function isOpenPoint(near: number, passages: readonly HeldPassage[], wanted: Wanted): boolean {
  return passages
    .flatMap((passage) => passage.sentences())
    .some((sentence) => UNKNOWN.test(sentence.text) && nearness(sentence, wanted) >= near);
}

/**
 * The sentence or two of a case that speak of most of what is asked, when nothing points to an answer more surely.
 * @param bound aspects whose kind of evidence an answer cannot do without
 */
export function nearestSentences(
  passages: readonly HeldPassage[],
  wanted: Wanted,
  bound: readonly Aspect[],
): Picked[] {
  const ranked = rankSentences(passages, { ...wanted, aspect: undefined })
    .filter((picked) => isOfKind(picked, wanted, bound) && sharesEnough(picked.sentence, wanted))
    .map((picked) => ({ ...picked, covered: nearness(picked.sentence, wanted) }))
    .filter(({ covered }) => covered >= NEAR)
    .sort((a, b) => b.covered - a.covered || b.score - a.score);
  const lane = inOwnLanguage(ranked, wanted.language);
  const [first] = lane;
  if (!first || isOpenPoint(first.covered, passages, wanted)) return [];
  return lane.filter(({ covered }) => covered >= BESIDE * first.covered).slice(0, 2);
}
