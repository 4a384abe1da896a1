import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { Aspect } from './aspects.ts';
import { englishSections, namesAnAspect } from './aspects.ts';
import type { ContentWord } from './content-words.ts';
import { statesQuantity, withoutDates } from './find-numbers.ts';
import type { HeldPassage, HeldSentence, Library } from './library.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord } from './match-words.ts';
import { findPlaces } from './places.ts';
import { namesSomething } from './word-kind.ts';

export interface WeighedWord {
  readonly word: ContentWord;
  readonly weight: number;
  /** An answer has to speak of it: it neither names the case nor merely says what kind of thing is asked. */
  readonly focus: boolean;
  /** The case is about it, so a sentence need not repeat it; it still tells one sentence from another. */
  readonly topic: boolean;
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
/** A number with its measure word close behind. */
const NUMBER = '(?:\\d|[一二兩三四五六七八九十百千萬億數半])[^,;，；。.]{0,4}';
/** Measure words that may stand for one another; each line is one kind of thing counted. */
const MEASURE_WORDS =
  '人 名 位 戶 家戶 家庭 職員 學生 教師 師生|件 案 宗 起 則 張 筆 份 封|款 個 種 套|處 個 路口 地點 站|家 間 所 校|條|項 個 大 種|級 等|倍|次 回|天 日|個月|年|小時 工時|分鐘|秒|公里|字|座 口|點|章|頁|題|歲 歲|週|萬 億 元'
    .split('|')
    .map((line) => line.split(' '));
/** Measure words that begin or end other words. */
const BOUNDED: Readonly<Record<string, string>> = {
  人: '人(?!工|力|臉|均|性)',
  名: '名(?!單|稱|額)',
  位: '(?<![數單學職座地各部])位(?!元|置)',
  家: '家(?!庭|戶|族|長)',
  大: '大(?!幅|量|型|學|多)',
  次: '次(?!要|數)',
  分: '分(?!鐘|之|析|類|級|數)',
};
const ASKED_MEASURE = new RegExp(
  fold(
    '(?:多少|幾)(?:個)?(家庭|家戶|職員|學生|教師|師生|路口|地點|個月|小時|工時|分鐘|公里|[人名位戶件案宗起則張筆款種套處站家間所校條項大級等倍次回天日年秒字座口頁題歲週點章])',
  ),
  'u',
);
/** Asked in other words than 多少 + measure word: what is asked, what a sentence must hold (# is a number). */
const MEASURES: readonly [RegExp, RegExp][] = (
  [
    [
      'how many (people|users|staff|officers|employees|residents)',
      'people|users|staff|officers|employees|residents|parents|families|households',
    ],
    [
      '省.{0,6}時間|多少時間|how much time|time (was|were|is|did)|time sav(ing|ings)|sav(e|ed|ing) .{0,20}time',
      '時|分鐘|秒|天|週|hour|minute|second|day|week|%',
    ],
    ['多久|多長時間', '時|分鐘|秒|天|週|個月|年|hour|minute|second|day|week'],
    ['多少(錢|經費|預算)|how much money', '元|圓|英鎊|克朗|usd|eur|nt[$]|[$€£¥]|pound|euro|dollar|yen'],
    [
      '(多少|幾)(%|成)|百分之幾|百分比|比例|比率|率|percent|proportion|rate|share of',
      '%|[一二三四五六七八九]成|分之|percent|倍|每[十百千萬]|per (?:thousand|hundred|1,000)|次.{0,8}次',
    ],
    ['how many (hours|minutes|days|seconds)', 'hour|minute|day|second'],
  ] as const
).map(([asked, held]) => [new RegExp(fold(asked), 'iu'), new RegExp(fold(held), 'iu')]);

/** Asked with a measure word (幾條, 多少筆): what is counted is half said. */
export function asksMeasure(folded: string): boolean {
  return ASKED_MEASURE.test(folded) || COUNTED_NOUN.test(folded);
}

/** Common nouns behind a general measure word (幾個機關), held as literally as they are asked. */
const COUNTED_NOUN =
  /(?:多少|幾)個?(地方政府|機關|國家|模型|系統|政府|單位|部會|城市|縣市|平臺|應用|學校|公司|案例|專案)/u;

function heldMeasure(asked: string): RegExp {
  const words = MEASURE_WORDS.filter((line) => line.includes(asked)).flat();
  const counted = [asked, ...words].map((word) => BOUNDED[word] ?? word);
  const share = words.includes('人') ? '|\\d\\s?%|[一二三四五六七八九]成' : '';
  return new RegExp(`${NUMBER}(?:${counted.join('|')})${share}`, 'u');
}

function hasMeasure(wanted: Wanted, sentence: HeldSentence): boolean {
  const { folded } = sentence.prepared;
  const noun = COUNTED_NOUN.exec(wanted.folded)?.[1];
  if (noun && sentence.passage.language === 'zh-TW') return new RegExp(`${NUMBER}${noun}`, 'u').test(folded);
  const counted = ASKED_MEASURE.exec(wanted.folded)?.[1];
  if (counted && sentence.passage.language === 'zh-TW')
    return heldMeasure(counted).test(withoutDates(folded));
  const measure = MEASURES.find(([asked]) => asked.test(wanted.folded));
  return !measure || measure[1].test(folded);
}

function isIdentity(word: string, identity: ReadonlySet<string>): boolean {
  return identity.has(word) || [...identity].some((name) => name.length > word.length && name.includes(word));
}

function onlyNamesAspect(word: string, aspect: Aspect | undefined): boolean {
  return [aspect?.asked, aspect?.evidence, aspect?.also].some((pattern) => pattern?.test(word));
}

/** How much each word of a question counts; those that only say which case is meant, or which aspect, count little. */
export function weighWords(
  words: readonly ContentWord[],
  library: Library,
  identity: ReadonlySet<string>,
  aspect?: Aspect,
  headline?: PreparedText,
): WeighedWord[] {
  return words.map((word) => {
    const short = word.han && word.text.length === 1;
    const rarity = Math.max(0.08, library.rarity(word.text)) * (short ? 0.25 : 1);
    const named = isIdentity(word.text, identity);
    const year = /^(?:19|20)\d\d$/.test(word.text);
    const asked = onlyNamesAspect(word.asked, aspect) || namesAnAspect(word.asked);
    const topic = headline !== undefined && matchWord(word, headline) >= 0.9;
    const kind = namesSomething(word) ? 1 : 0.5;
    const weight = rarity * (named ? 0.12 : asked ? 0.35 : (topic ? 0.6 : 1) * kind);
    return {
      word,
      weight,
      focus: !named && !asked && !topic && !short && !year,
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
function sharedPhrase(folded: string, sentence: HeldSentence): number {
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
  /多少|幾(?!乎)|百分之|率|比例|多準|how (?:many|much|accurate|often|long)|percent|rate|proportion|share of/iu;

export function asksNumber(folded: string): boolean {
  return ASKS_NUMBER.test(folded);
}

/** A figure of another country told for comparison is none of the case's own. */
function speaksOfElsewhere(sentence: HeldSentence, wanted: Wanted): boolean {
  const { context } = wanted;
  if (!context) return false;
  const abroad = findPlaces(sentence.prepared.folded).filter(
    ({ place }) => place.kind === 'country' && place.country !== context.country,
  );
  return abroad.some(({ place }) => !place.names.some((name) => wanted.folded.includes(name)));
}

function scoreSentence(sentence: HeldSentence, wanted: Wanted): Picked {
  const { aspect } = wanted;
  const quantity = hasMeasure(wanted, sentence) && (!aspect?.quantity || statesQuantity(sentence.text));
  const elsewhere = asksNumber(wanted.folded) && speaksOfElsewhere(sentence, wanted);
  const evident =
    quantity &&
    (wanted.counted ?? []).every((word) => matchWord(word, sentence.prepared) >= 0.45) &&
    !elsewhere &&
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
