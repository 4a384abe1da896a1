import { parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';
import type { Outline } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { SheetBudget, type SheetCells, sheetBlocks } from './sheet-blocks.ts';

function delimiterOf(text: string): string {
  const line =
    text
      .slice(0, 5_000)
      .split(/\r?\n/)
      .find((one) => one.trim() !== '') ?? '';
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.sort((a, b) => b.count - a.count)[0]!.mark;
}

/** Reads a CSV file that nobody mapped: its first row names the columns, rows are told by their number. */
export function readRows(bytes: Uint8Array): Outline {
  const text = decodeText(bytes);
  const budget = new SheetBudget();
  const cells: SheetCells = new Map();
  let rows: string[][];
  try {
    rows = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false });
  } catch (cause) {
    throw new DocumentRefused('broken', { cause });
  }
  rows.forEach((row, at) => {
    budget.take(row.length, 1);
    cells.set(at + 1, new Map(row.map((cell, column) => [column, cell])));
  });
  return { format: 'csv', blocks: sheetBlocks(cells) };
}
