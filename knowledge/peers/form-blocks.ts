/**
 * How people are put into blocks whose sums may be shown. A block holds at least eleven, so that whoever subtracts
 * themselves still sees ten others; blocks share nobody, so that whatever is shown, in however many places and at
 * however many times, differs by whole blocks only.
 */
export const blockFloor = 11;
/** For so long a person stays in one block and the block's figures stay what they were. */
export const blockMonths = 12;

export interface Candidate {
  readonly personId: string;
  readonly level: string;
  readonly cluster: string;
  readonly agency: string | null;
}

/** What the members of a block have in common; null where they do not. */
export interface Block<T extends Candidate> {
  readonly level: string | null;
  readonly cluster: string | null;
  readonly agency: string | null;
  readonly members: readonly T[];
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}

/** As many parts as the floor allows, of nearly the same size; [] when there are too few for one. */
function partition<T>(list: readonly T[]): T[][] {
  const count = Math.floor(list.length / blockFloor);
  return Array.from({ length: count }, (_, part) => list.filter((_, index) => index % count === part));
}

function common<T extends Candidate>(members: readonly T[], field: 'level' | 'cluster' | 'agency') {
  const values = new Set(members.map((one) => one[field]));
  return values.size === 1 ? (members[0]?.[field] ?? null) : null;
}

function blockOf<T extends Candidate>(members: readonly T[]): Block<T> {
  const [level, cluster, agency] = (['level', 'cluster', 'agency'] as const).map((field) =>
    common(members, field),
  );
  return { level: level!, cluster: cluster!, agency: agency!, members };
}

/**
 * Blocks of people who are in none: first of those alike in level, cluster and agency, for they serve both the
 * comparison with peers and the view of a unit; then of the rest, alike in whatever `pool` selects.
 */
export function formBlocks<T extends Candidate>(pool: readonly T[]): Block<T>[] {
  const alike = groupBy(pool, (one) => `${one.level} ${one.cluster} ${one.agency ?? ''}`);
  const whole = alike.filter((group) => group[0]?.agency && group.length >= blockFloor);
  const rest = alike.filter((group) => !whole.includes(group)).flat();
  return [...whole.flatMap(partition), ...partition(rest)].map((members) => blockOf(members));
}
