import { selectLevelCounts, selectTable, selectTaskValues } from '../queries.ts';
import type { CitedClaim, Facts } from './facts.ts';
import { claim, doubt } from './facts.ts';

/** The three bases of the study and what lies between them, formatted. */
export interface SurveyTotals {
  readonly questionnaires: string;
  readonly population: string;
  readonly clustered: string;
  readonly unassigned: string;
  readonly unassignedPercent: string;
}

const formatted = (count: number) => count.toLocaleString('en');

export async function surveyTotals({ db }: Facts): Promise<SurveyTotals> {
  const rows = (await selectTable(db, 'population'))?.rows ?? [];
  const total = (side: string) =>
    Number(rows.find((row) => row.side === side && row.block === '總計')?.count);
  const counts = await selectLevelCounts(db);
  const clustered = Number(counts.find((row) => row.cluster === 'ALL' && row.level === 'ALL')?.observed);
  const questionnaires = total('樣本');
  const unassigned = questionnaires - clustered;
  return {
    questionnaires: formatted(questionnaires),
    population: formatted(total('母體')),
    clustered: formatted(clustered),
    unassigned: formatted(unassigned),
    unassignedPercent: ((unassigned / questionnaires) * 100).toFixed(1),
  };
}

/** 非核心 has two printed sizes: both, and why we use one. */
export async function nonCoreNote(facts: Facts): Promise<CitedClaim> {
  const counts = (await selectLevelCounts(facts.db)).filter((row) => row.cluster === 'non');
  const size = (level: string) => counts.find((row) => row.level === level)?.observed;
  const value = (await selectTaskValues(facts.db)).find((row) => row.cluster === 'non');
  const right = size('ALL');
  const printed = value?.nPrinted;
  const sum = [size('basic'), size('mid'), size('senior')];
  return claim(
    facts.t(
      `工作項目表印作 ${printed}，層級表印作 ${right}；${sum.join('＋')}＝${right}，期望值也只有 ${right} 算得回來，${printed} 應是數字對調，所以本庫採 ${right}（未經研究作者確認）。`,
      `The task tables print ${printed}, the level table ${right}; ${sum.join(' + ')} = ${right} and the expected counts reproduce only with ${right}, so ${printed} looks like swapped digits and we use ${right} (not confirmed by the authors).`,
    ),
    doubt('B1'),
  );
}
