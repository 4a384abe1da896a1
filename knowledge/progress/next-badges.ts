import { type Attained, shownProficiency } from '../evidence/attained.ts';
import type { LevelId } from '../framework/schema.ts';
import type { OpenBadge } from './badge-queries.ts';

export interface NextBadge {
  readonly badge: OpenBadge;
  /** Steps of proficiency still missing over all its competencies. */
  readonly missing: number;
}

const shownOf = (attained: readonly Attained[], competency: string, level: LevelId) => {
  const one = attained.find((found) => found.competency === competency && found.level === level);
  return (one && shownProficiency(one)) ?? 0;
};

/** Badges of the own level that are not held, those with the fewest steps missing first. */
export function nextBadges(
  open: readonly OpenBadge[],
  attained: readonly Attained[],
  own: { level: LevelId; held: readonly (string | null)[] },
  limit = 3,
): NextBadge[] {
  return open
    .filter((badge) => !own.held.includes(badge.id))
    .filter((badge) => badge.competencies.some((one) => one.level === own.level))
    .map((badge) => ({
      badge,
      missing: badge.competencies.reduce(
        (sum, one) => sum + Math.max(0, one.proficiency - shownOf(attained, one.competency, one.level)),
        0,
      ),
    }))
    .sort((a, b) => a.missing - b.missing || (a.badge.id < b.badge.id ? -1 : 1))
    .slice(0, limit);
}
