import { LinearModel } from './linear-model.ts';
import type { PathProblem } from './problem.ts';

interface Entry {
  readonly module: number;
  readonly from: number;
  readonly to: number;
  /** 1 when the entry counts. */
  readonly column: number;
}

interface Step {
  readonly competency: string;
  readonly proficiency: number;
  readonly weight: number;
  /** 1 when this proficiency is reached. */
  readonly column: number;
}

/** The problem as linear constraints. Rows that later questions tighten are kept by number. */
export interface PathModel {
  readonly linear: LinearModel;
  /** One column per module, in the order of the problem: 1 when chosen. */
  readonly modules: readonly number[];
  readonly steps: readonly Step[];
  /** Per module, in the largest unit in which all are whole: small factors are exact in the solver. */
  readonly hours: readonly number[];
  readonly hoursRow: number;
  readonly valueRow: number;
  readonly prerequisitesRow: number;
  readonly stepsRow: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Groups of modules that wait for each other in circles, by prerequisites and by what they build on (Tarjan). */
function circlesOf(edges: readonly (readonly number[])[]): number[] {
  const index: number[] = [];
  const low: number[] = [];
  const group: number[] = edges.map(() => -1);
  const stack: number[] = [];
  let groups = 0;
  const visit = (node: number): void => {
    index[node] = low[node] = index.filter((one) => one !== undefined).length;
    stack.push(node);
    for (const next of edges[node]!) {
      if (index[next] === undefined) visit(next);
      if (group[next] === -1) low[node] = Math.min(low[node]!, low[next]!);
    }
    if (low[node] !== index[node]) return;
    for (let member = stack.pop()!; ; member = stack.pop()!) {
      group[member] = groups;
      if (member === node) break;
    }
    groups++;
  };
  for (let node = 0; node < edges.length; node++) if (index[node] === undefined) visit(node);
  return group;
}

const builds = (on: Entry, entry: Entry) => on.from < entry.from && on.to >= entry.from;

/**
 * Chosen modules within the hours, each with its prerequisites; an entry counts only when its module is chosen and its
 * `from` is reached; a proficiency is reached when an entry that counts leads over it.
 * @param ordered also keeps modules from building on each other in a circle; dear, and seldom needed
 */
export function buildPathModel({ modules, gaps, limit }: PathProblem, ordered: boolean): PathModel {
  const linear = new LinearModel();
  const chosen = modules.map(() => linear.addColumn(0, 1, true));
  const at = new Map(modules.map(({ id }, position) => [id, position]));
  for (const [module, { prerequisites }] of modules.entries())
    for (const id of prerequisites)
      linear.addRow(-1, 0, [
        [chosen[module]!, 1],
        [chosen[at.get(id)!]!, -1],
      ]);

  const byCompetency = gaps.map((gap) => {
    const steps: Step[] = [];
    for (let proficiency = gap.attained + 1; proficiency <= gap.goal; proficiency++) {
      const { competency, weight } = gap;
      steps.push({ competency, proficiency, weight, column: linear.addColumn(0, 1, false) });
    }
    const entries: Entry[] = modules.flatMap(({ develops }, module) =>
      develops
        .filter((one) => one.competency === gap.competency && one.to > gap.attained && one.from < gap.goal)
        .map(({ from, to }) => ({
          module,
          from,
          to,
          column: from <= gap.attained ? chosen[module]! : linear.addColumn(0, 1, ordered),
        })),
    );
    return { gap, steps, entries };
  });

  const edges: number[][] = modules.map(({ prerequisites }) => prerequisites.map((id) => at.get(id)!));
  for (const { gap, entries } of ordered ? byCompetency : [])
    for (const entry of entries)
      if (entry.from > gap.attained)
        edges[entry.module]!.push(...entries.filter((on) => builds(on, entry)).map((on) => on.module));
  const circle = ordered ? circlesOf(edges) : [];
  const places = ordered ? modules.map(() => linear.addColumn(0, modules.length, false)) : [];
  const inCircle = (a: number, b: number) => a === b || (ordered && circle[a] === circle[b]);
  for (const [module, { prerequisites }] of ordered ? modules.entries() : [])
    for (const id of prerequisites)
      if (inCircle(module, at.get(id)!))
        linear.addRow(1, Number.POSITIVE_INFINITY, [
          [places[module]!, 1],
          [places[at.get(id)!]!, -1],
        ]);

  for (const { gap, steps, entries } of byCompetency) {
    for (const { proficiency, column } of steps) {
      const over = entries.filter(({ from, to }) => from < proficiency && proficiency <= to);
      linear.addRow(Number.NEGATIVE_INFINITY, 0, [
        [column, 1],
        ...merged(over.map((entry) => [entry.column, -1] as const)),
      ]);
    }
    for (const [at, { column }] of steps.entries())
      if (at > 0)
        linear.addRow(Number.NEGATIVE_INFINITY, 0, [
          [column, 1],
          [steps[at - 1]!.column, -1],
        ]);
    for (const entry of entries.filter(({ from }) => from > gap.attained)) {
      linear.addRow(-1, 0, [
        [entry.column, 1],
        [chosen[entry.module]!, -1],
      ]);
      const before = entries.filter((on) => builds(on, entry) && on.module !== entry.module);
      const onItself = entries.some((on) => builds(on, entry) && on.module === entry.module);
      const step = steps.find(({ proficiency }) => proficiency === entry.from)!;
      linear.addRow(Number.NEGATIVE_INFINITY, 0, [
        [entry.column, 1],
        [step.column, -1],
      ]);
      if (!ordered && !onItself) continue;
      const support = before.map((on) => {
        if (!ordered || !inCircle(on.module, entry.module)) return [on.column, -1] as const;
        // Counts only if the other module comes first: place ≥ its place + 1.
        const used = linear.addColumn(0, 1, true);
        linear.addRow(-1, 0, [
          [used, 1],
          [on.column, -1],
        ]);
        linear.addRow(-modules.length, Number.POSITIVE_INFINITY, [
          [places[entry.module]!, 1],
          [places[on.module]!, -1],
          [used, -modules.length - 1],
        ]);
        return [used, -1] as const;
      });
      linear.addRow(Number.NEGATIVE_INFINITY, 0, [[entry.column, 1], ...merged(support)]);
    }
  }

  const steps = byCompetency.flatMap((one) => one.steps);
  const unit = modules.reduce((sofar, { centihours }) => divisor(sofar, centihours), 0) || 1;
  const hours = modules.map(({ centihours }) => centihours / unit);
  return {
    linear,
    modules: chosen,
    steps,
    hours,
    hoursRow: linear.addRow(
      0,
      limit === null ? Number.POSITIVE_INFINITY : Math.floor(limit / unit),
      hours.map((factor, module) => [chosen[module]!, factor]),
    ),
    valueRow: linear.addRow(
      0,
      Number.POSITIVE_INFINITY,
      steps.map(({ column, weight }) => [column, weight]),
    ),
    prerequisitesRow: linear.addRow(
      0,
      Number.POSITIVE_INFINITY,
      modules.flatMap(({ prerequisites }, module) =>
        prerequisites.length > 0 ? [[chosen[module]!, prerequisites.length] as const] : [],
      ),
    ),
    stepsRow: linear.addRow(
      0,
      Number.POSITIVE_INFINITY,
      steps.map(({ column }) => [column, 1]),
    ),
  };
}

/** One term per column: a module may lead over a proficiency by two entries. */
function merged(terms: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const sums = new Map<number, number>();
  for (const [column, factor] of terms) sums.set(column, (sums.get(column) ?? 0) + factor);
  return [...sums];
}
