import pgvector from 'pgvector';
import { audiencesOf } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Embedder } from '../../core/embeddings/embedder.ts';
import type { EmbeddingSet } from '../embeddings/queries.ts';
import { selectActiveSet } from '../embeddings/queries.ts';
import { provenFor } from '../embeddings/state.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { noteDegraded } from './degraded.ts';

export type SearchContext = Pick<Context, 'db' | 'now' | 'actor' | 'bank'>;

/** A question where the passages of a set lie. */
export interface PlacedQuestion {
  readonly set: EmbeddingSet;
  readonly vector: readonly number[];
  /** vector as text */
  readonly literal: string;
}

/** Who may read more than the public may quote from it: such a question goes to no model that sees public text alone. */
function maySee(embedder: Embedder, ctx: SearchContext): boolean {
  return embedder.sees === 'all' || audiencesOf(ctx.actor).every((audience) => audience === 'public');
}

/**
 * Embeds a question for the vectors in use; undefined when there are none, or the model may not be shown the question.
 * A model that does not answer in time, or answers nonsense, leaves the search to the words and is noted.
 */
export async function placeQuestion(
  ctx: SearchContext,
  question: string,
): Promise<PlacedQuestion | undefined> {
  const { bank } = ctx;
  if (!bank.embedders) return undefined;
  const set = await selectActiveSet(ctx.db);
  if (!set) return undefined;
  const embedder = provenFor(bank, set.no);
  if (!embedder) {
    noteDegraded(ctx);
    return undefined;
  }
  if (!maySee(embedder, ctx)) return undefined;
  try {
    const vector = await embedder.embedQuestion(maskPersonalData(question).text);
    if (vector.length === set.dimensions) return { set, vector, literal: pgvector.toSql(vector) };
    bank.log.warn('the embedding model gave a question another size', { size: vector.length });
  } catch (error) {
    bank.log.warn('question not embedded', { error });
  }
  noteDegraded(ctx);
  return undefined;
}
