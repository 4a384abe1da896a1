import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { Language, LanguageTag } from '../../core/language.ts';
import { SourceKind } from '../sources/schema.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { degradedIn } from './degraded.ts';
import { excerptOf } from './excerpt.ts';
import { questionTerms } from './question-terms.ts';
import type { PassageHit } from './search-passages.ts';
import { searchPassages } from './search-passages.ts';

/** Hits of the other language shown beside the own ones. */
const BESIDE = 3;
/** Passages fetched per source wanted: several of one source may rank above the next source. */
const PASSAGES_PER_SOURCE = 8;
const ALL_PASSAGES = 5_000;

const SearchHit = z.object({
  sourceId: z.string(),
  externalId: z.string(),
  passageId: z.string(),
  kind: SourceKind,
  title: z.string(),
  titleEn: z.string().nullable(),
  section: z.array(z.string()),
  excerpt: z.string(),
  score: z.number(),
  url: z.string().nullable(),
  language: Language,
});
type SearchHit = z.infer<typeof SearchHit>;

export const SearchInput = z.object({
  q: z.string().trim().min(1).max(2_000),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  kind: SourceKind.optional(),
  language: LanguageTag.pipe(Language).optional(),
});
export type SearchInput = z.output<typeof SearchInput>;

/** The best passage of each source not taken yet, in the order given. */
function onePerSource(hits: readonly PassageHit[], taken = new Set<string>()): PassageHit[] {
  return hits.filter((hit) => !taken.has(hit.sourceId) && taken.add(hit.sourceId));
}

async function findSources(ctx: Context, input: SearchInput, language: Language) {
  const lanes = async (limit: number) => {
    const hits = await searchPassages(ctx, { question: input.q, limit, kinds: input.kind && [input.kind] });
    const inOwn = hits.filter((hit) => hit.language === language);
    const own = onePerSource(inOwn);
    const shown = new Set(own.slice(0, input.limit).map((hit) => hit.sourceId));
    const other = onePerSource(
      hits.filter((hit) => hit.language !== language),
      shown,
    );
    return { own, other, cutShort: inOwn.length === limit && own.length < input.limit };
  };
  const found = await lanes(input.limit * PASSAGES_PER_SOURCE);
  return found.cutShort ? lanes(ALL_PASSAGES) : found;
}

export const search = defineCapability({
  name: 'search',
  title: { 'zh-TW': '搜尋來源', en: 'Search the sources' },
  description: {
    'zh-TW': '搜尋案例、職能框架、課程與文件：每個來源取最相關的一段；另一種語言的來源另列，最多三筆。',
    en: 'Search cases, framework, courses and documents: one hit per source, its best passage; up to three in the other language beside them.',
  },
  input: SearchInput,
  output: z.object({
    results: z.array(SearchHit),
    otherLanguage: z.array(SearchHit),
    /** Said when a model that is set up could not be asked. */
    degraded: z.string().optional(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const { own, other } = await findSources(ctx, input, input.language ?? detectLanguage(input.q));
    const terms = await questionTerms(input.q);
    const missing = Math.max(0, input.limit - own.length);
    const show = ({ text, coverage: _coverage, version: _version, ...hit }: PassageHit): SearchHit => ({
      ...hit,
      excerpt: excerptOf(text, terms),
    });
    const degraded = degradedIn(ctx, ctx.language);
    return {
      ...(degraded !== undefined && { degraded }),
      results: [...own.slice(0, input.limit), ...other.slice(0, missing)].map(show),
      otherLanguage: other.slice(missing, missing + BESIDE).map(show),
    };
  },
});
