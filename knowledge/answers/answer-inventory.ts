import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import type { PassageHit } from '../search/search-passages.ts';
import { searchPassages } from '../search/search-passages.ts';
import { fold } from '../text/fold.ts';
import type { ContentWord } from './content-words.ts';
import { everydayWordsFor } from './everyday-words.ts';
import { glossaryWordsFor, loadThesaurus } from './glossary-words.ts';
import type { ReportedUse } from './inventory-queries.ts';
import { selectReportedUses } from './inventory-queries.ts';
import { searchedKinds } from './library-queries.ts';
import { matchWord, prepareText } from './match-words.ts';
import type { AnswerDraft, AnswerPart, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';
import { chineseNameOf, usAgenciesIn } from './us-agencies.ts';

const HITS = 150;
const AGENCIES = 8;
const USES = 3;
/** Uses told of when an agency is asked about as a whole. */
const OF_ONE = 8;
/** How far the words an entry meets must be met, on average. */
const SPOKEN = 0.6;
/** An entry much further from the words than the nearest one only mentions them. */
const NEAR = 0.55;

const pattern = (source: string) => new RegExp(fold(source), 'iu');
/** Which agencies, or which uses of AI. */
const LISTING = pattern(
  '哪些|哪幾|有哪|列出|列舉|有什麼|(?:which|what|list|name|show|how many)\\b.{0,40}\\b(?:agenc|department|bureau|office|use case|government)|\\b(?:which|what)\\b.{0,30}\\bfederal\\b',
);
const OF_AI = pattern(
  '\\bai\\b|人工智慧|機器學習|演算法|聊天機器人|machine learning|chatbot|copilot|language model',
);
const FEDERAL = pattern('聯邦|\\bfederal\\b|inventor(?:y|ies)|清冊');
/** Whoever asks for cases, or for how it went, is told of the cases. */
const OF_CASES = pattern(
  '案例|個案|失敗|成功|違法|爭議|教訓|\\bcases?\\b(?<!use cases?)|fail|success|scandal|lesson',
);

/** Words of the request itself. */
const REQUEST = pattern(
  '^(?:機關|部會|單位|部門|政府|聯邦|清冊|應用|用途|用來|用在|項目|查|抓|做|協助|幫忙|處理|agenc.*|depart.*|bureau.*|offic.*|feder.*|govern.*|use|inventori?.*|report|help|deploi?|appli.*|do|run)$',
);

/** Uses of AI the inventories are asked for: of what (anything when nothing is said), and of which agencies (all when none is named). */
interface Asked {
  readonly words: readonly ContentWord[];
  readonly agencies: readonly string[];
}

function understand(question: Question): Asked | null {
  const { folded, places, words } = question;
  const named = usAgenciesIn(folded);
  const american = places.some(({ place }) => place.country === 'US' && place.kind === 'country');
  const elsewhere = places.some(({ place }) => place.country !== 'US');
  if (elsewhere || !(american || FEDERAL.test(folded)) || !OF_AI.test(folded)) return null;
  if (OF_CASES.test(folded)) return null;
  const names = [...places.flatMap(({ place }) => place.names), ...named.map(({ said }) => said)];
  const about = words.filter(
    ({ text, han }) =>
      !(han && text.length === 1) && !REQUEST.test(text) && !names.some((name) => name.includes(text)),
  );
  const agencies = named.map(({ agency }) => agency);
  if (about.length > 0) return LISTING.test(folded) ? { words: about, agencies } : null;
  return agencies.length > 0 ? { words: [], agencies } : null;
}

/** The words asked about with others for the same, so that a Chinese question meets English entries. */
function searchTextOf({ words, agencies }: Asked, language: Language): string {
  if (words.length === 0) return agencies.join(' ');
  const said = words.flatMap(({ text, asked }) => [
    asked,
    ...everydayWordsFor(text),
    ...glossaryWordsFor(text),
  ]);
  return [...new Set(language === 'en' ? words.map(({ asked }) => asked) : said)].join(' ');
}

interface FoundUse extends ReportedUse {
  readonly passageId: string;
}

/** One word in three may go unmet: to check, to help. */
function speaksOf(hit: PassageHit, words: readonly ContentWord[]): boolean {
  const text = prepareText(`${hit.title}\n${hit.text}`);
  const met = words.map((word) => matchWord(word, text)).filter((one) => one > 0);
  if (words.length - met.length > Math.floor(words.length / 3)) return false;
  return met.length === 0 || met.reduce((sum, one) => sum + one, 0) / met.length >= SPOKEN;
}

async function findUses(ctx: Context, question: Question, asked: Asked): Promise<FoundUse[]> {
  await loadThesaurus();
  const text = searchTextOf(asked, question.language);
  const found = await searchPassages(ctx, { question: text, limit: HITS, kinds: searchedKinds });
  const hits = found.filter((hit) => speaksOf(hit, asked.words));
  const best = Math.max(...hits.map((hit) => hit.score));
  const near = hits.filter((hit) => hit.score >= NEAR * best);
  if (near.length === 0) return [];
  const uses = new Map(
    (
      await selectReportedUses(
        ctx.db,
        near.map((hit) => hit.sourceId),
      )
    ).map((use) => [use.sourceId, use]),
  );
  return near.flatMap(({ sourceId, passageId }) => {
    const use = uses.get(sourceId);
    return use && (asked.agencies.length === 0 || asked.agencies.includes(use.agency))
      ? [{ ...use, passageId }]
      : [];
  });
}

/** The stages of both years, as Taiwan would say them. */
const stagesZh: Readonly<Record<string, string>> = {
  deployed: '已上線',
  pilot: '試辦中',
  'pre-deployment': '上線前',
  retired: '已停用',
  initiated: '已啟動',
  'acquisition and/or development': '採購或開發中',
  'implementation and assessment': '導入與評估中',
  'operation and maintenance': '運作與維護中',
};

function describeUse({ useCase, year, stage }: ReportedUse, language: Language): string {
  const name = useCase.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  if (language === 'en') return `${name} (${[year, stage].filter(Boolean).join(', ')})`;
  const told = stage && (stagesZh[stage.toLowerCase()] ?? stage);
  return `${name}（${[`${year} 年`, told].filter(Boolean).join('，')}）`;
}

/** One line a use. */
function claimsOfEach(uses: readonly FoundUse[], language: Language): Claim[] {
  const told = new Map(uses.map((use) => [fold(use.useCase), use]));
  return [...told.values()].slice(0, OF_ONE).map((use) => ({
    text: describeUse(use, language),
    passageIds: [use.passageId],
  }));
}

/** One line an agency, the nearest first; a use both years tell of is named once. */
function claimsByAgency(uses: readonly FoundUse[], language: Language): Claim[] {
  const byAgency = new Map<string, FoundUse[]>();
  for (const use of uses) {
    const own = byAgency.get(use.agency) ?? [];
    if (!own.some((other) => fold(other.useCase) === fold(use.useCase))) own.push(use);
    byAgency.set(use.agency, own);
  }
  const [colon, semicolon] = language === 'en' ? [': ', '; '] : ['：', '；'];
  return [...byAgency].slice(0, AGENCIES).map(([agency, own]) => {
    const shown = own.slice(0, USES);
    const name = language === 'en' ? agency : chineseNameOf(agency);
    return {
      text: `${name}${colon}${shown.map((use) => describeUse(use, language)).join(semicolon)}`,
      passageIds: shown.map(({ passageId }) => passageId),
    };
  });
}

const leads: Readonly<Record<Language, string>> = {
  'zh-TW': '美國聯邦機關自行申報的 AI 應用清冊中，與所問最相關的如下；依相關程度列出，並非全部：',
  en: 'In the inventories that US federal agencies report, nearest to what is asked; in that order, not all of them:',
};

/** Which agencies report a use of AI, from an ingested inventory; null when that is not asked, or none speaks of it. */
export async function answerInventory(ctx: Context, question: Question): Promise<AnswerDraft | null> {
  const asked = understand(question);
  if (!asked) return null;
  const uses = await findUses(ctx, question, asked);
  const claims = (asked.words.length > 0 ? claimsByAgency : claimsOfEach)(uses, question.language);
  if (claims.length === 0) return null;
  const part: AnswerPart = { lead: leads[question.language], claims, style: 'list' };
  return { outcome: 'answered', parts: [part], suggestions: [] };
}
