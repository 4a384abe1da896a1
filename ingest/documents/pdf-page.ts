/** One stretch of text on a page; x to the right, y downwards from the top, in points. */
export interface PdfCell {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  /** Baseline. */
  readonly y: number;
  readonly size: number;
}

/** Cells on one baseline, left to right. */
export interface PdfLine {
  readonly cells: readonly PdfCell[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

export interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

export type Matrix = readonly [number, number, number, number, number, number];

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** A gap wider than this, in font sizes, divides cells; narrower ones are spaces or nothing. */
const CELL_GAP = 1.6;
const SPACE_GAP = 0.15;
/** Baselines nearer than this, in font sizes, are one line: bullets and raised figures. */
const SAME_LINE = 0.35;
/** How far, in font sizes, text may run back and still be the same line. */
const OVERLAP = 0.5;

function cellOf(item: TextItem, view: Matrix): PdfCell | undefined {
  const [a = 0, b = 0, , , x = 0, y = 0] = multiply(view, item.transform as unknown as Matrix);
  const size = Math.hypot(a, b);
  const isLevel = Math.abs(b) < size * 0.05 && a > 0;
  if (!isLevel || size === 0 || item.str.trim() === '') return undefined;
  const lead = item.str.length - item.str.trimStart().length;
  const perChar = item.width / item.str.length;
  return {
    text: item.str.replace(/\s+/g, ' ').trim(),
    x: x + lead * perChar,
    right: x + item.width,
    y,
    size,
  };
}

/** The text of a page in the order it is written down; what is turned sideways (stamps, watermarks) is left out. */
export function cellsOf(items: readonly TextItem[], view: Matrix): PdfCell[] {
  const cells: PdfCell[] = [];
  for (const item of items) {
    const cell = cellOf(item, view);
    if (!cell) continue;
    const last = cells.at(-1);
    const gap = last ? cell.x - last.right : Number.POSITIVE_INFINITY;
    const size = last ? Math.max(last.size, cell.size) : 0;
    const joins =
      last && Math.abs(cell.y - last.y) < SAME_LINE * size && gap > -OVERLAP * size && gap < CELL_GAP * size;
    if (!joins) {
      cells.push(cell);
      continue;
    }
    const space = gap > SPACE_GAP * size && !(isHan(last.text.at(-1)) && isHan(cell.text[0])) ? ' ' : '';
    cells[cells.length - 1] = {
      ...last,
      text: last.text + space + cell.text,
      right: Math.max(last.right, cell.right),
      size: last.text.length >= cell.text.length ? last.size : cell.size,
    };
  }
  return cells;
}

export function isHan(char: string | undefined): boolean {
  return char !== undefined && /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u.test(char);
}

function lineOf(cells: readonly PdfCell[]): PdfLine {
  const longest = cells.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return {
    cells,
    x: Math.min(...cells.map(({ x }) => x)),
    right: Math.max(...cells.map(({ right }) => right)),
    y: longest.y,
    size: longest.size,
  };
}

/** Cells that follow one another on one baseline make a line. */
export function linesOf(cells: readonly PdfCell[]): PdfLine[] {
  const lines: PdfCell[][] = [];
  for (const cell of cells) {
    const last = lines.at(-1)?.at(-1);
    const size = Math.max(cell.size, last?.size ?? 0);
    const continues = last && Math.abs(last.y - cell.y) < SAME_LINE * size && cell.x >= last.right - size;
    if (continues) lines.at(-1)!.push(cell);
    else lines.push([cell]);
  }
  return lines.map(lineOf);
}
