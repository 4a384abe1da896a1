import type { ValueRow } from '../framework/queries.ts';
import type { AiSet, ClusterId, GovernmentId, LevelId } from '../framework/schema.ts';
import type { PolicyRule, PolicyRules } from './policy-rules.ts';

/** Where a competency's weight comes from, for one cluster and level. */
export interface Weight {
  readonly competency: string;
  /** The cell of the study used; its lift is what random ranking would give times this (doubt A1). */
  readonly cell: ValueRow;
  /** The rule that raised it, if one did. */
  readonly rule: PolicyRule | null;
  readonly focused: boolean;
  /** Thousandths, a whole number. */
  readonly weight: number;
}

interface WeighInput {
  readonly level: LevelId;
  readonly cluster: ClusterId;
  readonly government?: GovernmentId | undefined;
  readonly focus: readonly string[];
}

/**
 * The cell to weigh by: the government's own only with ten people or more, else the cluster's over all governments,
 * and 總平均 where the cluster has five or fewer (doubt A5).
 */
function cellOf(rows: readonly ValueRow[], { cluster, government }: WeighInput): ValueRow | undefined {
  const own = rows.find((row) => row.cluster === cluster && row.government === government);
  if (own?.support === 'enough') return own;
  const all = rows.find((row) => row.cluster === cluster && row.government === 'ALL');
  if (all && all.support !== 'tiny' && all.support !== 'none') return all;
  return rows.find((row) => row.cluster === 'ALL' && row.government === 'ALL');
}

/**
 * What a step of proficiency is worth in each competency of a level: the study's lift (value ÷ (points ÷ items), the
 * only form that compares across types), raised by named rules, times a factor for what the person wants to strengthen.
 */
export function weighCompetencies(
  rows: readonly ValueRow[],
  policy: PolicyRules,
  aiSets: readonly AiSet[],
  input: WeighInput,
): Weight[] {
  const names = [...new Set(rows.filter((row) => row.level === input.level).map((row) => row.competency))];
  return names.flatMap((competency) => {
    const cell = cellOf(
      rows.filter((row) => row.level === input.level && row.competency === competency),
      input,
    );
    if (!cell) return [];
    const lift = cell.lift ?? 0;
    const rule = policy.rules.find(
      ({ levels, aiSet, atLeast }) =>
        levels.includes(input.level) &&
        lift < atLeast &&
        aiSets.some(({ id, core }) => id === aiSet && core.includes(competency)),
    );
    const focused = input.focus.includes(competency);
    const base = rule ? rule.atLeast : lift;
    const weight = Math.round(base * (focused ? policy.focusFactor : 1) * 1_000);
    return [{ competency, cell, rule: rule ?? null, focused, weight }];
  });
}
