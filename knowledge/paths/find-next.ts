import type { Highs } from 'highs';
import { dropDominated } from './drop-dominated.ts';
import { orderSteps } from './order-steps.ts';
import { chosenIn, hoursOf, hoursTerms, negative, valueIn } from './path-values.ts';
import { attainedOf, type NextGain, type PathProblem, type Reached, reachWith } from './problem.ts';
import { Questions } from './questions.ts';

/** `'unordered'` when what was found cannot be put in an order. */
function findWith(
  highs: Highs,
  problem: PathProblem,
  reached: Reached,
  options: { ordered: boolean; deadline: number },
): NextGain | null | 'unordered' {
  const questions = new Questions(highs, problem, options);
  try {
    const { path } = questions;
    const kept = path.steps.filter(({ competency, proficiency }) => reached[competency]! >= proficiency);
    for (const { column } of kept) questions.fix(column, 1);
    questions.limitRow(path.stepsRow, kept.length + 0.5);
    const { status, values } = questions.ask(negative(hoursTerms(path)));
    if (status !== 'optimal' || !values) return null;
    const ordered = orderSteps(problem, chosenIn(problem, path, values), valueIn(path, values), 'at least');
    if (!ordered) return 'unordered';
    return {
      centihours: hoursOf(ordered),
      chosen: ordered.map(({ id }) => id),
      reached: ordered.reduce<Record<string, number>>(reachWith, attainedOf(problem.gaps)),
    };
  } finally {
    questions.close();
  }
}

/** The fewest hours, without a limit, that keep every step reached and add at least one; null when nothing does. */
export function findNext(
  highs: Highs,
  whole: PathProblem,
  reached: Reached,
  deadline: number,
): NextGain | null {
  const problem = dropDominated({ ...whole, limit: null });
  const loose = findWith(highs, problem, reached, { ordered: false, deadline });
  if (loose !== 'unordered') return loose;
  const strict = findWith(highs, problem, reached, { ordered: true, deadline });
  return strict === 'unordered' ? null : strict;
}
