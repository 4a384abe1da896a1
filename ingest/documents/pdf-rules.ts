import { type Matrix, multiply, type PdfCell } from './pdf-page.ts';

/** A ruled line, drawn level or upright. */
interface Rule {
  readonly isLevel: boolean;
  /** y of a level rule, x of an upright one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Nearer than this, in points, two rules are one. */
const NEAR = 3;
const SHORTEST = 4;
const MOST_RULES = 20_000;

/** What a page draws, as pdf.js lists it. */
export interface Drawing {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<unknown>;
}

/** Numbers of the drawing operators looked at. */
export interface DrawingOperators {
  readonly save: number;
  readonly restore: number;
  readonly transform: number;
  readonly constructPath: number;
  readonly endPath: number;
  readonly paintFormXObjectBegin: number;
  readonly paintFormXObjectEnd: number;
}

type Point = readonly [number, number];

function apply(m: Matrix, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

function ruleBetween([x1, y1]: Point, [x2, y2]: Point): Rule | undefined {
  if (Math.abs(y1 - y2) < 1 && Math.abs(x1 - x2) >= SHORTEST)
    return { isLevel: true, at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) };
  if (Math.abs(x1 - x2) < 1 && Math.abs(y1 - y2) >= SHORTEST)
    return { isLevel: false, at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) };
  return undefined;
}

/** Coordinates each path operator carries: move, line, curve, quadratic curve, close. */
const CARRIED = [2, 2, 6, 4, 0];

function rulesOfPath(path: ArrayLike<number>, matrix: Matrix): Rule[] {
  const rules: Rule[] = [];
  let start: Point = [0, 0];
  let at: Point = start;
  const draw = (to: Point) => {
    const rule = ruleBetween(at, to);
    if (rule) rules.push(rule);
    at = to;
  };
  for (let i = 0; i < path.length; ) {
    const operator = path[i]!;
    const carried = CARRIED[operator];
    if (carried === undefined) break;
    const point = carried > 0 ? apply(matrix, path[i + carried - 1]!, path[i + carried]!) : start;
    if (operator === 0) {
      start = point;
      at = point;
    } else if (operator === 1 || operator === 4) draw(point);
    else at = point;
    i += 1 + carried;
  }
  return rules;
}

/** The level and upright lines a page draws, in the coordinates of its text. */
export function rulesOf({ fnArray, argsArray }: Drawing, view: Matrix, ops: DrawingOperators): Rule[] {
  const rules: Rule[] = [];
  const kept: Matrix[] = [];
  let matrix = view;
  for (let i = 0; i < fnArray.length && rules.length < MOST_RULES; i += 1) {
    const operator = fnArray[i]!;
    const args = argsArray[i] as readonly unknown[] | null;
    if (operator === ops.save) kept.push(matrix);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) matrix = kept.pop() ?? view;
    else if (operator === ops.transform) matrix = multiply(matrix, args as unknown as Matrix);
    else if (operator === ops.paintFormXObjectBegin) {
      kept.push(matrix);
      if (args?.[0]) matrix = multiply(matrix, args[0] as Matrix);
    } else if (operator === ops.constructPath && args?.[0] !== ops.endPath) {
      const path = (args?.[1] as readonly (ArrayLike<number> | null)[] | undefined)?.[0];
      if (path) rules.push(...rulesOfPath(path, matrix));
    }
  }
  return rules;
}

/** A grid that rules make: places of its lines, and the rules themselves. */
export interface RuledGrid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly rules: readonly Rule[];
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, at) => at === 0 || value - sorted[at - 1]! > NEAR);
}

function touch(a: Rule, b: Rule): boolean {
  if (a.isLevel === b.isLevel)
    return Math.abs(a.at - b.at) < NEAR && a.from <= b.to + NEAR && b.from <= a.to + NEAR;
  return a.at >= b.from - NEAR && a.at <= b.to + NEAR && b.at >= a.from - NEAR && b.at <= a.to + NEAR;
}

/** Rules that touch one another belong to one table. */
function connected(rules: readonly Rule[]): Rule[][] {
  const left = new Set(rules);
  const groups: Rule[][] = [];
  for (const first of rules) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (let at = 0; at < group.length; at += 1)
      for (const other of left)
        if (touch(group[at]!, other)) {
          left.delete(other);
          group.push(other);
        }
    groups.push(group);
  }
  return groups;
}

/** Beyond that many rules a page is a drawing. */
const MOST_IN_TABLES = 3_000;

/** The grids on a page that have rows and columns. */
export function gridsOf(rules: readonly Rule[]): RuledGrid[] {
  if (rules.length > MOST_IN_TABLES) return [];
  return connected(rules)
    .map((group) => ({
      xs: distinct(group.filter(({ isLevel }) => !isLevel).map(({ at }) => at)),
      ys: distinct(group.filter(({ isLevel }) => isLevel).map(({ at }) => at)),
      rules: group,
    }))
    .filter(({ xs, ys }) => xs.length >= 3 && ys.length >= 3);
}

export function isInside({ xs, ys }: RuledGrid, { x, right, y, size }: PdfCell): boolean {
  const middle = (x + right) / 2;
  const height = y - size * 0.3;
  return middle > xs[0]! && middle < xs.at(-1)! && height > ys[0]! && height < ys.at(-1)!;
}

function slotOf(edges: readonly number[], at: number): number {
  let slot = 0;
  while (slot < edges.length - 2 && at >= edges[slot + 1]!) slot += 1;
  return slot;
}

function isDrawn(rules: readonly Rule[], isLevel: boolean, at: number, middle: number): boolean {
  return rules.some(
    (rule) =>
      rule.isLevel === isLevel && Math.abs(rule.at - at) <= NEAR && rule.from <= middle && rule.to >= middle,
  );
}

/** Cells not divided by a rule are one: the place in the grid whose text each stands for. */
function mergedInto({ xs, ys, rules }: RuledGrid): number[] {
  const columns = xs.length - 1;
  const into = Array.from({ length: columns * (ys.length - 1) }, (_, at) => at);
  const rootOf = (at: number): number => (into[at] === at ? at : rootOf(into[at]!));
  for (let row = 0; row < ys.length - 1; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const y = (ys[row]! + ys[row + 1]!) / 2;
      const x = (xs[column]! + xs[column + 1]!) / 2;
      if (column > 0 && !isDrawn(rules, false, xs[column]!, y)) into[rootOf(at)] = rootOf(at - 1);
      if (row > 0 && !isDrawn(rules, true, ys[row]!, x)) into[rootOf(at)] = rootOf(at - columns);
    }
  return into.map((_, at) => rootOf(at));
}

/** The text of each cell of a grid; a merged cell repeats its text. */
export function fillGrid(
  grid: RuledGrid,
  cells: readonly PdfCell[],
  join: (lines: readonly PdfCell[]) => string,
): string[][] {
  const columns = grid.xs.length - 1;
  const into = mergedInto(grid);
  const held = new Map<number, PdfCell[]>();
  for (const cell of cells) {
    const row = slotOf(grid.ys, cell.y - cell.size * 0.3);
    const column = slotOf(grid.xs, (cell.x + cell.right) / 2);
    const root = into[row * columns + column]!;
    held.set(root, [...(held.get(root) ?? []), cell]);
  }
  return grid.ys
    .slice(1)
    .map((_, row) =>
      grid.xs.slice(1).map((_x, column) => join(held.get(into[row * columns + column]!) ?? [])),
    );
}
