import type { Highs, Model } from 'highs';
import { buildPathModel, type PathModel } from './path-model.ts';
import type { PathProblem } from './problem.ts';

export type Terms = readonly (readonly [column: number, factor: number])[];

interface Answer {
  readonly status: 'optimal' | 'infeasible' | 'stopped';
  /** The best values known; null when there are none yet. */
  readonly values: Float64Array | null;
  readonly bound: number;
}

const noLimit = Number.POSITIVE_INFINITY;
const feasible = 2;
/** Modules left to choose from in a first, quick look: those the relaxation is least sure about. */
const fewModules = 60;

/** One model asked several questions, each starting from the answer before. `close` it: its memory is the solver's. */
export class Questions {
  readonly path: PathModel;
  private readonly model: Model;
  private readonly highs: Highs;
  private readonly deadline: number;
  private best: Float64Array | null = null;

  /** @param deadline on the clock of `performance.now()` */
  constructor(highs: Highs, problem: PathProblem, options: { ordered: boolean; deadline: number }) {
    this.highs = highs;
    this.deadline = options.deadline;
    this.path = buildPathModel(problem, options.ordered);
    const costs = new Array<number>(this.path.linear.columns).fill(0);
    this.model = highs.createModel(this.path.linear.toData(costs, highs.constants.objectiveSense.maximize));
    // Every sum asked for is a whole number: less than 1 from the bound is the best there is.
    this.model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.99, random_seed: 0 });
    // On problems of this shape restarts, symmetry and heuristics cost more time than they save.
    this.model.options.set({
      mip_allow_restart: false,
      mip_detect_symmetry: false,
      mip_heuristic_effort: 0.01,
      mip_heuristic_run_rens: false,
      mip_heuristic_run_rins: false,
      mip_heuristic_run_root_reduced_cost: false,
      mip_heuristic_run_zi_round: false,
      mip_heuristic_run_shifting: false,
      mip_heuristic_run_feasibility_jump: false,
    });
  }

  /** Modules that can still be chosen or left. */
  get open(): number[] {
    return this.path.modules.filter((column) => this.path.linear.isOpen(column));
  }

  /** Maximises the sum of the terms until the deadline. */
  ask(terms: Terms): Answer {
    const { model } = this;
    this.run(terms, false);
    const { infeasible, optimal } = this.highs.constants.modelStatus;
    const status = model.getModelStatus();
    if (status === infeasible) return { status: 'infeasible', values: null, bound: 0 };
    if (model.info.get('primal_solution_status') === feasible) this.best = model.getSolution().colValue;
    const bound = Number(model.info.get('mip_dual_bound'));
    return { status: status === optimal ? 'optimal' : 'stopped', values: this.best, bound };
  }

  /**
   * The best answer, proven. A guess at it first: what the relaxation shows to be out of every answer as good as the
   * guess is settled before the search, which leaves a few dozen modules of hundreds. Then what is out of every best one.
   */
  findBest(terms: Terms, worth: (values: Float64Array) => number): Answer {
    const guess = this.guess(terms);
    if (guess) this.settle(terms, worth(guess));
    const best = this.ask(terms);
    if (best.status === 'optimal' && best.values) this.settle(terms, worth(best.values));
    return best;
  }

  /**
   * A good answer soon, not a proven one: what the relaxation chooses or comes near to choosing is searched, the rest
   * left out. Null when there was no time.
   */
  private guess(terms: Terms): Float64Array | null {
    const { values, changes } = this.relax(terms);
    const byDoubt = this.open.sort((a, b) => Math.abs(changes[a]!) - Math.abs(changes[b]!));
    const left = byDoubt.slice(fewModules).filter((column) => values[column]! < 0.5);
    for (const column of left) this.limitColumn(column, 0, 0);
    const answer = this.ask(terms);
    for (const column of left) this.limitColumn(column, 0, 1);
    return answer.values;
  }

  /** Settles each module that has the same value in every answer worth `least` or more: none of those is lost. */
  settle(terms: Terms, least: number): void {
    const { bound, changes } = this.relax(terms);
    const margin = 1e-6 + 1e-9 * Math.abs(bound);
    for (const column of this.open) {
      const change = changes[column]!;
      if (bound - Math.abs(change) < least - margin) this.fix(column, change > 0 ? 1 : 0);
    }
  }

  limitRow(row: number, from: number, to = noLimit): void {
    this.path.linear.limitRow(row, from, to);
    this.model.changeRowBounds(row, from, to);
  }

  fix(column: number, value: number): void {
    this.limitColumn(column, value, value);
  }

  close(): void {
    this.model.dispose();
  }

  private relax(terms: Terms) {
    const costs = this.run(terms, true);
    const { colValue, rowDual } = this.model.getSolution();
    return { values: colValue, ...this.path.linear.boundBy(costs, rowDual) };
  }

  private run(terms: Terms, relaxed: boolean): number[] {
    const { model } = this;
    const costs = new Array<number>(this.path.linear.columns).fill(0);
    for (const [column, factor] of terms) costs[column]! += factor;
    model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
    model.clearSolver();
    model.zeroAllClocks();
    const time_limit = Math.max(0.02, (this.deadline - performance.now()) / 1_000);
    model.options.set({ time_limit, solve_relaxation: relaxed });
    if (this.best && !relaxed) model.setSolution({ colValue: this.best });
    model.run();
    return costs;
  }

  private limitColumn(column: number, lower: number, upper: number): void {
    this.path.linear.limitColumn(column, lower, upper);
    this.model.changeColBounds(column, lower, upper);
  }
}
