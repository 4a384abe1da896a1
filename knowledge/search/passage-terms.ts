import type { Language } from '../../core/language.ts';
import type { SourceKind } from '../sources/schema.ts';
import { glossTerms } from '../text/gloss.ts';
import { indexTerms } from '../text/index-terms.ts';
import { GLOSS_MARK, settings } from './settings.ts';

/** What a passage is found by: everything a reader sees of it, and editors' keywords. */
export interface IndexablePassage {
  readonly no: number;
  readonly sourceId: string;
  readonly audienceId: number;
  readonly kind: SourceKind;
  readonly title: string;
  readonly titleEn: string | null;
  readonly section: readonly string[];
  readonly text: string;
  readonly language: Language;
  readonly keywords: readonly string[];
}

const textOf = (passage: IndexablePassage): string =>
  [passage.title, passage.titleEn ?? '', ...passage.section, passage.text, ...passage.keywords].join('\n');

/** BM25's weight of a term that occurs `count` times, without the rarity that only the question's time can know. */
function saturate(count: number, length: number, ordinary: number): number {
  const { k1, b } = settings;
  return (count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / ordinary));
}

function weigh(terms: ReadonlyMap<string, number>, ordinary: number): [term: string, weight: number][] {
  let length = 0;
  for (const count of terms.values()) length += count;
  return [...terms].map(([term, count]) => [term, saturate(count, length, ordinary)]);
}

function heaviest(terms: ReadonlyMap<string, number>, count: number): Map<string, number> {
  if (terms.size <= count) return new Map(terms);
  return new Map([...terms].sort((a, b) => b[1] - a[1]).slice(0, count));
}

export interface PassageTerms {
  /** Every term the passage is indexed under, with its weight (0 to k1 + 1). */
  readonly weights: [term: string, weight: number][];
  /** The passage in gloss space. */
  readonly gloss: ReadonlyMap<string, number>;
}

export function passageTerms(passage: IndexablePassage): PassageTerms {
  const text = textOf(passage);
  const gloss = heaviest(glossTerms(text), settings.maxGlossTerms);
  const weights = weigh(indexTerms(text), settings.ordinaryLength[passage.language]);
  for (const [term, weight] of weigh(gloss, settings.ordinaryGlossLength))
    weights.push([GLOSS_MARK + term, weight]);
  return { weights, gloss };
}
