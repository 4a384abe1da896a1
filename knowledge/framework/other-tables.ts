import type { FrameworkContent } from './content.ts';
import { getTable } from './lookups.ts';
import { cell, type StudyTable, type TableRow } from './tables.ts';
import { nameOf, type Passage, zh } from './wording.ts';

/** Observed and expected people of each cluster, and the totals. */
export function clusterByLevel(content: FrameworkContent, table: StudyTable): Passage[] {
  const value = (cluster: string, level: string, measure: string) =>
    table.rows.find((r) => r.cluster_id === cluster && r.level_id === level && r.measure === measure)?.value;
  const counts = (cluster: string, measure: string) =>
    content.levels.map((level) => `${level.name} ${value(cluster, level.id, measure)}`).join('、');
  const sample = Number(totalOf(getTable(content, 'population'), '樣本'));
  return [
    ...content.clusters.map((c) =>
      zh(
        [c.name],
        `${c.name}工作群實際人數：${counts(c.id, 'observed')}，合計 ${c.people.total} 人；期望值：${counts(c.id, 'expected')}。`,
      ),
    ),
    zh(
      ['總計'],
      `五個工作群合計：${counts('ALL', 'column_total')}，共 ${value('ALL', 'ALL', 'column_total')} 人；有效問卷為 ${sample} 份，其餘 ${sample - Number(value('ALL', 'ALL', 'column_total'))} 人沒有工作群（差額由本庫計算）。`,
    ),
  ];
}

/** Mean component scores; the columns are components, not clusters. */
export function clusterPca(content: FrameworkContent, table: StudyTable): Passage[] {
  return content.clusters.map((c) => {
    const scores = table.rows
      .filter((row) => row.cluster_id === c.id)
      .map((row) => `${cell(row, 'component')} ${cell(row, 'value')}`);
    return zh(
      [c.name],
      `${c.name}工作群在五個主成分的平均分數：${scores.join('、')}。這些名稱是主成分，不是工作群，不能用來替個人計分。`,
    );
  });
}

/** The printed selection per type and level; absence means nothing at middle level (doubt F1). */
export function keyCompetencies(content: FrameworkContent, table: StudyTable): Passage[] {
  return ['共通', '技術', '管理'].flatMap((type) =>
    content.levels.map((level) => {
      const rows = table.rows.filter((r) => r.competency_type === type && r.level_id === level.id);
      const lists = content.clusters.map((c) => {
        const names = rows.filter((r) => r.cluster_id === c.id).map((r) => cell(r, 'competency'));
        return `${c.name}：${names.length ? names.join('、') : '（清單上無）'}`;
      });
      return zh(
        [`${type}職能`, level.name],
        `研究列出的${level.name}${type}主要職能，${lists.join('；')}。${keyListNote(rows, level.id)}`,
      );
    }),
  );
}

function keyListNote(rows: readonly TableRow[], level: string): string {
  const realigned = rows.some((row) => row.status === 'row_slid_left_realigned');
  const merged = rows.some((row) => row.status?.startsWith('sixth_cell'));
  return [
    '清單是研究作者的選擇，沒有印出選取規則。',
    level === 'mid' ? '（本庫註）中階列部分被文字方塊遮住，未列出不代表不重要。' : '',
    realigned ? '（本庫註）部分列在原圖左移一欄，由本庫對正。' : '',
    merged ? '（本庫註）「資訊安全與倫理」由本庫讀作跨各群合併的儲存格。' : '',
  ].join('');
}

function totalOf(population: StudyTable, side: '母體' | '樣本'): string {
  return population.rows.find((r) => r.side === side && r.block === '總計')?.count ?? '';
}

/** Only the totals can be quoted; the rest of the table is damaged (doubt B4). */
export function population(_content: FrameworkContent, table: StudyTable): Passage[] {
  return [
    zh(
      ['總計'],
      `母體粗估 ${totalOf(table, '母體')} 人，樣本為有效問卷 ${totalOf(table, '樣本')} 份。（本庫註）此表的類別列已損壞，除總計與偏誤方向外不應引用，也不能據以計算權數。`,
    ),
  ];
}

/** Rows grouped by one column, each group one passage. */
function grouped(
  key: string,
  title: (row: TableRow) => string,
  line: (row: TableRow, content: FrameworkContent) => string,
  joint = '；',
) {
  return (content: FrameworkContent, table: StudyTable): Passage[] => {
    const groups = new Map<string, TableRow[]>();
    for (const row of table.rows) groups.set(cell(row, key), [...(groups.get(cell(row, key)) ?? []), row]);
    return [...groups.values()].map((rows) =>
      zh(
        [cell(rows[0]!, key) || '共通'],
        `${title(rows[0]!)}${rows.map((r) => line(r, content)).join(joint)}。`,
      ),
    );
  };
}

const relationNames: Record<string, string> = {
  same: '同名',
  informal: '通稱',
  predecessor: '舊稱',
  'predecessor / informal': '舊稱或通稱',
  'predecessor, split in two': '舊稱，新架構拆為兩項',
  'predecessors, merged': '舊稱，新架構併為一項',
  'nearest predecessor': '最接近的舊稱',
  unclear: '關係不明，不畫上等號',
  'two competencies named together': '兩項職能合稱',
  'same name, different type': '同名，類型因層級而異',
};

function governmentClusters(content: FrameworkContent): Passage[] {
  const names = (ids: readonly string[]) =>
    ids.map((id) => nameOf(content, 'clusters', id)['zh-TW']).join('、');
  return content.governments.map((one) =>
    zh(
      [one.name],
      `研究描述的${one.printedName}工作群，主要：${names(one.primaryClusters)}；次要：${names(one.secondaryClusters)}；特徵：${one.description}。`,
    ),
  );
}

function oldMap(content: FrameworkContent, table: StudyTable): Passage[] {
  return ['共通', '管理', '技術'].map((type) => {
    const lists = content.levels.map((level) => {
      const rows = table.rows.filter((r) => r.competency_type === type && r.level_id === level.id);
      return `${level.name}：${rows.map((r) => r.competency).join('、')}`;
    });
    return zh([`${type}職能`], `舊職能地圖（2023）的${type}職能，${lists.join('；')}。`);
  });
}

/** The lists and comparisons, row by row. */
export const referenceTables = {
  'framework-revised': grouped(
    'level_heading_printed',
    (row) =>
      `修正後的${row.competency_type}職能${row.level_heading_printed ? `（${row.level_heading_printed}）` : ''}：`,
    (row) => `${row.competency}（${row.revision_note}）`,
  ),
  'framework-old-map': oldMap,
  'competency-aliases': grouped(
    'canonical',
    (row) =>
      `「${cell(row, 'canonical').replace(/ [|+] /, '、')}」的其他名稱與新舊對照（本庫的提案，研究沒有印出對照表）：`,
    (row) => `${cell(row, 'alias').replaceAll(' | ', '、')}（${relationNames[cell(row, 'relation')]}）`,
  ),
  'country-comparison': grouped(
    'country',
    (row) => `${row.country}政府資訊人員職能架構，`,
    (row) => `${row.item}：${cell(row, 'text').replace(/。$/, '')}`,
  ),
  'government-ai-differences': grouped(
    'competency',
    (row) => `研究對「${row.competency}」政府別差異的敘述，`,
    (row, content) => `${nameOf(content, 'levels', cell(row, 'level_id'))['zh-TW']}：${row.statement}`,
  ),
  'government-clusters': governmentClusters,
  'interviews-competency': grouped(
    'role',
    (row) => `數位職能訪談對象，${row.role}：`,
    (row) => `${row.count} 人${row.note ? `（${row.note}）` : ''}`,
  ),
  'interviews-badge': grouped(
    'role',
    (row) => `開放徽章訪談對象，${row.role}：`,
    (row) => `${row.count} 人`,
  ),
} as const;
