import type { Highs } from 'highs';
import { breakTies } from './break-ties.ts';
import { dropDominated } from './drop-dominated.ts';
import { findNext } from './find-next.ts';
import { keepPossible } from './keep-possible.ts';
import { orderSteps } from './order-steps.ts';
import { chosenIn, valueIn, valueTerms } from './path-values.ts';
import {
  attainedOf,
  type PathModule,
  type PathProblem,
  type PathSolution,
  reachWith,
  weighSteps,
} from './problem.ts';
import { Questions } from './questions.ts';

interface Options {
  /** Whether modules must not build on each other in a circle. */
  readonly ordered: boolean;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
}

/** What the search chose; `steps` is null when it cannot be put in an order in which all of it counts. */
interface Found {
  readonly chosen: readonly PathModule[];
  readonly steps: readonly PathModule[] | null;
  readonly optimal: boolean;
  readonly bound: number;
}

const reachedBy = ({ gaps }: PathProblem, steps: readonly PathModule[]) =>
  steps.reduce<Record<string, number>>(reachWith, attainedOf(gaps));

function choose(highs: Highs, problem: PathProblem, options: Options): Found {
  const questions = new Questions(highs, problem, options);
  try {
    const { path } = questions;
    const best = questions.findBest(valueTerms(path), (values) => valueIn(path, values));
    const value = best.values ? valueIn(path, best.values) : 0;
    const optimal = best.status === 'optimal';
    const values = optimal && value > 0 ? breakTies(questions, problem, best.values!) : best.values;
    const chosen = values && value > 0 ? chosenIn(problem, path, values) : [];
    // Modules found in a hurry need not add all that the solver counted on.
    const steps = optimal
      ? orderSteps(problem, chosen, value, 'exactly')
      : orderSteps(problem, chosen, 0, 'at least');
    const everything = path.steps.reduce((sum, { weight }) => sum + weight, 0);
    return { chosen, steps, optimal, bound: Math.min(everything, Math.floor(best.bound + 1e-6)) };
  } finally {
    questions.close();
  }
}

/** Without the modules that are out of every path as good as what the chosen ones come to in some order. */
function keepWorthwhile(
  highs: Highs,
  problem: PathProblem,
  chosen: readonly PathModule[],
  deadline: number,
): PathProblem {
  const some = orderSteps(problem, chosen, 0, 'at least') ?? [];
  const questions = new Questions(highs, problem, { ordered: false, deadline });
  try {
    const { path } = questions;
    questions.settle(valueTerms(path), weighSteps(problem.gaps, reachedBy(problem, some)));
    const kept = problem.modules.filter((_, at) => path.linear.mayBeOne(path.modules[at]!));
    return { ...problem, modules: keepPossible(kept) };
  } finally {
    questions.close();
  }
}

/**
 * First with modules free to build on each other in a circle, which a catalogue hardly ever does: when the answer can
 * be put in an order it is best among the ordered ones too. Only else is order made a constraint, which is dear, among
 * the modules that can still matter.
 * @throws Error when even then no order is found
 */
function chooseInOrder(highs: Highs, whole: PathProblem, deadline: number) {
  const problem = dropDominated(whole);
  const loose = choose(highs, problem, { ordered: false, deadline });
  if (loose.steps) return { ...loose, steps: loose.steps };
  const fewer = keepWorthwhile(highs, problem, loose.chosen, deadline);
  const strict = choose(highs, fewer, { ordered: true, deadline });
  if (strict.steps) return { ...strict, steps: strict.steps };
  throw new Error('the modules chosen cannot be put in an order');
}

/**
 * The modules that close most of the weighted gap within the hours, proven best unless the time ran out; of equally
 * good ones the fewest hours, then the fewest prerequisites, then by title and id.
 * @throws Error when no order is found for them
 */
export function solvePath(highs: Highs, problem: PathProblem): PathSolution {
  const { modules, gaps } = problem;
  const attained = attainedOf(gaps);
  if (modules.length === 0 || gaps.length === 0)
    return { chosen: [], reached: attained, objective: 0, bound: 0, optimal: true, next: null };
  const deadline = performance.now() + problem.timeLimitSeconds * 1_000;
  const { steps, optimal, bound } = chooseInOrder(highs, problem, deadline);
  const reached = reachedBy(problem, steps);
  const objective = weighSteps(gaps, reached);
  return {
    chosen: steps.map(({ id }) => id),
    reached,
    objective,
    bound: optimal ? objective : Math.max(objective, bound),
    optimal,
    next: findNext(highs, problem, reached, deadline),
  };
}
