import type { Language } from '../../core/language.ts';
import { englishSentenceFor } from './align-english.ts';
import type { Aspect } from './aspects.ts';
import { findAspect } from './aspects.ts';
import { claimsOf, itemOf } from './claims.ts';
import { findNumbers, sameNumber, statesQuantity } from './find-numbers.ts';
import type { HeldCase, HeldPassage, HeldSentence } from './library.ts';
import { matchWord } from './match-words.ts';
import { asksMeasure } from './measure-words.ts';
import type { Picked, Wanted, WeighedWord } from './pick-sentences.ts';
import {
  asksNumber,
  coverage,
  focusOf,
  namesFigure,
  namesIn,
  rankSentences,
  sharedPhrase,
  subjectOf,
} from './pick-sentences.ts';
import type { Claim } from './schema.ts';

/** Share of the question's subject a sentence has to speak of: more when it states a figure or nothing else guides. */
const ENOUGH = { figure: 0.3, telling: 0.2, prose: 0.25, unknown: 0.5 } as const;
export const UNKNOWN =
  /未公布|未公開|未見|沒有公布|沒有公開|沒有可靠|沒有可驗證|沒有可信|未能確認|未確認|未在所讀|尚無|未取得|未及|查無|無法計算|無法判斷|沒有.{0,10}(?:數字|統計|評估|資料)|未有統計|不明|not (?:been )?(?:published|found|available|verified|confirmed)|no (?:\w+ ){0,3}(?:figures|data|evidence|evaluation)|could not be/iu;
const MOST = 3;
/** A name this rare is what a question is about. */
const RARE = 0.8;

function states(sentence: HeldSentence, figures: readonly number[]): boolean {
  const known = findNumbers(sentence.text);
  return figures.length > 0 && figures.every((figure) => known.some((other) => sameNumber(figure, other)));
}

/** Drops lines of the list of figures that the chosen prose already states. */
function withoutRepeats(picked: readonly Picked[]): Picked[] {
  const prose = picked.filter(({ sentence }) => sentence.passage.section !== '指標');
  return picked.filter(({ sentence }) => {
    if (sentence.passage.section !== '指標') return true;
    const figures = findNumbers(sentence.text.split('：').at(-1)!);
    return !prose.some((other) => states(other.sentence, figures));
  });
}

/** A case tells everything in Chinese; its English summary serves English questions first. */
export function inOwnLanguage(ranked: readonly Picked[], language: Language): Picked[] {
  const own = ranked.filter(({ sentence }) => sentence.passage.language === language);
  return own.length > 0 ? own : [...ranked];
}

const ASKS_OF_VERB = /[^有是在共約達占佔要了的花用到會能人\P{Script=Han}]了?(?:多少|幾)/u;
/** Before 多少 these say nothing of what is counted. */
const IDLE = new Set('有是在共約達占佔要了的花用到會能人'.split(''));

/** 多少稅, 多少詐騙廣告: without any other subject, the thing counted has to be named. */
function isOfMass({ sentence }: Picked, wanted: Wanted): boolean {
  const mass = wanted.mass ?? [];
  const verb = /(\p{Script=Han})了?(?:多少|幾)/u.exec(wanted.folded)?.[1];
  if (verb && !IDLE.has(verb) && sentence.prepared.folded.includes(verb)) return true;
  return asksMeasure(wanted.folded) || mass.some((word) => matchWord(word, sentence.prepared) >= 0.9);
}

/** The sentence nearest to the words often leaves it to the next to say who. */
const ASKS_WHO = /誰|\bwho\b/u;

export function narrow(ranked: readonly Picked[], wanted: Wanted): Picked[] {
  const bare = wanted.aspect !== undefined && wanted.aspect.id !== 'count';
  const numeric = asksNumber(wanted.folded) && wanted.aspect?.id !== 'vendor';
  const focus = (bare ? (numeric && !wanted.aspect?.telling ? focusOf : namesIn) : subjectOf)(
    wanted.words,
  ).length;
  if (!bare && focus === 0 && !numeric) return inTheirWords(ranked, wanted);
  if (
    !bare &&
    focus === 0 &&
    !(
      numeric &&
      (asksMeasure(wanted.folded) || ASKS_OF_VERB.test(wanted.folded) || (wanted.mass ?? []).length > 0)
    )
  )
    return [];
  const least = wanted.aspect?.telling ? ENOUGH.telling : numeric ? ENOUGH.figure : ENOUGH.prose;
  const fit = ranked.filter(
    (picked) =>
      picked.evident &&
      (focus === 0 || picked.covered >= least) &&
      (bare || focus > 0 || isOfMass(picked, wanted)) &&
      (!numeric ||
        (statesQuantity(picked.sentence.text) &&
          !(UNKNOWN.test(picked.sentence.text) && !/\d/.test(picked.sentence.text)))),
  );
  const best = fit[0];
  if (!best) return wanted.aspect || numeric ? [] : together(ranked, wanted);
  const own = inOwnLanguage(fit, wanted.language);
  const lane = !numeric && ASKS_WHICH.test(wanted.folded) ? inProse(own) : own;
  const first = lane[0]!;
  const margin = ASKS_WHO.test(wanted.folded) ? 0.9 : 0.45;
  const near = lane.filter(
    (picked) => picked.score >= first.score - margin && picked.covered >= first.covered * 0.75,
  );
  const chosen = wanted.aspect
    ? near
    : [...near.slice(0, 2), ...completing(near.slice(0, 2), ranked, wanted)];
  return withoutRepeats(chosen).slice(0, MOST);
}

const ASKS_WHICH = /哪|誰|\b(?:which|who|whose)\b/u;

/** Which, who and how are told in prose: a line of the list of figures as near as that is no better answer. */
function inProse(picked: readonly Picked[]): readonly Picked[] {
  const prose = picked.filter(({ sentence }) => sentence.passage.section !== '指標');
  const near = (prose[0]?.score ?? 0) >= Math.max(...picked.map(({ score }) => score)) - 0.05;
  return near ? prose : picked;
}

/** No word is left to go by, but a stretch of the question stands in a sentence as asked (政府版). */
function inTheirWords(ranked: readonly Picked[], wanted: Wanted): Picked[] {
  const [first] = inOwnLanguage(ranked, wanted.language);
  return first && sharedPhrase(wanted.asked ?? wanted.folded, first.sentence) > 0 ? [first] : [];
}

/** Two sentences that meet the question between them when none does alone. */
function together(ranked: readonly Picked[], wanted: Wanted): Picked[] {
  const subject = subjectOf(wanted.words);
  const first = inOwnLanguage(ranked, wanted.language).find(({ covered }) => covered >= 0.27);
  const second = first && completing([first], ranked, wanted)[0];
  if (!first || !second) return [];
  const total = subject.reduce((sum, { weight }) => sum + weight, 0);
  const met = subject.reduce(
    (sum, { word, weight }) =>
      sum +
      weight * Math.max(matchWord(word, first.sentence.prepared), matchWord(word, second.sentence.prepared)),
    0,
  );
  return met / total >= 0.6 ? [first, second] : [];
}

/** Sentences that speak of what the chosen ones leave out of the question. */
function completing(chosen: readonly Picked[], ranked: readonly Picked[], wanted: Wanted): Picked[] {
  const left = subjectOf(wanted.words).filter(({ word }) =>
    chosen.every(({ sentence }) => matchWord(word, sentence.prepared) < 0.6),
  );
  if (left.length === 0) return [];
  const more = ranked.find(
    (picked) =>
      !chosen.includes(picked) &&
      picked.sentence.passage.language === chosen[0]!.sentence.passage.language &&
      left.some(({ word }) => matchWord(word, picked.sentence.prepared) >= 0.9),
  );
  return more ? [more] : [];
}

/** Sentences that say the thing asked was not published or not found. */
export function findUnknown(passages: readonly HeldPassage[], wanted: Wanted): Claim[] {
  const focus = focusOf(wanted.words);
  const aspect: Aspect = {
    ...(wanted.aspect ?? findAspect('unverified')),
    sections: ['未能查證', '成效', '失敗或風險'],
  };
  const said = rankSentences(passages, { ...wanted, aspect }).filter(
    ({ sentence, covered }) =>
      UNKNOWN.test(sentence.text) &&
      (focus.length > 0
        ? covered >= ENOUGH.unknown
        : coverage(subjectOf(wanted.words), sentence) >= ENOUGH.unknown ||
          (wanted.aspect !== undefined &&
            (wanted.aspect.asked.test(sentence.prepared.folded) ||
              wanted.aspect.evidence?.test(sentence.prepared.folded)))),
  );
  const lane = inOwnLanguage(said, wanted.language);
  return claimsOf(
    lane.slice(0, 2).map((picked) => picked.sentence),
    wanted.language,
  );
}

/** The rarest name is the case's own nowhere, or an answer of this kind stands by it. */
function isFoundElsewhere(names: readonly WeighedWord[], ranked: readonly Picked[], wanted: Wanted): boolean {
  const rare = names.filter(({ weight }) => weight >= RARE);
  const body = wanted.context?.body;
  return rare.some(
    ({ word }) =>
      !body ||
      matchWord(word, body) < 0.9 ||
      ranked.some(({ sentence, evident }) => evident && matchWord(word, sentence.prepared) >= 0.9),
  );
}

/** Of a figure asked, a sentence that says it is not known speaks more to the question than the best that states one. */
export function isOutdone(picked: readonly Picked[], ranked: readonly Picked[], wanted: Wanted): boolean {
  const subject = subjectOf(wanted.words);
  if (!asksNumber(wanted.folded) || subject.length === 0) return false;
  const said = Math.max(...picked.map(({ sentence }) => coverage(subject, sentence)));
  const names = namesIn(wanted.words);
  const rarest = names.reduce((most, { weight }) => Math.max(most, weight), 0);
  const named = Math.max(...picked.map(({ sentence }) => coverage(names, sentence)));
  if (rarest >= RARE && named < 0.5 && isFoundElsewhere(names, ranked, wanted)) return true;
  return ranked.some(
    ({ sentence }) => UNKNOWN.test(sentence.text) && said < 0.3 && coverage(subject, sentence) >= 0.6,
  );
}

/** How much more of the question an open point has to speak of than the sentence chosen. */
const NEARER = 0.15;

/** The subject, or the single characters left of it (破 in 破了幾件案). */
function plainSubjectOf(words: readonly WeighedWord[]): WeighedWord[] {
  const subject = subjectOf(words);
  return subject.length > 0 ? subject : words.filter(({ word }) => word.han && word.text.length === 1);
}

/** The figure asked is one the case lists among what could not be verified. */
export function isKnownUnknown(
  picked: readonly Picked[],
  passages: readonly HeldPassage[],
  wanted: Wanted,
): boolean {
  const { aspect } = wanted;
  if (!asksNumber(wanted.folded) || namesFigure(wanted.folded) || aspect?.id === 'legal') return false;
  const named = aspect !== undefined && aspect.id !== 'count';
  const words = named ? wanted.words : plainSubjectOf(wanted.words);
  if (words.length === 0) return false;
  const said = Math.max(...picked.map(({ sentence }) => coverage(words, sentence)));
  return passages
    .flatMap((passage) => passage.sentences())
    .some(
      (sentence) =>
        UNKNOWN.test(sentence.text) &&
        (sentence.passage.section === '未能查證' || !/\d/.test(sentence.text)) &&
        coverage(words, sentence) > said + NEARER &&
        (!named || aspect.asked.test(sentence.prepared.folded)),
    );
}

/** What a list item says besides belongs to the answer, unless a figure alone is asked. */
export function withItem(sentences: readonly HeldSentence[], wanted: Wanted): HeldSentence[] {
  const [first] = sentences;
  if (!first || asksNumber(wanted.folded) || wanted.language === 'en') return [...sentences];
  return [...new Set([...itemOf(first).slice(0, MOST), ...sentences])].slice(0, MOST + 1);
}

/** For an English question, the sentence of the English summary that states the same figures. */
export function inAskersLanguage(
  held: HeldCase,
  sentences: readonly HeldSentence[],
  wanted: Wanted,
): HeldSentence[] {
  if (wanted.language !== 'en') return [...sentences];
  const own = sentences.map((sentence) =>
    sentence.passage.language === 'en' ? sentence : (englishSentenceFor(held, sentence) ?? sentence),
  );
  return [...new Set(own)];
}
