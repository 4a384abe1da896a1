import { createHash } from 'node:crypto';
import type { Queryable } from '../../core/db/client.ts';
import type { FrameworkContent } from './content.ts';
import { replaceRows, saveFrameworkHash, selectFrameworkHash } from './queries.ts';
import type { TableRow } from './tables.ts';

/**
 * Makes the framework tables say what the content says; does nothing when they already do.
 * @param tx a transaction of the system role, so that readers see the old tables or the new ones
 */
export async function loadFramework(
  tx: Queryable,
  content: FrameworkContent,
  now: Date,
): Promise<{ changed: boolean }> {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  if ((await selectFrameworkHash(tx)) === hash) return { changed: false };
  for (const [table, rows] of Object.entries(rowsOf(content))) await replaceRows(tx, table, rows);
  await saveFrameworkHash(tx, hash, now);
  return { changed: true };
}

function rowsOf(content: FrameworkContent): Record<string, readonly object[]> {
  return {
    framework_names: nameRows(content),
    framework_competencies: content.competencies.map((one, position) => ({
      level: one.level,
      name: one.name,
      position,
      name_en: one.nameEn,
      type: one.type,
      status: one.status,
      note: one.noteForThisLevel?.['zh-TW'] ?? one.revisionNote,
      note_en: one.noteForThisLevel?.en ?? one.revisionNoteEn,
      aliases: one.aliases,
      details: { heading: one.heading, levelHeading: one.levelHeading, aiSet: one.aiSet },
    })),
    framework_values: content.importance.map((one, position) => ({
      level: one.level,
      cluster: one.cluster,
      government: one.government,
      competency: one.competency,
      type: one.type,
      printed: one.valuePrinted,
      n: one.n,
      n_basis: one.nBasis,
      support: one.support,
      share: one.shareOfBlockPoints,
      lift: one.liftOverRandom,
      rank: one.rankInBlock,
      items: one.itemsInBlock,
      above_overall: one.aboveOverall,
      table_id: one.table,
      position,
    })),
    framework_tasks: content.tasks.map((one, position) => ({
      id: one.id,
      position,
      table_id: one.table,
      row_no: one.row,
      label: one.label,
      label_en: one.labelEn,
      task: one.task,
      outsourced: one.outsourced,
      probable_label: one.probableLabel,
    })),
    framework_task_values: taskValueRows(content),
    framework_level_counts: levelCountRows(content),
    framework_statements: content.statements.map((one, position) => ({
      id: one.id,
      position,
      about_kind: one.about.kind,
      about_id: one.about.id,
      about_level: one.about.level ?? null,
      printed: one.printed,
      corrected: one.corrected,
      en: one.en,
    })),
    framework_doubts: content.doubts.map(({ id, applies, short, text }, position) => ({
      id,
      position,
      applies,
      short,
      text,
    })),
    framework_tables: content.tables.map(({ rows, ...info }, position) => ({
      id: info.id,
      position,
      ours: info.ours,
      info,
      rows,
    })),
    framework_records: [
      { kind: 'study', id: 'study', details: content.study },
      ...content.aiSets.map((set) => ({ kind: 'ai-set', id: set.id, details: set })),
    ],
  };
}

function nameRows({ levels, clusters, governments }: FrameworkContent): object[] {
  return [
    ...levels.map(({ id, name, nameEn, aliases, ...details }, position) => ({
      kind: 'level',
      id,
      position,
      name,
      name_en: nameEn,
      aliases,
      details,
    })),
    ...clusters.map(({ id, name, nameEn, aliases, ...details }, position) => ({
      kind: 'cluster',
      id,
      position,
      name,
      name_en: nameEn,
      aliases: aliases.map((alias) => alias.text),
      details,
    })),
    ...governments.map(({ id, name, nameEn, aliases, ...details }, position) => ({
      kind: 'government',
      id,
      position,
      name,
      name_en: nameEn,
      aliases,
      details,
    })),
  ];
}

function taskValueRows({ tasks }: FrameworkContent): object[] {
  return tasks.flatMap((task) =>
    Object.entries(task.values).map(([cluster, printed]) => ({
      task: task.id,
      cluster,
      printed,
      n_printed: task.nPrinted[cluster as keyof typeof task.nPrinted],
      n_corrected: task.nCorrected[cluster as keyof typeof task.nCorrected],
    })),
  );
}

/** The level table as one row per cell, expected beside observed; the total row has no expected values. */
function levelCountRows({ tables }: FrameworkContent): object[] {
  const rows: readonly TableRow[] = tables.find((table) => table.id === 'cluster-by-level')?.rows ?? [];
  return rows
    .filter((row) => row.measure !== 'expected')
    .map((row) => ({
      cluster: row.cluster_id,
      level: row.level_id,
      observed: row.value,
      expected:
        rows.find(
          (other) =>
            other.measure === 'expected' &&
            other.cluster_id === row.cluster_id &&
            other.level_id === row.level_id,
        )?.value ?? null,
    }));
}
