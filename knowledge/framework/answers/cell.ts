import type { CompetencyRow, ValueRow } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import type { CitedClaim, Draft, Facts, Ref } from './facts.ts';
import { answered, claim, doubt, noSource, paragraph } from './facts.ts';

/** Where a cell is printed. */
export function cellRef(row: ValueRow): Ref {
  return { source: `table-${row.tableId}`, section: row.competency };
}

export function levelsOf(facts: Facts, competency: string): CompetencyRow[] {
  return facts.lexicon.competencies.filter((one) => one.name === competency);
}

/** The question that asks for one cell, for suggestions. */
export function valueQuestion(
  facts: Facts,
  competency: string,
  level: string,
  cluster = '',
  government = '',
): string {
  const english = facts.lexicon.competencies.find((one) => one.name === competency)?.nameEn ?? competency;
  const nameOf = (rows: readonly { id: string; name: string; nameEn: string }[], id: string) => {
    const row = rows.find((one) => one.id === id);
    return facts.t(row?.name ?? '', row?.nameEn.toLowerCase() ?? '');
  };
  const where = [
    nameOf(facts.lexicon.governments, government),
    nameOf(facts.lexicon.levels, level),
    cluster &&
      facts.t(
        `${nameOf(facts.lexicon.clusters, cluster)}工作群`,
        `the ${nameOf(facts.lexicon.clusters, cluster)} cluster`,
      ),
  ].filter(Boolean);
  return facts.t(
    `${where.join('')}的「${competency}」職能重要性是多少？`,
    `What is the importance of the ${english} (${competency}) competency at ${where.join(', ')}?`,
  );
}

/** The competency is not asked at this level: what the study has instead. */
export function absentAtLevel(facts: Facts, competency: string, level: LevelId): Draft {
  const { say, t } = facts;
  const has = levelsOf(facts, competency);
  const name = say.competency(competency);
  const where = has.map((one) => say.level(one.level)).join(t('、', ' and '));
  const similar =
    competency === '專案管理' ? '系統開發專案管理' : competency === '系統開發專案管理' ? '專案管理' : '';
  const note = similar
    ? t(
        `${say.level(level)}另有${say.competency(similar)}，但兩者不是同一項職能。`,
        ` At ${say.level(level)} there is ${say.competency(similar)}, which is not the same competency.`,
      )
    : '';
  return noSource(
    t(
      `${name}不在${say.level(level)}的問卷題組裡，所以沒有數值；研究只在${where}調查這一項。${note}`,
      `${name} was not part of the ${say.level(level)} question block, so there is no value; the study asked about it only at ${where}.${note}`,
    ),
    has.map((one) => valueQuestion(facts, competency, one.level)),
  );
}

export function pointsReminder(facts: Facts): string {
  return facts.t(
    '數值是同類職能之間的排序積分，不是評分、能力、目標或達成率。',
    'Values are ranking points among competencies of one type, not ratings, proficiency, targets or attainment.',
  );
}

function basisNotes(facts: Facts, row: ValueRow): CitedClaim[] {
  const { t, say } = facts;
  if (row.support === 'none' || row.support === 'tiny')
    return [
      claim(
        t(
          '人數這麼少的格子不能當作發現，也不作比較。',
          'A cell this small cannot be read as a finding or compared.',
        ),
        doubt('A5'),
      ),
    ];
  const notes = [claim(say.scale(row.type, row.level, row.items), doubt('A1'))];
  if (row.printed === '0.00')
    notes.push(
      claim(
        t('印出的 0.00 表示沒有人把它排入名次。', 'The printed 0.00 means that nobody ranked it.'),
        doubt('A5'),
      ),
    );
  return notes;
}

function placeOf(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  return t(`${say.level(row.level)}題組`, `the ${say.level(row.level)} question block`);
}

export function valueSentence(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  const name = say.competency(row.competency);
  const place = placeOf(facts, row);
  const group = say.group(row.cluster, row.government);
  const scope =
    row.government === 'ALL' && row.cluster !== 'ALL'
      ? t('（不分政府別）', ' (all governments together)')
      : '';
  if (row.support === 'none' || row.support === 'tiny')
    return t(
      `${place}中，${group}${scope}的${name}：${say.cell(row)}。`,
      `${name} in ${place}, ${group}${scope}: ${say.cell(row)}.`,
    );
  if (row.cluster === 'ALL')
    return t(
      `${place}中，${name}的總平均是 ${row.printed}（${row.n === null ? '研究未印出人數，也無法還原' : say.n(row)}）；這是所有填答者的平均，含未歸入工作群者。`,
      `In ${place}, the overall mean (總平均) of ${name} is ${row.printed} (${row.n === null ? 'its N is not printed and cannot be reconstructed' : say.n(row)}); it is a mean over all respondents, those in no cluster included.`,
    );
  return t(
    `${place}中，${group}${scope}的${name}是 ${say.cell(row)}。`,
    `In ${place}, ${name} scores ${say.cell(row)} in ${group}${scope}.`,
  );
}

/** One cell. */
export function oneValue(facts: Facts, row: ValueRow): Draft {
  const parts = [paragraph(claim(valueSentence(facts, row), cellRef(row)), ...basisNotes(facts, row))];
  const suggestions =
    row.support === 'none' || row.support === 'tiny'
      ? [
          valueQuestion(facts, row.competency, row.level, row.cluster),
          valueQuestion(facts, row.competency, row.level),
        ]
      : facts.lexicon.clusters
          .filter((one) => one.id !== row.cluster)
          .slice(0, 2)
          .map((one) => valueQuestion(facts, row.competency, row.level, one.id));
  return answered(parts, suggestions);
}

/** Several cells of one competency in one level, as a list. */
export function listedValues(
  facts: Facts,
  rows: readonly ValueRow[],
  label: (row: ValueRow) => string,
): CitedClaim[] {
  return rows.map((row) =>
    claim(`${label(row)}${facts.t('：', ': ')}${facts.say.shortCell(row)}`, cellRef(row)),
  );
}

export const whyLevelsDiffer = (facts: Facts, types: boolean): CitedClaim =>
  claim(
    facts.t(
      types
        ? '各層級是不同的題組：項數與排序名次不同、填答者重疊，而且這一項的類型也不同，所以數值不能跨層級相比或相減。'
        : '各層級是不同的題組：項數與排序名次不同、填答者也重疊，所以數值不能跨層級相比或相減。',
      types
        ? 'Each level is a question block of its own, with other items and ranks and overlapping respondents, and this item even changes type, so the values cannot be compared or subtracted across levels.'
        : 'Each level is a question block of its own, with other items and ranks and overlapping respondents, so the values cannot be compared or subtracted across levels.',
    ),
    doubt('A2'),
    doubt('A3'),
  );
