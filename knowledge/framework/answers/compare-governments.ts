import { selectValues } from '../queries.ts';
import { absentAtLevel, cellRef, levelsOf, pointsReminder } from './cell.ts';
import type { Draft, DraftPart, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';
import { governmentNotes } from './government-doubts.ts';

/** Governments side by side within one level; without a cluster, cluster by cluster. */
export async function answerCompareGovernments(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const competency = reading.competencies[0];
  const { asks } = reading;
  const several =
    reading.governments.length > 1 ||
    (asks.whichGovernment && asks.compare) ||
    (reading.governments.length === 1 && (asks.highest || asks.lowest));
  if (!competency || !several || reading.clusters.length > 0) return null;
  const chosen =
    reading.governments.length > 1 ? reading.governments : facts.lexicon.governments.map((one) => one.id);
  const present = levelsOf(facts, competency).map((one) => one.level);
  const levels =
    reading.levels.length > 0 ? reading.levels.filter((level) => present.includes(level)) : present;
  if (levels.length === 0) return absentAtLevel(facts, competency, reading.levels[0]!);
  const parts: DraftPart[] = [];
  for (const level of levels) {
    const rows = await selectValues(facts.db, { competency, level });
    const claims = facts.lexicon.clusters.map((cluster) => {
      const cells = rows.filter(
        (row) => row.cluster === cluster.id && chosen.includes(row.government as never),
      );
      const text = cells
        .map((row) => `${say.government(row.government)} ${say.shortCell(row)}`)
        .join(t('、', '; '));
      return claim(`${say.cluster(cluster.id)}${t('：', ': ')}${text}`, ...cells.slice(0, 1).map(cellRef));
    });
    parts.push(
      list(
        claims,
        t(
          `${say.level(level)}題組的${say.competency(competency)}：`,
          `${say.competency(competency)} in the ${say.level(level)} block:`,
        ),
      ),
    );
  }
  return answered([
    paragraph(...(await governmentNotes(facts, competency))),
    ...parts,
    paragraph(
      claim(
        t(
          '研究沒有印出各政府別的整體平均；少於 10 人的格子不用來比較，本庫也不把這些數值合成排名。',
          'The study prints no mean by government; cells of fewer than 10 people are not used for comparison, and we do not merge them into a ranking.',
        ),
        doubt('A5'),
      ),
      claim(pointsReminder(facts), doubt('A1')),
    ),
  ]);
}
