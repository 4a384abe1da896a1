import type { ModelData, ObjectiveSense, VariableType } from 'highs';

type Term = readonly [column: number, factor: number];

/** Collects columns and rows and hands them to the solver in its own form. */
export class LinearModel {
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly kinds: number[] = [];
  private readonly rows: { from: number; to: number; readonly terms: readonly Term[] }[] = [];

  get columns(): number {
    return this.lower.length;
  }

  get rowCount(): number {
    return this.rows.length;
  }

  addColumn(lower: number, upper: number, whole: boolean): number {
    this.lower.push(lower);
    this.upper.push(upper);
    this.kinds.push(whole ? 1 : 0);
    return this.columns - 1;
  }

  /** from ≤ the sum of the terms ≤ to */
  addRow(from: number, to: number, terms: readonly Term[]): number {
    this.rows.push({ from, to, terms });
    return this.rows.length - 1;
  }

  limitColumn(column: number, lower: number, upper: number): void {
    this.lower[column] = lower;
    this.upper[column] = upper;
  }

  limitRow(row: number, from: number, to: number): void {
    Object.assign(this.rows[row]!, { from, to });
  }

  /** Whether a column can still take more than one value. */
  isOpen(column: number): boolean {
    return this.lower[column]! < this.upper[column]!;
  }

  /** Whether a column has not been settled at 0. */
  mayBeOne(column: number): boolean {
    return this.upper[column]! > 0.5;
  }

  /**
   * The most that costs · columns can come to, and by column what one more of it changes in that, with a row paid for
   * at the given price. It holds for any prices whatever (weak duality), so no tolerance of a solver can make it wrong;
   * the nearer the prices to the relaxation's own, the lower the bound.
   */
  boundBy(costs: readonly number[], prices: ArrayLike<number>): { bound: number; changes: number[] } {
    const changes = [...costs];
    let bound = 0;
    for (const [at, { from, to, terms }] of this.rows.entries()) {
      const price = prices[at] ?? 0;
      const limit = price > 0 ? to : from;
      if (price === 0 || !Number.isFinite(limit)) continue;
      bound += price * limit;
      for (const [column, factor] of terms) changes[column]! -= price * factor;
    }
    for (const [column, change] of changes.entries())
      bound += change * (change > 0 ? this.upper[column]! : this.lower[column]!);
    return { bound, changes };
  }

  toData(costs: readonly number[], sense: ObjectiveSense): ModelData {
    const starts = [0];
    for (const { terms } of this.rows) starts.push(starts.at(-1)! + terms.length);
    const terms = this.rows.flatMap((row) => row.terms);
    return {
      numCols: this.columns,
      numRows: this.rows.length,
      sense,
      colCost: [...costs],
      colLower: this.lower,
      colUpper: this.upper,
      integrality: this.kinds as VariableType[],
      rowLower: this.rows.map((row) => row.from),
      rowUpper: this.rows.map((row) => row.to),
      matrix: {
        format: 'csr',
        numRows: this.rows.length,
        numCols: this.columns,
        starts,
        indices: terms.map(([column]) => column),
        values: terms.map(([, factor]) => factor),
      },
    };
  }
}
