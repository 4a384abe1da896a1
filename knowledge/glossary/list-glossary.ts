import { foldTerm } from './fold-term.ts';
import type { GlossaryDomain, GlossaryTerm } from './schema.ts';

export type GlossaryFilter = { q?: string; domain?: GlossaryDomain };

const strokeOrder = new Intl.Collator('zh-Hant-TW');

/** Terms that hold every word of `q` in a name, synonym, everyday word or definition, ordered by Chinese name. */
export function listGlossary(terms: readonly GlossaryTerm[], filter: GlossaryFilter = {}): GlossaryTerm[] {
  const words = foldTerm(filter.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return terms
    .filter((term) => filter.domain === undefined || term.domain === filter.domain)
    .filter((term) => holdsAll(term, words))
    .sort((a, b) => strokeOrder.compare(a.zh, b.zh) || a.id.localeCompare(b.id));
}

function holdsAll(term: GlossaryTerm, words: string[]): boolean {
  if (words.length === 0) return true;
  const { zh, en, synonymsZh, synonymsEn, everyday, definition } = term;
  const text = [zh, en, ...synonymsZh, ...synonymsEn, ...everyday, definition['zh-TW'], definition.en];
  const folded = foldTerm(text.join('\n'));
  return words.every((word) => folded.includes(word));
}
