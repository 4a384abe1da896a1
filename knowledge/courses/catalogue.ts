import type { Queryable } from '../../core/db/client.ts';
import { type CatalogueRow, selectCourseRows } from './queries.ts';
import { Course } from './schema.ts';

function courseOf({ details, badge }: CatalogueRow): Course {
  const course = Course.parse(details);
  const leadsTo = badge ?? course.badge;
  return leadsTo === undefined ? course : { ...course, badge: leadsTo };
}

/** Every published module the actor of this transaction may see, by id. */
export async function selectCatalogue(db: Queryable): Promise<readonly Course[]> {
  return (await selectCourseRows(db)).map(courseOf);
}

/** One published module; null when there is none or the actor may not see it. */
export async function findCourse(db: Queryable, id: string): Promise<Course | null> {
  const [row] = await selectCourseRows(db, id);
  return row ? courseOf(row) : null;
}
