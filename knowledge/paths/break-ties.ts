import {
  type Columns,
  chosenIn,
  hoursTerms,
  isSet,
  negative,
  prerequisitesOf,
  sumOf,
  valueIn,
} from './path-values.ts';
import { byTitle, type PathProblem } from './problem.ts';
import type { Questions, Terms } from './questions.ts';

/** Titles are told apart this many at a time: powers of two up to 2^16 stay clear of the solver's tolerance. */
const titlesAtOnce = 16;

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
    const terms = some.map((column, place) => [column, 2 ** (titlesAtOnce - place)] as const);
    best = questions.ask(terms).values ?? best;
    for (const column of some) questions.fix(column, isSet(best, column) ? 1 : 0);
  }
  return best;
}

/** Hours before prerequisites, in one sum of whole numbers. */
function effortTerms({ path }: Questions, { modules }: PathProblem): Terms {
  const dearer = prerequisitesOf(modules) + 1;
  return hoursTerms(path).map(
    ([column, hours], at) => [column, hours * dearer + modules[at]!.prerequisites.length] as const,
  );
}

/**
 * Among the choices of the highest value: the fewest hours, then the fewest prerequisites, then the titles. Exact as
 * long as the time lasts: each question is limited to the best answers of the one before.
 */
export function breakTies(questions: Questions, problem: PathProblem, values: Columns): Columns {
  const { path } = questions;
  questions.limitRow(path.valueRow, valueIn(path, values) - 0.5);
  const terms = negative(effortTerms(questions, problem));
  const short = questions.findBest(terms, (answer) => sumOf(terms, answer));
  if (short.status !== 'optimal' || !short.values) return short.values ?? values;
  const prerequisites = prerequisitesOf(chosenIn(problem, path, short.values));
  questions.limitRow(path.hoursRow, 0, sumOf(hoursTerms(path), short.values) + 0.5);
  questions.limitRow(path.prerequisitesRow, 0, prerequisites + 0.5);
  return firstByTitle(questions, problem, short.values);
}
