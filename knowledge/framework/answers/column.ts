import type { ValueRow } from '../queries.ts';
import type { CompetencyType } from '../schema.ts';
import { cellRef } from './cell.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';

/** The order types are printed in. */
export const typeOrder: readonly CompetencyType[] = ['共通', '技術', '管理'];

export function descending(rows: readonly ValueRow[]): ValueRow[] {
  return [...rows].sort((a, b) => Number(b.printed) - Number(a.printed));
}

/** What to say of a column, or why it cannot be ranked. */
export function columnName(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  const group =
    row.cluster === 'ALL'
      ? t('總平均（含未歸入工作群者）', 'the overall mean (總平均)')
      : say.group(row.cluster, row.government);
  return t(`${say.level(row.level)}題組、${group}`, `the ${say.level(row.level)} block, ${group}`);
}

export function columnN(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  if (row.support === 'few')
    return t(`${say.n(row)}；人數太少，不能推論`, `${say.n(row)}; too few to generalise`);
  return say.n(row);
}

export function tinyColumn(facts: Facts, row: ValueRow): Draft {
  const { say, t } = facts;
  return answered(
    [
      paragraph(
        claim(
          t(
            `${columnName(facts, row)}：${say.cell(row)}，因此不排名次。`,
            `${columnName(facts, row)}: ${say.cell(row)}, so nothing is ranked.`,
          ),
          cellRef(row),
        ),
        claim(
          t(
            '人數這麼少的格子不能當作發現，也不作比較。',
            'A cell this small cannot be read as a finding or compared.',
          ),
          doubt('A5'),
        ),
      ),
    ],
    [
      t(
        `${say.level(row.level)}${say.cluster(row.cluster)}工作群最重視哪些職能？`,
        `Which competencies rank highest at ${say.level(row.level)} in the ${say.cluster(row.cluster)} cluster?`,
      ),
    ],
  );
}

export const blocksNote = (facts: Facts) =>
  claim(
    facts.t(
      '名次只在同一類職能之內有意義：各類的排序積分尺度不同，不能跨類相比，也不是評分或達成率。',
      'A rank holds only within its type: the types have different ranking scales and cannot be compared, and the values are not ratings or attainment.',
    ),
    doubt('A1'),
  );
