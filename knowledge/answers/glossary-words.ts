import type { Thesaurus } from '../glossary/expand-terms.ts';
import { buildThesaurus } from '../glossary/expand-terms.ts';
import { loadGlossary } from '../glossary/load-glossary.ts';
import { fold } from '../text/fold.ts';

let loading: Promise<Thesaurus> | undefined;
let thesaurus: Thesaurus | undefined;
/** Words remembered; beyond it all are forgotten, so that no flood of odd words fills the memory. */
const REMEMBERED = 5_000;
const remembered = new Map<string, readonly string[]>();

/** The shipped glossary as a thesaurus over folded text, read once. */
export async function loadThesaurus(): Promise<Thesaurus> {
  loading ??= loadGlossary().then(({ terms, everyday }) => buildThesaurus(terms, everyday, fold));
  thesaurus = await loading;
  return thesaurus;
}

/** Official terms and synonyms the glossary gives for a folded word; none before the thesaurus is loaded. */
export function glossaryWordsFor(word: string): readonly string[] {
  if (!thesaurus) return [];
  const known = remembered.get(word);
  if (known) return known;
  const words = thesaurus
    .expand(word)
    .filter((expansion) => expansion.found === word && expansion.weight >= 0.35)
    .flatMap((expansion) => expansion.add);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(word, words);
  return words;
}
