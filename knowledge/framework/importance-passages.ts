import type { FrameworkContent } from './content.ts';
import type { ImportanceRow } from './importance.ts';
import { findCompetency } from './lookups.ts';
import type { StudyTable } from './tables.ts';
import { cellText, en, nameOf, type Passage, pointsNote, typeNames, zh } from './wording.ts';

const basisNotes: Record<string, string> = {
  basic: '各欄人數沒有印出，也無法確定。',
  mid: '各欄人數由本庫從數值還原，未經研究作者確認。',
  senior: '各工作群人數見層級表。',
};

/** What the printed tables call two of the clusters. */
const printedClusterNames = ['硬體與資安', '資料與系統'];

/** One passage per competency of a table by cluster, and an English passage per competency type. */
export function importanceTable(content: FrameworkContent, table: StudyTable): Passage[] {
  const rows = rowsByCompetency(content, table.id);
  const byType = Object.entries(typeNames).map(([type, english]) => {
    const ofType = [...rows].filter(([, cells]) => cells[0]?.type === type);
    return en(['English', `Values by cluster, ${english} competencies`], englishRows(content, ofType));
  });
  return [...[...rows].map(([name, cells]) => clusterPassage(content, name, cells)), ...byType];
}

function rowsByCompetency(content: FrameworkContent, table: string): Map<string, ImportanceRow[]> {
  const rows = new Map<string, ImportanceRow[]>();
  for (const row of content.importance) {
    if (row.table === table) rows.set(row.competency, [...(rows.get(row.competency) ?? []), row]);
  }
  return rows;
}

function clusterPassage(content: FrameworkContent, name: string, cells: readonly ImportanceRow[]): Passage {
  const { level, type } = cells[0]!;
  const levelName = nameOf(content, 'levels', level)['zh-TW'];
  const values = cells.map(
    (c) => `${nameOf(content, 'clusters', c.cluster)['zh-TW']} ${cellText(c)['zh-TW']}`,
  );
  return zh(
    [`${type}職能`, name],
    `${levelName}${type}職能「${name}」在各工作群的數值：${values.join('、')}。${pointsNote['zh-TW']}${basisNotes[level]}`,
    printedClusterNames,
  );
}

function englishRows(
  content: FrameworkContent,
  rows: readonly (readonly [string, readonly ImportanceRow[]])[],
): string {
  const lines = rows.map(([name, cells]) => {
    const { level, type } = cells[0]!;
    const english = findCompetency(content, level, name)?.nameEn;
    const values = cells.map((c) => `${nameOf(content, 'clusters', c.cluster).en} ${cellText(c).en}`);
    return `${english} (${name}, ${typeNames[type]}): ${values.join('; ')}.`;
  });
  return [pointsNote.en, ...lines].join('\n');
}

/** One passage per competency of a table by government; cells of 1 to 5 people carry no number. */
export function governmentTable(content: FrameworkContent, table: StudyTable): Passage[] {
  return [...rowsByCompetency(content, table.id)].map(([name, cells]) => {
    const { level, type } = cells[0]!;
    const levelName = nameOf(content, 'levels', level)['zh-TW'];
    const lines = content.governments.map((government) => {
      const values = cells
        .filter((c) => c.government === government.id)
        .map((c) => `${nameOf(content, 'clusters', c.cluster)['zh-TW']} ${cellText(c)['zh-TW']}`);
      return `${government.name}：${values.join('、')}。`;
    });
    return zh(
      [`${type}職能`, name],
      [
        `${levelName}${type}職能「${name}」在各政府別與工作群的數值：`,
        ...lines,
        `${pointsNote['zh-TW']}各格人數由本庫還原或估計，未經研究作者確認。`,
      ].join('\n'),
      printedClusterNames,
    );
  });
}
