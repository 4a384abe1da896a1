import type { Gap, PathModule, PathProblem, PathSolution } from '../../../knowledge/paths/problem.ts';

type State = Readonly<Record<string, number>>;

/** One module done: what counts is what starts from a proficiency reached. Written anew, to judge the product's. */
function after(state: State, module: PathModule): State {
  const next = { ...state };
  for (const { competency, from, to } of module.develops) {
    const have = state[competency];
    if (have === undefined || have < from) continue;
    next[competency] = Math.max(next[competency]!, to);
  }
  return next;
}

const start = (gaps: readonly Gap[]): State =>
  Object.fromEntries(gaps.map((gap) => [gap.competency, gap.attained]));

function worth(gaps: readonly Gap[], state: State): number {
  let sum = 0;
  for (const gap of gaps) sum += gap.weight * (Math.min(gap.goal, state[gap.competency]!) - gap.attained);
  return sum;
}

/** What is wrong with a solution, found by doing its modules one after the other; [] when nothing is. */
export function faultsOf(problem: PathProblem, solution: PathSolution): string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  let state = start(problem.gaps);
  let hours = 0;
  for (const id of solution.chosen) {
    const module = problem.modules.find((one) => one.id === id);
    if (!module) return [`${id} is no module`];
    if (done.has(id)) faults.push(`${id} twice`);
    for (const before of module.prerequisites) if (!done.has(before)) faults.push(`${id} before ${before}`);
    done.add(id);
    state = after(state, module);
    hours += module.centihours;
  }
  if (problem.limit !== null && hours > problem.limit) faults.push('too many hours');
  if (worth(problem.gaps, state) !== solution.objective) faults.push('another objective');
  if (solution.bound < solution.objective) faults.push('a bound below the objective');
  if (solution.optimal && solution.bound !== solution.objective) faults.push('optimal without proof');
  return faults;
}

interface Best {
  readonly value: number;
  readonly hours: number;
  readonly prerequisites: number;
  /** Chosen or not, in order of title and id. */
  readonly marks: string;
}

function isBetter(a: Best, b: Best): boolean {
  if (a.value !== b.value) return a.value > b.value;
  if (a.hours !== b.hours) return a.hours < b.hours;
  if (a.prerequisites !== b.prerequisites) return a.prerequisites < b.prerequisites;
  return a.marks > b.marks;
}

/** The best of all sets of modules in all their orders, by looking at every one. */
export function bruteForce({ modules, gaps, limit }: PathProblem): Best & { ids: string[] } {
  const sorted = [...modules].sort((a, b) =>
    a.title === b.title ? (a.id < b.id ? -1 : 1) : a.title < b.title ? -1 : 1,
  );
  let best: Best = { value: 0, hours: 0, prerequisites: 0, marks: '0'.repeat(sorted.length) };
  let layer = new Map<string, { marks: string; hours: number; state: State }>([
    ['', { marks: best.marks, hours: 0, state: start(gaps) }],
  ]);
  while (layer.size > 0) {
    const next: typeof layer = new Map();
    for (const { marks, hours, state } of layer.values())
      for (const [at, module] of sorted.entries()) {
        const total = hours + module.centihours;
        if (marks[at] === '1' || (limit !== null && total > limit)) continue;
        const ready = module.prerequisites.every(
          (id) => marks[sorted.findIndex((one) => one.id === id)] === '1',
        );
        if (!ready) continue;
        const withIt = {
          marks: `${marks.slice(0, at)}1${marks.slice(at + 1)}`,
          hours: total,
          state: after(state, module),
        };
        next.set(`${withIt.marks} ${JSON.stringify(withIt.state)}`, withIt);
      }
    for (const { marks, hours, state } of next.values()) {
      const prerequisites = sorted.reduce(
        (sum, { prerequisites: before }, at) => sum + (marks[at] === '1' ? before.length : 0),
        0,
      );
      const found = { value: worth(gaps, state), hours, prerequisites, marks };
      if (isBetter(found, best)) best = found;
    }
    layer = next;
  }
  return { ...best, ids: sorted.filter((_, at) => best.marks[at] === '1').map(({ id }) => id) };
}
