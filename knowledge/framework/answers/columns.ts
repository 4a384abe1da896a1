import { pattern } from '../pattern.ts';
import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import { absentAtLevel, cellRef, levelsOf, whyLevelsDiffer } from './cell.ts';
import { blocksNote, columnN, columnName, descending, tinyColumn, typeOrder } from './column.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const allWords = pattern(
  '(所有|全部|各項?|每一?項|列出|完整).{0,14}(職能|答案|數值|分數)|(職能|答案|數值|分數).{0,8}(全部|所有|列出|分別)|(all|every|each|list).{0,30}(competenc|values?|scores?|answers?)|(平均|average|mean).{0,30}(職能|competenc)|職能.{0,8}(平均|分數|數值)',
);

/** All values of one column, each type for itself. */
export async function answerWholeColumn(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [level] = reading.levels;
  if (!level || reading.levels.length > 1 || reading.clusters.length > 1) return null;
  if (reading.competencies.length > 0 || reading.tasks.length > 0 || !allWords.test(reading.text))
    return null;
  if (!reading.asks.measure && reading.clusters.length === 0) return null;
  const cluster = reading.clusters[0] ?? 'ALL';
  const government = cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL');
  const rows = await selectValues(facts.db, { level, cluster, government });
  const [first] = rows;
  if (!first) return null;
  if (first.support === 'tiny' || first.support === 'none') return tinyColumn(facts, first);
  const types = typeOrder.filter((type) => reading.types.length === 0 || reading.types.includes(type));
  const claims = types.map((type) => {
    const block = descending(rows.filter((row) => row.type === type));
    const values = block.map((row) => `${say.competency(row.competency)} ${row.printed}`).join(t('、', ', '));
    return claim(`${say.type(type)}${t('：', ': ')}${values}`, ...block.slice(0, 3).map(cellRef));
  });
  return answered([
    list(
      claims,
      t(
        `${columnName(facts, first)}（${columnN(facts, first)}）：`,
        `In ${columnName(facts, first)} (${columnN(facts, first)}):`,
      ),
    ),
    paragraph(blocksNote(facts)),
  ]);
}

const shareWords = pattern(
  '比重|份額|占比|佔比|占.{0,8}(職能|積分|題組)|佔.{0,8}(職能|積分|題組)|倍數|幾倍|(?<![a-z])lift|share of|proportion of',
);

/** Share of the block's points and the multiple of random ranking: both ours. */
export async function answerShare(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const [competency] = reading.competencies;
  if (!competency || reading.competencies.length > 1 || !shareWords.test(reading.text)) return null;
  const [level] = reading.levels;
  if (level && !levelsOf(facts, competency).some((one) => one.level === level))
    return absentAtLevel(facts, competency, level);
  const cluster = reading.clusters[0] ?? 'ALL';
  const government = cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL');
  const rows = (await selectValues(facts.db, { competency, cluster, government })).filter(
    (row) => reading.levels.length === 0 || reading.levels.includes(row.level),
  );
  if (rows.length === 0) return null;
  const claims = rows.map((row) => claim(shareSentence(facts, row), cellRef(row)));
  const notes = [
    claim(
      t(
        '份額與倍數由本庫依印出的數值計算，只反映排序的先後，不是能力或達成率。',
        'Share and multiple are computed by us from the printed values; they reflect rank order only, not ability or attainment.',
      ),
      doubt('A1'),
    ),
  ];
  if (rows.length > 1) notes.push(whyLevelsDiffer(facts, new Set(rows.map((row) => row.type)).size > 1));
  return answered([rows.length > 1 ? list(claims) : paragraph(...claims), paragraph(...notes)]);
}

function shareSentence(facts: Facts, row: ValueRow): string {
  const { say, t } = facts;
  if (row.support === 'tiny' || row.support === 'none')
    return `${columnName(facts, row)}${t('：', ': ')}${say.cell(row)}`;
  const share = ((row.share ?? 0) * 100).toFixed(1);
  return t(
    `${columnName(facts, row)}，${say.competency(row.competency)}印出的數值是 ${row.printed}（${columnN(facts, row)}），占${row.type}職能題組積分的 ${share}%，是隨機排序的 ${row.lift?.toFixed(2)} 倍。`,
    `In ${columnName(facts, row)}, ${say.competency(row.competency)} is printed as ${row.printed} (${columnN(facts, row)}): ${share} % of the points of its block of ${say.type(row.type)}, ${row.lift?.toFixed(2)} times what random ranking would give.`,
  );
}
