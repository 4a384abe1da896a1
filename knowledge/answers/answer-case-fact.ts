import type { Language } from '../../core/language.ts';
import { riskLabels } from '../cases/labels.ts';
import { englishSentencesFor } from './align-english.ts';
import type { Aspect } from './aspects.ts';
import { englishSections, findAspect, namesAnAspect } from './aspects.ts';
import { claimsByItem, claimsOf } from './claims.ts';
import type { ContentWord } from './content-words.ts';
import { countedBehind, countedWords } from './content-words.ts';
import type { FoundCase } from './find-entities.ts';
import { bodyOf, foreignNames, headlineOf, withoutNames } from './find-entities.ts';
import { findNumbers, sameNumber, statesQuantity } from './find-numbers.ts';
import { overviewOf, passagesIn } from './labels-of.ts';
import type { HeldCase, HeldPassage, HeldSentence, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import type { Picked, Wanted, WeighedWord } from './pick-sentences.ts';
import {
  asksMeasure,
  asksNumber,
  focusOf,
  namesIn,
  rankSentences,
  subjectOf,
  weighWords,
} from './pick-sentences.ts';
import type { Claim } from './schema.ts';
import type { Question } from './understand-question.ts';
import { aspectsOf, clausesOf } from './understand-question.ts';
import { namesSomething } from './word-kind.ts';

/** What a case says about one aspect; `known` is what it says about not knowing. */
export interface AspectAnswer {
  readonly aspect: Aspect | undefined;
  readonly claims: readonly Claim[];
  /** Score of the best sentence; for telling which of several cases the question fits. */
  readonly strength: number;
  /** Share of what is asked that the best sentence speaks of, 0 to 1. */
  readonly covered: number;
  readonly known: readonly Claim[];
}

/** Share of the question's subject a sentence has to speak of: more when it states a figure or nothing else guides. */
const ENOUGH = { figure: 0.3, prose: 0.25, unknown: 0.5 } as const;
/** Rarer than this, a word is in a handful of passages at most. */
const RARE = 0.75;
const UNKNOWN =
  /未公布|未公開|未見|沒有公布|沒有公開|沒有可靠|沒有可驗證|沒有可信|未能確認|未確認|未在所讀|尚無|未取得|未及|查無|無法計算|無法判斷|沒有.{0,10}(?:數字|統計|評估|資料)|未有統計|不明|not (?:been )?(?:published|found|available|verified|confirmed)|no (?:\w+ ){0,3}(?:figures|data|evidence|evaluation)|could not be/iu;

function lines(held: HeldCase, language: Language, pattern: RegExp): HeldSentence[] {
  const own = overviewOf(held, language)
    .sentences()
    .filter((sentence) => pattern.test(sentence.text));
  return own.length > 0
    ? own
    : overviewOf(held, 'zh-TW')
        .sentences()
        .filter((sentence) => pattern.test(sentence.text));
}

function riskLevel(held: HeldCase, language: Language): Claim[] {
  const level = held.facts.risk_level;
  if (!level) return [];
  if (language === 'zh-TW') return claimsOf(lines(held, language, /^風險等級/u), language);
  return [
    {
      text: `Risk level, by this bank's own judgement: ${riskLabels[level].en}.`,
      passageIds: [overviewOf(held, 'zh-TW').id],
    },
  ];
}

function listOfSources(held: HeldCase, language: Language): Claim[] {
  const named = held.facts.sources
    .slice(0, 6)
    .map((link) =>
      [link.title, link.publisher, link.year].filter(Boolean).join(language === 'en' ? ', ' : '，'),
    );
  const count = held.facts.sources.length;
  const text =
    language === 'en'
      ? `It rests on ${count} sources, among them: ${named.join('; ')}.`
      : `本案例引用 ${count} 筆來源，包括：${named.join('；')}。`;
  return [{ text, passageIds: [overviewOf(held, language).id] }];
}

/** What happened in one sentence, where the case has one in the asker's language. */
function inBrief(held: HeldCase, language: Language): Claim[] {
  if (language === 'en' || !held.facts.summary_zh) return [];
  return claimsOf(overviewOf(held, language).sentences().slice(0, 1), language);
}

/** Aspects that structured fields answer, or start to. */
function structured(held: HeldCase, aspect: Aspect, focus: number, language: Language): Claim[] {
  const of = (pattern: RegExp) => claimsOf(lines(held, language, pattern), language);
  switch (aspect.id) {
    case 'risk-level':
      return riskLevel(held, language);
    case 'competencies':
      return of(/^相關職能/u);
    case 'sources':
      return listOfSources(held, language);
    case 'agency':
    case 'country':
      return focus === 0 ? of(/^機關：|^Agency:/u) : [];
    case 'why-failed':
    case 'why-stopped':
      return inBrief(held, language);
    case 'status':
      return [...inBrief(held, language), ...of(/^階段：|^Stage:|^期間：|^Started:/u)];
    case 'outcome':
      return [...inBrief(held, language), ...of(/^階段：.*結果：|^Outcome:/u)];
    case 'start':
    case 'end':
      return focus === 0 ? of(/^期間：|^Started:/u) : [];
    default:
      return [];
  }
}

/** The case in one sentence opens these answers; alone it is none. */
const briefOnly = new Set(['why-failed', 'why-stopped', 'outcome']);
const structuredOnly = new Set(['risk-level', 'competencies', 'sources']);
/** How many sentences answer a narrow question, and a broad one. */
const MOST = { narrow: 3, whole: 5, list: 14 } as const;

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
function inOwnLanguage(ranked: readonly Picked[], language: Language): Picked[] {
  const own = ranked.filter(({ sentence }) => sentence.passage.language === language);
  return own.length > 0 ? own : [...ranked];
}

/** 多少稅, 多少詐騙廣告: without any other subject, the thing counted has to be named. */
function isOfMass({ sentence }: Picked, wanted: Wanted): boolean {
  const mass = wanted.mass ?? [];
  return asksMeasure(wanted.folded) || mass.some((word) => matchWord(word, sentence.prepared) >= 0.9);
}

function narrow(ranked: readonly Picked[], wanted: Wanted): Picked[] {
  const bare = wanted.aspect !== undefined && wanted.aspect.id !== 'count';
  const numeric = asksNumber(wanted.folded) && wanted.aspect?.id !== 'vendor';
  const focus = (bare ? (numeric && !wanted.aspect?.telling ? focusOf : namesIn) : subjectOf)(
    wanted.words,
  ).length;
  if (!bare && focus === 0 && !(numeric && (asksMeasure(wanted.folded) || (wanted.mass ?? []).length > 0)))
    return [];
  const least = numeric ? ENOUGH.figure : ENOUGH.prose;
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
  if (!best) return wanted.aspect ? [] : together(ranked, wanted);
  const lane = inOwnLanguage(fit, wanted.language);
  const first = lane[0]!;
  const near = lane.filter(
    (picked) => picked.score >= first.score - 0.45 && picked.covered >= first.covered * 0.75,
  );
  const chosen = wanted.aspect
    ? near
    : [...near.slice(0, 2), ...completing(near.slice(0, 2), ranked, wanted)];
  return withoutRepeats(chosen).slice(0, MOST.narrow);
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

const REASON = /理由|原因|因為|為了|為避免|目的|考量|希望|依據/u;

function sectionSentences(held: HeldCase, aspect: Aspect, language: Language): HeldSentence[] {
  if (language === 'en' && aspect.id !== 'questions' && aspect.id !== 'figures') {
    const english = englishSentencesFor(
      held,
      aspect.sections.filter((section) => section !== '案例概要').slice(0, 1),
    );
    if (english.length > 0) return english;
    if (aspect.id === 'summary')
      return passagesIn(held, 'English summary').flatMap((passage) => passage.sentences());
  }
  if (aspect.id === 'summary')
    return [
      ...passagesIn(held, '案例概要').flatMap((passage) => passage.sentences().slice(0, 1)),
      ...passagesIn(held, '導入作法').flatMap((passage) => passage.sentences().slice(0, 2)),
      ...passagesIn(held, '成效').flatMap((passage) => passage.sentences().slice(0, 2)),
    ];
  if (aspect.id === 'why-started')
    return [...passagesIn(held, '問題背景'), ...passagesIn(held, '導入作法')]
      .flatMap((passage) => passage.sentences())
      .filter((sentence) => sentence.passage.section === '問題背景' || REASON.test(sentence.text));
  const [section] = aspect.sections.filter((name) => passagesIn(held, name).length > 0);
  return section ? passagesIn(held, section).flatMap((passage) => passage.sentences()) : [];
}

/** The section, led by the one sentence that speaks of all the question picks out of the case's topics. */
function ledByTopic(section: HeldSentence[], ranked: readonly Picked[], wanted: Wanted): HeldSentence[] {
  const topics = wanted.words.filter(({ topic }) => topic);
  const total = topics.reduce((sum, { weight }) => sum + weight, 0);
  const share = ({ sentence }: Picked) =>
    topics.reduce((sum, { word, weight }) => sum + weight * matchWord(word, sentence.prepared), 0) / total;
  const first =
    topics.length > 0
      ? inOwnLanguage(ranked, wanted.language).find((picked) => share(picked) >= 0.45)?.sentence
      : undefined;
  if (!first) return section;
  return [first, ...section.filter((sentence) => sentence !== first)].slice(0, MOST.whole);
}

/** A broad question: the section that answers it, led by the sentences that meet the question's other words. */
function broad(held: HeldCase, ranked: readonly Picked[], wanted: Wanted, aspect: Aspect): HeldSentence[] {
  const section = sectionSentences(held, aspect, wanted.language).slice(
    0,
    aspect.only ? MOST.list : MOST.whole + 1,
  );
  const bound = (wanted.mentions ?? []).length > 0 || (wanted.years ?? []).length > 0;
  if (aspect.only) return section;
  if (focusOf(wanted.words).length === 0 && !bound) return ledByTopic(section, ranked, wanted);
  const lane = inOwnLanguage(
    ranked.filter((picked) => picked.covered >= ENOUGH.prose),
    wanted.language,
  );
  const leading = lane
    .filter((picked) => picked.score >= (lane[0]?.score ?? 0) - 0.6)
    .slice(0, 3)
    .map((picked) => picked.sentence);
  if (bound) return leading;
  const rest = section.filter((sentence) => !leading.includes(sentence));
  return [...leading, ...rest].slice(0, MOST.whole);
}

/** Sentences that say the thing asked was not published or not found. */
function unknown(passages: readonly HeldPassage[], wanted: Wanted): Claim[] {
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
        : wanted.aspect !== undefined &&
          (wanted.aspect.asked.test(sentence.prepared.folded) ||
            wanted.aspect.evidence?.test(sentence.prepared.folded))),
  );
  const lane = inOwnLanguage(said, wanted.language);
  return claimsOf(
    lane.slice(0, 2).map((picked) => picked.sentence),
    wanted.language,
  );
}

/** Prose before the list of figures; what led to a stop is followed by the risks that explain it. */
function inReadingOrder(
  picked: readonly Picked[],
  held: HeldCase,
  aspect: Aspect | undefined,
): HeldSentence[] {
  const isFigure = ({ sentence }: Picked) => sentence.passage.section === '指標';
  const ordered = [...picked.filter((one) => !isFigure(one)), ...picked.filter(isFigure)].map(
    ({ sentence }) => sentence,
  );
  if (aspect?.id !== 'why-stopped' || ordered.length === 0) return ordered;
  const reasons = sectionSentences(held, findAspect('risks'), ordered[0]!.passage.language).filter(
    (sentence) => !ordered.includes(sentence),
  );
  return [...ordered, ...reasons].slice(0, MOST.whole - 1);
}

/** Years an answer must be about; those that only say which case is meant are in its title or period. */
function yearsToMeet(question: Question, held: HeldCase): number[] {
  const { title_zh, started, ended } = held.facts;
  return question.years.filter(
    (year) => ![title_zh, started, ended].some((text) => text?.includes(String(year))),
  );
}

/** Told as a story: a word the case puts differently does not make it another story. */
const told: ReadonlySet<string> = new Set([
  'summary',
  'status',
  'outcome',
  'why',
  'why-failed',
  'why-stopped',
  'why-started',
  'risks',
  'results',
]);
const STORY_FIT = 0.62;

/** The question names something the case never speaks of and that few sources do: the case cannot answer it. */
function isBeyond(
  words: readonly WeighedWord[],
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): boolean {
  if (aspect && told.has(aspect.id) && found.fit >= STORY_FIT) return false;
  return words.some(
    ({ word, focus }) =>
      focus &&
      !/^\d/.test(word.text) &&
      library.rarity(word.text) >= RARE &&
      matchWord(word, bodyOf(found.held)) < 0.45 &&
      matchWord(word, headlineOf(found.held)) < 0.45 &&
      namesSomething(word),
  );
}

/** What is left of the question when everything that only says which case is meant is taken out. */
function withoutIdentity(question: Question, found: FoundCase): string {
  const names = [...found.identity]
    .filter((name) => name.length > (/\p{Script=Han}/u.test(name) ? 2 : 4))
    .sort((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.replaceAll(name, ' '), withoutNames(question, found));
}

function countedIn(question: Question, found: FoundCase): ContentWord[] {
  const headline = headlineOf(found.held);
  return countedWords(withoutNames(question, found)).filter(
    (word) =>
      word.text.length > 1 &&
      namesSomething(word) &&
      (!word.han || !namesAnAspect(word.asked)) &&
      !found.identity.has(word.text) &&
      matchWord(word, headline) < 0.9,
  );
}

function answerAspect(
  question: Question,
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): AspectAnswer {
  const { held } = found;
  const words = weighWords(question.words, library, found.identity, aspect, headlineOf(held));
  const wanted: Wanted = {
    words,
    aspect,
    language: question.language,
    folded: question.folded,
    asked: withoutIdentity(question, found),
    mentions: foreignNames(question, found),
    counted: countedIn(question, found),
    mass: countedBehind(question.folded),
    context: { body: bodyOf(held), country: held.facts.country },
    years: yearsToMeet(question, held).filter(
      (year) => !aspect?.whole || !bodyOf(held).folded.includes(String(year)),
    ),
  };
  const focus = focusOf(words);
  const opening = aspect ? structured(held, aspect, focus.length, question.language) : [];
  if (aspect && structuredOnly.has(aspect.id))
    return { aspect, claims: opening, strength: opening.length, covered: 1, known: [] };
  const readable =
    question.language === 'en'
      ? held.passages
      : held.passages.filter(({ section }) => !englishSections.has(section));
  const ranked = isBeyond(words, found, library, aspect) ? [] : rankSentences(readable, wanted);
  if (ranked.length === 0)
    return { aspect, claims: [], strength: 0, covered: 0, known: unknown(readable, wanted) };
  const sentences = aspect?.whole
    ? broad(held, ranked, wanted, aspect)
    : inReadingOrder(narrow(ranked, wanted), held, aspect);
  const said = aspect?.only
    ? claimsByItem(sentences, question.language)
    : claimsOf(sentences, question.language);
  const start =
    said.length > 0 || aspect?.id === 'status' || !briefOnly.has(aspect?.id ?? 'summary') ? opening : [];
  const claims = [...start, ...said];
  const strength =
    sentences.length > 0 || start.length > 0
      ? (ranked.find((picked) => picked.sentence === sentences[0])?.score ?? 1.5)
      : 0;
  const known =
    claims.length > 0
      ? []
      : aspect?.id === 'vendor'
        ? claimsOf(lines(held, question.language, /^機關：|^Agency:/u), question.language)
        : unknown(readable, wanted);
  const covered = ranked.find((picked) => picked.sentence === sentences[0])?.covered ?? 0;
  return { aspect, claims, strength, covered, known };
}

/** Sure of its sentence only when that speaks of most of what is asked. */
const SURE = 0.5;

/** What the wording took for the aspect may be beside the point: the sentence nearest to the question's own words. */
function answerByWords(question: Question, found: FoundCase, library: Library): AspectAnswer | undefined {
  const answer = answerAspect(question, found, library, undefined);
  return answer.claims.length > 0 && answer.covered >= SURE ? answer : undefined;
}

function answerClause(question: Question, found: FoundCase, library: Library): AspectAnswer[] {
  const subject = subjectOf(
    weighWords(question.words, library, found.identity, undefined, headlineOf(found.held)),
  );
  const unnamed = aspectsOf(withoutIdentity(question, found));
  const aspects = unnamed.length > 0 ? unnamed : question.aspects;
  const asked: readonly (Aspect | undefined)[] =
    aspects.length > 0 ? aspects : [subject.length === 0 ? findAspect('summary') : undefined];
  const answers = asked.map((aspect) => answerAspect(question, found, library, aspect));
  if (answers.some(({ claims }) => claims.length > 0)) return answers;
  const byWords = aspects.length > 0 ? answerByWords(question, found, library) : undefined;
  return byWords ? [byWords] : answers;
}

/** The same sentence is not told twice. */
function withoutDoubles(answers: readonly AspectAnswer[], most: number): AspectAnswer[] {
  const known = new Set<string>();
  return answers.map((answer) => ({
    ...answer,
    claims: answer.claims
      .filter(({ text }) => !known.has(text) && known.add(text))
      .slice(0, answer.aspect?.only ? undefined : most),
  }));
}

/** What one case says to each thing the question asks. */
export function answerCaseFact(question: Question, found: FoundCase, library: Library): AspectAnswer[] {
  const clauses = clausesOf(question);
  if (clauses.length === 1) return answerClause(question, found, library);
  const answers = clauses.flatMap((clause) => answerClause(clause, found, library));
  return withoutDoubles(answers, 3);
}
