import type { Language } from '../../core/language.ts';
import {
  aiTypeLabels,
  governmentLevelLabels,
  outcomeLabels,
  riskLabels,
  stageLabels,
} from '../cases/labels.ts';
import { fold } from '../text/fold.ts';
import type { HeldCase } from './library.ts';

type Facts = HeldCase['facts'];

/** What a request may narrow a list by, beside its subject and place. */
export interface CaseFilter {
  readonly asked: RegExp;
  readonly fits: (facts: Facts) => boolean;
  /** The bank's own word for the class. */
  readonly label: (language: Language) => string;
  /** How it went or how far it is: dropped first when nothing fits all that was asked. */
  readonly judges: boolean;
}

type Labelled = Readonly<Record<Language, string>>;

function filter(
  asked: string,
  fits: (facts: Facts) => boolean,
  labels: readonly Labelled[],
  judges = false,
): CaseFilter {
  const label = (language: Language) =>
    labels.map((one) => one[language]).join(language === 'en' ? ' or ' : '或');
  return { asked: new RegExp(fold(asked), 'iu'), fits, label, judges };
}

const stopped = new Set(['withdrawn', 'suspended']);
const running = new Set(['production', 'scaled']);
const { success, mixed, ongoing, failure } = outcomeLabels;

export const failed = filter(
  '失敗|翻車|搞砸|出包|慘劇|踢到鐵板|\\bfail',
  (facts) => facts.outcome === 'failure',
  [failure],
  true,
);

export const caseFilters: readonly CaseFilter[] = [
  filter(
    '停用|停掉|停了|踩煞車|喊卡|收手|收攤|急煞|做不下去|中途(停|放棄|喊)|halted|pulled the plug|停止使用|下架|下線|叫停|喊停|終止|退場|暫停|關閉|收掉|裁撤|放棄|不再用|withdrawn|suspended|stopped|scrapped|shut down|abandon|discontinu|closed down|taken offline|cancel',
    (facts) => stopped.has(facts.stage),
    [stageLabels.suspended, stageLabels.withdrawn],
    true,
  ),
  failed,
  filter(
    '(?<!不)成功|做得好|有成效|做得不錯|\\bsucce',
    (facts) => facts.outcome === 'success',
    [success],
    true,
  ),
  filter('好壞參半|有好有壞|褒貶|毀譽|\\bmixed', (facts) => facts.outcome === 'mixed', [mixed], true),
  filter('進行中|還在進行|待驗證|ongoing', (facts) => facts.outcome === 'ongoing', [ongoing], true),
  filter(
    '試辦|試行|\\bpilot|(?<!random\\w+ |controlled )\\btrial',
    (facts) => facts.stage === 'pilot',
    [stageLabels.pilot],
    true,
  ),
  filter(
    '正式上線|已上線|還在用|仍在使用|in production|in use|still running',
    (facts) => running.has(facts.stage),
    [stageLabels.production, stageLabels.scaled],
    true,
  ),
  filter('擴大(推行|辦理)|推廣到全|scaled', (facts) => facts.stage === 'scaled', [stageLabels.scaled], true),
  filter('生成式|genai|generative', (facts) => facts.ai_type === 'generative', [aiTypeLabels.generative]),
  filter(
    '影像辨識|電腦視覺|影像分析|computer vision|image recognition',
    (facts) => facts.ai_type === 'computer_vision',
    [aiTypeLabels.computer_vision],
  ),
  filter('預測(?:模型|類|型)|predictive', (facts) => facts.ai_type === 'predictive', [
    aiTypeLabels.predictive,
  ]),
  filter('自然語言處理|\\bnlp\\b', (facts) => facts.ai_type === 'nlp', [aiTypeLabels.nlp]),
  filter('規則式|rules[- ]based', (facts) => facts.ai_type === 'rules_based', [aiTypeLabels.rules_based]),
  filter('推薦系統|recommender', (facts) => facts.ai_type === 'recommender', [aiTypeLabels.recommender]),
  filter('不可接受|unacceptable', (facts) => facts.risk_level === 'unacceptable', [riskLabels.unacceptable]),
  filter('高風險(?!家庭)|high[- ]risk', (facts) => facts.risk_level === 'high', [riskLabels.high]),
  filter('政策|指引|法規|立法|guideline|polic(?:y|ies)\\b', (facts) => facts.stage === 'policy', [
    stageLabels.policy,
  ]),
  filter('中央(政府|機關)|central government', (facts) => facts.government_level === 'central', [
    governmentLevelLabels.central,
  ]),
  filter(
    '地方政府|縣市|市政府|市府|哪些城市|local government|local authorit|which cit(?:y|ies)|municipal',
    (facts) => facts.government_level === 'municipality' || facts.government_level === 'local',
    [governmentLevelLabels.municipality, governmentLevelLabels.local],
  ),
];

/** Parts of the world, by the country codes cases carry. */
const regions: readonly { asked: RegExp; holds: (country: string) => boolean }[] = (
  [
    ['北歐|nordic|scandinavia', 'DK NO SE FI IS'],
    ['歐洲|歐美|europe', 'EU GB NL FR DE DK EE ES FI NO SE AT BE RS IT PT PL IE CH'],
    ['亞洲|asia', 'TW JP KR SG IN CN HK TH MY VN'],
    ['東亞|日韓|east asia', 'TW JP KR CN HK'],
    ['北美|美加|歐美|north america', 'US CA'],
    ['英語系|english-speaking', 'GB US CA AU NZ IE'],
  ] as const
).map(([asked, codes]) => ({
  asked: new RegExp(fold(asked), 'iu'),
  holds: (country: string) => codes.split(' ').includes(country),
}));

const ABROAD = new RegExp(
  fold(
    '(?<!國內)(國外|外國(?!人|背景|籍)|海外|其他國家|別的國家)|other countries|abroad|foreign|outside taiwan',
  ),
  'iu',
);
const EVERYWHERE = new RegExp(fold('國內外|不分國家|全世界|世界各國'), 'iu');

/** Whether a case lies in the part of the world a folded request names; undefined when it names none. */
export function regionOf(folded: string): ((country: string) => boolean) | undefined {
  if (EVERYWHERE.test(folded)) return () => true;
  const named = regions.filter(({ asked }) => asked.test(folded));
  if (named.length > 0) return (country) => named.some(({ holds }) => holds(country));
  return ABROAD.test(folded) ? (country) => country !== 'TW' : undefined;
}

/** What names a part of the world in a request. */
export const regionPatterns: readonly RegExp[] = [...regions.map(({ asked }) => asked), ABROAD, EVERYWHERE];
