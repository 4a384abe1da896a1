import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import { absentAtLevel, cellRef, levelsOf, pointsReminder, valueQuestion, whyLevelsDiffer } from './cell.ts';
import { descending } from './column.ts';
import type { Draft, DraftPart, Facts } from './facts.ts';
import { answered, claim, clarify, doubt, list, paragraph } from './facts.ts';
import { governmentNotes } from './government-doubts.ts';

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
    paragraph(...(await governmentNotes(facts, competency))),
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
