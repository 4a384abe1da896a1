import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import { Say } from './answers/say.ts';
import type { TableCell, TableColumn } from './framework-tables.ts';
import type { Lexicon } from './lexicon.ts';
import type { TableRecord, ValueRow } from './queries.ts';
import { selectLevelCounts, selectTaskValues, selectValues } from './queries.ts';

interface Layout {
  columns: TableColumn[];
  rows: TableCell[][];
}

interface Sheet {
  readonly db: Queryable;
  readonly lexicon: Lexicon;
  readonly language: Language;
  readonly table: TableRecord;
}

/** A table as people read it: the value tables as a grid, everything else row by row as transcribed. */
export function layOutTable(
  db: Queryable,
  lexicon: Lexicon,
  language: Language,
  table: TableRecord,
): Promise<Layout> {
  const sheet = { db, lexicon, language, table };
  if (/^competency-by-(cluster|government)-/.test(table.id)) return layOutValues(sheet);
  if (table.id === 'task-by-cluster') return layOutTasks(sheet);
  if (table.id === 'cluster-by-level') return layOutCounts(sheet);
  return Promise.resolve(layOutRows(sheet));
}

function nameOf(
  { lexicon, language }: Sheet,
  kind: 'clusters' | 'governments' | 'levels',
  id: string,
): string {
  const row = lexicon[kind].find((one) => one.id === id);
  if (!row) return language === 'en' ? 'Overall mean' : '總平均';
  return language === 'en' ? row.nameEn : row.name;
}

function competencyName({ lexicon, language }: Sheet, name: string): string {
  const row = lexicon.competencies.find((one) => one.name === name);
  return language === 'en' && row ? `${row.nameEn} (${name})` : name;
}

const text = (value: string): TableCell => ({ text: value });

function label(sheet: Sheet, zh: string, en: string): string {
  return sheet.language === 'en' ? en : zh;
}

function valueCell(sheet: Sheet, row: ValueRow | undefined): TableCell {
  if (!row) return text('');
  if (row.support === 'none') return { text: '', mark: 'none' };
  if (row.support === 'tiny')
    return { text: label(sheet, `僅 ${row.n} 人`, `only ${row.n}`), mark: 'withheld' };
  return row.support === 'few' ? { text: row.printed ?? '', mark: 'few' } : text(row.printed ?? '');
}

/** Competencies down, clusters (within each government) across, 總平均 last. */
async function layOutValues(sheet: Sheet): Promise<Layout> {
  const { db, lexicon, language, table } = sheet;
  const level = table.id.split('-').at(-1);
  const values = (await selectValues(db, { level })).filter(
    (row) => row.tableId === table.id || row.cluster === 'ALL',
  );
  const say = new Say(language, lexicon);
  const columns = [...new Map(values.map((row) => [`${row.government}/${row.cluster}`, row])).values()].sort(
    (a, b) => Number(a.cluster === 'ALL') - Number(b.cluster === 'ALL'),
  );
  const names = [...new Set(values.map((row) => row.competency))];
  return {
    columns: [
      { id: 'type', label: label(sheet, '類型', 'Type'), numeric: false },
      { id: 'competency', label: label(sheet, '職能', 'Competency'), numeric: false },
      ...columns.map((row) => ({
        id: row.government === 'ALL' ? row.cluster : `${row.government}-${row.cluster}`,
        label: nameOf(sheet, 'clusters', row.cluster),
        ...(row.government !== 'ALL' && { group: nameOf(sheet, 'governments', row.government) }),
        n: say.n(row),
        numeric: true,
      })),
    ],
    rows: names.map((name) => {
      const mine = values.filter((row) => row.competency === name);
      return [
        text(mine[0]?.type ?? ''),
        text(competencyName(sheet, name)),
        ...columns.map((column) =>
          valueCell(
            sheet,
            mine.find((row) => row.cluster === column.cluster && row.government === column.government),
          ),
        ),
      ];
    }),
  };
}

/** Tasks down, clusters across; a doubtful label carries our reading beside it. */
async function layOutTasks(sheet: Sheet): Promise<Layout> {
  const { db, lexicon, language } = sheet;
  const values = await selectTaskValues(db);
  return {
    columns: [
      { id: 'row', label: label(sheet, '列', 'Row'), numeric: false },
      { id: 'task', label: label(sheet, '工作項目', 'Task'), numeric: false },
      ...lexicon.clusters.map((cluster) => {
        const one = values.find((value) => value.cluster === cluster.id);
        const corrected = one && one.nPrinted !== one.nCorrected;
        const note = corrected
          ? label(sheet, `（應為 ${one.nCorrected}，本庫更正）`, ` (should be ${one.nCorrected}, ours)`)
          : '';
        return {
          id: cluster.id,
          label: language === 'en' ? cluster.nameEn : cluster.name,
          n: `N=${one?.nPrinted}${note}`,
          numeric: true,
        };
      }),
    ],
    rows: lexicon.tasks.map((task) => {
      const reading = language === 'en' ? task.probableLabel?.labelEn : task.probableLabel?.label;
      const printed = language === 'en' ? `${task.labelEn} (${task.label})` : task.label;
      return [
        text(task.id),
        reading ? { text: printed, mark: 'corrected' as const, correction: reading } : text(printed),
        ...lexicon.clusters.map((cluster) =>
          text(values.find((one) => one.task === task.id && one.cluster === cluster.id)?.printed ?? ''),
        ),
      ];
    }),
  };
}

/** Clusters down, observed and expected people of each level across. */
async function layOutCounts(sheet: Sheet): Promise<Layout> {
  const { db, lexicon } = sheet;
  const counts = await selectLevelCounts(db);
  const levels = [...lexicon.levels.map((one) => one.id), 'ALL'];
  const title = (level: string) =>
    level === 'ALL' ? label(sheet, '總計', 'Total') : nameOf(sheet, 'levels', level);
  return {
    columns: [
      { id: 'cluster', label: label(sheet, '工作群', 'Cluster'), numeric: false },
      ...levels.flatMap((level) => [
        {
          id: `${level}-observed`,
          label: label(sheet, '實際值', 'Observed'),
          group: title(level),
          numeric: true,
        },
        {
          id: `${level}-expected`,
          label: label(sheet, '期望值', 'Expected'),
          group: title(level),
          numeric: true,
        },
      ]),
    ],
    rows: [...lexicon.clusters.map((one) => one.id), 'ALL'].map((cluster) => [
      text(cluster === 'ALL' ? label(sheet, '總計', 'Total') : nameOf(sheet, 'clusters', cluster)),
      ...levels.flatMap((level) => {
        const cell = counts.find((one) => one.cluster === cluster && one.level === level);
        return [text(cell?.observed ?? ''), text(cell?.expected ?? '')];
      }),
    ]),
  };
}

const internal = /^(source_line|.+_id)$/;

function layOutRows({ language, table }: Sheet): Layout {
  const ids = Object.keys(table.info.columns).filter((id) => !internal.test(id) || table.ours);
  return {
    columns: ids.map((id) => ({
      id,
      label: table.info.columns[id]?.[language] ?? id,
      numeric: table.rows.every((row) => /^-?[\d.,]*$/.test(row[id] ?? '')),
    })),
    rows: table.rows.map((row) => ids.map((id) => rowCell(id, row))),
  };
}

/** A printed sentence whose damaged characters we repaired shows both. */
function rowCell(id: string, row: Readonly<Record<string, string>>): TableCell {
  const printed = row[id] ?? '';
  const corrected = row.statement_corrected;
  if (id === 'statement_as_printed' && corrected && corrected !== printed)
    return { text: printed, mark: 'corrected', correction: corrected };
  return text(printed);
}
