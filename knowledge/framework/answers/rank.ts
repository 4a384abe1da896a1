import { pattern } from '../pattern.ts';
import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import type { CompetencyType, LevelId } from '../schema.ts';
import type { CitedClaim, Draft, DraftPart, Facts } from './facts.ts';
import { answered, claim, clarify, doubt, list, paragraph } from './facts.ts';
import {
  absentAtLevel,
  cellRef,
  levelsOf,
  oneValue,
  pointsReminder,
  valueQuestion,
  whyLevelsDiffer,
} from './value.ts';

const typeOrder: readonly CompetencyType[] = ['共通', '技術', '管理'];

/** Rows whose number may be shown. */
function shown(rows: readonly ValueRow[]): ValueRow[] {
  return rows.filter((row) => row.printed !== null && row.support !== 'tiny' && row.support !== 'none');
}

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

/** The rows at the wanted end; ties at the edge are all named. */
function endOf(rows: readonly ValueRow[], lowest: boolean, count: number): ValueRow[] {
  const sorted = lowest ? descending(rows).reverse() : descending(rows);
  const edge = sorted[Math.min(count, sorted.length) - 1]?.printed;
  return sorted.filter((row, index) => index < count || row.printed === edge);
}

function extremeLine(
  facts: Facts,
  rows: readonly ValueRow[],
  type: CompetencyType,
  lowest: boolean,
  count: number,
): CitedClaim {
  const { say, t } = facts;
  const block = rows.filter((row) => row.type === type);
  const end = endOf(block, lowest, count);
  const names = end.map((row) => `${say.competency(row.competency)} ${row.printed}`);
  const word = lowest ? t('最低', 'lowest') : t('最高', 'highest');
  const which = count > 1 ? t(`${word}的 ${end.length} 項`, `the ${end.length} ${word}`) : word;
  return claim(
    t(
      `${say.type(type)}（${block.length} 項）${which}：${names.join('、')}`,
      `${say.type(type)} (${block.length} items), ${which}: ${names.join(', ')}`,
    ),
    ...end.map(cellRef),
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

/** Highest or lowest competencies of one column, each type for itself. */
async function columnExtremes(
  facts: Facts,
  level: LevelId,
  cluster: string,
  government: string,
): Promise<DraftPart[] | Draft> {
  const { reading, t } = facts;
  const rows = await selectValues(facts.db, { level, cluster, government });
  const first = rows[0];
  if (!first) return [];
  if (first.support === 'tiny' || first.support === 'none') return tinyColumn(facts, first);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const { highest, lowest } = reading.asks;
  const ends = highest && lowest ? [false, true] : [lowest];
  const count = reading.top ?? 1;
  const claims = types.flatMap((type) => ends.map((end) => extremeLine(facts, rows, type, end, count)));
  return [
    list(
      claims,
      t(
        `${columnName(facts, first)}（${columnN(facts, first)}）：`,
        `In ${columnName(facts, first)} (${columnN(facts, first)}):`,
      ),
    ),
  ];
}

export async function answerColumnExtremes(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks } = reading;
  if (reading.competencies.length > 0) return null;
  if (!asks.highest && !asks.lowest && !asks.rank && !(asks.measure && asks.whichCompetency)) return null;
  if (
    !asks.whichCompetency &&
    reading.types.length === 0 &&
    !(reading.levels.length > 0 && (asks.framework || reading.clusters.length > 0))
  )
    return null;
  const cluster = reading.clusters[0] ?? 'ALL';
  if (cluster === 'ALL' && reading.governments.length > 0)
    return clarify(
      t(
        '研究沒有印出各政府別的整體平均，只有各工作群的數值；請問要看哪一個工作群？',
        'The study prints no mean by government, only values by cluster; which cluster do you mean?',
      ),
      facts.lexicon.clusters.map((one) =>
        t(
          `${facts.say.level(reading.levels[0] ?? 'senior')}${facts.say.government(reading.governments[0]!)}${one.name}工作群最重視哪些職能？`,
          `Which competencies rank highest in ${reading.governments[0]} government, ${one.nameEn} cluster, at ${reading.levels[0] ?? 'senior'} level?`,
        ),
      ),
    );
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const clusters = reading.clusters.length > 1 ? reading.clusters : [cluster];
  const parts: DraftPart[] = [];
  for (const level of levels) {
    for (const one of clusters) {
      const found = await columnExtremes(facts, level, one, reading.governments[0] ?? 'ALL');
      if (!Array.isArray(found)) return found;
      parts.push(...found);
    }
  }
  const notes = [blocksNote(facts)];
  if (levels.length > 1) notes.push(whyLevelsDiffer(facts, false));
  if (cluster === 'ALL')
    notes.push(
      claim(
        t(
          '這裡用的是印出的總平均，不是五個工作群的平均。',
          'This uses the printed overall mean, which is not the mean of the five clusters.',
        ),
        doubt('A4'),
      ),
    );
  return answered([...parts, paragraph(...notes)]);
}

function rankSentence(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  if (row.support === 'tiny' || row.support === 'none')
    return t(
      `${columnName(facts, row)}：${say.cell(row)}，因此不排名次。`,
      `${columnName(facts, row)}: ${say.cell(row)}, so nothing is ranked.`,
    );
  return t(
    `${columnName(facts, row)}，${say.competency(row.competency)}在 ${row.items} 項${row.type}職能中排第 ${row.rank}，數值 ${row.printed}（${columnN(facts, row)}；名次由本庫依印出的數值計算）。`,
    `In ${columnName(facts, row)}, ${say.competency(row.competency)} ranks ${row.rank} of ${row.items} ${say.type(row.type)} with ${row.printed} (${columnN(facts, row)}; the rank is computed by us from the printed values).`,
  );
}

const asksYesOrNo = pattern('是不是|是否|嗎|^(is|are|does|do) ');

/** The answer to 「是不是最高」, within the competency's own type; empty for any other question. */
function yesOrNo({ reading, t }: Facts, row: ValueRow): string {
  const { highest, lowest } = reading.asks;
  if (!asksYesOrNo.test(reading.text) || highest === lowest || row.rank === null) return '';
  if (row.support === 'tiny' || row.support === 'none') return '';
  const yes = highest ? row.rank === 1 : row.rank === row.items;
  return yes ? t('是，就同類職能而言：', 'Yes, within its type: ') : t('不是：', 'No: ');
}

/** Where one competency ranks within its type. */
export async function answerRankOf(facts: Facts): Promise<Draft | null> {
  const { reading } = facts;
  const competency = reading.competencies[0];
  const { asks } = reading;
  if (!competency || reading.competencies.length > 1) return null;
  const placed = asks.rank || ((asks.highest || asks.lowest) && reading.levels.length > 0);
  if (!placed || asks.whichCluster || asks.whichGovernment || reading.clusters.length > 1) return null;
  if (asks.task && !asks.framework) return null;
  const [level] = reading.levels;
  if (level && reading.levels.length === 1 && !levelsOf(facts, competency).some((one) => one.level === level))
    return absentAtLevel(facts, competency, level);
  const cluster = reading.clusters[0] ?? 'ALL';
  const rows = (
    await selectValues(facts.db, {
      competency,
      cluster,
      government: cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL'),
    })
  ).filter((row) => reading.levels.length === 0 || reading.levels.includes(row.level));
  if (rows.length === 0) return null;
  const claims = rows.map((row) => claim(yesOrNo(facts, row) + rankSentence(facts, row), cellRef(row)));
  const tiny = rows.every((row) => row.support === 'tiny' || row.support === 'none');
  const notes = tiny
    ? [claim(facts.t('人數太少，不作比較。', 'Too few people to compare.'), doubt('A5'))]
    : [claim(pointsReminder(facts), doubt('A1'))];
  if (rows.length > 1) notes.push(whyLevelsDiffer(facts, new Set(rows.map((row) => row.type)).size > 1));
  return answered([rows.length > 1 ? list(claims) : paragraph(...claims), paragraph(...notes)]);
}

/** Which cluster, or which government, puts most or least weight on a competency, within one level. */
export async function answerWhichGroup(facts: Facts): Promise<Draft | null> {
  const { reading } = facts;
  const { asks } = reading;
  const competency = reading.competencies[0];
  const byGovernment = asks.whichGovernment && !asks.whichCluster;
  if (!competency || reading.competencies.length > 1 || !(asks.whichCluster || byGovernment)) return null;
  if (!asks.measure && !asks.compare) return null;
  if (asks.aboveOverall) return null;
  const present = levelsOf(facts, competency);
  const levels = reading.levels.length > 0 ? reading.levels : present.map((one) => one.level);
  const absent = reading.levels.find((level) => !present.some((one) => one.level === level));
  if (absent && reading.levels.length === 1) return absentAtLevel(facts, competency, absent);
  if (byGovernment && reading.clusters.length === 0)
    return reading.levels.length === 1
      ? governmentsByCluster(facts, competency, levels[0]!)
      : whichLevel(facts, competency);
  const parts: DraftPart[] = [];
  for (const level of levels) {
    const rows = (await selectValues(facts.db, { level, competency })).filter((row) => row.cluster !== 'ALL');
    const column = byGovernment
      ? rows.filter((row) => row.cluster === reading.clusters[0] && row.government !== 'ALL')
      : rows.filter((row) => row.government === (reading.governments[0] ?? 'ALL'));
    if (column.length > 0) parts.push(...groupRanking(facts, column, byGovernment));
  }
  if (parts.length === 0) return null;
  const notes = [claim(pointsReminder(facts), doubt('A1'))];
  if (levels.length > 1) notes.push(whyLevelsDiffer(facts, new Set(present.map((one) => one.type)).size > 1));
  return answered(
    [...parts, paragraph(...notes)],
    levels.slice(0, 2).map((level) => valueQuestion(facts, competency, level)),
  );
}

function groupRanking(facts: Facts, rows: readonly ValueRow[], byGovernment: boolean): DraftPart[] {
  const { reading, say, t } = facts;
  const lowest = reading.asks.lowest && !reading.asks.highest;
  const solid = rows.filter((row) => row.support === 'enough');
  const sorted = lowest ? descending(solid).reverse() : descending(solid);
  const [best] = sorted;
  const row = rows[0]!;
  const label = (one: ValueRow) => (byGovernment ? say.government(one.government) : say.cluster(one.cluster));
  if (!best)
    return [
      list(
        rows.map((one) => claim(`${label(one)}${t('：', ': ')}${say.shortCell(one)}`, cellRef(one))),
        t(
          '每一格都少於 10 人，不能比較：',
          'Every cell has fewer than 10 people, so they cannot be compared:',
        ),
      ),
    ];
  const tied = sorted.filter((one) => one.printed === best.printed);
  const where = byGovernment
    ? say.group(row.cluster)
    : row.government === 'ALL'
      ? ''
      : say.government(row.government);
  const word = lowest ? t('最低', 'lowest') : t('最高', 'highest');
  const lead = claim(
    t(
      `${say.level(row.level)}題組${where && `、${where}`}，${say.competency(row.competency)}以${tied.map(label).join('、')}${word}：${tied.map((one) => say.cell(one)).join('、')}。`,
      `In the ${say.level(row.level)} block${where && `, ${where}`}, ${say.competency(row.competency)} is ${word} in ${tied.map(label).join(' and ')}: ${tied.map((one) => say.cell(one)).join(', ')}.`,
    ),
    ...tied.map(cellRef),
  );
  const others = sorted.filter((one) => !tied.includes(one));
  const small = rows.filter((one) => one.support !== 'enough');
  const claims = [...others, ...small].map((one) =>
    claim(`${label(one)}${t('：', ': ')}${say.shortCell(one)}`, cellRef(one)),
  );
  const parts = [paragraph(lead), list(claims, t('其他：', 'The others:'))];
  if (small.length > 0)
    parts.push(
      paragraph(
        claim(
          t('少於 10 人的格子不列入比較。', 'Cells of fewer than 10 people are left out of the comparison.'),
          doubt('A5'),
        ),
      ),
    );
  return parts;
}

function whichLevel(facts: Facts, competency: string): Draft {
  const { say, t } = facts;
  return clarify(
    t(
      '各政府別的數值依層級分列；請問要看哪一個層級？',
      'Values by government are printed for each level; which level do you mean?',
    ),
    levelsOf(facts, competency).map((one) =>
      t(
        `${say.level(one.level)}題組中，哪種政府最重視${say.competency(competency)}？`,
        `Which government values ${say.competency(competency)} most at ${say.level(one.level)}?`,
      ),
    ),
  );
}

/** No mean is printed per government, so the clusters are shown side by side. */
async function governmentsByCluster(facts: Facts, competency: string, level: LevelId): Promise<Draft> {
  const { say, t } = facts;
  const rows = (await selectValues(facts.db, { level, competency })).filter(
    (row) => row.government !== 'ALL',
  );
  const claims = facts.lexicon.clusters.map((cluster) => {
    const cells = rows.filter((row) => row.cluster === cluster.id);
    const text = cells
      .map((row) => `${say.government(row.government)} ${say.shortCell(row)}`)
      .join(t('、', '; '));
    return claim(`${say.cluster(cluster.id)}${t('：', ': ')}${text}`, ...cells.slice(0, 1).map(cellRef));
  });
  return answered([
    list(
      claims,
      t(
        `研究沒有印出各政府別的整體平均，所以不能說哪一種政府最重視${say.competency(competency)}；${say.level(level)}題組各工作群的數值如下：`,
        `The study prints no mean by government, so it cannot say which government values ${say.competency(competency)} most; by cluster, the ${say.level(level)} block prints:`,
      ),
    ),
    paragraph(
      claim(
        t('少於 10 人的格子不用來比較。', 'Cells of fewer than 10 people are not used for comparison.'),
        doubt('A5'),
      ),
      claim(pointsReminder(facts), doubt('A1')),
    ),
  ]);
}

/** Which clusters are above the overall mean on a competency, or which competencies of a cluster are. */
export async function answerAboveOverall(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!reading.asks.aboveOverall) return null;
  const competency = reading.competencies[0];
  const [level] = reading.levels;
  const cluster = reading.clusters[0];
  if (!level && (competency || cluster))
    return clarify(
      t(
        '總平均依層級分列；請問要看哪一個層級？',
        'The overall mean is printed by level; which level do you mean?',
      ),
      facts.lexicon.levels.map((one) =>
        t(
          competency
            ? `${one.name}題組有哪些工作群的「${competency}」高於總平均？`
            : `${one.name}題組中，${say.cluster(cluster!)}工作群有哪些職能高於總平均？`,
          competency
            ? `Which clusters are above the overall mean on ${say.competency(competency)} at ${one.nameEn.toLowerCase()}?`
            : `Which competencies of the ${say.cluster(cluster!)} cluster are above the overall mean at ${one.nameEn.toLowerCase()}?`,
        ),
      ),
    );
  if (!level) return null;
  const government = reading.governments[0] ?? 'ALL';
  const all = await selectValues(facts.db, { level, competency, cluster });
  const rows = shown(all.filter((row) => row.government === government && row.cluster !== 'ALL'));
  const above = rows.filter((row) => row.aboveOverall);
  if (competency && !levelsOf(facts, competency).some((one) => one.level === level))
    return absentAtLevel(facts, competency, level);
  if (competency && cluster) {
    const [row] = rows;
    const [overall] = await selectValues(facts.db, { level, competency, cluster: 'ALL' });
    if (!row || !overall)
      return all[0] ? oneValue(facts, all.find((one) => one.government === government) ?? all[0]) : null;
    return answered([
      paragraph(
        claim(
          t(
            `${row.aboveOverall ? '是' : '否'}：${columnName(facts, row)}的${say.competency(competency)}是 ${say.cell(row)}，總平均是 ${overall.printed}${row.aboveOverall ? '' : '（要嚴格大於才算高於）'}。`,
            `${row.aboveOverall ? 'Yes' : 'No'}: in ${columnName(facts, row)}, ${say.competency(competency)} scores ${say.cell(row)}; the overall mean is ${overall.printed}${row.aboveOverall ? '' : ' (above means strictly greater)'}.`,
          ),
          cellRef(row),
        ),
        claim(pointsReminder(facts), doubt('A1')),
      ),
    ]);
  }
  const overall = competency
    ? (await selectValues(facts.db, { level, competency, cluster: 'ALL' }))[0]
    : undefined;
  const claims = above.map((row) =>
    claim(
      `${competency ? say.cluster(row.cluster) : say.competency(row.competency)}${t('：', ': ')}${say.shortCell(row)}`,
      cellRef(row),
    ),
  );
  const subject = competency
    ? t(
        `${say.level(level)}題組，${say.competency(competency)}（總平均 ${overall?.printed}）高於總平均的工作群`,
        `In the ${say.level(level)} block, clusters above the overall mean (${overall?.printed}) on ${say.competency(competency)}`,
      )
    : t(
        `${say.level(level)}題組，${say.group(cluster ?? 'ALL', government)}高於總平均的職能`,
        `In the ${say.level(level)} block, competencies above the overall mean in ${say.group(cluster ?? 'ALL', government)}`,
      );
  if (!competency && !cluster) return null;
  if (claims.length === 0) return null;
  return answered([
    list(claims, t(`${subject}：`, `${subject}:`)),
    paragraph(
      claim(
        t(
          '高於總平均由本庫以兩位小數嚴格比較重算；原表的紅字已失。',
          'Above the overall mean is recomputed by us, strictly, on two decimals; the red print of the original is lost.',
        ),
        doubt('F6'),
      ),
    ),
  ]);
}
