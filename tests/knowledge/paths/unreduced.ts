import type { Highs } from 'highs';
import { chosenIn, valueIn, valueTerms } from '../../../knowledge/paths/path-values.ts';
import type { PathProblem } from '../../../knowledge/paths/problem.ts';
import { Questions } from '../../../knowledge/paths/questions.ts';

/** The value, hours and prerequisites of the best path, every module in the model and none settled beforehand. */
export function solveUnreduced(highs: Highs, problem: PathProblem) {
  const questions = new Questions(highs, problem, {
    ordered: true,
    deadline: performance.now() + 60_000,
  });
  try {
    const { path } = questions;
    const best = questions.ask(valueTerms(path));
    const value = valueIn(path, best.values!);
    questions.limitRow(path.valueRow, value - 0.5);
    const least = (terms: readonly number[]) => {
      const { values } = questions.ask(terms.map((one, at) => [path.modules[at]!, -one] as const));
      return chosenIn(problem, path, values!);
    };
    const hours = least(path.hours).reduce((sum, { centihours }) => sum + centihours, 0);
    const unit = problem.modules[0]!.centihours / path.hours[0]!;
    questions.limitRow(path.hoursRow, 0, hours / unit + 0.5);
    const before = least(problem.modules.map(({ prerequisites }) => prerequisites.length));
    const prerequisites = before.reduce((sum, one) => sum + one.prerequisites.length, 0);
    return { value, hours, prerequisites };
  } finally {
    questions.close();
  }
}
