import type { TableBlock } from './outline.ts';
import { tidy } from './outline.ts';
import type { PdfCell, PdfLine } from './pdf-page.ts';
import type { PageEntry } from './pdf-paragraphs.ts';
import { fillGrid, isInside, type RuledGrid } from './pdf-rules.ts';
import { closeGaps, isListMark, joinLines } from './pdf-text.ts';
import { gridOf, nameColumns } from './tables.ts';

function joinCells(cells: readonly PdfCell[]): string {
  const ordered = [...cells].sort((a, b) => a.y - b.y || a.x - b.x);
  return closeGaps(tidy(ordered.reduce((text, cell) => joinLines(text, cell.text), '')));
}

function tableBlock(grid: readonly (readonly string[])[], page: number): TableBlock | undefined {
  const tidied = gridOf(grid.map((row) => row.map((text) => ({ text }))));
  const filled = tidied.filter((row) => row.filter(Boolean).length > 1).length;
  if (filled < 2) return undefined;
  const { header, rows } = nameColumns(tidied);
  return { kind: 'table', header, rows: rows.map((cells) => ({ cells })), place: { page } };
}

/** Tables drawn with rules: each cell's text by the rules around it, however many lines it has. */
function takeRuled(
  lines: readonly PdfLine[],
  grids: readonly RuledGrid[],
  page: number,
): { left: PdfLine[]; tables: Map<PdfLine, TableBlock> } {
  const tables = new Map<PdfLine, TableBlock>();
  const taken = new Set<PdfLine>();
  for (const grid of grids) {
    const inside = lines.filter(
      (line) => !taken.has(line) && line.cells.every((cell) => isInside(grid, cell)),
    );
    const block = tableBlock(
      fillGrid(
        grid,
        inside.flatMap(({ cells }) => cells),
        joinCells,
      ),
      page,
    );
    const [first] = inside;
    if (!block || !first) continue;
    tables.set(first, block);
    for (const line of inside) taken.add(line);
  }
  return { left: lines.filter((line) => !taken.has(line) || tables.has(line)), tables };
}

function isRow({ cells }: PdfLine): boolean {
  return cells.length > 1 && !isListMark(cells[0]!.text);
}

/** How far, in font sizes, a cell may stand from its column. */
const ASIDE = 1.5;

function columnOf(columns: readonly number[], { x, right, size }: PdfCell): number {
  const middle = (x + right) / 2;
  let best = 0;
  columns.forEach((column, at) => {
    if (x >= column - ASIDE * size || middle >= column) best = at;
  });
  return best;
}

/** Rows that follow one another and stand in columns, without rules around them. */
function takeAligned(lines: readonly PdfLine[], page: number): PageEntry[] {
  const entries: PageEntry[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = alignedUntil(lines, at);
    const block = end - at > 1 ? tableBlock(alignedGrid(lines.slice(at, end)), page) : undefined;
    if (block) entries.push({ table: block });
    else entries.push(...lines.slice(at, Math.max(end, at + 1)).map((line) => ({ line })));
    at = Math.max(end, at + 1);
  }
  return entries;
}

function alignedUntil(lines: readonly PdfLine[], start: number): number {
  const first = lines[start]!;
  if (!isRow(first)) return start;
  let end = start + 1;
  for (let line = lines[end]; line; line = lines[end]) {
    const gap = line.y - lines[end - 1]!.y;
    const near = gap > 0 && gap < 3.2 * line.size;
    const fits = isRow(line) && line.x > first.x - 2 * ASIDE * line.size;
    const continuesCell = line.cells.length === 1 && line.x > first.cells[1]!.x - line.size;
    if (!near || !(fits || continuesCell)) break;
    end += 1;
  }
  return end;
}

function alignedGrid(lines: readonly PdfLine[]): string[][] {
  const widest = lines.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
  const columns = widest.cells.map(({ x }, at) =>
    Math.min(
      x,
      ...lines.filter(({ cells }) => cells.length === widest.cells.length).map(({ cells }) => cells[at]!.x),
    ),
  );
  const rows: string[][] = [];
  for (const { cells } of lines) {
    const continues = rows.length > 0 && columnOf(columns, cells[0]!) > 0;
    const row = continues ? rows.at(-1)! : columns.map(() => '');
    if (!continues) rows.push(row);
    for (const cell of cells) {
      const column = columnOf(columns, cell);
      row[column] = closeGaps(joinLines(row[column]!, cell.text));
    }
  }
  return rows;
}

/** Finds the tables among the lines of a page. */
export function findTables(
  lines: readonly PdfLine[],
  grids: readonly RuledGrid[],
  page: number,
): PageEntry[] {
  const { left, tables } = takeRuled(lines, grids, page);
  const entries: PageEntry[] = [];
  let run: PdfLine[] = [];
  const flush = () => {
    entries.push(...takeAligned(run, page));
    run = [];
  };
  for (const line of left) {
    const table = tables.get(line);
    if (!table) {
      run.push(line);
      continue;
    }
    flush();
    entries.push({ table });
  }
  flush();
  return entries;
}
