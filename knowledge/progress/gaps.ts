import { type Attained, shownProficiency } from '../evidence/attained.ts';
import type { LevelId } from '../framework/schema.ts';

export interface CompetencyGap {
  readonly competency: string;
  readonly claimed: number | null;
  readonly tested: number | null;
  readonly evidenced: number | null;
  /** The higher of test and record; null where there is neither. */
  readonly shown: number | null;
  readonly target: number;
  /** Target less what is shown, never below 0. */
  readonly gap: number;
}

/** The widest gap first; the order given decides between equal ones. */
export function gapsOf(
  attained: readonly Attained[],
  own: { level: LevelId; competencies: readonly string[]; target: number },
): CompetencyGap[] {
  return own.competencies
    .map((competency) => {
      const one = attained.find((found) => found.competency === competency && found.level === own.level);
      const shown = (one && shownProficiency(one)) ?? null;
      return {
        competency,
        claimed: one?.claimed?.proficiency ?? null,
        tested: one?.tested?.proficiency ?? null,
        evidenced: one?.evidenced?.proficiency ?? null,
        shown,
        target: own.target,
        gap: Math.max(0, own.target - (shown ?? 0)),
      };
    })
    .sort((a, b) => b.gap - a.gap);
}
