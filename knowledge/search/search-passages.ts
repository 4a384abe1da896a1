import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';
import { detectLanguage } from '../text/detect-language.ts';
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

/**
 * Passages the actor may see that are current, valid today and closest to a question: those in the question's
 * language first, then the other language's, each best first. Many may come from one source.
 */
export async function searchPassages(
  ctx: Pick<Context, 'db' | 'now'>,
  input: SearchPassagesInput,
): Promise<PassageHit[]> {
  const terms = await questionTerms(input.question, input.expand);
  if (terms.length === 0) return [];
  const hits = await rankPassages(ctx.db, {
    terms,
    language: detectLanguage(input.question),
    kinds: input.kinds,
    today: ctx.now().toISOString().slice(0, 10),
    limit: input.limit,
    budget: settings.postingsBudget,
    fewestTerms: settings.fewestTerms,
  });
  return input.language ? hits.filter((hit) => hit.language === input.language) : hits;
}
