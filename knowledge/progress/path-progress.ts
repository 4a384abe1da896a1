import type { Queryable } from '../../core/db/client.ts';

/** How far a saved path is done. */
export interface PathProgress {
  readonly total: number;
  readonly done: number;
  readonly nextCourseId: string | null;
}

/** The saved path of a person; null where none is saved. */
export async function selectPathProgress(_db: Queryable, _personId: string): Promise<PathProgress | null> {
  return null;
}
