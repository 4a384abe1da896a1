import type { PathModel } from './path-model.ts';
import type { PathModule, PathProblem } from './problem.ts';
import type { Terms } from './questions.ts';

/** An answer of the solver, by column. */
export type Columns = Float64Array;

export const isSet = (values: Columns, column: number) => values[column]! > 0.5;
/** With whole modules chosen, whatever is reached in part could be reached in full. */
const isReached = (values: Columns, column: number) => values[column]! > 1e-4;

export function chosenIn({ modules }: PathProblem, path: PathModel, values: Columns): PathModule[] {
  return modules.filter((_, position) => isSet(values, path.modules[position]!));
}

/** The weight of every step reached. */
export function valueIn(path: PathModel, values: Columns): number {
  return path.steps.reduce((sum, { column, weight }) => sum + (isReached(values, column) ? weight : 0), 0);
}

export const valueTerms = ({ steps }: PathModel): Terms =>
  steps.map(({ column, weight }) => [column, weight] as const);

/** In the unit of the model. */
export const hoursTerms = ({ hours, modules }: PathModel): Terms =>
  hours.map((one, at) => [modules[at]!, one] as const);

export const negative = (terms: Terms): Terms => terms.map(([column, factor]) => [column, -factor] as const);

/** What terms of modules come to. */
export const sumOf = (terms: Terms, values: Columns) =>
  terms.reduce((sum, [column, factor]) => sum + (isSet(values, column) ? factor : 0), 0);

export const hoursOf = (modules: readonly PathModule[]) =>
  modules.reduce((sum, { centihours }) => sum + centihours, 0);

export const prerequisitesOf = (modules: readonly PathModule[]) =>
  modules.reduce((sum, { prerequisites }) => sum + prerequisites.length, 0);
