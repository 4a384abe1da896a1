import type { FrameworkContent } from './content.ts';
import type { Competency, Doubt, DoubtScope, LevelId, Statement } from './schema.ts';
import type { StudyTable } from './tables.ts';

/** @throws RangeError for an id that tables.json does not have */
export function getTable(content: Pick<FrameworkContent, 'tables'>, id: string): StudyTable {
  const table = content.tables.find((one) => one.id === id);
  if (!table) throw new RangeError(`no table ${id}`);
  return table;
}

export function findCompetency(
  content: Pick<FrameworkContent, 'competencies'>,
  level: LevelId,
  name: string,
): Competency | undefined {
  return content.competencies.find((one) => one.level === level && one.name === name);
}

/** The study's sentences about a cluster, in printed order. */
export function listClusterStatements(
  content: Pick<FrameworkContent, 'statements'>,
  cluster: string,
): Statement[] {
  return content.statements.filter((one) => one.about.kind === 'cluster' && one.about.id === cluster);
}

/** What is looked at: a table, a cell, a competency, a sentence … Each facet holds one id. */
export interface DoubtSubject {
  readonly table?: string;
  readonly level?: string;
  readonly cluster?: string;
  readonly government?: string;
  readonly competency?: string;
  readonly task?: string;
  readonly statement?: string;
}

const facets: Record<keyof DoubtSubject, keyof DoubtScope> = {
  table: 'tables',
  level: 'levels',
  cluster: 'clusters',
  government: 'governments',
  competency: 'competencies',
  task: 'tasks',
  statement: 'statements',
};

/**
 * The notes of doubt a reader of the subject should see: those that share at least one facet with it
 * and contradict none.
 */
export function listDoubts(content: Pick<FrameworkContent, 'doubts'>, subject: DoubtSubject): Doubt[] {
  const asked = Object.entries(subject) as [keyof DoubtSubject, string][];
  return content.doubts.filter((doubt) => {
    const shared = asked.flatMap(([facet, id]) => {
      const ids: readonly string[] | undefined = doubt.applies[facets[facet]];
      return ids && id !== undefined ? [ids.includes(id)] : [];
    });
    return shared.length > 0 && shared.every(Boolean);
  });
}
