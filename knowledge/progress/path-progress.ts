import type { Queryable } from '../../core/db/client.ts';
import { selectPathSteps } from './path-queries.ts';

/** How far a saved path is done. */
export interface PathProgress {
  readonly total: number;
  readonly done: number;
  readonly nextCourseId: string | null;
}

/** The saved path of a person; null where none is saved. Modules refused since count no more. */
export async function selectPathProgress(db: Queryable, personId: string): Promise<PathProgress | null> {
  const steps = await selectPathSteps(db, personId);
  if (!steps) return null;
  return {
    total: steps.length,
    done: steps.filter(({ done }) => done).length,
    nextCourseId: steps.find(({ done, waiting }) => !done && !waiting)?.courseId ?? null,
  };
}
