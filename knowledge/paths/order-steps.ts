import {
  attainedOf,
  byTitle,
  type Gap,
  type PathModule,
  type PathProblem,
  type Reached,
  reachWith,
  weighSteps,
} from './problem.ts';

/** What a module is worth an hour, or what it opens the way to, where that is worth more. */
function urgencies(modules: readonly PathModule[], gaps: readonly Gap[], reached: Reached) {
  const weights = new Map(gaps.map(({ competency, weight }) => [competency, weight]));
  const own = (module: PathModule) =>
    module.develops.reduce(
      (sum, { competency, from, to }) =>
        sum + (weights.get(competency) ?? 0) * Math.max(0, to - Math.max(from, reached[competency] ?? 5)),
      0,
    ) / module.centihours;
  const urgency = new Map(modules.map((module) => [module.id, own(module)]));
  const raise = (id: string, value: number): void => {
    if ((urgency.get(id) ?? value) >= value) return;
    urgency.set(id, value);
    for (const before of modules.find((one) => one.id === id)?.prerequisites ?? []) raise(before, value);
  };
  for (const { id, prerequisites } of modules)
    for (const before of prerequisites) raise(before, urgency.get(id)!);
  return urgency;
}

/** What modules could lead to if all could be done as often as one likes: no order of them leads further. */
function mostFrom(reached: Reached, modules: readonly PathModule[]): Reached {
  const after = modules.reduce(reachWith, reached);
  const further = Object.keys(after).some((competency) => after[competency] !== reached[competency]);
  return further ? mostFrom(after, modules) : after;
}

const maxTries = 2_000;

/**
 * An order in which chosen modules can be done so that all they can add is added: prerequisites first, what is built on
 * first, then what is worth most an hour. Null when there is none, or none was found within a bounded search.
 */
export function orderSteps(
  { gaps }: Pick<PathProblem, 'gaps'>,
  chosen: readonly PathModule[],
  target: number,
  match: 'exactly' | 'at least',
): PathModule[] | null {
  const ids = new Set(chosen.map(({ id }) => id));
  let tries = 0;
  const fits = (value: number) => (match === 'exactly' ? value === target : value >= target);

  const place = (done: readonly PathModule[], reached: Reached): PathModule[] | null => {
    if (done.length === chosen.length) return fits(weighSteps(gaps, reached)) ? [...done] : null;
    if (++tries > maxTries) return null;
    const placed = new Set(done.map(({ id }) => id));
    const open = chosen.filter(
      ({ id, prerequisites }) =>
        !placed.has(id) && prerequisites.every((before) => placed.has(before) || !ids.has(before)),
    );
    const urgency = urgencies(
      chosen.filter(({ id }) => !placed.has(id)),
      gaps,
      reached,
    );
    const sorted = open.sort((a, b) => urgency.get(b.id)! - urgency.get(a.id)! || byTitle(a, b));
    // Nothing is lost by a module that can add all it ever could: no other order need be tried.
    const whole = sorted.find((module) => {
      if (module.develops.every(({ competency, from }) => from <= (reached[competency] ?? from))) return true;
      const others = chosen.filter((one) => one !== module && !placed.has(one.id));
      const most = mostFrom(reached, others);
      return module.develops.every(
        ({ competency, from }) => from <= (reached[competency] ?? from) || from > most[competency]!,
      );
    });
    for (const module of whole ? [whole] : sorted) {
      const found = place([...done, module], reachWith(reached, module));
      if (found) return found;
    }
    return null;
  };
  return place([], attainedOf(gaps));
}
