import type { Text } from '../../core/language.ts';
import type { CourseFields } from './schema.ts';

/** What a module is checked against: everything it may name. */
export interface CourseFacts {
  /** `level competency`, as printed. */
  readonly competencies: ReadonlySet<string>;
  /** Modules by id with what each needs before it. */
  readonly prerequisites: ReadonlyMap<string, readonly string[]>;
  /** Cases by id with who may read them. */
  readonly cases: ReadonlyMap<string, string>;
}

export interface CourseProblem {
  readonly path: string;
  readonly message: Text;
}

/** Whether everybody of one audience may read what another may. */
function isRead(caseVisibility: string, by: string): boolean {
  return (
    caseVisibility === 'public' ||
    caseVisibility === by ||
    (caseVisibility === 'government' && by !== 'public')
  );
}

function developmentProblems({ develops }: CourseFields, { competencies }: CourseFacts): CourseProblem[] {
  return develops.flatMap(({ competency, level }, index) =>
    competencies.has(`${level} ${competency}`)
      ? []
      : [
          {
            path: `develops.${index}`,
            message: {
              'zh-TW': `架構在這個層級沒有「${competency}」`,
              en: `the framework has no ${competency} at ${level}`,
            },
          },
        ],
  );
}

function caseProblems(course: CourseFields, visibility: string, { cases }: CourseFacts): CourseProblem[] {
  const read = course.parts.readings.map(({ caseId }, index) => ({
    caseId,
    path: `parts.readings.${index}`,
  }));
  const studied = course.caseStudy ? [{ caseId: course.caseStudy.caseId, path: 'caseStudy' }] : [];
  return [...read, ...studied].flatMap(({ caseId, path }) => {
    const readers = cases.get(caseId);
    if (readers === undefined)
      return [{ path, message: { 'zh-TW': `沒有案例 ${caseId}`, en: `there is no case ${caseId}` } }];
    if (isRead(readers, visibility)) return [];
    const message = {
      'zh-TW': `案例 ${caseId} 不是每位讀者都能檢視`,
      en: `not every reader may see the case ${caseId}`,
    };
    return [{ path, message }];
  });
}

/** Whether one module needs another, directly or by way of others. */
function needs(
  from: string,
  wanted: string,
  graph: CourseFacts['prerequisites'],
  seen = new Set<string>(),
): boolean {
  if (from === wanted) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (graph.get(from) ?? []).some((next) => needs(next, wanted, graph, seen));
}

function orderProblems(id: string, { prerequisites }: CourseFields, facts: CourseFacts): CourseProblem[] {
  return prerequisites.flatMap((before, index) => {
    const path = `prerequisites.${index}`;
    if (before !== id && !facts.prerequisites.has(before))
      return [{ path, message: { 'zh-TW': `沒有課程 ${before}`, en: `there is no module ${before}` } }];
    if (!needs(before, id, facts.prerequisites)) return [];
    const message = {
      'zh-TW': `先修 ${before} 又需要這門課，繞成一圈`,
      en: `${before} needs this module in turn`,
    };
    return [{ path, message }];
  });
}

/** What keeps a module from being used: names that do not exist, cases its readers may not see, a circle. */
export function checkCourse(
  id: string,
  course: CourseFields,
  visibility: string,
  facts: CourseFacts,
): CourseProblem[] {
  return [
    ...developmentProblems(course, facts),
    ...caseProblems(course, visibility, facts),
    ...orderProblems(id, course, facts),
  ];
}
