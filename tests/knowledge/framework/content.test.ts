import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FrameworkContent, loadFrameworkContent } from '../../../knowledge/framework/content.ts';
import { findCompetency, listClusterStatements, listDoubts } from '../../../knowledge/framework/lookups.ts';

const dir = fileURLToPath(new URL('../../../knowledge/content/framework', import.meta.url));
const readCsv = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(dir, 'tables', file), 'utf8'), { columns: true });

let content: FrameworkContent;
beforeAll(async () => {
  content = await loadFrameworkContent(dir);
});

const levels = ['basic', 'mid', 'senior'];
const competencyFiles = levels.flatMap((level) => [
  `competency_by_cluster_${level}.csv`,
  `competency_by_government_${level}.csv`,
]);

function importance(level: string, government: string, cluster: string, competency: string) {
  return content.importance.find(
    (row) =>
      row.level === level &&
      row.government === government &&
      row.cluster === cluster &&
      row.competency === competency,
  );
}

describe('printed values', () => {
  it.each(competencyFiles)('loads every cell of %s as printed', (file) => {
    for (const row of readCsv(file)) {
      const cell = importance(
        row.level_id!,
        row.cluster_id === 'ALL' ? 'ALL' : (row.government_id ?? 'ALL'),
        row.cluster_id!,
        row.competency!,
      );
      const printed = row.value === '' ? null : Number(row.value).toFixed(2);
      expect(cell?.valuePrinted, `${file} line ${row.source_line}`).toBe(printed);
      expect(cell?.type).toBe(row.competency_type);
    }
  });

  it('keeps the 54 blank cells empty, with nobody behind them', () => {
    const blank = content.importance.filter((row) => row.valuePrinted === null);
    expect(blank).toHaveLength(54);
    for (const row of blank) {
      expect(row).toMatchObject({ n: 0, support: 'none', rankInBlock: null, aboveOverall: null });
    }
  });

  it('has each cell once', () => {
    const keys = content.importance.map((r) => `${r.level}|${r.government}|${r.cluster}|${r.competency}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(51 * 6 + 51 * 15);
  });

  it('lacks a second decimal in one cell only, which it shows with two', () => {
    const oneDecimal = competencyFiles.flatMap(readCsv).filter((row) => /^\d\.\d$/.test(row.value!));
    expect(oneDecimal).toHaveLength(1);
    expect(importance('senior', 'local', 'non', '基本工作職能')?.valuePrinted).toBe('0.80');
  });

  it('loads every task value and printed N', () => {
    const ids: Record<string, string> = {
      資通履約管理: 'contract',
      技術領域管理: 'tech',
      資通訊政策業務管理: 'policy',
    };
    const rows = readCsv('task_by_cluster.csv');
    expect(content.tasks).toHaveLength(32);
    for (const row of rows) {
      const task = content.tasks.find((one) => one.id === `${ids[row.task_group!]}-${row.row_no}`);
      expect(task?.values[row.cluster_id as 'hw']).toBe(row.value);
      expect(task?.nPrinted[row.cluster_id as 'hw']).toBe(Number(row.n_printed));
      expect(task?.label).toBe(row.task_as_printed);
    }
  });

  it('loads the people of each cluster from the level table', () => {
    for (const cluster of content.clusters) {
      const rows = readCsv('cluster_by_level.csv').filter(
        (row) => row.cluster_id === cluster.id && row.measure === 'observed',
      );
      const people = Object.fromEntries(rows.map((row) => [row.level_id, Number(row.value)]));
      expect(cluster.people).toEqual({
        basic: people.basic,
        mid: people.mid,
        senior: people.senior,
        total: people.ALL,
      });
    }
  });

  it('gives competencies the printed type and note of their level', () => {
    expect(content.competencies).toHaveLength(51);
    for (const row of readCsv('framework_revised.csv')) {
      for (const level of row.levels_with_survey_values!.split('|')) {
        const found = findCompetency(content, level as 'mid', row.competency!);
        expect(found).toMatchObject({ type: row.competency_type, revisionNote: row.revision_note });
      }
    }
  });

  it('keeps each cluster sentence as printed, damage included', () => {
    for (const row of readCsv('cluster_statements.csv')) {
      const found = listClusterStatements(content, row.cluster_id!)[Number(row.no) - 1];
      expect(found?.printed).toBe(row.statement_as_printed);
      expect(found?.corrected ?? found?.printed).toBe(row.statement_corrected);
    }
  });
});

describe('what we compute', () => {
  it('agrees with the calculations kept beside the tables', () => {
    for (const row of readCsv('derived/competency_weights.csv')) {
      const cell = importance(row.level_id!, 'ALL', row.cluster_id!, row.competency!);
      expect(cell?.shareOfBlockPoints).toBeCloseTo(Number(row.share_of_block_points), 3);
      expect(Math.abs(cell!.liftOverRandom! - Number(row.lift_over_random))).toBeLessThanOrEqual(0.0011);
      expect(cell?.rankInBlock).toBe(Number(row.rank_in_block));
      expect(cell?.aboveOverall ?? '').toBe(row.above_overall === '' ? '' : row.above_overall === 'true');
    }
  });

  it('takes N of a middle column from middle and senior people, of a senior column from senior people', () => {
    const n = (level: string) =>
      ['hw', 'sys', 'pm', 'mix', 'non'].map((cluster) => importance(level, 'ALL', cluster, 'AI素養')?.n);
    expect(n('mid')).toEqual([55, 48, 52, 66, 66]);
    expect(n('senior')).toEqual([10, 13, 8, 23, 27]);
    expect(importance('mid', 'ALL', 'hw', 'AI素養')?.nBasis).toBe('exact');
    expect(importance('senior', 'ALL', 'hw', 'AI素養')?.nBasis).toBe('printed');
    expect(importance('basic', 'ALL', 'hw', 'AI素養')?.nBasis).toBe('estimate');
  });

  it('claims no N for the overall mean of middle and senior level', () => {
    for (const level of ['mid', 'senior']) {
      expect(importance(level, 'ALL', 'ALL', 'AI素養')).toMatchObject({ n: null, nBasis: 'unknown' });
    }
  });

  it('adds the governments of a middle or senior cluster up to the cluster', () => {
    for (const level of ['mid', 'senior']) {
      for (const { id } of content.clusters) {
        const parts = content.governments.map((g) => importance(level, g.id, id, 'AI素養')!.n!);
        expect(parts.reduce((sum, n) => sum + n, 0)).toBe(importance(level, 'ALL', id, 'AI素養')?.n);
      }
    }
  });

  it('classes cells by how many people stand behind them', () => {
    const support = (level: string, government: string, cluster: string) => {
      const row = importance(level, government, cluster, 'AI素養');
      return [row?.n, row?.support];
    };
    expect(support('senior', 'ALL', 'hw')).toEqual([10, 'enough']);
    expect(support('mid', 'municipality', 'mix')).toEqual([9, 'few']);
    expect(support('senior', 'central', 'hw')).toEqual([6, 'few']);
    expect(support('senior', 'local', 'non')).toEqual([5, 'tiny']);
    expect(support('senior', 'local', 'hw')).toEqual([1, 'tiny']);
    expect(support('senior', 'municipality', 'sys')).toEqual([0, 'none']);
  });
});

describe('corrections', () => {
  it('stand beside the printed number, for 非核心 only', () => {
    for (const task of content.tasks) {
      expect(task.nPrinted.non).toBe(638);
      expect(task.nCorrected).toEqual({ ...task.nPrinted, non: 683 });
    }
  });

  it('mark the six shifted labels as our hypothesis and leave the printed ones', () => {
    const shifted = content.tasks.filter((task) => task.probableLabel);
    expect(shifted.map((task) => task.id)).toEqual([10, 11, 12, 13, 14, 15].map((row) => `contract-${row}`));
    for (const row of readCsv('derived/outsourced_label_alignment.csv')) {
      const task = content.tasks.find((one) => one.id === `contract-${row.row_no}`);
      expect(task?.label).toBe(row.task_as_printed);
      if (row.verdict === 'relabelled') {
        expect(task?.probableLabel).toMatchObject({
          label: row.probable_label,
          ours: true,
          hypothesis: true,
        });
      }
    }
  });

  it('name who made them', () => {
    for (const statement of content.statements) {
      expect(statement.correctedBy).toBe(statement.corrected === null ? null : 'ours');
      expect(statement.corrected).not.toBe(statement.printed);
    }
    for (const table of content.tables) {
      if (table.file.includes('derived/')) expect(table.ours).toBe(true);
    }
  });

  it('leave the undefined basic management competencies to be written', () => {
    const open = content.competencies.filter((one) => one.status === 'to-be-written');
    expect(open.map((one) => `${one.level} ${one.name}`)).toEqual([
      'basic 需求分析',
      'basic 風險管理',
      'basic 專案管理',
      'basic 持續管理',
    ]);
    for (const one of open) expect(one.revisionNote).toBeNull();
  });
});

describe('notes of doubt', () => {
  it('cover every item once', () => {
    const numbered = { A: 6, B: 6, C: 4, D: 3, E: 6, F: 6, G: 12 };
    const ids = Object.entries(numbered).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    expect(content.doubts.map((doubt) => doubt.id)).toEqual([...ids, 'H']);
  });

  it('refer to existing things only', () => {
    const known: Record<string, Set<string>> = {
      tables: new Set(content.tables.map((one) => one.id)),
      levels: new Set(content.levels.map((one) => one.id)),
      clusters: new Set(content.clusters.map((one) => one.id)),
      governments: new Set(content.governments.map((one) => one.id)),
      competencies: new Set(content.competencies.map((one) => one.name)),
      tasks: new Set(content.tasks.map((one) => one.id)),
      statements: new Set(content.statements.map((one) => one.id)),
    };
    for (const doubt of content.doubts) {
      expect(Object.keys(doubt.applies).length, doubt.id).toBeGreaterThan(0);
      for (const [facet, ids] of Object.entries(doubt.applies)) {
        for (const id of ids) expect(known[facet]?.has(id), `${doubt.id} ${facet} ${id}`).toBe(true);
      }
    }
  });

  it('say in both languages that they are ours and unconfirmed', () => {
    for (const doubt of content.doubts) {
      expect(doubt.text['zh-TW']).toContain('未經研究作者確認');
      expect(doubt.text.en).toMatch(/not confirmed by the authors/);
    }
  });

  it('are found by table, cell, task and sentence', () => {
    const ids = (subject: Parameters<typeof listDoubts>[1]) => listDoubts(content, subject).map((d) => d.id);
    expect(ids({ table: 'task-by-cluster', cluster: 'non' })).toContain('B1');
    expect(ids({ table: 'task-by-cluster', cluster: 'hw' })).not.toContain('B1');
    expect(ids({ task: 'contract-12' })).toEqual(['C1']);
    expect(ids({ statement: 'cluster-pm-3' })).toEqual(['G3']);
    const cell = { table: 'competency-by-cluster-mid', level: 'mid', cluster: 'hw' };
    expect(ids({ ...cell, competency: '風險管理' })).toContain('A2');
    expect(ids({ ...cell, competency: 'AI素養' })).not.toContain('A2');
  });
});

describe('the AI set', () => {
  it('is named, versioned and the same in every competency', () => {
    const [set] = content.aiSets;
    expect(set?.id).toBe('ai-2025.1');
    for (const one of content.competencies) {
      if (one.aiSet?.role === 'core') expect(set?.core).toContain(one.name);
      if (one.aiSet?.role === 'related') expect(set?.related).toContain(one.name);
      if (one.aiSet?.basis === 'note') expect(one.revisionNote).toContain('AI');
    }
    const core = content.competencies.filter((one) => one.aiSet?.role === 'core');
    expect(new Set(core.map((one) => one.name)).size).toBe(3);
    expect(core).toHaveLength(9);
  });
});
