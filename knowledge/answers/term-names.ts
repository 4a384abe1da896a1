import { loadGlossary } from '../glossary/load-glossary.ts';
import type { GlossaryDomain } from '../glossary/schema.ts';
import { isOneLetterOff } from '../text/edit-distance.ts';
import { fold } from '../text/fold.ts';

/** Term ids by folded name; `own` are names and synonyms, `loose` the everyday words that lead to a term. */
export interface TermNames {
  readonly own: ReadonlyMap<string, string>;
  readonly loose: ReadonlyMap<string, string>;
  /** Terms of the craft: their name alone asks what they are. */
  readonly crafts: ReadonlySet<string>;
  /** Own names as written in running text, the longest first. */
  readonly written: readonly { readonly text: string; readonly id: string }[];
}

/** What these name are everyday things, or things with a page of their own. */
const NOT_OF_THE_CRAFT: ReadonlySet<GlossaryDomain> = new Set([
  'sector',
  'outcome',
  'system',
  'framework',
  'agency-tw',
  'agency-foreign',
  'country',
  'administration',
]);
/** Shorter English words are one letter off too many others. */
const MENDED_LENGTH = 7;

let reading: Promise<TermNames> | undefined;

/** The form names are compared in: folded, without spaces and hyphens. */
export function keyOf(name: string): string {
  return fold(name).replace(/[\s-]+/g, '');
}

async function read(): Promise<TermNames> {
  const { terms } = await loadGlossary();
  const own = new Map<string, string>();
  const loose = new Map<string, string>();
  const written = new Map<string, string>();
  const add = (names: Map<string, string>, words: readonly string[], id: string, form = keyOf) => {
    for (const word of words) if (!names.has(form(word))) names.set(form(word), id);
  };
  const plain = (title: string) => title.replace(/[（(].*?[）)]/gu, '').trim();
  const titles = ({ zh, en }: { zh: string; en: string }) => [zh, en, plain(zh), plain(en)];
  for (const term of terms) add(own, titles(term), term.id);
  for (const term of terms) add(own, [...term.synonymsZh, ...term.synonymsEn], term.id);
  for (const term of terms) add(loose, term.everyday, term.id);
  for (const term of terms) add(written, titles(term), term.id, fold);
  for (const term of terms) add(written, [...term.synonymsZh, ...term.synonymsEn], term.id, fold);
  const crafts = terms.filter(({ domain }) => !NOT_OF_THE_CRAFT.has(domain)).map(({ id }) => id);
  return {
    own,
    loose,
    crafts: new Set(crafts),
    written: [...written].map(([text, id]) => ({ text, id })).sort((a, b) => b.text.length - a.text.length),
  };
}

/** The names of the shipped glossary, read once. */
export function readTermNames(): Promise<TermNames> {
  reading ??= read();
  return reading;
}

/** The term an English name with one wrong letter means. */
export function misspelledTerm(key: string, names: TermNames): string | undefined {
  if (key.length < MENDED_LENGTH || !/^[a-z]+$/.test(key)) return undefined;
  return [...names.own].find(([name]) => isOneLetterOff(key, name))?.[1];
}
