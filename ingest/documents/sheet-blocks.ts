import { limits } from './limits.ts';
import type { Block, TableRow } from './outline.ts';
import { tidy } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { nameColumns } from './tables.ts';

/** The filled cells of a sheet by row number, from 1, then column, from 0. */
export type SheetCells = Map<number, Map<number, string>>;

export interface SheetRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Counts what all sheets of a file hold, and refuses what is too much. */
export class SheetBudget {
  private cells = 0;
  private rows = 0;

  take(cells: number, rows = 0): void {
    this.cells += cells;
    this.rows += rows;
    if (this.cells > limits.cells || this.rows > limits.rows) throw new DocumentRefused('tooLong');
  }
}

/** A merged range says what its first cell says, in every cell. */
export function fillMerged(cells: SheetCells, ranges: readonly SheetRange[], budget: SheetBudget): void {
  for (const { top, bottom, left, right } of ranges) {
    const text = cells.get(top)?.get(left);
    if (text === undefined) continue;
    budget.take((bottom - top + 1) * (right - left + 1));
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        const line = cells.get(row) ?? new Map<number, string>();
        cells.set(row, line.set(column, text));
      }
  }
}

interface Line {
  readonly row: number;
  readonly cells: ReadonlyMap<number, string>;
}

/** Stretches of rows without an empty row between them: a sheet may hold several tables. */
function regionsOf(cells: SheetCells): Line[][] {
  const rows = [...cells.keys()].sort((a, b) => a - b);
  const regions: Line[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const line = { row, cells: cells.get(row)! };
    if ([...line.cells.values()].every((text) => tidy(text) === '')) continue;
    if (row === before + 1) regions.at(-1)!.push(line);
    else regions.push([line]);
    before = row;
  }
  return regions;
}

function isSingle({ cells }: Line): boolean {
  return new Set([...cells.values()].map(tidy).filter(Boolean)).size === 1;
}

function textOf({ cells }: Line): string {
  return tidy([...new Set(cells.values())].join(' '));
}

function tableRows(lines: readonly Line[]): { grid: string[][]; rows: number[] } {
  const columns = [...new Set(lines.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
  const used = columns.slice(0, limits.columns);
  return {
    grid: lines.map(({ cells }) => used.map((column) => tidy(cells.get(column) ?? ''))),
    rows: lines.map(({ row }) => row),
  };
}

function regionBlocks(lines: readonly Line[], sheet: string | undefined): Block[] {
  const place = sheet === undefined ? {} : { sheet };
  const first = lines.findIndex((line) => !isSingle(line));
  const above = first < 0 ? lines : lines.slice(0, first);
  const texts: Block[] = above.map((line) => ({ kind: 'text', text: textOf(line), place }));
  if (first < 0) return texts;
  const { grid, rows } = tableRows(lines.slice(first));
  const { header, rows: named, headerRows } = nameColumns(grid);
  const numbered = named.map((cells, at): TableRow => ({ cells, row: rows[at + headerRows]! }));
  return [...texts, { kind: 'table', header, rows: numbered, place }];
}

/** The tables of a sheet, and the lines of text above or beside them. */
export function sheetBlocks(cells: SheetCells, sheet?: string): Block[] {
  return regionsOf(cells).flatMap((region) => regionBlocks(region, sheet));
}
