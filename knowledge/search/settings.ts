import type { Language } from '../../core/language.ts';

/** Chosen on the development set by `npm run bench -- retrieval`; all figures are flat around these values. */
export const settings = {
  /** BM25 */
  k1: 1.6,
  b: 0.75,
  /** Length a passage counts as ordinary, in terms; fixed, so that a score never depends on what is hidden. */
  ordinaryLength: { 'zh-TW': 500, en: 125 } satisfies Record<Language, number>,
  ordinaryGlossLength: 130,
  /** Stems kept per passage in gloss space, heaviest first. */
  maxGlossTerms: 250,
  /** How much gloss space adds within the question's own language. */
  glossShare: 0.5,
  /** There, only the heaviest stems are asked for. */
  glossTermsInOwnLanguage: 12,
  /** Words of asking (請問, 可不可以) against words of the thing asked about. */
  fillerWeight: 0.3,
  /** A thesaurus word counts this much of a word that was typed, times its own weight. */
  expansionShare: 0.2,
  /**
   * Entries scored per language lane, heaviest terms first: bounds the time a question takes. Twice as many give the
   * same figures in every group; with 4,000, gov-law R@10 falls from 80 to 77.
   */
  postingsBudget: 6_000,
  fewestTerms: 8,
} as const;

/** Marks a term of gloss space, beside the terms as written. */
export const GLOSS_MARK = '~';

/** A posting entry is one number: (passage number - chunk id) * ENTRY_NO + weight * ENTRY_WEIGHT. */
export const ENTRY_NO = 65_536;
export const ENTRY_WEIGHT = 20_000;
export const PASSAGES_PER_CHUNK = 128;
