import { EmbeddingFailure } from './failure.ts';

/** The most pgvector stores in a `vector`. */
const maxDimensions = 16_000;

const unusable = (what: string) => new EmbeddingFailure('unusable', `the embedding endpoint gave ${what}`);

function checkVector(vector: unknown, dimensions: number): void {
  if (!Array.isArray(vector) || vector.length === 0) throw unusable('no vector');
  if (vector.length !== dimensions)
    throw unusable(`a vector of ${vector.length} dimensions, not ${dimensions}`);
  let sum = 0;
  for (const value of vector) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw unusable('a vector with a part that is no number');
    sum += value * value;
  }
  if (sum === 0) throw unusable('a vector of length zero');
}

/**
 * Vectors as they must be: one per text, all of one dimension, finite, none zero.
 * @param dimensions what the model is known to give; absent = whatever the first one has
 * @throws EmbeddingFailure unusable
 */
export function checkVectors(vectors: unknown, count: number, dimensions?: number): number[][] {
  if (!Array.isArray(vectors) || vectors.length !== count)
    throw unusable(`${Array.isArray(vectors) ? vectors.length : 'no'} vectors for ${count} texts`);
  const wanted = dimensions ?? (Array.isArray(vectors[0]) ? vectors[0].length : 0);
  if (wanted > maxDimensions)
    throw unusable(`a vector of ${wanted} dimensions; ${maxDimensions} can be stored`);
  for (const vector of vectors) checkVector(vector, wanted);
  return vectors as number[][];
}
