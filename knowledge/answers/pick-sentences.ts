import type { Language } from '../../core/language.ts';
import type { Aspect } from './aspects.ts';
import { englishSections, namesAnAspect } from './aspects.ts';
import type { ContentWord } from './content-words.ts';
import { statesQuantity, withoutDates } from './find-numbers.ts';
import type { HeldPassage, HeldSentence, Library } from './library.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord } from './match-words.ts';
import { asksTellingMeasure, holdsMeasure, namesDay } from './measure-words.ts';
import { findPlaces } from './places.ts';
import { isDictionaryWord, namesSomething } from './word-kind.ts';

export interface WeighedWord {
  readonly word: ContentWord;
  readonly weight: number;
  /** An answer has to speak of it: it neither names the case nor merely says what kind of thing is asked. */
  readonly focus: boolean;
  /** The case is about it, so a sentence need not repeat it; it still tells one sentence from another. */
  readonly topic: boolean;
  /** What it counts for when whatever is asked counts alike; 0 when it only says which case is meant. */
  readonly plain: number;
}

export interface Picked {
  readonly sentence: HeldSentence;
  readonly score: number;
  /** Share of the question's weight the sentence speaks of, 0 to 1; 1 when nothing but the aspect is asked. */
  readonly covered: number;
  /** It holds what an answer to this aspect must hold. */
  readonly evident: boolean;
}

export interface Wanted {
  readonly words: readonly WeighedWord[];
  readonly aspect?: Aspect | undefined;
  readonly language: Language;
  /** The question, folded: the measure word after 多少 tells what kind of quantity is asked. */
  readonly folded: string;
  /** The same without the names of the case. */
  readonly asked?: string;
  /** Names (each in its spellings) an answer has to mention: a place, an agency or a system that is not the case's own. */
  readonly mentions?: readonly (readonly string[])[];
  /** Years an answer has to be about, if the case knows several. */
  readonly years?: readonly number[];
  /** What is counted: a figure of anything else is no answer. */
  readonly counted?: readonly ContentWord[];
  /** All words of what is counted, also those the case is named by. */
  readonly mass?: readonly ContentWord[];
  /** What else the case says, and where it is: lent to sentences whose evidence is telling. */
  readonly context?: Context;
}

export interface Context {
  readonly body: PreparedText;
  readonly country: string;
}

const neverQuoted = new Set(['未能查證', '給主管的提問']);
const listsOnly = new Set(['可借鏡之處']);
function hasMeasure(wanted: Wanted, sentence: HeldSentence): boolean {
  const { folded } = sentence.prepared;
  return holdsMeasure(wanted.folded, folded, withoutDates(folded));
}

function isIdentity(word: string, identity: ReadonlySet<string>): boolean {
  return identity.has(word) || [...identity].some((name) => name.length > word.length && name.includes(word));
}

function onlyNamesAspect(word: string, aspect: Aspect | undefined): boolean {
  return [aspect?.asked, aspect?.evidence, aspect?.also].some((pattern) => pattern?.test(word));
}

/** 採用率 says which rate is asked, not only that one is. */
const NAMED_RATE = /^\p{Script=Han}{2,3}率$/u;

/** A stretch that is no word of the dictionary and stands nowhere in the case: cut at the wrong place, or put in other words. */
function isNoise(word: ContentWord, body: PreparedText | undefined): boolean {
  return word.han && body !== undefined && !body.folded.includes(word.text) && !isDictionaryWord(word);
}

/** How much each word of a question counts; those that only say which case is meant, or which aspect, count little. */
export function weighWords(
  words: readonly ContentWord[],
  library: Library,
  identity: ReadonlySet<string>,
  aspect?: Aspect,
  headline?: PreparedText,
  body?: PreparedText,
): WeighedWord[] {
  return words.map((word) => {
    const short = word.han && word.text.length === 1;
    const rarity = Math.max(0.08, library.rarity(word.text)) * (short ? 0.25 : 1);
    const named = isIdentity(word.text, identity);
    const year = /^(?:19|20)\d\d$/.test(word.text);
    const itself = word.quoted || (NAMED_RATE.test(word.text) && aspect?.id !== 'accuracy');
    const asked =
      (aspect?.id === 'people' && PERSONS.test(word.asked)) ||
      (!itself && (onlyNamesAspect(word.asked, aspect) || namesAnAspect(word.asked)));
    const topic = headline !== undefined && matchWord(word, headline) >= 0.9;
    const noise = isNoise(word, body);
    const kind = namesSomething(word) ? 1 : 0.5;
    const weight = rarity * (named || noise ? 0.12 : asked ? 0.35 : (topic ? 0.6 : 1) * kind);
    return {
      word,
      weight,
      plain: named || year ? 0 : rarity * (noise ? 0.12 : (topic ? 0.5 : 1) * kind),
      focus: !named && !asked && !topic && !short && !year && !noise,
      topic: topic && !named && !asked && !short,
    };
  });
}

export function focusOf(words: readonly WeighedWord[]): WeighedWord[] {
  return words.filter(({ focus }) => focus);
}

/** What a question without a known aspect must be answered on: its own words, or else the topic words it picks out. */
/** What must be met before anything is answered; what is done can be said in many words, so it alone asks for nothing. */
export function namesIn(words: readonly WeighedWord[]): WeighedWord[] {
  return words.filter(({ focus, word }) => focus && namesSomething(word));
}

export function subjectOf(words: readonly WeighedWord[]): WeighedWord[] {
  return words.filter(({ focus, topic }) => focus || topic);
}

export function coverage(words: readonly WeighedWord[], sentence: HeldSentence, context?: Context): number {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 1;
  const held = words.reduce((sum, { word, weight }) => {
    const own = matchWord(word, sentence.prepared);
    const around = own < 0.6 && context ? 0.6 * matchWord(word, context.body) : 0;
    return sum + weight * Math.max(own, around);
  }, 0);
  return held / total;
}

function affinity(aspect: Aspect | undefined, passage: HeldPassage): number {
  if (englishSections.has(passage.section)) return passage.section === 'Overview' ? 0.25 : 0.7;
  const place = aspect ? aspect.sections.indexOf(passage.section) : -1;
  if (place >= 0)
    return 1 - (aspect?.quantity ? 0.08 : 0.16) * place - (passage.section === '指標' ? 0.3 : 0);
  return aspect ? 0.1 : 0.5;
}

function mentionsAll(sentence: HeldSentence, wanted: Wanted): boolean {
  const folded = sentence.prepared.folded;
  return (
    (wanted.mentions ?? []).every((names) => names.some((name) => folded.includes(name))) &&
    (wanted.years ?? []).every((year) => folded.includes(String(year)))
  );
}

/** A stretch of the question's own wording is a sign that this is the sentence meant; up to 0.5. */
export function sharedPhrase(folded: string, sentence: HeldSentence): number {
  let longest = 0;
  for (let at = 0; at < folded.length; at++)
    while (
      at + longest < folded.length &&
      /^[\p{Script=Han}\p{Script=Latin}\d]+$/u.test(folded.slice(at, at + longest + 1)) &&
      sentence.prepared.folded.includes(folded.slice(at, at + longest + 1))
    )
      longest++;
  return longest < 3 ? 0 : Math.min(0.5, 0.07 * longest);
}

const ASKS_NUMBER =
  /多少|幾(?!乎)|百分之|率|比例|多準|\baverage\b|how (?:many|much|accurate|often|long)|percent|rate|proportion|share of|what share/iu;

export function asksNumber(folded: string): boolean {
  return ASKS_NUMBER.test(folded);
}

/** So near to what is asked that a country named beside it only says more. */
const NEAR = 0.6;

/** A figure of another country told for comparison is none of the case's own. */
function speaksOfElsewhere(sentence: HeldSentence, wanted: Wanted): boolean {
  const { context } = wanted;
  if (!context) return false;
  const abroad = findPlaces(sentence.prepared.folded).filter(
    ({ place }) => place.kind === 'country' && place.country !== context.country,
  );
  return abroad.some(({ place }) => !place.names.some((name) => wanted.folded.includes(name)));
}

const ASKS_ACTUAL = /實測|實際|真正|已經|\bactual|\bmeasured\b|in practice|so far/u;
const HOPED = /預期|預計|目標|預估|推估|估計|規劃|expect|target|projected|estimate/u;

/** Asked for what was measured, what is only hoped for is no answer. */
const ASKS_ERROR_RATE = /[誤錯漏虛][\p{Script=Han}]?率|(?:false|error|miss)[\w -]{0,16}rates?/u;
const TELLS_ERROR = /[誤錯漏虛]|異常|疑義|不成立|其實沒有|false|error|wrong|miss/u;

/** An error rate is told where the error is, not where the accuracy stands beside it. */
function isErrorRate(sentence: HeldSentence): boolean {
  return sentence.prepared.folded
    .split(/[,;:，；：]/u)
    .some((clause) => TELLS_ERROR.test(clause) && statesQuantity(clause));
}

function isOnlyHoped(wanted: Wanted, sentence: HeldSentence): boolean {
  const { folded } = wanted;
  return (
    asksNumber(folded) &&
    !namesFigure(folded) &&
    ASKS_ACTUAL.test(folded) &&
    HOPED.test(sentence.prepared.folded)
  );
}

/** A figure in the question is doubted, not asked for (已經省下 2000 萬了吧). */
export function namesFigure(folded: string): boolean {
  return /\d\s?[%萬億]|\d{3}|\d (?:million|billion)|[一二三四五六七八九]成/u.test(withoutDates(folded));
}

/** Whoever they are: participants and families are people. */
const PERSONS = /^(?:people|persons|individuals|users?|staff|employees|人|民眾|使用者|職員|員工)$/u;

function speaksOfCounted(wanted: Wanted, sentence: HeldSentence): boolean {
  return (wanted.counted ?? []).every(
    (word) => PERSONS.test(word.asked) || matchWord(word, sentence.prepared) >= 0.45,
  );
}

/** Which is the most is told by a sentence that compares. */
const ASKS_MOST =
  /哪.{0,10}最|最.{1,6}的?是(?:哪|誰)|(?:which|who) .{0,60}\b(?:most|least|largest|highest|lowest|fewest|best|worst|biggest|smallest)\b/u;
const COMPARES =
  /最|第[一1]|首|居冠|居次|超過|多於|高於|低於|優於|更|較|比|其餘|most|least|largest|highest|lowest|fewest|best|worst|biggest|smallest|top|more|less|than|first/u;

function scoreSentence(sentence: HeldSentence, wanted: Wanted): Picked {
  const { aspect } = wanted;
  const subject = subjectOf(wanted.words);
  const near = subject.length > 0 && coverage(subject, sentence) >= NEAR;
  const elsewhere = asksNumber(wanted.folded) && !near && speaksOfElsewhere(sentence, wanted);
  const quantity = hasMeasure(wanted, sentence) && (!aspect?.quantity || statesQuantity(sentence.text));
  const evident =
    quantity &&
    namesDay(wanted.folded, sentence.prepared.folded) &&
    (asksTellingMeasure(wanted.folded) || speaksOfCounted(wanted, sentence)) &&
    !elsewhere &&
    !isOnlyHoped(wanted, sentence) &&
    (!ASKS_MOST.test(wanted.folded) || COMPARES.test(sentence.prepared.folded)) &&
    (!ASKS_ERROR_RATE.test(wanted.folded) || isErrorRate(sentence)) &&
    (!aspect?.evidence || aspect.evidence.test(sentence.prepared.folded)) &&
    (!aspect?.also || aspect.also.test(sentence.prepared.folded));
  const own = sentence.passage.language === wanted.language;
  const focus = aspect && aspect.id !== 'count' ? focusOf(wanted.words) : subjectOf(wanted.words);
  const covered = coverage(focus, sentence, evident && aspect?.telling ? wanted.context : undefined);
  const overall = coverage(wanted.words, sentence);
  const apt = mentionsAll(sentence, wanted);
  const score =
    1.5 * (focus.length > 0 ? 0.7 * covered + 0.3 * overall : 0.3 * overall) +
    (evident ? 0.9 : 0) +
    0.8 * affinity(aspect, sentence.passage) +
    (own ? 0.35 : 0) +
    sharedPhrase(wanted.asked ?? wanted.folded, sentence);
  return { sentence, score: apt ? score : score - 2, covered: apt ? covered : 0, evident: evident && apt };
}

function mayQuote(passage: HeldPassage, aspect: Aspect | undefined): boolean {
  if (aspect?.sections.includes(passage.section)) return true;
  if (aspect?.only) return false;
  return (
    !neverQuoted.has(passage.section) &&
    !listsOnly.has(passage.section) &&
    passage.section !== '案例概要' &&
    passage.section !== 'Overview'
  );
}

/** Sentences of the passages, the likeliest answer first; nothing is left out but what may not be quoted. */
export function rankSentences(passages: readonly HeldPassage[], wanted: Wanted): Picked[] {
  return passages
    .filter((passage) => mayQuote(passage, wanted.aspect))
    .flatMap((passage) =>
      passage
        .sentences()
        .filter((sentence) => wanted.aspect?.only || !/[？?]$/.test(sentence.text))
        .map((sentence) => scoreSentence(sentence, wanted)),
    )
    .sort((a, b) => b.score - a.score);
}

const LEANS =
  /^(?:其中|後者|前者|此外|此|該|這|同時|另|但|不過|然而|因此|所以|兩者|三者|他們|她們|它|同場|反之|隨後|之後|these|this|that|it |they |however|but |the latter|the former|those|such|in \d+ |among (?:them|these))/iu;
/** Chinese openers that stand well alone in a list of facts. */
const STANDS = /^(?:另(?:提供|開發|做|以|設|有)|此案|該國)/u;

/** A sentence with the one before it when it cannot be understood alone. */
export function inContext(sentence: HeldSentence): readonly HeldSentence[] {
  if (sentence.opensItem || !LEANS.test(sentence.text) || STANDS.test(sentence.text)) return [sentence];
  const all = sentence.passage.sentences();
  const before = all[all.indexOf(sentence) - 1];
  return before ? [before, sentence] : [sentence];
}

/** List items that a sentence ending in a colon introduces. */
export function itemsAfter(sentence: HeldSentence): readonly HeldSentence[] {
  if (!/[：:]$/.test(sentence.text)) return [];
  const all = sentence.passage.sentences();
  return all.slice(all.indexOf(sentence) + 1);
}
