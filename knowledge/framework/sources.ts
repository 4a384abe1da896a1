import type { SourceRecordInput } from '../sources/schema.ts';
import type { FrameworkContent } from './content.ts';
import { clusterPassages, competencyPassages, doubtPassages } from './entity-passages.ts';
import { presentedTables, tablePassages, taskTablePassages } from './table-passages.ts';
import { ours } from './wording.ts';

/**
 * The framework as citable sources: one per study table, competency and level, cluster and task table,
 * and one with all notes of doubt.
 */
export function frameworkSources(content: FrameworkContent): SourceRecordInput[] {
  return [
    ...competencySources(content),
    ...clusterSources(content),
    ...tableSources(content),
    ...taskTableSources(content),
    source(content, {
      externalId: 'framework-doubts',
      title: '研究數據的疑義與本庫處理方式',
      titleEn: "Notes of doubt on the study's data and how they are treated",
      passages: doubtPassages(content),
    }),
  ];
}

type Part = Pick<SourceRecordInput, 'externalId' | 'title' | 'titleEn' | 'passages' | 'details'>;

function source(content: FrameworkContent, part: Part): SourceRecordInput {
  const { study } = content;
  return {
    kind: 'framework',
    url: study.url,
    language: 'zh-TW',
    owner: study.investigators.join('、'),
    visibility: 'public',
    reviewedOn: study.reviewed,
    reviewBy: study.reviewBy,
    ...part,
  };
}

function competencySources(content: FrameworkContent): SourceRecordInput[] {
  const levels = new Map(content.levels.map((level) => [level.id, level]));
  return content.competencies.map((one) => {
    const level = levels.get(one.level);
    return source(content, {
      externalId: `competency-${one.level}-${one.name}`,
      title: `${level?.name}職能：${one.name}`,
      titleEn: `${one.nameEn} (${level?.nameEn.toLowerCase()})`,
      details: { level: one.level, competency: one.name, type: one.type },
      passages: competencyPassages(content, one),
    });
  });
}

function clusterSources(content: FrameworkContent): SourceRecordInput[] {
  return content.clusters.map((one) =>
    source(content, {
      externalId: `cluster-${one.id}`,
      title: `工作群：${one.name}`,
      titleEn: `Cluster: ${one.nameEn}`,
      details: { cluster: one.id },
      passages: clusterPassages(content, one),
    }),
  );
}

function tableSources(content: FrameworkContent): SourceRecordInput[] {
  return content.tables
    .filter((table) => presentedTables.has(table.id))
    .map((table) =>
      source(content, {
        externalId: `table-${table.id}`,
        title: table.ours ? `${table.title['zh-TW']}${ours['zh-TW']}` : table.title['zh-TW'],
        titleEn: table.title.en,
        details: { table: table.id, ours: table.ours },
        passages: tablePassages(content, table),
      }),
    );
}

const taskTables = [
  { id: 'contract', name: '資通履約管理', nameEn: 'ICT contract management' },
  { id: 'tech', name: '技術領域管理', nameEn: 'Technical management' },
  { id: 'policy', name: '資通訊政策業務管理', nameEn: 'ICT policy work' },
] as const;

function taskTableSources(content: FrameworkContent): SourceRecordInput[] {
  return taskTables.map((table) =>
    source(content, {
      externalId: `task-table-${table.id}`,
      title: `工作分群與工作項目：${table.name}`,
      titleEn: `Tasks by cluster: ${table.nameEn}`,
      details: { taskTable: table.id },
      passages: taskTablePassages(content, table.id, table),
    }),
  );
}
