import { pattern } from '../pattern.ts';
import type { ValueRow } from '../queries.ts';
import { selectDoubts, selectStatements, selectValues } from '../queries.ts';
import type { CompetencyType, LevelId } from '../schema.ts';
import { absentAtLevel, cellRef, levelsOf, pointsReminder, whyLevelsDiffer } from './cell.ts';
import { blocksNote, columnN, columnName, descending, tinyColumn, typeOrder } from './column.ts';
import type { CitedClaim, Draft, DraftPart, Facts } from './facts.ts';
import { answered, claim, clarify, doubt, list, paragraph } from './facts.ts';
import { verdict } from './statements.ts';

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

/** Two types of government and no column: what the study says of them. */
async function governmentStatement(facts: Facts): Promise<Draft | null> {
  if (facts.reading.governments.length < 2) return null;
  const statement = (await selectStatements(facts.db)).find(({ printed }) =>
    /地方看重.*中央看重/u.test(printed),
  );
  if (!statement) return null;
  return answered([paragraph(...(await verdict(facts, statement, await selectDoubts(facts.db))))]);
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
  const said = cluster === 'ALL' && reading.levels.length === 0 ? await governmentStatement(facts) : null;
  if (said) return said;
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
