/** What a module moves: from one proficiency to a higher one. */
export interface PathEntry {
  readonly competency: string;
  readonly from: number;
  readonly to: number;
}

/** A module as the solver sees it: at one level, what the person has left out already. */
export interface PathModule {
  readonly id: string;
  readonly title: string;
  /** Hundredths of an hour, a whole number. */
  readonly centihours: number;
  /** Modules of the same problem that must be done before. */
  readonly prerequisites: readonly string[];
  readonly develops: readonly PathEntry[];
}

/** A competency below its goal. Every step of proficiency up to the goal is worth `weight`. */
export interface Gap {
  readonly competency: string;
  readonly attained: number;
  readonly goal: number;
  /** Thousandths, a whole number above 0. */
  readonly weight: number;
}

export interface PathProblem {
  readonly modules: readonly PathModule[];
  readonly gaps: readonly Gap[];
  /** Hundredths of an hour; null = no limit. */
  readonly limit: number | null;
  readonly timeLimitSeconds: number;
}

/** Proficiency by competency. */
export type Reached = Readonly<Record<string, number>>;

/** The least time beyond the limit that takes one more step of proficiency, everything gained kept. */
export interface NextGain {
  readonly centihours: number;
  readonly chosen: readonly string[];
  readonly reached: Reached;
}

export interface PathSolution {
  /** Module ids in an order in which they can be done. */
  readonly chosen: readonly string[];
  readonly reached: Reached;
  /** Thousandths. */
  readonly objective: number;
  /** The solver's proven upper bound of the objective, thousandths. */
  readonly bound: number;
  readonly optimal: boolean;
  readonly next: NextGain | null;
}

/** Modules sorted by title, then id: the last word between equally good paths. */
export function byTitle(a: { title: string; id: string }, b: { title: string; id: string }): number {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

export function attainedOf(gaps: readonly Gap[]): Record<string, number> {
  return Object.fromEntries(gaps.map(({ competency, attained }) => [competency, attained]));
}

/** What one more module adds to what is reached; an entry counts only from a proficiency that is reached. */
export function reachWith(reached: Reached, { develops }: PathModule): Record<string, number> {
  const after = { ...reached };
  for (const { competency, from, to } of develops) {
    const now = reached[competency];
    if (now !== undefined && from <= now && to > now) after[competency] = Math.max(after[competency]!, to);
  }
  return after;
}

/** The weighted steps gained, thousandths. */
export function weighSteps(gaps: readonly Gap[], reached: Reached): number {
  return gaps.reduce(
    (sum, { competency, attained, goal, weight }) =>
      sum + weight * (Math.min(reached[competency]!, goal) - attained),
    0,
  );
}
