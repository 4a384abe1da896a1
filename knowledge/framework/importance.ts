import { ClusterId, type CompetencyType, GovernmentId, LevelId } from './schema.ts';
import { cell, type StudyTable, type TableRow } from './tables.ts';

/**
 * Where a number of respondents comes from: `printed` in the level table, `exact` = reconstructed from
 * the values by arithmetic, `estimate`, or `unknown` (doubts A3, A4).
 */
export type NBasis = 'printed' | 'exact' | 'estimate' | 'unknown';

/** How much a cell can carry: ≥ 10 people, 6 to 9, 1 to 5 (show no number), nobody, or N unknown. */
export type Support = 'enough' | 'few' | 'tiny' | 'none' | 'unknown';

/** One cell of the six competency tables. Values are ranking points (doubt A1). */
export interface ImportanceRow {
  readonly level: LevelId;
  readonly cluster: ClusterId | 'ALL';
  readonly government: GovernmentId | 'ALL';
  readonly competency: string;
  readonly type: CompetencyType;
  /** Two decimals as printed; null where the study prints a blank. */
  readonly valuePrinted: string | null;
  readonly n: number | null;
  readonly nBasis: NBasis;
  readonly support: Support;
  /** Computed by us: value ÷ sum of the block's values (0..1). */
  readonly shareOfBlockPoints: number | null;
  /** Computed by us: value ÷ what random ranking would give. */
  readonly liftOverRandom: number | null;
  /** Computed by us: 1 = highest of its type in this column; ties share the better rank. */
  readonly rankInBlock: number | null;
  readonly itemsInBlock: number;
  /** Computed by us: strictly greater than 總平均 on two decimals; null for 總平均 itself and blanks. */
  readonly aboveOverall: boolean | null;
  readonly table: string;
  readonly sourceLine: number;
}

interface Cell {
  readonly level: LevelId;
  readonly cluster: ClusterId | 'ALL';
  readonly government: GovernmentId | 'ALL';
  readonly competency: string;
  readonly type: CompetencyType;
  readonly value: string | null;
  readonly table: string;
  readonly sourceLine: number;
}

type Respondents = Pick<ImportanceRow, 'n' | 'nBasis'>;
type FindTable = (id: string) => StudyTable;

/** Every cell of the competency tables by cluster and by government; 總平均 once per level and competency. */
export function buildImportance(findTable: FindTable): ImportanceRow[] {
  const cells = LevelId.options.flatMap((level) => [
    ...readCells(findTable(`competency-by-cluster-${level}`)),
    ...readCells(findTable(`competency-by-government-${level}`)).filter((c) => c.government !== 'ALL'),
  ]);
  const respondents = buildRespondents(findTable('derived-reconstructed-n'), findTable('cluster-by-level'));
  const blocks = groupIntoBlocks(cells);
  const overall = new Map(
    cells.filter((c) => c.cluster === 'ALL').map((c) => [`${c.level}|${c.competency}`, cents(c.value)]),
  );
  return cells.map((c) => {
    const block = blocks.get(blockKey(c)) ?? [];
    const { n, nBasis } = respondents.get(columnKey(c)) ?? { n: null, nBasis: 'unknown' };
    const { value, ...rest } = c;
    const above = overall.get(`${c.level}|${c.competency}`) ?? null;
    return {
      ...rest,
      valuePrinted: value,
      n,
      nBasis,
      support: supportOf(n),
      itemsInBlock: block.length,
      ...weighCell(c, block),
      aboveOverall: value === null || c.cluster === 'ALL' || above === null ? null : cents(value)! > above,
    };
  });
}

function readCells(table: StudyTable): Cell[] {
  return table.rows.map((row) => ({
    level: LevelId.parse(cell(row, 'level_id')),
    cluster: idOrAll(ClusterId.options, cell(row, 'cluster_id')),
    government: idOrAll(GovernmentId.options, row.government_id ?? 'ALL'),
    competency: cell(row, 'competency'),
    type: cell(row, 'competency_type') as CompetencyType,
    value: twoDecimals(cell(row, 'value')),
    table: table.id,
    sourceLine: Number(cell(row, 'source_line')),
  }));
}

function idOrAll<Id extends string>(ids: readonly Id[], id: string): Id | 'ALL' {
  if (id === 'ALL') return id;
  const found = ids.find((one) => one === id);
  if (!found) throw new RangeError(`unknown id ${id}`);
  return found;
}

/** One printed value lacks its second decimal (doubt H). */
function twoDecimals(value: string): string | null {
  return value === '' ? null : Number(value).toFixed(2);
}

function cents(value: string | null): number | null {
  return value === null ? null : Math.round(Number(value) * 100);
}

function columnKey(c: Pick<Cell, 'level' | 'cluster' | 'government'>): string {
  return `${c.level}|${c.government}|${c.cluster}`;
}

/** Points of one complete answer: top 3, 4 or 5 items ranked, best item most points (doubts A1, A2). */
export function pointsPerAnswer(type: CompetencyType, level: LevelId): number {
  if (type === '技術') return 10;
  return type === '管理' && level !== 'basic' ? 15 : 6;
}

function blockKey(c: Cell): string {
  return `${columnKey(c)}|${c.type}`;
}

function groupIntoBlocks(cells: readonly Cell[]): Map<string, Cell[]> {
  const blocks = new Map<string, Cell[]>();
  for (const c of cells) blocks.set(blockKey(c), [...(blocks.get(blockKey(c)) ?? []), c]);
  return blocks;
}

function weighCell(c: Cell, block: readonly Cell[]) {
  const value = cents(c.value);
  if (value === null) return { shareOfBlockPoints: null, liftOverRandom: null, rankInBlock: null };
  const values = block.map((one) => cents(one.value) ?? 0);
  const sum = values.reduce((total, one) => total + one, 0);
  const random = pointsPerAnswer(c.type, c.level) / block.length;
  return {
    shareOfBlockPoints: Number((value / sum).toFixed(4)),
    liftOverRandom: Number((value / 100 / random).toFixed(3)),
    rankInBlock: 1 + values.filter((one) => one > value).length,
  };
}

/** Design rule for small cells: see the N classes of {@link Support}. */
function supportOf(n: number | null): Support {
  if (n === null) return 'unknown';
  if (n === 0) return 'none';
  if (n <= 5) return 'tiny';
  return n < 10 ? 'few' : 'enough';
}

/**
 * N behind each column. Senior by cluster is the level table's; middle by cluster is middle + senior of it;
 * basic is about everybody of the cluster. 總平均 also counts people of no cluster: about 2,133 at basic
 * level, not determinable above.
 */
function buildRespondents(reconstructed: StudyTable, levelTable: StudyTable): Map<string, Respondents> {
  const found = new Map<string, Respondents>();
  for (const row of reconstructed.rows) found.set(governmentKey(row), governmentRespondents(row));
  const observed = (cluster: string, level: string) =>
    Number(
      levelTable.rows.find(
        (r) => r.cluster_id === cluster && r.level_id === level && r.measure !== 'expected',
      )?.value,
    );
  for (const cluster of ClusterId.options) {
    const senior = observed(cluster, 'senior');
    found.set(`senior|ALL|${cluster}`, { n: senior, nBasis: 'printed' });
    found.set(`mid|ALL|${cluster}`, { n: observed(cluster, 'mid') + senior, nBasis: 'exact' });
    found.set(`basic|ALL|${cluster}`, { n: observed(cluster, 'ALL'), nBasis: 'estimate' });
  }
  found.set('basic|ALL|ALL', { n: observed('ALL', 'ALL'), nBasis: 'estimate' });
  return found;
}

function governmentKey(row: TableRow): string {
  return [cell(row, 'block_level_id'), cell(row, 'government_id'), cell(row, 'cluster_id')].join('|');
}

function governmentRespondents(row: TableRow): Respondents {
  const n = cell(row, 'n_reconstructed');
  if (n !== '') return { n: Number(n), nBasis: 'exact' };
  const estimate = Number(cell(row, 'share_of_cluster')) * Number(cell(row, 'cluster_n'));
  return { n: Math.round(estimate), nBasis: 'estimate' };
}
