import type { Attained } from '../evidence/attained.ts';
import type { LevelId } from '../framework/schema.ts';

export type Truth = 'claimed' | 'tested' | 'evidenced';
const truths: readonly Truth[] = ['evidenced', 'tested', 'claimed'];

/** One truth that is not what it was. */
export interface Change {
  readonly competency: string;
  readonly level: LevelId;
  readonly truth: Truth;
  /** Null where nothing was known. */
  readonly from: number | null;
  readonly to: number | null;
}

/** What differs between two moments: what is proven before what is claimed, what rose most before the rest. */
export function changesBetween(before: readonly Attained[], after: readonly Attained[]): Change[] {
  const keys = new Map([...before, ...after].map((one) => [`${one.level} ${one.competency}`, one] as const));
  const find = (list: readonly Attained[], { competency, level }: Attained) =>
    list.find((one) => one.competency === competency && one.level === level);
  return truths.flatMap((truth) =>
    [...keys.values()]
      .map((one) => ({
        competency: one.competency,
        level: one.level,
        truth,
        from: find(before, one)?.[truth]?.proficiency ?? null,
        to: find(after, one)?.[truth]?.proficiency ?? null,
      }))
      .filter(({ from, to }) => from !== to)
      .sort((a, b) => (b.to ?? 0) - (b.from ?? 0) - ((a.to ?? 0) - (a.from ?? 0))),
  );
}
