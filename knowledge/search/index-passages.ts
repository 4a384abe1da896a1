import type { Queryable } from '../../core/db/client.ts';
import { GLOSS_MODEL, glossVector, middleOf, vectorLiteral } from './gloss-vector.ts';
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

async function indexChunk(tx: Queryable, passages: readonly IndexablePassage[]): Promise<void> {
  const { audienceId, language } = passages[0]!;
  const prepared = passages.map((passage) => ({ no: passage.no, ...passageTerms(passage) }));
  const nos = passages.map((passage) => passage.no);
  const chunk = { id: Math.min(...nos), audienceId, language };
  const vectors = prepared.map(({ gloss }) => glossVector(gloss));
  await queries.insertChunk(tx, chunk, nos, vectorLiteral(middleOf(vectors)));
  await queries.insertSearchPassages(tx, chunk, nos);
  await queries.insertPostings(tx, chunk, invert(prepared));
  const rows = vectors.map((vector, at) => ({ no: nos[at]!, vector: vectorLiteral(vector) }));
  await queries.insertVectors(tx, chunk, GLOSS_MODEL, rows);
}

/**
 * Makes stored passages of one source version findable, in the caller's transaction. Indexing the same passages
 * again replaces what was there.
 */
export async function indexPassages(tx: Queryable, passages: readonly IndexablePassage[]): Promise<void> {
  await unindexPassages(
    tx,
    passages.map((passage) => passage.no),
  );
  for (const language of ['zh-TW', 'en'] as const) {
    const chunk = passages.filter((passage) => passage.language === language);
    if (chunk.length > 0) await indexChunk(tx, chunk);
  }
}

/** Takes passages out of search at once, together with all that were indexed in the same call. */
export async function unindexPassages(tx: Queryable, nos: readonly number[]): Promise<void> {
  if (nos.length > 0) await queries.deleteChunks(tx, nos);
}
