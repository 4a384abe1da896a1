import type { Queryable } from '../../core/db/client.ts';
import { glossVector, middleOf, vectorLiteral } from './gloss-vector.ts';
import type { IndexablePassage, PassageTerms } from './passage-terms.ts';
import { passageTerms } from './passage-terms.ts';
import * as queries from './queries.ts';
import { ENTRY_NO, ENTRY_WEIGHT } from './settings.ts';

export type { IndexablePassage } from './passage-terms.ts';

interface Prepared extends PassageTerms {
  readonly no: number;
}

function invert(passages: readonly Prepared[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  for (const { no, weights } of passages)
    for (const [term, weight] of weights) {
      const entry = no * ENTRY_NO + Math.max(1, Math.round(weight * ENTRY_WEIGHT));
      const entries = postings.get(term);
      if (entries) entries.push(entry);
      else postings.set(term, [entry]);
    }
  return postings;
}

function prepareChunk(passages: readonly IndexablePassage[]): queries.NewChunk {
  const { audienceId, language } = passages[0]!;
  const prepared = passages.map((passage) => ({ no: passage.no, ...passageTerms(passage) }));
  const nos = passages.map((passage) => passage.no);
  return {
    id: Math.min(...nos),
    audienceId,
    language,
    nos,
    middle: vectorLiteral(middleOf(prepared.map(({ gloss }) => glossVector(gloss)))),
    postings: invert(prepared),
  };
}

/** Makes newly stored passages findable, in the caller's transaction; they may belong to several sources. */
export async function indexPassages(tx: Queryable, passages: readonly IndexablePassage[]): Promise<void> {
  const sets = new Map<string, IndexablePassage[]>();
  for (const passage of passages) {
    const key = `${passage.sourceId} ${passage.language}`;
    sets.set(key, [...(sets.get(key) ?? []), passage]);
  }
  const chunks = [...sets.values()].map(prepareChunk);
  if (chunks.length === 0) return;
  await queries.insertChunks(tx, chunks);
  await queries.insertSearchPassages(tx, chunks);
  await queries.insertPostings(tx, chunks);
}

/** Takes passages out of search at once, together with all that were indexed in the same call. */
export async function unindexPassages(tx: Queryable, nos: readonly number[]): Promise<void> {
  if (nos.length > 0) await queries.deleteChunks(tx, nos);
}
