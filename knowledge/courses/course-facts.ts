import type { Queryable } from '../../core/db/client.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { selectCatalogue } from './catalogue.ts';
import type { CourseFacts } from './check-course.ts';
import { selectReadableCases } from './queries.ts';
import type { CourseFields } from './schema.ts';

export function casesOf({ parts, caseStudy }: CourseFields): string[] {
  return [...parts.readings.map(({ caseId }) => caseId), ...(caseStudy ? [caseStudy.caseId] : [])];
}

/** What the actor of this transaction may name in the given modules. */
export async function readCourseFacts(db: Queryable, courses: readonly CourseFields[]): Promise<CourseFacts> {
  const { competencies } = await readLexicon(db);
  const catalogue = await selectCatalogue(db);
  const cases = await selectReadableCases(db, [...new Set(courses.flatMap(casesOf))]);
  return {
    competencies: new Set(competencies.map(({ level, name }) => `${level} ${name}`)),
    prerequisites: new Map(catalogue.map(({ id, prerequisites }) => [id, prerequisites])),
    cases: new Map(cases.map(({ id, visibility }) => [id, visibility])),
  };
}
