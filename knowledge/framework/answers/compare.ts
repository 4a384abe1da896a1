import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import { absentAtLevel, cellRef, levelsOf, pointsReminder, valueQuestion, whyLevelsDiffer } from './cell.ts';
import { columnN, columnName } from './column.ts';
import { definitionClaims } from './definitions.ts';
import type { CitedClaim, Draft, DraftPart, Facts } from './facts.ts';
import { answered, claim, doubt, list, noSource, paragraph } from './facts.ts';

/** 技術 against 管理 and the like: there is no common scale. */
export async function answerCompareTypes(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  const types = new Set(reading.types);
  if (types.size < 2 || reading.competencies.length > 0 || asks.howMany) return null;
  if (!asks.compare && !asks.measure) return null;
  const named = [...types].map((type) => say.type(type)).join(t('與', ' and '));
  return answered(
    [
      paragraph(
        claim(
          t(
            `${named}不能互相比較：填答者是在每一類之內各自排序，各類的項數、名次與總分都不同，數值沒有共同的尺度。`,
            `${named} cannot be compared: respondents ranked within each type separately, and the types differ in items, ranks and total points, so their values share no scale.`,
          ),
          doubt('A1'),
        ),
        claim(
          t(
            '可以看的是每一類之內，哪一項排得較前面。',
            'What can be read is which item ranks higher within each type.',
          ),
          doubt('A2'),
        ),
      ),
    ],
    [...types].map((type) =>
      t(
        `${facts.lexicon.levels.find((one) => one.id === (reading.levels[0] ?? 'mid'))?.name}${type}職能中最高的前三項是什麼？`,
        `What are the top three ${say.type(type)} at ${say.level(reading.levels[0] ?? 'mid')}?`,
      ),
    ),
  );
}

/** Two competencies in one column. */
export async function answerCompareCompetencies(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (reading.competencies.length < 2) return null;
  if (!reading.asks.measure && !reading.asks.compare && reading.levels.length + reading.clusters.length === 0)
    return null;
  const present = levelsOf(facts, reading.competencies[0]!)
    .map((one) => one.level)
    .filter((level) =>
      reading.competencies.every((name) => levelsOf(facts, name).some((one) => one.level === level)),
    );
  const [level] = reading.levels;
  if (level && !present.includes(level)) {
    const missing = reading.competencies.find(
      (name) => !levelsOf(facts, name).some((one) => one.level === level),
    )!;
    return absentAtLevel(facts, missing, level);
  }
  const cluster = reading.clusters[0] ?? 'ALL';
  const government = cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL');
  const parts: DraftPart[] = [];
  let mixed = false;
  for (const one of level ? reading.levels : present) {
    const rows = (await selectValues(facts.db, { level: one, cluster, government })).filter((row) =>
      reading.competencies.includes(row.competency),
    );
    if (rows.length < 2) continue;
    const types = new Set(rows.map((row) => row.type));
    mixed ||= types.size > 1;
    parts.push(competencyPart(facts, rows, types.size > 1));
  }
  if (parts.length === 0)
    return noSource(
      t(
        `${reading.competencies.map((name) => say.competency(name)).join('與')}沒有在同一個層級的題組出現過，無法並列。`,
        `${reading.competencies.map((name) => say.competency(name)).join(' and ')} never appear in one question block, so they cannot be set side by side.`,
      ),
      reading.competencies.map((name) =>
        valueQuestion(facts, name, levelsOf(facts, name)[0]?.level ?? 'mid'),
      ),
    );
  const notes = [
    mixed
      ? claim(
          t(
            '兩項屬於不同類型，各自在自己的題組內排序，數值不能直接比大小，只能看各自的名次。',
            'The items belong to different types and were ranked in separate blocks, so their values cannot be compared; only the rank within each type can be read.',
          ),
          doubt('A1'),
        )
      : claim(pointsReminder(facts), doubt('A1')),
  ];
  if (parts.length > 1) notes.push(whyLevelsDiffer(facts, false));
  return answered([...parts, paragraph(...notes)]);
}

function competencyPart(facts: Facts, rows: readonly ValueRow[], mixed: boolean): DraftPart {
  const { say, t } = facts;
  const [first] = rows;
  const hidden = first!.support === 'tiny' || first!.support === 'none';
  if (hidden)
    return paragraph(
      claim(
        t(
          `${columnName(facts, first!)}：${say.cell(first!)}，不作比較。`,
          `${columnName(facts, first!)}: ${say.cell(first!)}, so nothing is compared.`,
        ),
        cellRef(first!),
        doubt('A5'),
      ),
    );
  const sorted = [...rows].sort((a, b) => Number(b.printed) - Number(a.printed));
  const line = (row: ValueRow) =>
    t(
      `${say.competency(row.competency)} ${row.printed}（${row.type}職能 ${row.items} 項中第 ${row.rank}）`,
      `${say.competency(row.competency)} ${row.printed} (${row.rank} of ${row.items} ${say.type(row.type)})`,
    );
  const where = `${columnName(facts, first!)}${t('（', ' (')}${columnN(facts, first!)}${t('）', ')')}`;
  const [high, low] = sorted;
  const verdict =
    mixed || sorted.length > 2
      ? ''
      : high!.printed === low!.printed
        ? t('，兩者相同', '; they are equal')
        : t(`，${say.competency(high!.competency)}較高`, `; ${say.competency(high!.competency)} is higher`);
  return paragraph(
    claim(
      t(
        `${where}：${sorted.map(line).join('、')}${verdict}。`,
        `In ${where}: ${sorted.map(line).join(', ')}${verdict}.`,
      ),
      ...sorted.map(cellRef),
    ),
  );
}

/** Two or more clusters on one competency, within each level. */
export async function answerCompareClusters(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const competency = reading.competencies[0];
  if (!competency || reading.competencies.length > 1 || reading.clusters.length < 2) return null;
  const present = levelsOf(facts, competency).map((one) => one.level);
  const levels =
    reading.levels.length > 0 ? reading.levels.filter((level) => present.includes(level)) : present;
  if (levels.length === 0) return absentAtLevel(facts, competency, reading.levels[0]!);
  const government = reading.governments[0] ?? 'ALL';
  const claims: CitedClaim[] = [];
  let small = false;
  for (const level of levels) {
    const rows = (await selectValues(facts.db, { competency, level, government })).filter((row) =>
      reading.clusters.includes(row.cluster as never),
    );
    small ||= rows.some((row) => row.support !== 'enough');
    claims.push(claim(clusterSentence(facts, rows, level), ...rows.slice(0, 1).map(cellRef)));
  }
  const notes = [claim(pointsReminder(facts), doubt('A1'))];
  if (small)
    notes.push(
      claim(
        t(
          '少於 10 人的格子只供參考，不能據以比較或推論。',
          'Cells of fewer than 10 people are no basis for comparing or generalising.',
        ),
        doubt('A5'),
      ),
    );
  if (levels.length > 1)
    notes.push(whyLevelsDiffer(facts, new Set(levelsOf(facts, competency).map((one) => one.type)).size > 1));
  return answered(
    [
      levels.length > 1 ? list(claims, `${say.competency(competency)}${t('：', ':')}`) : paragraph(...claims),
      paragraph(...notes),
    ],
    [valueQuestion(facts, competency, levels[0]!)],
  );
}

function clusterSentence(facts: Facts, rows: readonly ValueRow[], level: LevelId): string {
  const { say, t } = facts;
  const cells = rows.map((row) => `${say.cluster(row.cluster)} ${say.cell(row)}`).join(t('、', ', '));
  const solid = rows.filter((row) => row.support === 'enough');
  const sorted = [...solid].sort((a, b) => Number(b.printed) - Number(a.printed));
  const verdict =
    solid.length < rows.length
      ? ''
      : sorted[0]!.printed === sorted[1]?.printed
        ? t('，兩者相同', '; they are equal')
        : t(`，${say.cluster(sorted[0]!.cluster)}較高`, `; ${say.cluster(sorted[0]!.cluster)} is higher`);
  const where = rows[0]!.government === 'ALL' ? '' : say.government(rows[0]!.government);
  const name = say.competency(rows[0]!.competency);
  return t(
    `${say.level(level)}題組${where}的${name}：${cells}${verdict}。`,
    `${name} in the ${say.level(level)} block${where && `, ${where}`}: ${cells}${verdict}.`,
  );
}

/** Levels side by side: printed values, and lift where the item is the same at both. */
export async function answerCompareLevels(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const competency = reading.competencies[0];
  if (!competency || reading.competencies.length > 1) return null;
  const several = reading.levels.length > 1 || reading.asks.whichLevel;
  if (!several) return null;
  const cluster = reading.clusters[0] ?? 'ALL';
  const government = cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL');
  const rows = (await selectValues(facts.db, { competency, cluster, government })).filter(
    (row) => reading.levels.length < 2 || reading.levels.includes(row.level),
  );
  if (rows.length === 0) return absentAtLevel(facts, competency, reading.levels[0]!);
  const types = new Set(rows.map((row) => row.type));
  const comparable =
    types.size === 1 &&
    rows.length > 1 &&
    rows.every((row) => row.support === 'enough' || row.support === 'unknown');
  const lines = rows.map((row) =>
    claim(
      `${say.level(row.level)}${t(`（${row.type}職能）：`, ` (${say.type(row.type)}): `)}${say.shortCell(row)}`,
      cellRef(row),
    ),
  );
  const group = cluster === 'ALL' ? t('總平均', 'the overall mean (總平均)') : say.group(cluster, government);
  const notes = [whyLevelsDiffer(facts, types.size > 1)];
  if (comparable)
    notes.push(
      claim(
        t(
          `若要對照，只能看「相對於隨機排序的倍數」（本庫計算）：${rows.map((row) => `${say.level(row.level)} ${row.lift?.toFixed(2)} 倍`).join('、')}。`,
          `The only fair reading is the multiple of what random ranking would give (our calculation): ${rows.map((row) => `${say.level(row.level)} ${row.lift?.toFixed(2)}`).join(', ')}.`,
        ),
        doubt('A2'),
      ),
    );
  const missing = reading.levels.filter(
    (level) => !levelsOf(facts, competency).some((one) => one.level === level),
  );
  for (const level of missing)
    notes.push(
      claim(
        t(`${say.level(level)}題組沒有這一項。`, `The ${say.level(level)} block does not have this item.`),
        doubt('E3'),
      ),
    );
  const present = levelsOf(facts, competency).filter((one) => rows.some((row) => row.level === one.level));
  const meanings = reading.asks.measure ? [] : definitionClaims(facts, present);
  return answered([
    list(meanings),
    list(
      lines,
      t(
        `${say.competency(competency)}在${group}，各層級題組印出的數值：`,
        `${say.competency(competency)}, ${group}, as printed for each level:`,
      ),
    ),
    paragraph(...notes),
  ]);
}
