import { byTitle, type Gap, type PathModule, type PathProblem } from './problem.ts';

/** Entries that can still add something: of a competency with a gap, above what is attained, below the goal. */
function usefulEntries({ develops }: PathModule, gaps: ReadonlyMap<string, Gap>): PathModule['develops'] {
  return develops.filter(({ competency, from, to }) => {
    const gap = gaps.get(competency);
    return gap !== undefined && to > gap.attained && from < gap.goal;
  });
}

/** The hours of a module with everything it must be preceded by. */
function hoursWithPrerequisites(module: PathModule, byId: ReadonlyMap<string, PathModule>): number {
  const all = new Set<PathModule>();
  const add = (one: PathModule): void => {
    if (all.has(one)) return;
    all.add(one);
    for (const id of one.prerequisites) add(byId.get(id)!);
  };
  add(module);
  return [...all].reduce((sum, { centihours }) => sum + centihours, 0);
}

/**
 * `better` can always stand in for `module`: it leads as far from as low, asks for no other prerequisite, takes no
 * longer and comes first in every tie. With several entries it must be able to count from the start, since there may
 * be no one moment that suits all of them.
 */
function standsInFor(better: PathModule, module: PathModule, gaps: ReadonlyMap<string, Gap>): boolean {
  if (better.centihours > module.centihours) return false;
  if (!better.prerequisites.every((id) => module.prerequisites.includes(id))) return false;
  const single = better.develops.length === 1 && module.develops.length === 1;
  if (!single && better.develops.some(({ competency, from }) => from > gaps.get(competency)!.attained))
    return false;
  const covers = module.develops.every(({ competency, from, to }) => {
    const { attained, goal } = gaps.get(competency)!;
    return better.develops.some(
      (one) =>
        one.competency === competency &&
        Math.max(one.from, attained) <= Math.max(from, attained) &&
        Math.min(one.to, goal) >= Math.min(to, goal),
    );
  });
  if (!covers) return false;
  if (better.centihours < module.centihours) return true;
  const fewer = better.prerequisites.length - module.prerequisites.length;
  return fewer < 0 || (fewer === 0 && byTitle(better, module) < 0);
}

/** Leaves out what no best path can hold, so that the solver has less to look at. The answer stays the same. */
export function dropDominated(problem: PathProblem): PathProblem {
  const gaps = new Map(problem.gaps.map((gap) => [gap.competency, gap]));
  const byId = new Map(problem.modules.map((module) => [module.id, module]));
  const limit = problem.limit ?? Number.POSITIVE_INFINITY;
  let modules = problem.modules
    .filter((module) => hoursWithPrerequisites(module, byId) <= limit)
    .map((module) => ({ ...module, develops: usefulEntries(module, gaps) }));
  for (;;) {
    const needed = new Set(modules.flatMap(({ prerequisites }) => prerequisites));
    const kept = modules.filter((module) => needed.has(module.id) || module.develops.length > 0);
    const left = kept.filter(
      (module) =>
        needed.has(module.id) ||
        !kept.some((better) => better !== module && standsInFor(better, module, gaps)),
    );
    if (left.length === modules.length) return { ...problem, modules };
    modules = left;
  }
}
