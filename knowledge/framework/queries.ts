import type { Queryable } from '../../core/db/client.ts';
import type { NBasis, Support } from './importance.ts';
import type {
  AiSet,
  ClusterId,
  CompetencyType,
  DoubtScope,
  GovernmentId,
  LevelId,
  TableInfo,
  Task,
  TaskTableId,
} from './schema.ts';
import type { TableRow } from './tables.ts';

type BothLanguages = { 'zh-TW': string; en: string };

export interface NameRow {
  kind: 'level' | 'cluster' | 'government';
  id: string;
  name: string;
  nameEn: string;
  aliases: string[];
  details: Record<string, unknown>;
}

export interface CompetencyRow {
  level: LevelId;
  name: string;
  nameEn: string;
  type: CompetencyType;
  status: 'defined' | 'to-be-written';
  note: string | null;
  noteEn: string | null;
  aliases: { text: string; relation: string; origin: string }[];
  details: {
    heading: string | null;
    levelHeading: string | null;
    aiSet: { set: string; role: 'core' | 'related'; basis: string } | null;
  };
}

export interface ValueRow {
  level: LevelId;
  cluster: ClusterId | 'ALL';
  government: GovernmentId | 'ALL';
  competency: string;
  type: CompetencyType;
  printed: string | null;
  n: number | null;
  nBasis: NBasis;
  support: Support;
  share: number | null;
  lift: number | null;
  rank: number | null;
  items: number;
  aboveOverall: boolean | null;
  tableId: string;
}

export interface TaskRow {
  id: string;
  tableId: TaskTableId;
  rowNo: number;
  label: string;
  labelEn: string;
  task: string;
  outsourced: boolean | null;
  probableLabel: Task['probableLabel'];
}

export interface TaskValueRow {
  task: string;
  cluster: ClusterId;
  printed: string;
  nPrinted: number;
  nCorrected: number;
}

export interface LevelCountRow {
  cluster: ClusterId | 'ALL';
  level: LevelId | 'ALL';
  observed: string;
  expected: string | null;
}

export interface StatementRow {
  id: string;
  aboutKind: string;
  aboutId: string;
  aboutLevel: LevelId | null;
  printed: string;
  corrected: string | null;
  en: string;
}

export interface DoubtRow {
  id: string;
  applies: DoubtScope;
  short: BothLanguages;
  text: BothLanguages;
}

export interface TableRecord {
  id: string;
  ours: boolean;
  info: TableInfo;
  rows: TableRow[];
}

export interface FoundPassage {
  id: string;
  externalId: string;
  section: string[];
  text: string;
  language: 'zh-TW' | 'en';
}

export interface ValueFilter {
  level?: string | undefined;
  cluster?: string | undefined;
  government?: string | undefined;
  competency?: string | undefined;
}

export async function selectFrameworkHash(db: Queryable): Promise<string | undefined> {
  const [row] = await db.query<{ hash: string }>('select s.content_hash as hash from framework_state s');
  return row?.hash;
}

export async function saveFrameworkHash(tx: Queryable, hash: string, now: Date): Promise<void> {
  await tx.query(
    `insert into framework_state (id, content_hash, loaded_at) values (1, $1, $2)
     on conflict (id) do update set content_hash = excluded.content_hash, loaded_at = excluded.loaded_at`,
    [hash, now],
  );
}

const frameworkTable = /^framework_[a-z_]{3,30}$/;

/** Replaces all rows of one framework table; `rows` are keyed by column. */
export async function replaceRows(tx: Queryable, table: string, rows: readonly object[]): Promise<void> {
  if (!frameworkTable.test(table)) throw new RangeError(`no framework table ${table}`);
  await tx.query(`delete from ${table}`);
  await tx.query(`insert into ${table} select r.* from json_populate_recordset(null::${table}, $1::json) r`, [
    JSON.stringify(rows),
  ]);
}

export function selectNames(db: Queryable): Promise<NameRow[]> {
  return db.query(
    `select n.kind, n.id, n.name, n.name_en as "nameEn", n.aliases, n.details
       from framework_names n order by n.kind, n.position`,
  );
}

export function selectCompetencies(db: Queryable): Promise<CompetencyRow[]> {
  return db.query(
    `select c.level, c.name, c.name_en as "nameEn", c.type, c.status, c.note, c.note_en as "noteEn",
            c.aliases, c.details
       from framework_competencies c order by c.position`,
  );
}

/** Uses framework_values_pkey where a level is given. */
export function selectValues(db: Queryable, filter: ValueFilter): Promise<ValueRow[]> {
  return db.query(
    `select v.level, v.cluster, v.government, v.competency, v.type, v.printed, v.n, v.n_basis as "nBasis",
            v.support, v.share::float8 as share, v.lift::float8 as lift, v.rank, v.items,
            v.above_overall as "aboveOverall", v.table_id as "tableId"
       from framework_values v
      where ($1::text is null or v.level = $1)
        and ($2::text is null or v.cluster = $2)
        and ($3::text is null or v.government = $3)
        and ($4::text is null or v.competency = $4)
      order by v.position`,
    [filter.level ?? null, filter.cluster ?? null, filter.government ?? null, filter.competency ?? null],
  );
}

export function selectTasks(db: Queryable): Promise<TaskRow[]> {
  return db.query(
    `select t.id, t.table_id as "tableId", t.row_no as "rowNo", t.label, t.label_en as "labelEn", t.task,
            t.outsourced, t.probable_label as "probableLabel"
       from framework_tasks t order by t.position`,
  );
}

export function selectTaskValues(db: Queryable): Promise<TaskValueRow[]> {
  return db.query(
    `select v.task, v.cluster, v.printed, v.n_printed as "nPrinted", v.n_corrected as "nCorrected"
       from framework_task_values v join framework_tasks t on t.id = v.task
      order by t.position, array_position(array['hw', 'sys', 'pm', 'mix', 'non'], v.cluster)`,
  );
}

export function selectLevelCounts(db: Queryable): Promise<LevelCountRow[]> {
  return db.query('select c.cluster, c.level, c.observed, c.expected from framework_level_counts c');
}

export function selectStatements(db: Queryable): Promise<StatementRow[]> {
  return db.query(
    `select s.id, s.about_kind as "aboutKind", s.about_id as "aboutId", s.about_level as "aboutLevel",
            s.printed, s.corrected, s.en
       from framework_statements s order by s.position`,
  );
}

export function selectDoubts(db: Queryable): Promise<DoubtRow[]> {
  return db.query('select d.id, d.applies, d.short, d.text from framework_doubts d order by d.position');
}

export function selectTables(db: Queryable): Promise<Omit<TableRecord, 'rows'>[]> {
  return db.query('select t.id, t.ours, t.info from framework_tables t order by t.position');
}

export async function selectTable(db: Queryable, id: string): Promise<TableRecord | undefined> {
  const rows = await db.query<TableRecord>(
    'select t.id, t.ours, t.info, t.rows from framework_tables t where t.id = $1',
    [id],
  );
  return rows[0];
}

export async function selectAiSets(db: Queryable): Promise<AiSet[]> {
  const rows = await db.query<{ details: AiSet }>(
    "select r.details from framework_records r where r.kind = 'ai-set' order by r.id",
  );
  return rows.map((row) => row.details);
}

/** Current passages of the named sources, in reading order; `section`: only those whose path has it. */
export function findPassages(
  db: Queryable,
  externalIds: string | readonly string[],
  section?: string,
): Promise<FoundPassage[]> {
  return db.query(
    `select p.id, s.external_id as "externalId", p.section, p.text, p.language
       from passages p join sources s on s.id = p.source_id
      where s.external_id = any ($1) and p.version = s.version and s.state = 'current'
        and ($2::text is null or $2 = any (p.section))
      order by s.external_id, p.position`,
    [typeof externalIds === 'string' ? [externalIds] : externalIds, section ?? null],
  );
}
