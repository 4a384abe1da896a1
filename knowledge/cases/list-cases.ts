import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import { searchPassages } from '../search/search-passages.ts';
import { findCountry } from './find-country.ts';
import { CaseItem, caseItem } from './published.ts';
import { selectPublished } from './queries.ts';
import { AiType, CaseOutcome, Stage } from './schema.ts';

const facetNames = ['country', 'outcome', 'aiType', 'stage'] as const;

const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const ListCasesInput = z.object({
  country: blank(z.string().max(60)),
  outcome: blank(CaseOutcome),
  aiType: blank(AiType),
  stage: blank(Stage),
  competency: blank(z.string().max(60)),
  q: blank(z.string().max(500)),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

const staleCursor = {
  'zh-TW': '這個 cursor 不屬於這份清單，或該案例已下架；請從頭列出。',
  en: 'This cursor is not of this list, or its case was withdrawn; list from the start.',
};

/** How many of the listed cases fall under each value, so that a filter shows what it would leave. */
function facetsOf(items: readonly CaseItem[]): Record<string, Record<string, number>> {
  const facets: Record<string, Record<string, number>> = {};
  for (const name of facetNames) {
    const counts: Record<string, number> = {};
    for (const item of items) {
      const value = name === 'country' ? item.country.id : item[name];
      if (value) counts[value] = (counts[value] ?? 0) + 1;
    }
    facets[name] = counts;
  }
  return facets;
}

export const listCases = defineCapability({
  name: 'list-cases',
  title: { 'zh-TW': '列出案例', en: 'List cases' },
  description: {
    'zh-TW': '依國別、結果、AI 類型、階段、職能或文字篩選您可檢視的 AI 導入案例。',
    en: 'AI adoption cases you may see, by country, outcome, AI type, stage, competency or text.',
  },
  input: ListCasesInput,
  output: z.object({
    items: z.array(CaseItem),
    total: z.number().int(),
    facets: z.record(z.string(), z.record(z.string(), z.number().int())),
    nextCursor: z.string().optional(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { limit, cursor, q, country: named, ...filter }) {
    const country = named === undefined ? undefined : findCountry(named);
    if (named !== undefined && !country)
      throw invalidInput({ 'zh-TW': `不認得的國別：${named}`, en: `Unknown country: ${named}` });
    let items = (await selectPublished(ctx.db, { ...filter, country })).map((row) =>
      caseItem(row, ctx.language),
    );
    if (q) items = await rankByText(items, q);
    const start = cursor === undefined ? 0 : items.findIndex((item) => item.id === cursor) + 1;
    if (cursor !== undefined && start === 0) throw invalidInput(staleCursor);
    const page = items.slice(start, start + limit);
    const last = page.at(-1);
    return {
      items: page,
      total: items.length,
      facets: facetsOf(items),
      ...(start + limit < items.length && last && { nextCursor: last.id }),
    };

    async function rankByText(all: CaseItem[], question: string): Promise<CaseItem[]> {
      const hits = await searchPassages(ctx, { question, limit: 200, kinds: ['case'] });
      const rank = new Map(hits.toReversed().map((hit, index) => [hit.sourceId, index]));
      return all
        .filter((item) => rank.has(item.sourceId))
        .sort((a, b) => (rank.get(b.sourceId) ?? 0) - (rank.get(a.sourceId) ?? 0));
    }
  },
});
