import { loadHighs } from '../../knowledge/paths/load-highs.ts';
import {
  attainedOf,
  type Gap,
  type PathModule,
  type PathProblem,
  reachWith,
  weighSteps,
} from '../../knowledge/paths/problem.ts';
import { solvePath } from '../../knowledge/paths/solve-path.ts';
import { seededRandom } from './diagnosis.ts';

/** Competencies of one level in the framework. */
const competencies = Array.from({ length: 18 }, (_, n) => `c${n}`);

/** A catalogue as an agency's could be: chains through each competency, some modules for two, some with prerequisites. */
export function drawProblem(size: number, hours: number, seed: number): PathProblem {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const modules: PathModule[] = [];
  for (let n = 0; n < size; n++) {
    const from = below(4);
    const to = Math.min(5, from + 1 + below(2));
    const both = random() < 0.3 ? [below(18), below(18)] : [below(18)];
    const earlier = modules.filter(({ develops }) => develops.some((one) => one.to <= from));
    const before = random() < 0.3 && earlier.length > 0 ? [earlier[below(earlier.length)]!.id] : [];
    modules.push({
      id: `m${String(n).padStart(3, '0')}`,
      title: `Module ${below(size)}`,
      centihours: 25 * (2 + below(46)),
      prerequisites: before,
      develops: [...new Set(both)].map((one) => ({ competency: competencies[one]!, from, to })),
    });
  }
  const gaps: Gap[] = competencies.map((competency) => ({
    competency,
    attained: below(3),
    goal: 4,
    weight: 100 + below(2_200),
  }));
  return { modules, gaps, limit: hours * 100, timeLimitSeconds: 10 };
}

/** What is taken by going for the most value an hour, again and again, prerequisites bought with the module. */
export function solveGreedily({ modules, gaps, limit }: PathProblem): {
  objective: number;
  centihours: number;
} {
  const byId = new Map(modules.map((module) => [module.id, module]));
  let reached = attainedOf(gaps);
  let used = 0;
  const done = new Set<string>();
  const needed = (module: PathModule): PathModule[] =>
    done.has(module.id)
      ? []
      : [...new Set([...module.prerequisites.flatMap((id) => needed(byId.get(id)!)), module])];
  for (;;) {
    const offers = modules
      .filter(({ id }) => !done.has(id))
      .map((module) => {
        const set = needed(module);
        const after = set.reduce(reachWith, reached);
        const centihours = set.reduce((sum, one) => sum + one.centihours, 0);
        return { set, after, centihours, gain: weighSteps(gaps, after) - weighSteps(gaps, reached) };
      })
      .filter(({ gain, centihours }) => gain > 0 && used + centihours <= (limit ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => b.gain / b.centihours - a.gain / a.centihours);
    const [best] = offers;
    if (!best) return { objective: weighSteps(gaps, reached), centihours: used };
    for (const { id } of best.set) done.add(id);
    used += best.centihours;
    reached = best.after;
  }
}

export interface PathFigures {
  readonly modules: number;
  readonly exactMs: readonly number[];
  readonly greedyMs: readonly number[];
  /** Value of the greedy path beside the exact one, 0 to 1. */
  readonly greedyShare: readonly number[];
  readonly optimal: boolean;
}

/** Exact and greedy on the same problems, one after the other. */
export async function comparePaths(modules: number, rounds = 7, hours = 40): Promise<PathFigures> {
  const highs = await loadHighs();
  solvePath(highs, drawProblem(20, hours, 1));
  const exactMs: number[] = [];
  const greedyMs: number[] = [];
  const greedyShare: number[] = [];
  let optimal = true;
  for (let round = 1; round <= rounds; round++) {
    const problem = drawProblem(modules, hours, round);
    const start = performance.now();
    const exact = solvePath(highs, problem);
    const between = performance.now();
    const greedy = solveGreedily(problem);
    exactMs.push(between - start);
    greedyMs.push(performance.now() - between);
    greedyShare.push(greedy.objective / exact.objective);
    optimal &&= exact.optimal;
  }
  return { modules, exactMs, greedyMs, greedyShare, optimal };
}
