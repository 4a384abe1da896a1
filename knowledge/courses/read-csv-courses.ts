import { CsvError, parse } from 'csv-parse/sync';
import { invalidInput } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import type { Lexicon } from '../framework/lexicon.ts';
import { resolveCompetency, resolveName } from '../framework/replies.ts';
import { csvColumns } from './csv-columns.ts';
import { CourseFields } from './schema.ts';

/** What is wrong in one row of the file. */
export interface RowProblem {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column?: string | undefined;
  readonly message: Text;
}

export interface ReadRow {
  readonly row: number;
  readonly code: string;
  /** Absent when the row has problems. */
  readonly course?: CourseFields;
  readonly problems: readonly RowProblem[];
}

type Cells = Readonly<Record<string, string>>;

const mostRows = 500;

function unreadable(error: unknown): Error {
  const line = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : undefined;
  return invalidInput({
    'zh-TW': line ? `第 ${line} 行附近不是有效的 CSV（引號沒有成對？）。` : '這不是有效的 CSV。',
    en: line ? `Near line ${line} this is not valid CSV: is a quote left open?` : 'This is not valid CSV.',
  });
}

const columnNames = new Map(
  csvColumns.flatMap(
    ({ name, zh }) =>
      [
        [name, name],
        [zh, name],
      ] as const,
  ),
);

function readHeader(header: readonly string[]): string[] {
  const names = header.map(
    (cell) => columnNames.get(cell.trim().toLowerCase()) ?? columnNames.get(cell.trim()) ?? '',
  );
  const unknown = header.filter((cell, index) => names[index] === '' && cell.trim() !== '');
  const missing = csvColumns.filter(({ name, required }) => required && !names.includes(name));
  if (unknown.length > 0)
    throw invalidInput({
      'zh-TW': `不認得的欄位：${unknown.join('、').slice(0, 300)}`,
      en: `Unknown columns: ${unknown.join(', ').slice(0, 300)}`,
    });
  if (missing.length > 0)
    throw invalidInput({
      'zh-TW': `缺少欄位：${missing.map(({ zh, name }) => `${zh}（${name}）`).join('、')}`,
      en: `Missing columns: ${missing.map(({ name }) => name).join(', ')}`,
    });
  return names;
}

class RowReader {
  readonly problems: RowProblem[] = [];

  constructor(
    private readonly row: number,
    private readonly cells: Cells,
    private readonly lexicon: Lexicon,
  ) {}

  fail(column: string, zh: string, en: string): undefined {
    this.problems.push({ row: this.row, column, message: { 'zh-TW': zh, en } });
    return undefined;
  }

  cell(name: string): string {
    return (this.cells[name] ?? '').trim();
  }

  list(name: string): string[] {
    return this.cell(name)
      .split(/[;；\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
  }

  required(name: string): string {
    if (this.cell(name) === '') this.fail(name, '必填', 'is needed');
    return this.cell(name);
  }

  text(zh: string, en?: string): { 'zh-TW': string; en: string } {
    const chinese = this.required(zh);
    return { 'zh-TW': chinese, en: (en && this.cell(en)) || chinese };
  }

  minutes(name: string, value = this.required(name)): number {
    if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
    if (value !== '')
      this.fail(
        name,
        `「${value.slice(0, 30)}」不是分鐘數`,
        `"${value.slice(0, 30)}" is no number of minutes`,
      );
    return 0;
  }

  resolved(name: string, value: string, kind: 'level' | 'cluster' | 'competency'): string | undefined {
    try {
      return kind === 'competency'
        ? resolveCompetency(value, this.lexicon)
        : resolveName(kind, value, this.lexicon);
    } catch {
      return this.fail(name, `不認得「${value.slice(0, 60)}」`, `"${value.slice(0, 60)}" is not known`);
    }
  }

  development(entry: string): unknown[] {
    const match = /^(.+?)[@＠](.+?)[:：]\s*([0-5])\s*[>＞→]\s*([0-5])$/.exec(entry);
    if (!match) {
      this.fail(
        'develops',
        `「${entry.slice(0, 60)}」要寫成 職能@層級:起點>終點`,
        `"${entry.slice(0, 60)}" should be competency@level:from>to`,
      );
      return [];
    }
    const competency = this.resolved('develops', match[1]!.trim(), 'competency');
    const level = this.resolved('develops', match[2]!.trim(), 'level');
    return competency && level ? [{ competency, level, from: Number(match[3]), to: Number(match[4]) }] : [];
  }

  reading(entry: string): unknown[] {
    const [, caseId = '', minutes = ''] = /^(.+?)\s*[:：]\s*(\d+)$/.exec(entry) ?? [];
    if (caseId === '') {
      this.fail(
        'readings',
        `「${entry.slice(0, 60)}」要寫成 案例編號:分鐘`,
        `"${entry.slice(0, 60)}" should be case id:minutes`,
      );
      return [];
    }
    const why = this.cell('readings_why');
    return [
      {
        caseId,
        minutes: this.minutes('readings', minutes),
        why: { 'zh-TW': why || '課前閱讀。', en: why || 'To be read beforehand.' },
      },
    ];
  }

  session(): unknown {
    if (this.cell('session_zh') === '') return undefined;
    return { text: this.text('session_zh', 'session_en'), minutes: this.minutes('session_minutes') };
  }

  optional(name: string): unknown {
    const value = this.cell(name);
    return value === '' ? undefined : { 'zh-TW': value, en: value };
  }

  names(name: 'levels' | 'clusters', kind: 'level' | 'cluster'): (string | undefined)[] {
    return this.list(name).map((value) => this.resolved(name, value, kind));
  }

  checkKind(): string {
    const kinds: Record<string, string> = { 測驗: 'quiz', 簽核: 'sign-off', 書面: 'written' };
    const value = this.required('check_kind');
    const kind = kinds[value] ?? value.toLowerCase();
    if (value !== '' && !['quiz', 'sign-off', 'written'].includes(kind))
      this.fail('check_kind', '必須是 測驗、簽核 或 書面', 'must be quiz, sign-off or written');
    return kind;
  }

  fields(): unknown {
    const [session, passes, fails] = [this.session(), this.optional('passes'), this.optional('fails')];
    return {
      title: this.text('title_zh', 'title_en'),
      aim: this.text('aim_zh', 'aim_en'),
      levels: [...new Set(this.names('levels', 'level'))],
      clusters: [...new Set(this.names('clusters', 'cluster'))],
      develops: this.list('develops').flatMap((entry) => this.development(entry)),
      prerequisites: this.list('prerequisites'),
      parts: {
        ...(session !== undefined && { session }),
        readings: this.list('readings').flatMap((entry) => this.reading(entry)),
        task: { text: this.text('task_zh', 'task_en'), minutes: this.minutes('task_minutes') },
        check: {
          kind: this.checkKind(),
          text: this.text('check_zh', 'check_en'),
          minutes: this.minutes('check_minutes'),
          ...(passes !== undefined && { passes }),
          ...(fails !== undefined && { fails }),
        },
      },
    };
  }
}

const unfit: Text = { 'zh-TW': '內容不符要求', en: 'is not acceptable' };
const wrongCount: Text = { 'zh-TW': '欄數與標題列不符', en: 'has another number of cells than the header' };

function readRow(row: number, cells: Cells, lexicon: Lexicon): ReadRow {
  const reader = new RowReader(row, cells, lexicon);
  const code = reader.required('code');
  if (code !== '' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(code))
    reader.fail(
      'code',
      '只能有英數、連字號、底線與點',
      'takes letters, digits, hyphen, underscore and dot only',
    );
  for (const name of ['levels', 'develops']) reader.required(name);
  const fields = reader.fields();
  if (reader.problems.length > 0) return { row, code, problems: reader.problems };
  const parsed = CourseFields.safeParse(fields);
  if (parsed.success) return { row, code, course: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    row,
    column: columnOf(issue.path.map(String).join('.')),
    message: (issue.code === 'custom' ? (issue.params?.text as Text | undefined) : undefined) ?? unfit,
  }));
  return { row, code, problems };
}

/** The column a place in a module comes from, as far as one tells it: `parts.readings.0` → `readings`. */
export function columnOf(path: string): string {
  return path.replace(/^parts\./, '').split('.')[0]!;
}

/** @throws AppError INVALID_INPUT when it is no CSV */
function parseCells(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, relax_column_count: true, max_record_size: 60_000 });
  } catch (error) {
    throw unreadable(error);
  }
}

/**
 * An agency's catalogue as modules, row by row; a row says what is wrong with it. Blank rows count and are left out.
 * @throws AppError INVALID_INPUT when it is no CSV, lacks a column, or has over 500 rows
 */
export function readCsvCourses(csv: string, lexicon: Lexicon): ReadRow[] {
  const [header, ...body] = parseCells(csv);
  const filled = body
    .map((cells, index) => ({ cells, row: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (!header || filled.length === 0)
    throw invalidInput({ 'zh-TW': '檔案沒有資料列。', en: 'The file has no rows.' });
  if (filled.length > mostRows)
    throw invalidInput({ 'zh-TW': `一次最多 ${mostRows} 列。`, en: `At most ${mostRows} rows at a time.` });
  const names = readHeader(header);
  return filled.map(({ cells, row }) =>
    cells.length === header.length
      ? readRow(row, Object.fromEntries(cells.map((cell, index) => [names[index]!, cell])), lexicon)
      : { row, code: '', problems: [{ row, message: wrongCount }] },
  );
}
