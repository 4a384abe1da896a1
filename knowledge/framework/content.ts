import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { buildImportance, type ImportanceRow } from './importance.ts';
import { getTable } from './lookups.ts';
import {
  AiSet,
  Cluster,
  Competency,
  Doubt,
  Government,
  Level,
  Statement,
  Study,
  TableInfo,
  Task,
} from './schema.ts';
import { loadTable, type StudyTable } from './tables.ts';

export { frameworkSources } from './sources.ts';

/** Everything the product knows about the competency framework and the study's tables. */
export interface FrameworkContent {
  readonly study: Study;
  readonly tables: readonly StudyTable[];
  readonly competencies: readonly Competency[];
  readonly aiSets: readonly AiSet[];
  readonly clusters: readonly Cluster[];
  readonly levels: readonly Level[];
  readonly governments: readonly Government[];
  readonly tasks: readonly Task[];
  readonly statements: readonly Statement[];
  readonly doubts: readonly Doubt[];
  readonly importance: readonly ImportanceRow[];
}

/**
 * Reads and checks the files of the framework folder.
 * @param dir the folder with competencies.json, tables.json, tables/ …
 * @throws ZodError for a file of the wrong shape, AppError INTERNAL for a table with other columns
 */
export async function loadFrameworkContent(dir: string): Promise<FrameworkContent> {
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(JSON.parse(await readFile(join(dir, file), 'utf8')));
  const infos = await read('tables.json', z.array(TableInfo));
  const tables = await Promise.all(infos.map((info) => loadTable(dir, info)));
  return {
    study: await read('study.json', Study),
    tables,
    competencies: await read('competencies.json', z.array(Competency)),
    aiSets: await read('ai-sets.json', z.array(AiSet)),
    clusters: await read('clusters.json', z.array(Cluster)),
    levels: await read('levels.json', z.array(Level)),
    governments: await read('governments.json', z.array(Government)),
    tasks: await read('tasks.json', z.array(Task)),
    statements: await read('statements.json', z.array(Statement)),
    doubts: await read('doubts.json', z.array(Doubt)),
    importance: buildImportance((id) => getTable({ tables }, id)),
  };
}
