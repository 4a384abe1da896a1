import type { Language } from '../../core/language.ts';
import type { Aspect } from './aspects.ts';
import { englishSections, findAspect, namesAnAspect } from './aspects.ts';
import { lines, structured } from './case-fields.ts';
import { claimsByItem, claimsOf } from './claims.ts';
import type { ContentWord } from './content-words.ts';
import { askedNoun, countedBehind, countedWords } from './content-words.ts';
import type { FoundCase } from './find-entities.ts';
import { bodyOf, foreignNames, headlineOf, withoutNames } from './find-entities.ts';
import type { HeldCase, HeldPassage, HeldSentence, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import { namesDay } from './measure-words.ts';
import { nearestSentences, openPoints } from './nearest-sentence.ts';
import {
  findUnknown,
  inAskersLanguage,
  inOwnLanguage,
  isKnownUnknown,
  isOutdone,
  narrow,
  withItem,
} from './pick-fact.ts';
import type { Picked, Wanted, WeighedWord } from './pick-sentences.ts';
import {
  asksNumber,
  focusOf,
  namesFigure,
  namesIn,
  rankSentences,
  subjectOf,
  weighWords,
} from './pick-sentences.ts';
import type { Claim } from './schema.ts';
import { tellStory, withReasons } from './tell-story.ts';
import type { Question } from './understand-question.ts';
import { aspectsOf, clausesOf } from './understand-question.ts';
import { isDictionaryWord, namesSomething } from './word-kind.ts';

/** What a case says about one aspect; `known` is what it says about not knowing. */
export interface AspectAnswer {
  readonly aspect: Aspect | undefined;
  readonly claims: readonly Claim[];
  /** Score of the best sentence; for telling which of several cases the question fits. */
  readonly strength: number;
  /** Share of what is asked that the best sentence speaks of, 0 to 1. */
  readonly covered: number;
  readonly known: readonly Claim[];
  /** What it lists as not verified about the very thing asked. */
  readonly open?: readonly Claim[];
}

/** Rarer than this, a word is in a handful of passages at most. */
const RARE = 0.75;

/** The case in one sentence opens these answers; alone it is none. */
const briefOnly = new Set(['why', 'risks', 'why-failed', 'why-stopped', 'outcome']);

const structuredOnly = new Set(['risk-level', 'competencies', 'sources']);

/** Prose before the list of figures. */
function inReadingOrder(picked: readonly Picked[]): HeldSentence[] {
  const isFigure = ({ sentence }: Picked) => sentence.passage.section === '指標';
  return [...picked.filter((one) => !isFigure(one)), ...picked.filter(isFigure)].map(
    ({ sentence }) => sentence,
  );
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
const STORY_FIT = 0.5;

/** In no source at all: what is done so cannot be another way to put what the case tells. */
const UNHEARD = 0.95;

/** The question names something the case never speaks of and that few sources do: the case cannot answer it. */
function isBeyond(
  words: readonly WeighedWord[],
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): boolean {
  if (aspect && told.has(aspect.id) && found.fit >= STORY_FIT) return false;
  const counts = aspect?.id === 'count' || aspect?.id === 'people';
  return words.some(
    ({ word, focus }) =>
      focus &&
      !/^\d/.test(word.text) &&
      library.rarity(word.text) >= RARE &&
      matchWord(word, bodyOf(found.held)) < 0.45 &&
      matchWord(word, headlineOf(found.held)) < 0.45 &&
      isDictionaryWord(word) &&
      (namesSomething(word) || (counts && library.rarity(word.text) >= UNHEARD)),
  );
}

/** What is left of the question when everything that only says which case is meant is taken out. */
function withoutIdentity(question: Question, found: FoundCase): string {
  const names = [...found.identity]
    .filter((name) => name.length > (/\p{Script=Han}/u.test(name) ? 2 : 4))
    .sort((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.replaceAll(name, ' '), withoutNames(question, found));
}

/** 其中有幾件是靠警示: what is said behind tells which are counted, though the case is about it. */
const OF_THEM = /(?:多少|幾).{0,2}是/u;

/** Whoever they are, a case calls them by what they do. */
const ANYBODY = /^(?:peopl|person|individu)$/u;

/** 詐領金額: the amount of what stands before it. */
const OF_ANYTHING = /^(?:金額|數量|人數|次數|件數|數字|比例)$/u;

function countedIn(question: Question, found: FoundCase): ContentWord[] {
  const headline = headlineOf(found.held);
  const counted = countedWords(withoutNames(question, found));
  const bare = counted.filter(({ text }) => !OF_ANYTHING.test(text));
  const ofThem =
    OF_THEM.test(question.folded) ||
    bare.length < counted.length ||
    question.aspects.some(({ id }) => id === 'saving');
  return (bare.length > 0 ? bare : counted).filter(
    (word) =>
      !ANYBODY.test(word.text) &&
      word.text.length > 1 &&
      (ofThem || namesSomething(word)) &&
      (!word.han || !namesAnAspect(word.asked)) &&
      !found.identity.has(word.text) &&
      (ofThem || matchWord(word, headline) < 0.9),
  );
}

/** What is counted is what the answer is about, also when the word only says so of itself (how many vendors). */
function asCounted(weighed: WeighedWord): WeighedWord {
  return { ...weighed, weight: Math.max(weighed.weight, 0.5), focus: true };
}

function wantedFrom(
  question: Question,
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): Wanted {
  const { held } = found;
  const noun = aspect ? undefined : askedNoun(withoutNames(question, found));
  const words =
    noun && !question.words.some(({ text }) => text === noun.text)
      ? [...question.words, noun]
      : question.words;
  const counted = countedIn(question, found);
  return {
    words: weighWords(words, library, found.identity, aspect, headlineOf(held), bodyOf(held)).map(
      (weighed) => (counted.some(({ text }) => text === weighed.word.text) ? asCounted(weighed) : weighed),
    ),
    aspect,
    language: question.language,
    folded: question.folded,
    asked: withoutIdentity(question, found),
    mentions: foreignNames(question, found),
    counted,
    mass: countedBehind(question.folded),
    context: { body: bodyOf(held), country: held.facts.country },
    years: yearsToMeet(question, held).filter(
      (year) => !aspect?.whole || !bodyOf(held).folded.includes(String(year)),
    ),
  };
}

/** A name as rare as this, told of in one place, says which part of the case is asked (山陀兒那次). */
const ONE_PLACE = 0.6;

/** The sentence that speaks of a rare name asked for, when those chosen leave it out. */
function onName(picked: readonly Picked[], ranked: readonly Picked[], wanted: Wanted): readonly Picked[] {
  const bound = asksNumber(wanted.folded) || ASKS_ONE.test(wanted.folded);
  const names = namesIn(wanted.words);
  const met = names.some(({ word }) =>
    picked.some(({ sentence }) => matchWord(word, sentence.prepared) >= 0.45),
  );
  if (bound || met || picked.length === 0) return picked;
  const left = names.filter(({ weight }) => weight >= ONE_PLACE);
  const told = inOwnLanguage(ranked, wanted.language).find(({ sentence }) =>
    left.some(({ word }) => matchWord(word, sentence.prepared) >= 1),
  );
  return told ? [told] : picked;
}

function sentencesFor(
  held: HeldCase,
  readable: readonly HeldPassage[],
  ranked: readonly Picked[],
  wanted: Wanted,
): HeldSentence[] {
  const { aspect, language } = wanted;
  if (aspect?.whole) return tellStory(held, ranked, wanted, aspect);
  const picked = onName(narrow(ranked, wanted), ranked, wanted);
  if (picked.length === 0 || isOutdone(picked, ranked, wanted) || isKnownUnknown(picked, readable, wanted))
    return [];
  const ordered = inReadingOrder(picked);
  if (aspect?.id === 'why-stopped') return withReasons(held, ordered, language);
  return besideOwn(inAskersLanguage(held, withItem(ordered, wanted), wanted), ranked, language);
}

/** A quotation in the other language stands beside the nearest sentence in the asker's own. */
function besideOwn(
  sentences: readonly HeldSentence[],
  ranked: readonly Picked[],
  language: Language,
): HeldSentence[] {
  const own = ranked.find(({ sentence }) => sentence.passage.language === language)?.sentence;
  const foreign = sentences.length > 0 && sentences.every(({ passage }) => passage.language !== language);
  return foreign && own && language === 'en' ? [own, ...sentences] : [...sentences];
}

function readableOf(held: HeldCase, language: Language): readonly HeldPassage[] {
  return language === 'en'
    ? held.passages
    : held.passages.filter(({ section }) => !englishSections.has(section));
}

function answerAspect(
  question: Question,
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): AspectAnswer {
  const { held } = found;
  const { language } = question;
  const wanted = wantedFrom(question, found, library, aspect);
  const opening = (aspect ? structured(held, aspect, focusOf(wanted.words).length, language) : []).filter(
    ({ text }) => namesDay(question.folded, text),
  );
  if (aspect && structuredOnly.has(aspect.id))
    return { aspect, claims: opening, strength: opening.length, covered: 1, known: [] };
  const readable = readableOf(held, language);
  const ranked = isBeyond(wanted.words, found, library, aspect) ? [] : rankSentences(readable, wanted);
  const sentences = ranked.length > 0 ? sentencesFor(held, readable, ranked, wanted) : [];
  const said = aspect?.only ? claimsByItem(sentences, language) : claimsOf(sentences, language);
  const bound = (wanted.mentions ?? []).length > 0;
  const opens = said.length > 0 || (ranked.length > 0 && !bound && !briefOnly.has(aspect?.id ?? 'summary'));
  const claims = [...(opens ? opening : []), ...said];
  if (claims.length === 0)
    return { aspect, claims, strength: 0, covered: 0, known: notKnown(readable, held, wanted) };
  const first = ranked.find((picked) => picked.sentence === sentences[0]);
  const open = aspect?.only ? [] : claimsOf(openPoints(readable, wanted), language);
  return { aspect, claims, strength: first?.score ?? 1.5, covered: first?.covered ?? 0, known: [], open };
}

/** What a case without an answer says of the matter: that it is not known, or who would know. */
function notKnown(readable: readonly HeldPassage[], held: HeldCase, wanted: Wanted): Claim[] {
  if (wanted.aspect?.id !== 'vendor') return findUnknown(readable, wanted);
  return claimsOf(lines(held, wanted.language, /^機關：|^Agency:/u), wanted.language);
}

/** Sure of its sentence only when that speaks of most of what is asked. */
const SURE = 0.5;
const SURE_CASE = 2;
/** A case not called by name has to speak of this much in one sentence. */
const LIKELY_CASE = 1.2;
const MOSTLY = 0.7;

/** Without their own kind of evidence these have no answer, however near a sentence comes. */
const strict: ReadonlySet<string> = new Set([
  'accuracy',
  'vendor',
  'agency',
  'cost',
  'people',
  'start',
  'end',
  'legal',
  'human',
  'data',
  'competencies',
  'unverified',
]);

/** What the wording took for the aspect may be beside the point: the sentence nearest to the question's own words. */
function answerByWords(question: Question, found: FoundCase, library: Library): AspectAnswer | undefined {
  const answer = answerAspect(question, found, library, undefined);
  return answer.claims.length > 0 && answer.covered >= SURE ? answer : undefined;
}

/** Cases name offices and systems, not the people who work there or how to reach them. */
const ASKS_PERSON =
  /姓名|(?<!(?:工具|系統|模型|計畫|平臺|程式|助理|機器人|軟體|產品|專案|方案)的?(?:的?叫|是)?什麼)名字|(?<![幾通打])電話(?:號碼|是)?(?:多少|幾號)|手機號|分機|信箱|薪水|月薪|\bname of the .{0,40}(?:manager|director|engineer|developer|officer|official|head|employee)|phone number|email address|salary/u;
const UNTOLD: AspectAnswer = { aspect: undefined, claims: [], strength: 0, covered: 0, known: [] };

/** A person, a firm, a date: no story answers it. */
const ASKS_ONE =
  /誰|哪一?(?:家|個|位|間|年|天)|什麼時候|何時|名字|姓名|叫什麼|電話|信箱|\b(?:who|whom|whose|which|when|name of|named|phone|email|address)\b/u;

/** Why and what, asked of a case that is surely meant and speaks of most of it: its story. */
function answerAsStory(
  question: Question,
  found: FoundCase,
  library: Library,
  aspect: Aspect | undefined,
): AspectAnswer | undefined {
  const sure = (found.proper || found.score >= SURE_CASE) && found.fit >= STORY_FIT;
  if (
    !sure ||
    asksNumber(question.folded) ||
    (aspect?.quantity && !namesFigure(question.folded)) ||
    ASKS_ONE.test(question.folded) ||
    yearsToMeet(question, found.held).some((year) => !bodyOf(found.held).folded.includes(String(year))) ||
    foreignNames(question, found).length > 0
  )
    return undefined;
  const telling = aspect?.id.startsWith('why') ? findAspect('risks') : findAspect('summary');
  const answer = answerAspect(question, found, library, telling);
  return answer.claims.length > 0 ? answer : undefined;
}

/** Of a case that is surely meant, the sentences nearest to all the words of a question nothing else answers. */
function answerNearest(
  question: Question,
  found: FoundCase,
  library: Library,
  aspects: readonly Aspect[],
): AspectAnswer | undefined {
  const sure = found.proper || found.score >= SURE_CASE;
  if (!sure && found.score < LIKELY_CASE) return undefined;
  const wanted = wantedFrom(question, found, library, undefined);
  if (isBeyond(wanted.words, found, library, findAspect('count'))) return undefined;
  const readable = readableOf(found.held, question.language);
  const [first, ...rest] = nearestSentences(readable, wanted, aspects);
  if (!first || first.covered < (sure ? SURE : MOSTLY)) return undefined;
  const nearest = [first, ...rest].map(({ sentence }) => sentence);
  const sentences = besideOwn(
    inAskersLanguage(found.held, nearest, wanted),
    rankSentences(readable, wanted),
    question.language,
  );
  const claims = claimsOf(sentences, question.language);
  return { aspect: undefined, claims, strength: first.score, covered: first.covered, known: [] };
}

function answerClause(question: Question, found: FoundCase, library: Library): AspectAnswer[] {
  const subject = subjectOf(
    weighWords(
      question.words,
      library,
      found.identity,
      undefined,
      headlineOf(found.held),
      bodyOf(found.held),
    ),
  );
  const unnamed = aspectsOf(withoutIdentity(question, found));
  const [main] = question.aspects;
  const stopped = main?.id === 'why-stopped' || main?.id === 'end';
  const named = question.aspects.filter(({ only }) => !only);
  const aspects = unnamed.length > 0 && !stopped ? unnamed : named;
  const wordless = subject.length === 0 && !askedNoun(withoutNames(question, found));
  const plain = wordless && !ASKS_ONE.test(question.folded);
  const asked: readonly (Aspect | undefined)[] =
    aspects.length > 0 ? aspects : [plain ? findAspect('summary') : undefined];
  const answers = asked.map((aspect) => answerAspect(question, found, library, aspect));
  if (answers.some(({ claims }) => claims.length > 0)) return answers;
  const bound = aspects.some(({ id }) => strict.has(id));
  const byWords = aspects.length > 0 && !bound ? answerByWords(question, found, library) : undefined;
  if (byWords) return [byWords];
  if (wordless && !plain && aspects.length === 0)
    return [answerAspect(question, found, library, findAspect('summary'))];
  const last =
    answerAsStory(question, found, library, asked[0]) ?? answerNearest(question, found, library, aspects);
  return last ? [last] : answers;
}

/** The same sentence is not told twice. */
function withoutDoubles(answers: readonly AspectAnswer[], most: number): AspectAnswer[] {
  const known = new Set<string>();
  return answers.map((answer) => ({
    ...answer,
    claims: answer.claims
      .filter(({ text }) => !known.has(text) && known.add(text))
      .slice(0, answer.aspect?.whole ? 2 * most : most),
  }));
}

/** What one case says to each thing the question asks. */
export function answerCaseFact(question: Question, found: FoundCase, library: Library): AspectAnswer[] {
  if (ASKS_PERSON.test(question.folded)) return [UNTOLD];
  const clauses = clausesOf(question);
  if (clauses.length === 1) return answerClause(question, found, library);
  const answers = clauses.flatMap((clause) => answerClause(clause, found, library));
  return withoutDoubles(answers, 3);
}
