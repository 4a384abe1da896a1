import type { LevelId } from '../framework/schema.ts';
import type { AskedItem, QuizItem } from './schema.ts';

/** Items of each proficiency in one quiz. */
const perTier = 2;
const tiers = [1, 2, 3] as const;

/** @returns an integer from 0 below `n` */
export type Random = (n: number) => number;

/** The list in an order of chance (Fisher and Yates). */
function shuffled<T>(list: readonly T[], random: Random): T[] {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

export function itemsFor(items: readonly QuizItem[], competency: string, level: LevelId): QuizItem[] {
  return items.filter((item) => item.competency === competency && item.levels.includes(level));
}

/** Whether there are items enough for a quiz. */
export function canDraw(items: readonly QuizItem[]): boolean {
  return tiers.every((tier) => items.filter((item) => item.proficiency === tier).length >= perTier);
}

/**
 * Two items of each proficiency, easiest first: those never asked before the rest, then those asked longest ago.
 * @param seen ids already asked of this person, most recent first
 */
export function drawQuiz(items: readonly QuizItem[], seen: readonly string[], random: Random): AskedItem[] {
  const age = (item: QuizItem) => {
    const place = seen.indexOf(item.id);
    return place < 0 ? Number.POSITIVE_INFINITY : place;
  };
  return tiers.flatMap((tier) =>
    shuffled(
      items.filter((item) => item.proficiency === tier),
      random,
    )
      .sort((a, b) => (age(a) === age(b) ? 0 : age(b) - age(a)))
      .slice(0, perTier)
      .map((item) => ({ id: item.id, order: shuffled([0, 1, 2, 3], random) })),
  );
}
