import { fold, toTaiwanWords } from '../text/fold.ts';
import { glossTerms } from '../text/gloss.ts';
import { indexTerms } from '../text/index-terms.ts';
import { withoutFillers } from '../text/question-words.ts';
import { GLOSS_MARK, settings } from './settings.ts';

/** Other words for what was asked, as a thesaurus gives them. */
export interface Expansion {
  readonly add: readonly string[];
  /** 0 to 1 */
  readonly weight: number;
}
export type Expand = (question: string) => readonly Expansion[];

/** A term with its weight among passages of the question's language, and among the others. */
export interface QuestionTerm {
  readonly term: string;
  readonly own: number;
  readonly other: number;
}

type Weights = Map<string, number>;

function raise(weights: Weights, terms: ReadonlyMap<string, number>, factor: number): void {
  for (const [term, count] of terms) weights.set(term, Math.max(weights.get(term) ?? 0, count * factor));
}

const isOneCharacter = (term: string): boolean => /^\p{Script=Han}$/u.test(term);

function lexicalTerms(question: string, expansions: readonly Expansion[]): Weights {
  const folded = fold(question);
  const weights: Weights = indexTerms(withoutFillers(folded));
  for (const [term, count] of indexTerms(folded))
    if (!weights.has(term) && !isOneCharacter(term)) weights.set(term, count * settings.fillerWeight);
  for (const { add, weight } of expansions)
    for (const words of add) raise(weights, indexTerms(words), weight * settings.expansionShare);
  return weights;
}

function meaningTerms(question: string, expansions: readonly Expansion[]): Weights {
  const weights: Weights = glossTerms(withoutFillers(fold(question)));
  for (const { add, weight } of expansions)
    for (const words of add) raise(weights, glossTerms(words), weight * settings.expansionShare);
  return weights;
}

/**
 * What a question looks for. Within its own language the words as written lead and gloss space helps; in the other
 * language gloss space leads, beside exact identifiers. Simplified questions are also asked in Taiwan's words.
 */
export async function questionTerms(question: string, expand?: Expand): Promise<QuestionTerm[]> {
  const taiwan = await toTaiwanWords(question);
  const expansions = [...(expand?.(taiwan) ?? [])];
  if (taiwan !== question) expansions.push({ add: [question], weight: 1 });
  const lexical = lexicalTerms(taiwan, expansions);
  const terms: QuestionTerm[] = [...lexical].map(([term, weight]) => ({
    term,
    own: weight,
    other: term.startsWith('=') ? weight : 0,
  }));
  const meanings = [...meaningTerms(taiwan, expansions)].sort((a, b) => b[1] - a[1]);
  for (const [at, [term, weight]] of meanings.entries()) {
    const own = at < settings.glossTermsInOwnLanguage ? weight * settings.glossShare : 0;
    terms.push({ term: GLOSS_MARK + term, own, other: weight });
  }
  return terms;
}
