import type { Queryable } from '../../core/db/client.ts';
import { glossVector, middleOf, vectorLiteral } from './gloss-vector.ts';
import type { IndexablePassage, PassageTerms } from './passage-terms.ts';
import { passageTerms } from './passage-terms.ts';
import * as queries from './queries.ts';
import { ENTRY_NO, ENTRY_WEIGHT, PASSAGES_PER_CHUNK } from './settings.ts';

export type { IndexablePassage } from './passage-terms.ts';

type Prepared = IndexablePassage & PassageTerms;

function setsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const sets = new Map<string, T[]>();
  for (const item of items) {
    const set = sets.get(keyOf(item));
    if (set) set.push(item);
    else sets.set(keyOf(item), [item]);
  }
  return [...sets.values()];
}

function invert(chunkId: number, passages: readonly Prepared[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  for (const { no, weights } of passages)
    for (const [term, weight] of weights) {
      const entry = (no - chunkId) * ENTRY_NO + Math.max(1, Math.round(weight * ENTRY_WEIGHT));
      const entries = postings.get(term);
      if (entries) entries.push(entry);
      else postings.set(term, [entry]);
    }
  return postings;
}

/** Cuts passages of one kind, language and audience into chunks; an entry has 15 bits for the place in its chunk. */
function chunksOf(passages: readonly Prepared[]): queries.NewChunk[] {
  const parts: Prepared[][] = [];
  for (const passage of [...passages].sort((a, b) => a.no - b.no)) {
    const last = parts.at(-1);
    const fits = last && last.length < PASSAGES_PER_CHUNK && passage.no - last[0]!.no < ENTRY_NO / 2;
    if (fits) last.push(passage);
    else parts.push([passage]);
  }
  return parts.map((part) => {
    const { no: id, audienceId, language, kind } = part[0]!;
    return { id, audienceId, language, kind, nos: part.map(({ no }) => no), postings: invert(id, part) };
  });
}

function placeOf(passages: readonly Prepared[]): queries.NewPlace {
  const { sourceId, language, audienceId, kind } = passages[0]!;
  const middle = vectorLiteral(middleOf(passages.map(({ gloss }) => glossVector(gloss))));
  return { sourceId, language, audienceId, kind, middle };
}

/**
 * Makes newly stored passages findable, in the caller's transaction. Give all passages of a batch in one call:
 * the more passages share a chunk, the fewer rows a question reads.
 */
export async function indexPassages(tx: Queryable, passages: readonly IndexablePassage[]): Promise<void> {
  if (passages.length === 0) return;
  const prepared = passages.map((passage) => ({ ...passage, ...passageTerms(passage) }));
  const sets = setsOf(prepared, ({ audienceId, language, kind }) => `${audienceId} ${language} ${kind}`);
  const chunks = sets.flatMap(chunksOf);
  await queries.insertChunks(tx, chunks);
  await queries.insertSearchPassages(tx, chunks);
  await queries.insertPostings(tx, chunks);
  const sources = setsOf(prepared, ({ sourceId, language }) => `${sourceId} ${language}`);
  await queries.insertPlaces(tx, sources.map(placeOf));
}

/** Takes passages out of search at once, and with them their sources' places: give all passages of a source. */
export async function unindexPassages(tx: Queryable, nos: readonly number[]): Promise<void> {
  if (nos.length === 0) return;
  await queries.lockChunks(tx, nos);
  await queries.deletePlaces(tx, nos);
  await queries.deleteEntries(tx, nos);
  await queries.deleteSearchPassages(tx, nos);
}
