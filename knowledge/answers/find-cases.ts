import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import { bodyOf, headlineOf } from './find-entities.ts';
import { passagesIn, placeAndOutcome, shortTitleOf, titleOf } from './labels-of.ts';
import type { HeldCase, HeldPassage, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import type { AnswerDraft, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';

type Facts = HeldCase['facts'];

interface Filter {
  readonly asked: RegExp;
  readonly fits: (facts: Facts) => boolean;
}

function filter(asked: string, fits: (facts: Facts) => boolean): Filter {
  return { asked: new RegExp(fold(asked), 'iu'), fits };
}

const stoppedStages = new Set(['withdrawn', 'suspended']);

/** What a question may narrow a list by, besides its subject. */
const filters: readonly Filter[] = [
  filter(
    '停用|停掉|下架|下線|叫停|喊停|終止|退場|停止|暫停|關閉|收掉|裁撤|放棄|withdrawn|suspended|stopped|scrapped|shut|abandon|discontinu',
    (facts) => stoppedStages.has(facts.stage),
  ),
  filter('失敗|翻車|搞砸|出包|fail', (facts) => facts.outcome === 'failure'),
  filter('成功|做得好|有成效|succe', (facts) => facts.outcome === 'success'),
  filter('好壞參半|有好有壞|褒貶|mixed', (facts) => facts.outcome === 'mixed'),
  filter('進行中|還在進行|ongoing', (facts) => facts.outcome === 'ongoing'),
  filter('試辦|試行|pilot|trial', (facts) => facts.stage === 'pilot'),
  filter(
    '正式上線|已上線|in production|in use',
    (facts) => facts.stage === 'production' || facts.stage === 'scaled',
  ),
  filter('擴大|推廣到全|scaled', (facts) => facts.stage === 'scaled'),
  filter('生成式|genai|generative', (facts) => facts.ai_type === 'generative'),
  filter('影像辨識|電腦視覺|影像分析|computer vision', (facts) => facts.ai_type === 'computer_vision'),
  filter('預測模型|predictive', (facts) => facts.ai_type === 'predictive'),
  filter('自然語言處理|nlp', (facts) => facts.ai_type === 'nlp'),
  filter('規則式|rules[- ]based', (facts) => facts.ai_type === 'rules_based'),
  filter('推薦系統|recommender', (facts) => facts.ai_type === 'recommender'),
  filter('不可接受|unacceptable', (facts) => facts.risk_level === 'unacceptable'),
  filter('高風險(?!家庭)|high[- ]risk', (facts) => facts.risk_level === 'high'),
  filter('政策|指引|法規|立法|guideline|policy|law\\b', (facts) => facts.stage === 'policy'),
  filter('中央(政府|機關)|部會|central government', (facts) => facts.government_level === 'central'),
  filter(
    '地方政府|縣市|市政府|local government|cit(y|ies)|municipal',
    (facts) => facts.government_level === 'municipality' || facts.government_level === 'local',
  ),
];

const noun = '案例|個案|例子|實例|國家|機關|政府|城市|縣市|部會|單位|系統|計畫|專案|應用|做法|經驗|專案';
const ASKS = new RegExp(
  fold(
    `(有哪些|哪些|哪幾(個|則|件)|列出|列舉|找(出|一些|幾個|找)?|有沒有|有無|還有(哪些|什麼)|幾(個|則|件)|多少(個|則|件)?|有什麼|查).{0,24}(${noun})|(${noun}).{0,12}(有哪些|有幾|有多少|清單|列表|一覽)|哪些.{0,16}(停用|失敗|成功|做過|用過|導入|採用|推動)|\\b(which|what|list|show|find|any|how many|name)\\b(?: [a-z-]+){0,3} (cases?|countr(y|ies)|agenc(y|ies)|governments?|cit(y|ies)|examples?|projects?|systems?|chatbots?|tools)\\b|examples of|cases (of|about|on|where|in|from)`,
  ),
  'iu',
);

export function asksForCases(folded: string): boolean {
  return ASKS.test(folded);
}

const LISTED = 8;
/** Words of the request itself, in both languages. */
const REQUEST = new RegExp(
  `^(?:${fold('案例|個案|例子|實例|國家|機關|政府|城市|縣市|部會|單位|系統|計畫|專案|應用|經驗|全部|列表|清單|最後|被|做過|用過')}|case|cases|countri|agenc|agenci|govern|citi|exampl|list|show|find|name|last)$`,
  'u',
);

function subjectOf(question: Question, used: readonly Filter[]) {
  const placeNames = question.places.flatMap(({ place }) => place.names);
  return question.words.filter(
    (word) =>
      !REQUEST.test(word.text) &&
      !regions.some(([named]) => named.test(word.text)) &&
      !used.some(({ asked }) => asked.test(word.text)) &&
      !placeNames.some((name) => name.includes(word.text) || word.text.includes(name)),
  );
}

/** Parts of the world a list may be narrowed to, by country codes; abroad is everywhere else. */
const regions: readonly [RegExp, (country: string) => boolean][] = [
  [/北歐|nordic|scandinavia/iu, (country) => ['DK', 'SE', 'NO', 'FI'].includes(country)],
  [
    /歐洲|\beurope\b/iu,
    (country) =>
      ['GB', 'NL', 'FR', 'DK', 'EU', 'NO', 'SE', 'AT', 'BE', 'DE', 'EE', 'ES', 'FI', 'RS'].includes(country),
  ],
  [/亞洲|\basia\b/iu, (country) => ['TW', 'JP', 'KR', 'SG', 'IN'].includes(country)],
  [/國外|海外|外國|\babroad\b|other countries/iu, (country) => country !== 'TW'],
];

function inPlace(held: HeldCase, question: Question): boolean {
  const region = regions.find(([named]) => named.test(question.folded));
  if (region && !region[1](held.facts.country)) return false;
  if (question.places.length === 0) return true;
  return question.places.some(({ place }) =>
    place.kind === 'country'
      ? held.facts.country === place.country
      : place.names.some((name) => headlineOf(held).folded.includes(name)),
  );
}

/** How well a case is about the subject of the request, 0 to 1; titles, keywords and summaries count, bodies a little. */
function aboutness(held: HeldCase, subject: ReturnType<typeof subjectOf>, library: Library): number {
  const weights = subject.map((word) => ({
    word,
    weight: Math.max(0.1, library.rarity(word.text)) * (word.han && word.text.length === 1 ? 0.2 : 1),
  }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 1;
  const met = weights.reduce(
    (sum, { word, weight }) =>
      sum + weight * Math.max(matchWord(word, headlineOf(held)), 0.4 * matchWord(word, bodyOf(held))),
    0,
  );
  return met / total;
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

const leads: Readonly<Record<Language, (count: number, shown: number) => string>> = {
  'zh-TW': (count, shown) =>
    count > shown ? `符合條件的案例共 ${count} 則，先列 ${shown} 則：` : `符合條件的案例共 ${count} 則：`,
  en: (count, shown) =>
    count > shown
      ? `${count} cases match; the first ${shown}:`
      : count === 1
        ? 'One case matches:'
        : `${count} cases match:`,
};

export interface CaseList {
  readonly draft: AnswerDraft;
  readonly cases: readonly HeldCase[];
}

/** The cases a request describes by place, outcome, stage, technique and subject; null when none fits. */
export function findCases(question: Question, library: Library): CaseList | null {
  const used = filters.filter(({ asked }) => asked.test(question.folded));
  const subject = subjectOf(question, used);
  const found = library.cases
    .filter((held) => inPlace(held, question) && used.every(({ fits }) => fits(held.facts)))
    .map((held) => ({ held, score: aboutness(held, subject, library) }))
    .filter(({ score }) => score >= 0.6)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(b.held.facts.country === 'TW') - Number(a.held.facts.country === 'TW') ||
        a.held.externalId.localeCompare(b.held.externalId),
    );
  if (found.length === 0) return null;
  const shown = found.slice(0, LISTED).map(({ held }) => held);
  const { language } = question;
  const claims = shown.map((held) => caseLine(held, language));
  const names = shown.slice(0, 3).map((held) => shortTitleOf(held, language));
  const suggestions = names.map((name) =>
    language === 'en' ? `What can be learnt from “${name}”?` : `「${name}」有哪些可借鏡之處？`,
  );
  return {
    draft: {
      outcome: 'answered',
      parts: [{ lead: leads[language](found.length, shown.length), claims, style: 'list' }],
      suggestions,
    },
    cases: shown,
  };
}
