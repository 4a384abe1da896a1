import type { PathModule } from './problem.ts';

/** Without those whose prerequisites nobody offers, or that are prerequisites of themselves in the end. */
export function keepPossible(modules: readonly PathModule[]): PathModule[] {
  const possible = new Set<string>();
  for (;;) {
    const more = modules.filter(
      ({ id, prerequisites }) => !possible.has(id) && prerequisites.every((before) => possible.has(before)),
    );
    if (more.length === 0) return modules.filter(({ id }) => possible.has(id));
    for (const { id } of more) possible.add(id);
  }
}
