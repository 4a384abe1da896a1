import type { Highs } from 'highs';
import { dropDominated } from './drop-dominated.ts';
import { orderSteps } from './order-steps.ts';
import type { PathModel } from './path-model.ts';
import {
  attainedOf,
  byTitle,
  type NextGain,
  type PathModule,
  type PathProblem,
  type PathSolution,
  reachWith,
  weighSteps,
} from './problem.ts';
import { Questions, type Terms } from './questions.ts';

/** Titles are told apart this many at a time: powers of two up to 2^16 stay clear of the solver's tolerance. */
const titlesAtOnce = 16;

type Columns = Float64Array;

const isSet = (values: Columns, column: number) => values[column]! > 0.5;
/** With whole modules chosen, whatever is reached in part could be reached in full. */
const isReached = (values: Columns, column: number) => values[column]! > 1e-4;

function chosenIn({ modules }: PathProblem, path: PathModel, values: Columns): PathModule[] {
  return modules.filter((_, position) => isSet(values, path.modules[position]!));
}

function valueIn(path: PathModel, values: Columns): number {
  return path.steps.reduce((sum, { column, weight }) => sum + (isReached(values, column) ? weight : 0), 0);
}

const everything = ({ steps }: PathModel) => steps.reduce((sum, { weight }) => sum + weight, 0);

const hoursTerms = ({ hours, modules }: PathModel): Terms => hours.map((one, at) => [modules[at]!, one]);

const negative = (terms: Terms): Terms => terms.map(([column, factor]) => [column, -factor]);

const sumOf = (terms: Terms, values: Columns) =>
  terms.reduce((sum, [column, factor]) => sum + (isSet(values, column) ? factor : 0), 0);

const hoursOf = (modules: readonly PathModule[]) =>
  modules.reduce((sum, { centihours }) => sum + centihours, 0);

const prerequisitesOf = (modules: readonly PathModule[]) =>
  modules.reduce((sum, { prerequisites }) => sum + prerequisites.length, 0);

/** Of equally good choices the one that has the module first by title where two of them first differ. */
function firstByTitle(questions: Questions, problem: PathProblem, values: Columns): Columns {
  const open = new Set(questions.open);
  const columns = problem.modules
    .map((module, position) => ({ ...module, column: questions.path.modules[position]! }))
    .filter(({ column }) => open.has(column))
    .sort(byTitle)
    .map(({ column }) => column);
  let best = values;
  for (let from = 0; from < columns.length; from += titlesAtOnce) {
    const some = columns.slice(from, from + titlesAtOnce);
    const answer = questions.ask(some.map((column, place) => [column, 2 ** (titlesAtOnce - place)] as const));
    best = answer.values ?? best;
    for (const column of some) questions.fix(column, isSet(best, column) ? 1 : 0);
  }
  return best;
}

/** Among the choices of the highest value: the fewest hours, then the fewest prerequisites, then the titles. */
function breakTies(questions: Questions, problem: PathProblem, values: Columns): Columns {
  const { path } = questions;
  const { modules } = problem;
  questions.limitRow(path.valueRow, valueIn(path, values) - 0.5);
  const dearer = prerequisitesOf(modules) + 1;
  const terms = modules.map(
    ({ prerequisites }, at) =>
      [path.modules[at]!, -(path.hours[at]! * dearer + prerequisites.length)] as const,
  );
  questions.settle(terms, sumOf(terms, values));
  const short = questions.ask(terms);
  if (short.status !== 'optimal' || !short.values) return short.values ?? values;
  questions.settle(terms, sumOf(terms, short.values));
  const chosen = chosenIn(problem, path, short.values);
  questions.limitRow(path.hoursRow, 0, sumOf(hoursTerms(path), short.values) + 0.5);
  questions.limitRow(path.prerequisitesRow, 0, prerequisitesOf(chosen) + 0.5);
  return firstByTitle(questions, problem, short.values);
}

/** The fewest hours, without a limit, that keep every step reached and add at least one. */
function findNext(
  highs: Highs,
  whole: PathProblem,
  reached: Readonly<Record<string, number>>,
  options: { ordered: boolean; deadline: number },
): NextGain | null {
  const problem = dropDominated({ ...whole, limit: null });
  const questions = new Questions(highs, problem, options);
  try {
    const { path } = questions;
    const kept = path.steps.filter(({ competency, proficiency }) => reached[competency]! >= proficiency);
    for (const { column } of kept) questions.fix(column, 1);
    questions.limitRow(path.stepsRow, kept.length + 0.5);
    const { status, values } = questions.ask(negative(hoursTerms(path)));
    if (status !== 'optimal' || !values) return null;
    const chosen = chosenIn(problem, path, values);
    const target = valueIn(path, values);
    const ordered = orderSteps(problem, chosen, target, 'at least');
    if (!ordered) return null;
    return {
      centihours: hoursOf(ordered),
      chosen: ordered.map(({ id }) => id),
      reached: ordered.reduce<Record<string, number>>(reachWith, attainedOf(problem.gaps)),
    };
  } finally {
    questions.close();
  }
}

/**
 * The highest value, proven. A guess at it first: what the relaxation shows to be out of every path as good as the
 * guess is settled before the search, which leaves a few dozen modules of hundreds. Then what is out of every best path.
 */
function findBest(questions: Questions) {
  const { path } = questions;
  const terms = path.steps.map(({ column, weight }) => [column, weight] as const);
  const guess = questions.guess(terms);
  if (guess) questions.settle(terms, valueIn(path, guess));
  const best = questions.ask(terms);
  if (best.status === 'optimal') questions.settle(terms, valueIn(path, best.values!));
  return best;
}

function solveWith(highs: Highs, whole: PathProblem, ordered: boolean): PathSolution | null {
  const deadline = performance.now() + whole.timeLimitSeconds * 1_000;
  const options = { ordered, deadline };
  const problem = dropDominated(whole);
  const questions = new Questions(highs, problem, options);
  try {
    const { path } = questions;
    const first = findBest(questions);
    const value = first.values ? valueIn(path, first.values) : 0;
    const optimal = first.status === 'optimal';
    const values = optimal && value > 0 ? breakTies(questions, problem, first.values!) : first.values;
    const chosen = values && value > 0 ? chosenIn(problem, path, values) : [];
    // Modules found in a hurry need not add all that the solver counted on.
    const steps = optimal
      ? orderSteps(problem, chosen, value, 'exactly')
      : orderSteps(problem, chosen, 0, 'at least');
    if (!steps) return null;
    const reached = steps.reduce<Record<string, number>>(reachWith, attainedOf(problem.gaps));
    const objective = weighSteps(problem.gaps, reached);
    const bound = Math.min(everything(path), Math.floor(first.bound + 1e-6));
    return {
      chosen: steps.map(({ id }) => id),
      reached,
      objective,
      bound: optimal ? objective : Math.max(objective, bound),
      optimal,
      next: findNext(highs, whole, reached, options),
    };
  } finally {
    questions.close();
  }
}

/**
 * The modules that close most of the weighted gap within the hours, proven best unless the time ran out; of equally
 * good ones the fewest hours, then the fewest prerequisites, then by title and id.
 *
 * First solved with modules free to build on each other in a circle, which a catalogue hardly ever does: when the
 * answer can be put in an order it is best among the ordered ones too. Only else is order made a constraint.
 * @throws Error when even then no order is found
 */
export function solvePath(highs: Highs, problem: PathProblem): PathSolution {
  if (problem.modules.length === 0 || problem.gaps.length === 0)
    return {
      chosen: [],
      reached: attainedOf(problem.gaps),
      objective: 0,
      bound: 0,
      optimal: true,
      next: null,
    };
  const solution = solveWith(highs, problem, false) ?? solveWith(highs, problem, true);
  if (!solution) throw new Error('the modules chosen cannot be put in an order');
  return solution;
}
