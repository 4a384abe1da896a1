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

/**
 * A catalogue as an agency's could be: chains through each competency, some modules for two, some with prerequisites.
 * `mixed` modules for two start from a proficiency of its own in each; with `ties` all last one to four whole hours
 * and all competencies weigh the same.
 */
export function drawProblem(
  size: number,
  hours: number,
  seed: number,
  kind: 'usual' | 'mixed' | 'ties' = 'usual',
): PathProblem {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const modules: PathModule[] = [];
  for (let n = 0; n < size; n++) {
    const from = below(4);
    const to = Math.min(5, from + 1 + below(2));
    const both = random() < 0.3 ? [below(18), below(18)] : [below(18)];
    const earlier = modules.filter(({ develops }) => develops.some((one) => one.to <= from));
    const before = random() < 0.3 && earlier.length > 0 ? [earlier[below(earlier.length)]!.id] : [];
    const title = `Module ${below(size)}`;
    const centihours = kind === 'ties' ? 100 * (1 + below(4)) : 25 * (2 + below(46));
    const develops = [...new Set(both)].map((one, at) => {
      const start = kind === 'mixed' && at > 0 ? below(4) : from;
      return { competency: competencies[one]!, from: start, to: start + to - from };
    });
    modules.push({
      id: `m${String(n).padStart(3, '0')}`,
      title,
      centihours,
      prerequisites: before,
      develops,
    });
  }
  const gaps: Gap[] = competencies.map((competency) => ({
    competency,
    attained: below(3),
    goal: 4,
    weight: kind === 'ties' ? 1_000 : 100 + below(2_200),
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
  /** Wall time and processor time of each. */
  readonly exactMs: readonly number[];
  readonly exactCpuMs: readonly number[];
  readonly greedyMs: readonly number[];
  /** Value of the greedy path beside the exact one, 0 to 1. */
  readonly greedyShare: readonly number[];
  readonly optimal: boolean;
}

/** As the server does at its start: the code of the solver is compiled for speed once it has run a while. */
async function openSolver() {
  const highs = await loadHighs();
  for (const seed of [101, 102, 103]) solvePath(highs, drawProblem(200, 40, seed));
  return highs;
}

/** Exact and greedy on the same problems, one after the other. */
export async function comparePaths(problems: readonly PathProblem[]): Promise<PathFigures> {
  const highs = await openSolver();
  const rows = problems.map((problem) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const exact = solvePath(highs, problem);
    const exactMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const between = performance.now();
    const greedy = solveGreedily(problem);
    const greedyMs = performance.now() - between;
    const share = exact.objective > 0 ? greedy.objective / exact.objective : 1;
    return { exactMs, exactCpuMs: (user + system) / 1_000, greedyMs, share, optimal: exact.optimal };
  });
  return {
    exactMs: rows.map((row) => row.exactMs),
    exactCpuMs: rows.map((row) => row.exactCpuMs),
    greedyMs: rows.map((row) => row.greedyMs),
    greedyShare: rows.map((row) => row.share),
    optimal: rows.every((row) => row.optimal),
  };
}
