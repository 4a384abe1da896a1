import type { Language } from '../../core/language.ts';
import { selectNear } from '../embeddings/queries.ts';
import type { SourceKind } from '../sources/schema.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { fuseLane } from './fuse.ts';
import type { PlacedQuestion, SearchContext } from './meaning-lane.ts';
import { placeQuestion } from './meaning-lane.ts';
import type { PassageHit } from './queries.ts';
import { rankPassages } from './queries.ts';
import type { Expand } from './question-terms.ts';
import { questionTerms } from './question-terms.ts';
import { settings } from './settings.ts';

export type { PassageHit } from './queries.ts';
export type { Expand } from './question-terms.ts';

export interface SearchPassagesInput {
  /** plain text, 1 to 2,000 characters */
  readonly question: string;
  /** hits per language lane */
  readonly limit: number;
  /** only passages in this language; absent = both lanes */
  readonly language?: Language | undefined;
  readonly kinds?: readonly SourceKind[] | undefined;
  /** a thesaurus: other words for what was asked */
  readonly expand?: Expand | undefined;
}

/** Passages a model finds in each language beyond those the words find. */
const NEAREST = 50;
/** Lexical hits whose nearness is asked for: further down it moves nothing a reader sees. */
const JUDGED = 200;

async function byWords(
  ctx: SearchContext,
  input: SearchPassagesInput,
  language: Language,
): Promise<PassageHit[]> {
  const terms = await questionTerms(input.question, input.expand);
  if (terms.length === 0) return [];
  return rankPassages(ctx.db, {
    terms,
    language,
    kinds: input.kinds,
    today: ctx.now().toISOString().slice(0, 10),
    limit: input.limit,
    budget: settings.postingsBudget,
    fewestTerms: settings.fewestTerms,
  });
}

async function withMeaning(
  ctx: SearchContext,
  lexical: readonly PassageHit[],
  input: SearchPassagesInput,
  { question, own }: { question: PlacedQuestion; own: Language },
): Promise<PassageHit[]> {
  const near = await ctx.db.transaction((tx) =>
    selectNear(tx, {
      set: question.set,
      vector: question.literal,
      kinds: input.kinds,
      limit: Math.min(input.limit, NEAREST),
      passageIds: lexical.slice(0, JUDGED).map(({ passageId }) => passageId),
      today: ctx.now().toISOString().slice(0, 10),
    }),
  );
  const lane = (language: Language) =>
    fuseLane(
      lexical.filter((hit) => hit.language === language),
      near.filter((passage) => passage.language === language),
      input.limit,
    );
  return own === 'zh-TW' ? [...lane('zh-TW'), ...lane('en')] : [...lane('en'), ...lane('zh-TW')];
}

/**
 * Passages the actor may see that are current, valid today and closest to a question: those in the question's
 * language first, then the other language's, each best first. Many may come from one source. Words and the
 * dictionary's gloss space find them; an embedding model, if one is set up, has its say in the order and adds its own.
 */
export async function searchPassages(ctx: SearchContext, input: SearchPassagesInput): Promise<PassageHit[]> {
  const own = detectLanguage(input.question);
  const [lexical, question] = await Promise.all([
    byWords(ctx, input, own),
    placeQuestion(ctx, input.question),
  ]);
  const hits = question ? await withMeaning(ctx, lexical, input, { question, own }) : lexical;
  return input.language ? hits.filter((hit) => hit.language === input.language) : hits;
}
