import type { ModelData, ObjectiveSense, VariableType } from 'highs';

type Term = readonly [column: number, factor: number];

/** Collects columns and rows and hands them to the solver in its own form. */
export class LinearModel {
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly kinds: number[] = [];
  private readonly rows: { from: number; to: number; terms: readonly Term[] }[] = [];

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
