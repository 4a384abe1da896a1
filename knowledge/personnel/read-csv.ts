import { CsvError, parse } from 'csv-parse/sync';
import { invalidInput } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { holdsNationalId } from './national-id.ts';

/** What is wrong in one line of the file; a value is never repeated in it. */
export interface RowProblem {
  /** 1-based line of the file; the header is line 1. */
  readonly line: number;
  readonly column?: string | undefined;
  readonly message: Text;
}

export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Column {
  readonly name: string;
  /** Other headings people give it. */
  readonly also: readonly string[];
  readonly required?: boolean;
}

const maxRows = 5_000;

function parseRows(csv: string): { info: { lines: number }; record: Record<string, string> }[] {
  try {
    return parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map((one) => one.trim()),
      trim: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidInput({
      'zh-TW': '檔案不是有效的 CSV。',
      en: 'The file is not valid CSV.',
    });
  }
}

/** Our columns by the headings of the file, as the mapping or the known names say. */
function headingsOf(
  columns: readonly Column[],
  headings: readonly string[],
  mapping: Readonly<Record<string, string>>,
): Map<string, string> {
  const find = ({ name, also }: Column) =>
    mapping[name] ??
    headings.find((one) => [name, ...also].some((known) => known.toLowerCase() === one.toLowerCase()));
  return new Map(
    columns.flatMap((column) => {
      const heading = find(column);
      return heading !== undefined && headings.includes(heading) ? [[column.name, heading] as const] : [];
    }),
  );
}

const idInside = {
  'zh-TW': '含有身分證字號或居留證號；請改用員工代號。',
  en: 'holds a national or resident number; use a staff number.',
};
const missing = { 'zh-TW': '不能空白。', en: 'must not be empty.' };

/**
 * The rows of a file under our column names, and what is wrong with them.
 * @param mapping our column name → heading in the file, where the file's own names are not known
 * @throws AppError INVALID_INPUT when it is no CSV, lacks a required column or is too long
 */
export function readCsv(
  csv: string,
  columns: readonly Column[],
  mapping: Readonly<Record<string, string>> = {},
): { rows: CsvRow[]; problems: RowProblem[] } {
  const parsed = parseRows(csv);
  if (parsed.length > maxRows)
    throw invalidInput({ 'zh-TW': `最多 ${maxRows} 列。`, en: `At most ${maxRows} rows.` });
  const headings = Object.keys(parsed[0]?.record ?? {});
  const found = headingsOf(columns, headings, mapping);
  const absent = columns.filter((column) => column.required && !found.has(column.name));
  if (absent.length > 0)
    throw invalidInput(
      {
        'zh-TW': `缺少欄位：${absent.map((one) => one.name).join('、')}`,
        en: `Columns missing: ${absent.map((one) => one.name).join(', ')}`,
      },
      absent.map((one) => ({ path: one.name, message: 'missing' })),
    );
  const problems: RowProblem[] = [];
  const rows = parsed.map(({ info, record }) => {
    const line = info.lines;
    // Every cell of the file is looked at, mapped or not: none of it may hold such a number.
    for (const [heading, value] of Object.entries(record))
      if (holdsNationalId(value)) problems.push({ line, column: heading, message: idInside });
    const fields = Object.fromEntries([...found].map(([name, heading]) => [name, record[heading] ?? '']));
    for (const column of columns.filter((one) => one.required && !fields[one.name]))
      problems.push({ line, column: column.name, message: missing });
    return { line, fields };
  });
  return { rows, problems };
}

/** A cell of a file to give out: quoted where needed, and nothing a spreadsheet would run. */
export function csvCell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
