import type { Highs, Model } from 'highs';
import { buildPathModel, type PathModel } from './path-model.ts';
import type { PathProblem } from './problem.ts';

export type Terms = readonly (readonly [column: number, factor: number])[];

interface Answer {
  readonly status: 'optimal' | 'infeasible' | 'stopped';
  /** The best values known; null when there are none yet. */
  readonly values: Float64Array | null;
  readonly bound: number;
  /** Nodes of the search it took. */
  readonly nodes: number;
}

const noLimit = Number.POSITIVE_INFINITY;
const manyNodes = 2_147_483_647;
const feasible = 2;

/** One model asked several questions, each starting from the answer before. `close` it: its memory is the solver's. */
export class Questions {
  readonly path: PathModel;
  private readonly model: Model;
  private readonly highs: Highs;
  private readonly deadline: number;
  private best: Float64Array | null = null;
  private rows: number;

  /** @param deadline on the clock of `performance.now()` */
  constructor(highs: Highs, problem: PathProblem, options: { ordered: boolean; deadline: number }) {
    this.highs = highs;
    this.deadline = options.deadline;
    this.path = buildPathModel(problem, options.ordered);
    this.rows = this.path.linear.rowCount;
    const costs = new Array<number>(this.path.linear.columns).fill(0);
    this.model = highs.createModel(this.path.linear.toData(costs, highs.constants.objectiveSense.maximize));
    // Every sum asked for is a whole number: less than 1 from the bound is the best there is.
    this.model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.99, random_seed: 0 });
    // On problems of this shape restarts, symmetry and heuristics cost more time than they save.
    this.model.options.set({
      mip_allow_restart: false,
      mip_detect_symmetry: false,
      mip_heuristic_effort: 0.01,
    });
  }

  /** Maximises the sum of the terms until the deadline, or through at most `maxNodes` of the search. */
  ask(terms: Terms, maxNodes = manyNodes): Answer {
    const { model } = this;
    const costs = new Array<number>(this.path.linear.columns).fill(0);
    for (const [column, factor] of terms) costs[column]! += factor;
    model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
    model.clearSolver();
    model.zeroAllClocks();
    const time_limit = Math.max(0.02, (this.deadline - performance.now()) / 1_000);
    model.options.set({ time_limit, mip_max_nodes: maxNodes });
    if (this.best) model.setSolution({ colValue: this.best });
    model.run();
    const { infeasible, optimal } = this.highs.constants.modelStatus;
    const status = model.getModelStatus();
    const nodes = Math.max(0, Number(model.info.get('mip_node_count')));
    if (status === infeasible) return { status: 'infeasible', values: null, bound: 0, nodes };
    if (model.info.get('primal_solution_status') === feasible) this.best = model.getSolution().colValue;
    const bound = Number(model.info.get('mip_dual_bound'));
    return { status: status === optimal ? 'optimal' : 'stopped', values: this.best, bound, nodes };
  }

  limitRow(row: number, from: number, to = noLimit): void {
    this.model.changeRowBounds(row, from, to);
  }

  fix(column: number, value: number): void {
    this.model.changeColBounds(column, value, value);
  }

  /** Whether the modules chosen in the best answer are the only ones the limits set so far allow. */
  isOnlyAnswer(maxNodes: number): boolean {
    const { modules } = this.path;
    const kept = this.best!;
    const chosen = modules.filter((column) => kept[column]! > 0.5).length;
    this.model.addRow(-noLimit, chosen - 1, {
      indices: [...modules],
      values: modules.map((column) => (kept[column]! > 0.5 ? 1 : -1)),
    });
    const row = this.rows++;
    this.best = null;
    const { status } = this.ask([], maxNodes);
    this.best = kept;
    this.model.changeRowBounds(row, -noLimit, noLimit);
    return status === 'infeasible';
  }

  close(): void {
    this.model.dispose();
  }
}
