import type { Language } from '../../core/language.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { fold, toTaiwanWords } from '../text/fold.ts';
import { parseNumeral } from '../text/numerals.ts';
import { findAgencies } from './agency-names.ts';
import type { Aspect } from './aspects.ts';
import { aspects, findAspect } from './aspects.ts';
import type { ContentWord } from './content-words.ts';
import { contentWords, quotedWords } from './content-words.ts';
import type { NamedPlace } from './places.ts';
import { findPlaces } from './places.ts';

/** A question as the routes need it. Everything but `text` is for matching, never for showing. */
export interface Question {
  /** As asked: control characters out, simplified characters in Taiwan's. */
  readonly text: string;
  readonly folded: string;
  readonly language: Language;
  readonly words: readonly ContentWord[];
  /** What is asked, the main thing first; empty when no known aspect is named. */
  readonly aspects: readonly Aspect[];
  readonly places: readonly NamedPlace[];
  readonly agencies: readonly { found: string; names: readonly string[] }[];
  /** Years of our era; 民國 years are converted. */
  readonly years: readonly number[];
  /** The case the conversation is about, by its id in the content. */
  readonly subject?: string;
}

const MARKUP = /<\/?[a-z][^<>]*>/giu;
const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu;
const ROC_YEAR = /民國\s*([\d〇零一二三四五六七八九十百]{1,5})\s*年?/gu;
const SHORT_ROC_YEAR = /(?<![\d.])(1[01]\d)\s*年(?!度?(?:以|之)?[前後內])/gu;
const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)/g;
const CLAUSE = /[,;?!.]|(?<=\p{Script=Han})(?:以及|還有|和|與|及)(?=\p{Script=Han})|\band\b/u;
/** Aspects that add nothing once a narrower one is named. */
const broad = new Set(['count', 'summary', 'country', 'approach', 'figures', 'why']);
const quantities = new Set(['cost', 'saving', 'penalty', 'accuracy', 'people']);

/** 民國 89 年 and 114 in 114 年 are said by the year they stand for. */
function wordsIn(folded: string): readonly ContentWord[] {
  const plain = folded.replace(ROC_YEAR, ' ');
  const roc = [...plain.matchAll(SHORT_ROC_YEAR)].map(([, numeral]) => numeral);
  return [...contentWords(plain).filter((word) => !roc.includes(word.text)), ...quotedWords(folded)];
}

function yearsIn(folded: string): number[] {
  const republic = [...folded.matchAll(ROC_YEAR), ...folded.matchAll(SHORT_ROC_YEAR)]
    .map(([, numeral]) => parseNumeral(numeral!))
    .filter((year) => year !== undefined)
    .map((year) => year + 1911);
  return [...new Set([...(folded.match(YEAR) ?? []).map(Number), ...republic])];
}

const STORY =
  /發生(?:了|過)?什麼事|怎麼回事|來龍去脈|what happened|(?:short |whole |full )?story (?:of|behind)/u;
const COUNTS =
  /(?:多少|幾)(?:個)?\p{Script=Han}|(?:是|有|占|佔)多少|百分之幾|how (?:many|much)|percent|what (?:share|proportion)/u;
/** How it erred is told, not counted. */
const HOW =
  /怎麼|如何|什麼|哪些|例子|\bwhy\b|how did|what (?:kind|mistake|error)|what (?:is|was|went) wrong/u;
/** How many contracts were wrongly valued: the contracts are counted, not the errors. */
const COUNTS_THINGS =
  /how many (?!errors?|mistakes|false|wrong|incorrect|inaccura)[a-z]|(?<!第)(?:多少|幾)(?:個|位|名|家|件|份|張)/u;
const COUNTS_ERRORS = /誤|錯|冤|漏/u;
/** Named beside how many, these say what is counted. */
const notCounted: ReadonlySet<string> = new Set(['legal', 'human', 'vendor', 'technique', 'opinion']);
const TAKES_TIME = /[花費]了?(?:(?:多少|幾)個?[\p{Script=Latin}\d ]*|多)(?:年|月|天|周|小時|久|長)/u;
const WHY = /為什麼|為何|何以|\bwhy\b/u;
/** 人工 asks about people only when it is not half of 人工智慧. */
const ARTIFICIAL = /人工智慧|artificial intelligence/gu;

/** A share that is told with the question is none that is asked. */
const GIVEN_SHARE = /\d ?percent/gu;

function firstAspect(folded: string): Aspect | undefined {
  return aspects.find((aspect) => aspect.asked.test(folded));
}

/** What a folded question asks, the main thing first. */
export function aspectsOf(asked: string): Aspect[] {
  const folded = asked.replace(ARTIFICIAL, 'ai').replace(GIVEN_SHARE, ' ');
  if (STORY.test(folded)) return [findAspect('summary')];
  const first = firstAspect(folded);
  if (!first) return [];
  const main =
    (first.whole || first.id === 'risk-level') && COUNTS.test(folded)
      ? (aspects.find((aspect) => aspect.quantity && aspect.asked.test(folded)) ?? first)
      : first;
  if (notCounted.has(main.id) && COUNTS_THINGS.test(folded) && !COUNTS_ERRORS.test(folded))
    return [findAspect('count')];
  if (main.id === 'cost' && TAKES_TIME.test(folded)) return [findAspect('count')];
  if (WHY.test(folded) && (main.id === 'risks' || main.id === 'results')) return [findAspect('why')];
  if (main.id === 'accuracy' && HOW.test(folded) && !COUNTS.test(folded) && !/率|percent|rate/u.test(folded))
    return [findAspect('why-failed')];
  const found = [main];
  for (const clause of folded.split(CLAUSE)) {
    const aspect = firstAspect(clause);
    if (!aspect || aspect === first || found.includes(aspect) || broad.has(aspect.id)) continue;
    if (aspect.whole && !aspect.quantity && quantities.has(main.id) && clause.length > 14) continue;
    found.push(aspect);
  }
  const narrow = found.filter((aspect) => !broad.has(aspect.id));
  return (broad.has(main.id) && narrow.length > 0 ? narrow : found).slice(0, 3);
}

const ASKS =
  /多[少久長大高遠快]|幾(?!乎)|什麼|甚麼|誰|哪|何|怎|嗎|呢|是不是|有沒有|[?]|(?:比例|率|人數|金額|數量|名次|原因)$|\b(?:how|what|when|who|whose|why|which|where)\b|^(?:is|are|was|were|did|does|do|has|have) /u;
const CLAUSE_END =
  /[,;!]\s*|(?<=[?])\s*|、|(?<=\p{Script=Latin} ?|\p{Script=Han}) (?=\p{Script=Han})|(?:以及|還有)|,? ?\band (?=(?:out of |for |by |in |to )?(?:how|what|when|who|why|which|where|is it|was it|did|does|are|were)\b)/u;

/** The questions asked in one breath (花了多少錢？結果如何), each with its own words and aspects; one when there is but one. */
export function clausesOf(question: Question): Question[] {
  const clauses: string[] = [];
  let before = '';
  for (const piece of question.folded.split(CLAUSE_END)) {
    const text = `${before}${piece}`.trim();
    before = '';
    if (text === '') continue;
    if (ASKS.test(piece)) clauses.push(text);
    else before = `${text} `;
  }
  if (before && clauses.length > 0) clauses.push(`${clauses.pop()} ${before.trim()}`);
  if (clauses.length < 2) return [question];
  return clauses.map((folded) => {
    const years = yearsIn(folded);
    return { ...question, folded, words: wordsIn(folded), aspects: aspectsOf(folded), years };
  });
}

/** US in capitals is a country, not a pronoun. */
const UNITED_STATES = /\bU\.?S\.?A?\b\.?(?! ?\$)/g;

/** 幾趴, 30 趴: per cent as people say it. */
const PERCENT = /(?<=[幾多少\d]\s?)趴/gu;

/** A use case is a use: its cases are none of the bank's. */
const USE_CASES = /\buse cases?\b/gu;

function foldQuestion(text: string): string {
  return fold(
    /[a-z]/.test(text) || !/[A-Z] [A-Z]/.test(text) ? text.replace(UNITED_STATES, 'United States') : text,
  )
    .replace(PERCENT, '%')
    .replace(USE_CASES, 'uses');
}

/** @param language the asker's choice; without one, the question's own */
export async function understandQuestion(question: string, language?: Language): Promise<Question> {
  const text = (await toTaiwanWords(question.replace(MARKUP, ' ').replace(CONTROL, ' ')))
    .replace(/\s+/g, ' ')
    .trim();
  const folded = foldQuestion(text);
  return {
    text,
    folded,
    language: language ?? detectLanguage(text),
    words: wordsIn(folded),
    aspects: aspectsOf(folded),
    places: findPlaces(folded),
    agencies: findAgencies(folded),
    years: yearsIn(folded),
  };
}
