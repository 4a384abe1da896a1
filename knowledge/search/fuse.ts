import type { NearPassage } from '../embeddings/queries.ts';
import type { PassageHit } from './queries.ts';

/** Of reciprocal rank fusion, as usually chosen. @see Cormack, Clarke, Büttcher, SIGIR 2009 */
const K = 60;

const rankOf = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at + 1]));

function hitOf({ nearness: _nearness, ...passage }: NearPassage): PassageHit {
  return { ...passage, score: 0, coverage: 0 };
}

/**
 * One lane's hits in the order that words and meaning agree on. A passage the model has not seen, because it may not
 * or not yet, counts as if the model put it where the words did, so it is neither lifted nor pushed down. The scores
 * of the words are handed out again in the new order: they tell how near the best passages are, whichever they are.
 */
export function fuseLane(
  lexical: readonly PassageHit[],
  near: readonly NearPassage[],
  limit: number,
): PassageHit[] {
  const byWords = rankOf(lexical.map((hit) => hit.passageId));
  const byMeaning = rankOf(near.map((passage) => passage.passageId));
  const score = (id: string) => {
    const words = byWords.get(id);
    const meaning = byMeaning.get(id) ?? words!;
    return (words === undefined ? 0 : 1 / (K + words)) + 1 / (K + meaning);
  };
  const added = near.filter(({ passageId }) => !byWords.has(passageId)).map(hitOf);
  const fused = [...lexical, ...added]
    .map((hit) => ({ hit, fused: score(hit.passageId) }))
    .sort((a, b) => b.fused - a.fused)
    .slice(0, limit);
  const scores = lexical.map((hit) => hit.score).sort((a, b) => b - a);
  return fused.map(({ hit }, at) => ({ ...hit, score: scores[at] ?? scores.at(-1) ?? 0 }));
}
