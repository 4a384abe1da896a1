import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';
import { findCountry } from '../../knowledge/cases/find-country.ts';
import { outcomeLabels } from '../../knowledge/cases/labels.ts';
import type { CaseItem } from '../../knowledge/cases/published.ts';
import { CaseOutcome } from '../../knowledge/cases/schema.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { defineCommand, say } from './command.ts';
import { caseWord } from './words.ts';

const shown = 5;

interface FindInput {
  readonly q?: string;
  readonly country?: string;
  readonly outcome?: CaseOutcome;
}

const outcomeWords = new Map<string, CaseOutcome>([
  ...CaseOutcome.options.flatMap((outcome): [string, CaseOutcome][] => [
    [fold(outcome), outcome],
    [fold(outcomeLabels[outcome]['zh-TW']), outcome],
  ]),
  [fold('失敗案例'), 'failure'],
  [fold('成功案例'), 'success'],
]);

/** A short Latin word is a country only in capitals: `in`, `it` and `no` are words first. */
function countryIn(word: string): string | undefined {
  return /^[a-z]{1,2}$/.test(word) ? undefined : findCountry(word);
}

/** Words that name a country or an outcome filter; the rest is searched for. */
export function parseFind(text: string): FindInput | undefined {
  const words = text.split(/\s+/u).filter(Boolean);
  const country = words.map(countryIn).find(Boolean);
  const outcome = words.map((word) => outcomeWords.get(fold(word))).find(Boolean);
  const q = words.filter((word) => countryIn(word) === undefined && !outcomeWords.has(fold(word))).join(' ');
  if (!q && !country && !outcome) return undefined;
  return { ...(q && { q }), ...(country && { country }), ...(outcome && { outcome }) };
}

function line(item: CaseItem, language: Language): string {
  const title = language === 'en' ? (item.titleEn ?? item.title) : item.title;
  const outcome = CaseOutcome.safeParse(item.outcome);
  const facts = [
    item.country.name,
    item.agency,
    outcome.success ? outcomeLabels[outcome.data][language] : '',
  ].filter(Boolean);
  const about = facts.length > 0 ? `${language === 'en' ? ' — ' : '：'}${facts.join(' · ')}` : '';
  return `- [${title.replaceAll(/[[\]]/g, '')}](/cases/${encodeURIComponent(item.id)})${about}`;
}

function heading(total: number, listed: number, language: Language): string {
  if (language === 'en')
    return `${total === 1 ? '1 case' : `${total} cases`}${listed < total ? `, the closest ${listed}` : ''}:`;
  return `找到 ${total} 則案例${listed < total ? `，先列最接近的 ${listed} 則` : ''}：`;
}

const none = {
  'zh-TW': '找不到符合的案例。請換個說法，或到[案例清單](/cases)瀏覽。',
  en: 'No case fits. Try other words, or browse [the list of cases](/cases).',
};

export const caseFind = defineCommand<FindInput>({
  name: 'case-find',
  words: [caseWord, { 'zh-TW': '找', en: 'find', also: ['搜尋', '查', 'search'] }],
  usage: {
    'zh-TW': '/case find 關鍵字 [國別] [成功|失敗]',
    en: '/case find WORDS [COUNTRY] [success|failure]',
  },
  describe: {
    'zh-TW': '找 AI 導入案例，可加上國別與結果。',
    en: 'Find AI adoption cases, by country and outcome if you like.',
  },
  allow: 'anonymous',
  acts: false,
  parse: parseFind,
  async run(ctx, input) {
    const language = input.q ? detectLanguage(input.q) : ctx.language;
    const { items, total } = await callCapability(
      capabilities.listCases,
      { ...ctx, language },
      { ...input, limit: shown },
    );
    if (items.length === 0) return say(none[language]);
    return say(
      [heading(total, items.length, language), ...items.map((item) => line(item, language))].join('\n'),
    );
  },
});
