import type { FrameworkContent } from './content.ts';
import { governmentTable, importanceTable } from './importance-passages.ts';
import { listDoubts } from './lookups.ts';
import { clusterByLevel, clusterPca, keyCompetencies, population, referenceTables } from './other-tables.ts';
import type { Task, TaskTableId } from './schema.ts';
import type { StudyTable } from './tables.ts';
import { en, nameOf, type Passage, zh } from './wording.ts';

type Present = (content: FrameworkContent, table: StudyTable) => Passage[];

/** Tables with a source of their own; the others are told by the cluster sources and the study's texts. */
export const presentedTables: ReadonlyMap<string, Present> = new Map<string, Present>([
  ['competency-by-cluster-basic', importanceTable],
  ['competency-by-cluster-mid', importanceTable],
  ['competency-by-cluster-senior', importanceTable],
  ['competency-by-government-basic', governmentTable],
  ['competency-by-government-mid', governmentTable],
  ['competency-by-government-senior', governmentTable],
  ['cluster-by-level', clusterByLevel],
  ['cluster-pca', clusterPca],
  ['key-competencies', keyCompetencies],
  ['population', population],
  ...Object.entries(referenceTables),
]);

/** The rows of a table as sentences, then what it is, its base and its doubts in both languages. */
export function tablePassages(content: FrameworkContent, table: StudyTable): Passage[] {
  const rows = presentedTables.get(table.id)?.(content, table) ?? [];
  const doubts = listDoubts(content, { table: table.id });
  const about = (language: 'zh-TW' | 'en', lead: string, stop: string, gap: string) =>
    [
      [table.title[language] + stop.trim(), table.about[language], table.base[language]].join(gap),
      ...doubts.map((doubt) => `${lead}${doubt.short[language]}${stop}`),
    ].join('\n');
  return [
    ...rows,
    zh(['說明與基數'], about('zh-TW', '（本庫註）', '。', '')),
    en(['English', 'What the table is and its base'], about('en', 'Our note: ', '.', ' ')),
  ];
}

/** The rows of one of the three task tables. */
export function taskTablePassages(
  content: FrameworkContent,
  id: TaskTableId,
  names: { readonly name: string; readonly nameEn: string },
): Passage[] {
  const tasks = content.tasks.filter((task) => task.table === id);
  return [
    ...tasks.map((task) =>
      zh([names.name, `第 ${task.row} 列`, task.label], taskText(content, task, names.name), ['非資訊核心']),
    ),
    ...inChunks(tasks, 6).map((chunk) =>
      en(['English', names.nameEn], englishTasks(content, chunk, names.nameEn)),
    ),
  ];
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

function taskText(content: FrameworkContent, task: Task, tableName: string): string {
  const values = content.clusters.map((cluster) => {
    const printed = task.nPrinted[cluster.id];
    const corrected = task.nCorrected[cluster.id];
    const n = printed === corrected ? `N=${printed}` : `印作 N=${printed}，應為 ${corrected}，本庫更正`;
    return `${cluster.name} ${task.values[cluster.id]}（${n}）`;
  });
  const label = task.probableLabel
    ? `（本庫註）此列的標籤可能上移了一列，實際可能是「${task.probableLabel.label}」；這是本庫的假設，未經研究作者確認。`
    : '';
  return `${tableName}第 ${task.row} 列「${task.label}」各工作群的數值：${values.join('、')}。研究沒有說明量尺，只能比較相對輪廓，不能讀成次數或時數。${label}`;
}

function englishTasks(content: FrameworkContent, tasks: readonly Task[], name: string): string {
  const rows = tasks.map((task) => {
    const values = content.clusters.map(
      (c) => `${nameOf(content, 'clusters', c.id).en} ${task.values[c.id]}`,
    );
    const label = task.probableLabel ? ` [probably ${task.probableLabel.labelEn}: our hypothesis]` : '';
    return `${task.row}. ${task.labelEn} (${task.label})${label}: ${values.join(', ')}.`;
  });
  return [`${name}, values by cluster; the scale is not stated, use relative profiles only.`, ...rows].join(
    '\n',
  );
}
