import type { Course } from '../courses/schema.ts';
import type { ClusterId, LevelId } from '../framework/schema.ts';
import { keepPossible } from './keep-possible.ts';
import type { Gap, PathModule, PathProblem } from './problem.ts';
import type { Weight } from './weights.ts';

/** What a path is asked for, names resolved. */
export interface PathRequest {
  readonly cluster: ClusterId;
  readonly level: LevelId;
  /** Absent = no limit. */
  readonly hoursAvailable?: number | undefined;
  /** Proficiency by competency, at the level asked for. */
  readonly attained: ReadonlyMap<string, number>;
  readonly focus: readonly string[];
  /** Modules done; they also count as prerequisites. */
  readonly completed: ReadonlySet<string>;
  /** Modules the person does not want. */
  readonly excluded: ReadonlySet<string>;
}

const timeLimitSeconds = 5;

const attainedIn = (request: PathRequest, competency: string) => request.attained.get(competency) ?? 0;

/** What is missing to the target; a focus already there goes one step on. Weight 0 is no gap. */
export function findGaps(request: PathRequest, weights: readonly Weight[], target: number): Gap[] {
  return weights.flatMap(({ competency, weight, focused }) => {
    const attained = attainedIn(request, competency);
    const goal = focused ? Math.min(5, Math.max(target, attained + 1)) : target;
    return weight > 0 && attained < goal ? [{ competency, attained, goal, weight }] : [];
  });
}

/** Done, or everything it develops at this level is attained already. */
export function isMet(request: PathRequest, course: Course): boolean {
  const own = course.develops.filter(({ level }) => level === request.level);
  return (
    request.completed.has(course.id) ||
    (own.length > 0 && own.every(({ competency, to }) => attainedIn(request, competency) >= to))
  );
}

const suits = ({ levels, clusters }: Course, { level, cluster }: PathRequest) =>
  levels.includes(level) && (clusters.length === 0 || clusters.includes(cluster));

/** Prerequisites a person still has to do. */
function openPrerequisites(
  request: PathRequest,
  course: Course,
  catalogue: ReadonlyMap<string, Course>,
): string[] {
  return course.prerequisites.filter((id) => {
    const before = catalogue.get(id);
    return !request.completed.has(id) && !(before && isMet(request, before));
  });
}

function moduleOf(request: PathRequest, course: Course, catalogue: ReadonlyMap<string, Course>): PathModule {
  return {
    id: course.id,
    title: course.title['zh-TW'],
    centihours: Math.round(course.hours * 100),
    prerequisites: openPrerequisites(request, course, catalogue),
    develops: course.develops
      .filter(({ level }) => level === request.level)
      .map(({ competency, from, to }) => ({ competency, from, to })),
  };
}

/** The modules for this level and cluster with all they need before them, and what is missing, for the solver. */
export function buildProblem(
  request: PathRequest,
  courses: readonly Course[],
  gaps: readonly Gap[],
): PathProblem {
  const catalogue = new Map(courses.map((course) => [course.id, course]));
  const modules = new Map<string, PathModule>();
  const add = (id: string): void => {
    const course = catalogue.get(id);
    if (!course || modules.has(id) || request.excluded.has(id) || isMet(request, course)) return;
    const module = moduleOf(request, course, catalogue);
    modules.set(id, module);
    module.prerequisites.forEach(add);
  };
  for (const course of courses) if (suits(course, request)) add(course.id);
  const limit = request.hoursAvailable;
  return {
    modules: keepPossible([...modules.values()]),
    gaps,
    limit: limit === undefined ? null : Math.floor(limit * 100 + 1e-6),
    timeLimitSeconds,
  };
}
