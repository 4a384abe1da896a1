import type { Queryable } from '../../core/db/client.ts';
import type { SimilarSource } from './queries.ts';
import { selectSimilarSources } from './queries.ts';

export type { SimilarSource } from './queries.ts';

/** Visible sources of the same kind that say similar things, nearest first; [] when the source is not searchable. */
export function similarSources(db: Queryable, sourceId: string, limit: number): Promise<SimilarSource[]> {
  return selectSimilarSources(db, sourceId, limit);
}
