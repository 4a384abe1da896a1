import type { CompetencyRow, ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import type { CitedClaim, Draft, Facts, Ref } from './facts.ts';
import { answered, claim, clarify, doubt, list, noSource, paragraph } from './facts.ts';

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

function valueSentence(facts: Facts, row: ValueRow): string {
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
function listedValues(
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

async function acrossLevels(
  facts: Facts,
  competency: string,
  cluster: string,
  government: string,
): Promise<Draft> {
  const { say, t } = facts;
  const rows = await selectValues(facts.db, { competency, cluster, government });
  const present = levelsOf(facts, competency);
  const types = new Set(present.map((one) => one.type)).size > 1;
  const group = cluster === 'ALL' ? t('總平均', 'the overall mean (總平均)') : say.group(cluster, government);
  const missing = facts.lexicon.levels.filter((level) => !present.some((one) => one.level === level.id));
  const lead = t(
    `${say.competency(competency)}在${group}，各層級題組印出的數值：`,
    `${say.competency(competency)}, ${group}, as printed for each level:`,
  );
  const claims = listedValues(facts, rows, (row) =>
    t(`${say.level(row.level)}（${row.type}職能）`, `${say.level(row.level)} (${say.type(row.type)})`),
  );
  const notes = [whyLevelsDiffer(facts, types)];
  for (const level of missing)
    notes.push(
      claim(
        t(
          `${say.level(level.id)}題組沒有這一項。`,
          `The ${say.level(level.id)} block does not have this item.`,
        ),
        doubt('E3'),
      ),
    );
  notes.push(claim(pointsReminder(facts), doubt('A1')));
  return answered(
    [list(claims, lead), paragraph(...notes)],
    present.map((one) => valueQuestion(facts, competency, one.level, cluster === 'ALL' ? 'sys' : cluster)),
  );
}

export function pointsReminder(facts: Facts): string {
  return facts.t(
    '數值是同類職能之間的排序積分，不是評分、能力、目標或達成率。',
    'Values are ranking points among competencies of one type, not ratings, proficiency, targets or attainment.',
  );
}

async function acrossClusters(
  facts: Facts,
  competency: string,
  level: LevelId,
  clusters: readonly string[],
  government: string,
): Promise<Draft> {
  const { say, t } = facts;
  const all = await selectValues(facts.db, { competency, level });
  const rows = all.filter(
    (row) => row.government === government && row.cluster !== 'ALL' && clusters.includes(row.cluster),
  );
  const overall = all.find((row) => row.cluster === 'ALL');
  const first: CitedClaim[] = [];
  if (government === 'ALL' && overall && clusters.length === 5)
    first.push(claim(valueSentence(facts, overall), cellRef(overall)));
  if (government !== 'ALL' && clusters.length === 5)
    first.push(
      claim(
        t(
          `研究沒有印出${say.government(government)}整體的平均，只有各工作群的數值。`,
          `The study prints no mean for ${say.government(government)} as a whole, only values by cluster.`,
        ),
        ...rows.slice(0, 1).map(cellRef),
      ),
    );
  const lead = t(
    `${say.level(level)}題組${government === 'ALL' ? '' : `、${say.government(government)}`}，${say.competency(competency)}在各工作群：`,
    `${say.competency(competency)} in the ${say.level(level)} block${government === 'ALL' ? '' : `, ${say.government(government)}`}, by cluster:`,
  );
  const row = rows[0]!;
  return answered(
    [
      paragraph(...first),
      list(
        listedValues(facts, rows, (one) => say.cluster(one.cluster)),
        lead,
      ),
      paragraph(
        rows.some((one) => one.support !== 'tiny' && one.support !== 'none')
          ? claim(say.scale(row.type, row.level, row.items), doubt('A1'))
          : claim(
              t(
                '人數這麼少的格子不能當作發現，也不作比較。',
                'Cells this small cannot be read as findings or compared.',
              ),
              doubt('A5'),
            ),
      ),
    ],
    [valueQuestion(facts, competency, level, 'sys')],
  );
}

async function acrossGovernments(
  facts: Facts,
  competency: string,
  level: LevelId,
  cluster: string,
  governments: readonly string[],
) {
  const { say, t } = facts;
  const rows = (await selectValues(facts.db, { competency, level, cluster })).filter((row) =>
    governments.includes(row.government),
  );
  const row = rows[0]!;
  const lead = t(
    `${say.level(level)}題組、${say.group(cluster)}，${say.competency(competency)}依政府別：`,
    `${say.competency(competency)} in the ${say.level(level)} block, ${say.group(cluster)}, by government:`,
  );
  const shown = rows.some((one) => one.support === 'enough' || one.support === 'few');
  return answered([
    list(
      listedValues(facts, rows, (one) => say.government(one.government)),
      lead,
    ),
    paragraph(
      claim(
        t(
          '人數少於 10 的格子不用來比較或推論。',
          'Cells of fewer than 10 people are not used to compare or generalise.',
        ),
        doubt('A5'),
      ),
      ...(shown ? [claim(say.scale(row.type, row.level, row.items), doubt('A1'))] : []),
    ),
  ]);
}

/** A value question: competency, and as much of level, cluster and government as was named. */
export async function answerValue(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const competency = reading.competencies[0];
  if (!competency) return null;
  const named = reading.levels.length + reading.clusters.length + reading.governments.length > 0;
  if (!named && !reading.asks.measure && !reading.asks.overall) return null;
  const present = levelsOf(facts, competency);
  const level = reading.levels[0] ?? (present.length === 1 ? present[0]?.level : undefined);
  const types = new Set(levelsOf(facts, competency).map((one) => one.type));
  if (level && reading.levels.length === 1 && !levelsOf(facts, competency).some((one) => one.level === level))
    return absentAtLevel(facts, competency, level);
  const cluster = reading.asks.overall && reading.clusters.length === 0 ? 'ALL' : reading.clusters[0];
  const government = reading.governments[0] ?? 'ALL';
  if (!level || reading.levels.length > 1) {
    if (types.size > 1 && reading.levels.length === 0 && !reading.asks.whichLevel)
      return clarify(
        t(
          `${say.competency(competency)}在基層屬技術職能、在中階與高階屬管理職能，兩者計分不同；請問要看哪一個層級？`,
          `${say.competency(competency)} is a technical competency at basic level and a management one at middle and senior level, on different scales; which level do you mean?`,
        ),
        levelsOf(facts, competency).map((one) =>
          valueQuestion(
            facts,
            competency,
            one.level,
            cluster === 'ALL' ? '' : cluster,
            reading.governments[0],
          ),
        ),
      );
    if (!cluster && government !== 'ALL')
      return clarify(
        t(
          `研究依層級與工作群分別列出${say.government(government)}的數值；請問要看哪一個層級？`,
          `The study lists ${say.government(government)} by level and cluster; which level do you mean?`,
        ),
        levelsOf(facts, competency).map((one) => valueQuestion(facts, competency, one.level, '', government)),
      );
    return acrossLevels(facts, competency, cluster ?? 'ALL', government);
  }
  if (!cluster && government === 'ALL' && reading.asks.whichGovernment) return null;
  if (!cluster)
    return acrossClusters(
      facts,
      competency,
      level,
      facts.lexicon.clusters.map((one) => one.id),
      government,
    );
  if (reading.clusters.length > 1)
    return acrossClusters(facts, competency, level, reading.clusters, government);
  if (
    cluster !== 'ALL' &&
    (reading.governments.length > 1 || (reading.asks.whichGovernment && government === 'ALL'))
  )
    return acrossGovernments(
      facts,
      competency,
      level,
      cluster,
      reading.governments.length > 1 ? reading.governments : facts.lexicon.governments.map((one) => one.id),
    );
  const [row] = await selectValues(facts.db, {
    competency,
    level,
    cluster,
    government: cluster === 'ALL' ? 'ALL' : government,
  });
  return row ? oneValue(facts, row) : null;
}
