import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import { absentAtLevel, cellRef, levelsOf, oneValue, pointsReminder } from './cell.ts';
import { columnName } from './column.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, clarify, doubt, list, paragraph } from './facts.ts';

/** Rows whose number may be shown. */
function shown(rows: readonly ValueRow[]): ValueRow[] {
  return rows.filter((row) => row.printed !== null && row.support !== 'tiny' && row.support !== 'none');
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
