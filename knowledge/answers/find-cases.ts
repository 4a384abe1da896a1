import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import { findAgencies } from './agency-names.ts';
import type { CaseEvent } from './case-events.ts';
import { eventStrength, eventsIn, sentenceOn } from './case-events.ts';
import type { CaseFilter } from './case-filters.ts';
import { caseFilters, failed, regionOf, regionPatterns } from './case-filters.ts';
import type { CaseSubject } from './case-subjects.ts';
import { subjectsIn } from './case-subjects.ts';
import { yearFilter } from './case-years.ts';
import { claimOf } from './claims.ts';
import type { ContentWord } from './content-words.ts';
import { contentWords } from './content-words.ts';
import { bodyOf, headlineOf } from './find-entities.ts';
import { passagesIn, placeAndOutcome, shortTitleOf, titleOf } from './labels-of.ts';
import type { HeldCase, HeldPassage, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import type { AnswerDraft, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';
import { namesSomething } from './word-kind.ts';

const LISTED = 8;
/** Words of the request itself, in both languages. */
const REQUEST = new RegExp(
  `^(?:${fold('案例|個案|例子|實例|國家|機關|政府|城市|縣市|部會|單位|系統|計畫|專案|應用|經驗|全部|列表|清單|最後|被|做過|用過|有用|有關|相關|關於|類似|案子|過|錯|查|查過|世界|工具|模型|演算法|平臺|條件|符合|階段|等級|風險|列為|看看|幫忙|問題|跟|類|收錄|特別|特別多|最多|嚴重|導致|因為|機構|不要|不含|排除')}|case|cases|countri|agenc|agenci|govern|citi|exampl|list|show|find|name|last|offic|examin|involv|relat|project|system|tool|model|algorithm|gave|give|stop|chang|program|programm|bank|there|public|sector|about|come|came|kind|began|begin|start|launch|end|risk|level|class|one|use|run|deal|concern|collect|fact|thing|comput|lose|lost|becaus|peopl|person|look|anyth|someth|bad)$`,
  'u',
);

interface Request {
  readonly filters: readonly CaseFilter[];
  readonly events: readonly CaseEvent[];
  readonly subjects: readonly CaseSubject[];
  /** What else the request is about. */
  readonly words: readonly ContentWord[];
  readonly agencies: Question['agencies'];
  readonly places: Question['places'];
  readonly region: ((country: string) => boolean) | undefined;
  readonly without: ReadonlySet<string>;
  /** Any of the words will do: flood, wildfire or storms. */
  readonly either: boolean;
}

/** What is asked for, taken out before words are told apart: 幾個案例 is no 個案. */
const NOUNS = new RegExp(
  fold('幾個|案例|例子|實例|案子|國家|機關|政府|縣市|部會|專案|計畫|除了.{2,6}(以外|之外)?還|除了'),
  'iu',
);
/** Left out by name: 除了臺灣. */
const EXCEPT = new RegExp(
  fold(
    '(?:除了|不要|不含|不包括|排除|扣掉|扣除).{0,2}$|(?:besides|except|other than|apart from|not (?:in|from)|outside(?: of)?) $',
  ),
  'iu',
);
const EITHER = /或|、|\bor\b/u;
const OR_CHANGED = new RegExp(fold('(或|or) ?(被)?(改|chang|modif|revis)'), 'iu');

/** Text without what the patterns find; English words go to their end. */
function without(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce(
    (rest, { source }) => rest.replace(new RegExp(`(?:${source})[a-z]*`, 'giu'), ' '),
    text,
  );
}

/** Words that say what the cases are to be about. */
function wordsIn(rest: string, { places }: Question): ContentWord[] {
  const names = places.flatMap(({ place }) => place.names);
  return contentWords(rest).filter(
    ({ text, han }) =>
      !(han && text.length === 1) &&
      !REQUEST.test(text) &&
      !names.some((name) => name.includes(text) || text.includes(name)),
  );
}

function understandRequest(question: Question): Request {
  const { folded } = question;
  const region = regionOf(folded);
  const except = question.places.filter(({ start }) => EXCEPT.test(folded.slice(0, start)));
  const places = question.places.filter(
    (one) => !except.includes(one) && !(region && one.place.country === 'TW'),
  );
  const years = yearFilter(folded, question.years);
  const filters = [...caseFilters, ...(years ? [years] : [])].filter(
    ({ asked, judges }) => asked.test(folded) && !(judges && OR_CHANGED.test(folded)),
  );
  const events = eventsIn(folded);
  const subjects = subjectsIn(folded);
  const understood = [...filters, ...events, ...subjects].map(({ asked }) => asked);
  const placeNames = places.flatMap(({ place }) => place.names).map((name) => new RegExp(name, 'u'));
  const named = without(folded, [...understood, ...placeNames]);
  return {
    filters,
    events,
    subjects,
    words: wordsIn(without(named, [...regionPatterns, NOUNS]), question),
    agencies: findAgencies(named),
    places,
    region,
    without: new Set(except.map(({ place }) => place.country)),
    either: EITHER.test(folded),
  };
}

function inPlace(held: HeldCase, { places, region, without }: Request): boolean {
  if (without.has(held.facts.country)) return false;
  if (region && !region(held.facts.country)) return false;
  if (places.length === 0) return true;
  return places.some(({ place }) =>
    place.kind === 'country'
      ? held.facts.country === place.country
      : place.names.some((name) => headlineOf(held).folded.includes(name)),
  );
}

function ofAgency(held: HeldCase, { agencies }: Request): boolean {
  if (agencies.length === 0) return true;
  const own = fold(`${held.facts.agency_zh} ${held.facts.title_zh}`);
  return (
    held.facts.country === 'TW' && agencies.some(({ names }) => names.some((name) => own.includes(name)))
  );
}

/** How well a case is about the words of the request, 0 to 1; titles, keywords and summaries count, bodies a little. */
function aboutness(held: HeldCase, { words, either }: Request, library: Library): number {
  const naming = words.filter(namesSomething);
  if (naming.length === 0) return 1;
  const weights = naming.map((word) => ({
    weight: Math.max(0.1, library.rarity(word.text)),
    met: Math.max(matchWord(word, headlineOf(held)), 0.4 * matchWord(word, bodyOf(held))),
  }));
  if (either) return Math.max(...weights.map(({ met }) => met));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights.reduce((sum, { weight, met }) => sum + weight * met, 0) / total;
}

interface Found {
  readonly held: HeldCase;
  readonly score: number;
}

/** Least share of the words a case has to be about; the second is tried when nothing reaches the first. */
const ABOUT = [0.6, 0.42] as const;
/** With a known subject or event, other words only rank. */
const ABOUT_AT_ALL = 0.25;

/** All subjects named, or any of them if the request says "or" or no case is of all. */
function ofSubjects(cases: readonly HeldCase[], { subjects, either }: Request): readonly HeldCase[] {
  if (subjects.length === 0) return cases;
  const all = cases.filter((held) => subjects.every((subject) => subject.strength(held) > 0));
  if (all.length > 0 && !either) return all;
  return cases.filter((held) => subjects.some((subject) => subject.strength(held) > 0));
}

function rank(cases: readonly HeldCase[], request: Request, library: Library, least: number): Found[] {
  const { events, subjects } = request;
  return cases
    .map((held) => {
      const strengths = events.map((event) => eventStrength(held, event));
      const about = aboutness(held, request, library);
      const happened = strengths.every((strength, at) => strength > 0 || events[at]!.ranksOnly);
      const named = subjects.map((subject) => subject.strength(held));
      const score = [...strengths, ...named].reduce((sum, strength) => sum + strength, about);
      return { held, apt: happened && about >= least, score };
    })
    .filter(({ apt }) => apt)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(b.held.facts.country === 'TW') - Number(a.held.facts.country === 'TW') ||
        a.held.externalId.localeCompare(b.held.externalId),
    );
}

/** 消防局, 國稅局: a kind of office is a field when another subject says so, and one case is no list. */
function ofAgencies(cases: readonly HeldCase[], request: Request): readonly HeldCase[] {
  const own = cases.filter((held) => ofAgency(held, request));
  return own.length < 2 && request.subjects.length > 0 ? cases : own;
}

function search(request: Request, library: Library): Found[] {
  const placed = library.cases.filter(
    (held) => inPlace(held, request) && request.filters.every(({ fits }) => fits(held.facts)),
  );
  const eligible = ofAgencies(placed, request);
  const cases = ofSubjects(eligible, request);
  const bound = request.subjects.length + request.events.length > 0;
  for (const least of bound ? [ABOUT_AT_ALL] : ABOUT) {
    const found = rank(cases, request, library, least);
    if (found.length > 0) return found;
  }
  return [];
}

interface Search {
  readonly found: readonly Found[];
  /** What had to be left out of the request for anything to fit. */
  readonly dropped: readonly CaseFilter[];
  readonly unmet: readonly ContentWord[];
}

/** What fits all that was asked; or else what fits all but how it went; or else all but the words nothing speaks of. */
function searchWidely(request: Request, library: Library): Search {
  const { filters, subjects, events, words } = request;
  const found = search(request, library);
  if (found.length > 0) return { found, dropped: [], unmet: [] };
  const judging = filters.filter(({ judges }) => judges);
  if (judging.length > 0 && subjects.length + events.length + words.length > 0) {
    const kept = { ...request, filters: filters.filter(({ judges }) => !judges) };
    const near = search(kept, library);
    if (near.length > 0) return { found: near, dropped: judging, unmet: [] };
  }
  if (subjects.length + events.length + filters.length === 0) return { found, dropped: [], unmet: [] };
  const unmet = words.filter(namesSomething);
  return { found: search({ ...request, words: [] }, library), dropped: [], unmet };
}

/** One case in one line: its title, where, how it went, and what happened in a sentence. */
export function caseLine(held: HeldCase, language: Language): Claim {
  const [passage] = language === 'en' ? passagesIn(held, 'English summary') : passagesIn(held, '案例概要');
  const shown: HeldPassage = passage ?? held.passages[0]!;
  const first = shown.sentences()[0]?.text ?? '';
  const told = language === 'en' || held.facts.summary_zh ? first : '';
  const open =
    language === 'en' ? ` (${placeAndOutcome(held, language)})` : `（${placeAndOutcome(held, language)}）`;
  const title = told ? shortTitleOf(held, language) : titleOf(held, language);
  return {
    text: `${title}${open}${told ? `${language === 'en' ? ': ' : '：'}${told}` : ''}`,
    passageIds: [shown.id],
  };
}

/** The same, told by the sentence on what was asked when the summary does not speak of it. */
function lineFor(held: HeldCase, events: readonly CaseEvent[], language: Language): Claim {
  const line = caseLine(held, language);
  const silent = events.find(({ told }) => !told.test(fold(line.text)));
  const sentence = silent && sentenceOn(held, silent, language);
  if (!sentence) return line;
  const open =
    language === 'en'
      ? ` (${placeAndOutcome(held, language)}): `
      : `（${placeAndOutcome(held, language)}）：`;
  const told = claimOf(sentence, language);
  return { ...told, text: `${shortTitleOf(held, language)}${open}${told.text}` };
}

function leadFor(
  language: Language,
  found: readonly Found[],
  shown: number,
  request: Request,
  { dropped, unmet }: Search,
  library: Library,
): string {
  const count = found.length;
  const classes = request.filters.map(({ label }) => label(language));
  const missed = dropped.map(({ label }) => label(language));
  const words = unmet.map(({ asked }) => asked);
  const near = request.filters.includes(failed) ? mixedBeside(request, library) : 0;
  if (language === 'en') {
    const none =
      missed.length > 0
        ? `No case on this is classed as ${missed.join(', ')}; on the subject: `
        : words.length > 0
          ? `No such case speaks of “${words.join(', ')}”; on the rest of the request: `
          : '';
    const by = classes.length > 0 ? ` (by this bank's classes: ${classes.join(', ')})` : '';
    const also = near > 0 ? `, beside ${near} with mixed results` : '';
    const rest = count > shown ? `; the ${shown} closest are below, all are at /cases` : '';
    return `${none}${count === 1 ? '1 case fits' : `${count} cases fit`}${by}${also}${rest}:`;
  }
  const none =
    missed.length > 0
      ? `本庫沒有歸類為「${missed.join('、')}」的相關案例；同主題的`
      : words.length > 0
        ? `這類案例中沒有提到「${words.join('、')}」的；其餘條件符合的`
        : '';
  const by = classes.length > 0 ? `依本庫分類（${classes.join('、')}），` : '';
  const also = near > 0 ? `（另有 ${near} 則「好壞參半」未列入）` : '';
  const rest = count > shown ? `，先列最相關的 ${shown} 則，其餘見案例頁（/cases）` : '';
  return `${none || by}${none ? '' : '符合的'}案例共 ${count} 則${also}${rest}：`;
}

/** Cases that fit but for having gone half well: no failures, yet worth knowing of. */
function mixedBeside(request: Request, library: Library): number {
  const filters = request.filters.filter((one) => one !== failed);
  return search({ ...request, filters }, library).filter(({ held }) => held.facts.outcome === 'mixed').length;
}

/** Words that name nothing, and nothing else, describe no cases. */
function saysNothing({ filters, events, subjects, places, region, agencies, words }: Request): boolean {
  const said = [filters, events, subjects, places, agencies].some((list) => list.length > 0);
  return !said && !region && words.length > 0 && !words.some(namesSomething);
}

export interface CaseList {
  readonly draft: AnswerDraft;
  readonly cases: readonly HeldCase[];
  /** Some of the words asked for are in none of them. */
  readonly partial: boolean;
}

/** The cases a request describes by place, outcome, stage, technique, events and subject; null when none fits. */
export function findCases(question: Question, library: Library): CaseList | null {
  const { language } = question;
  const request = understandRequest(question);
  if (saysNothing(request)) return null;
  const searched = searchWidely(request, library);
  const { found } = searched;
  if (found.length === 0) return null;
  const shown = found.slice(0, LISTED).map(({ held }) => held);
  const lead = leadFor(language, found, shown.length, request, searched, library);
  const claims = shown.map((held) => lineFor(held, request.events, language));
  const suggestions = shown
    .slice(0, 3)
    .map((held) => shortTitleOf(held, language))
    .map((name) =>
      language === 'en' ? `What can be learnt from “${name}”?` : `「${name}」有哪些可借鏡之處？`,
    );
  return {
    draft: { outcome: 'answered', parts: [{ lead, claims, style: 'list' }], suggestions },
    cases: shown,
    partial: searched.unmet.length > 0,
  };
}
