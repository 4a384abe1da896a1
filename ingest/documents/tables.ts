import { tidy } from './outline.ts';

export interface RawCell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** Widest table read; what stands to the right of that is cut. */
const maxColumns = 1_000;

interface Held {
  readonly text: string;
  left: number;
}

/** Lays cells out in a grid; a merged cell repeats its text in every place it covers. */
export function gridOf(rows: readonly (readonly RawCell[])[]): string[][] {
  const above: (Held | undefined)[] = [];
  const grid = rows.map((cells) => {
    const line: string[] = [];
    const takeHeld = () => {
      for (let held = above[line.length]; held && held.left > 0; held = above[line.length]) {
        held.left -= 1;
        line.push(held.text);
      }
    };
    for (const { text, columns = 1, rows: spanned = 1 } of cells) {
      takeHeld();
      for (let n = 0; n < Math.min(Math.max(1, columns), maxColumns) && line.length < maxColumns; n += 1) {
        above[line.length] = { text, left: Math.max(0, spanned - 1) };
        line.push(text);
      }
    }
    takeHeld();
    return line.map(tidy);
  });
  return squared(grid);
}

/** Equal lengths, without rows and columns that hold nothing. */
function squared(grid: readonly (readonly string[])[]): string[][] {
  const width = Math.max(0, ...grid.map((row) => row.length));
  const used = Array.from({ length: width }, (_, at) => grid.some((row) => (row[at] ?? '') !== ''));
  return grid
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => used.flatMap((isUsed, at) => (isUsed ? [row[at] ?? ''] : [])));
}

const NUMERIC = /^[-+–−(]?\s*(?:NT\$|US\$|[$€£¥])?\s*\d[\d,.\s]*\s*(?:%|％|萬|億|元|人|件|萬元|億元)*\)?$/u;
const LONG = 40;

function looksLikeHeader(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell !== '');
  const short = filled.every((cell) => cell.length <= LONG && !/[。！？；]$/.test(cell));
  return filled.length >= Math.max(2, row.length - 1) && short && !filled.some((cell) => NUMERIC.test(cell));
}

function isMerged(row: readonly string[]): boolean {
  return row.some((cell, at) => at > 0 && cell !== '' && cell === row[at - 1]);
}

/** `計畫名稱 | 智慧客服`: names on the left, values on the right, no header. */
function isNamesAndValues(grid: readonly (readonly string[])[]): boolean {
  if (grid[0]?.length !== 2) return false;
  const [, value = ''] = grid[0];
  const names = grid.every(([name = '']) => name.length > 0 && name.length <= 24 && !NUMERIC.test(name));
  return names && (NUMERIC.test(value) || /\d/.test(value) || value.length > 12);
}

/** How many rows at the top name the columns. */
function guessHeaderRows(grid: readonly (readonly string[])[]): number {
  const [first, second] = grid;
  if (!first || !second || first.length < 2 || isNamesAndValues(grid) || !looksLikeHeader(first)) return 0;
  return isMerged(first) && grid.length > 2 && looksLikeHeader(second) ? 2 : 1;
}

function headerOf(rows: readonly (readonly string[])[]): string[] {
  return (rows[0] ?? []).map((_, at) =>
    [...new Set(rows.map((row) => row[at] ?? ''))].filter(Boolean).join(' '),
  );
}

export interface NamedRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows of the grid that became the header. */
  readonly headerRows: number;
}

/** @param headerRows as the document marks them; without that they are guessed */
export function nameColumns(grid: readonly (readonly string[])[], headerRows?: number): NamedRows {
  const count = headerRows && headerRows < grid.length ? headerRows : guessHeaderRows(grid);
  return {
    header: count > 0 ? headerOf(grid.slice(0, count)) : [],
    rows: grid.slice(count),
    headerRows: count,
  };
}
