import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { TableInfo } from './schema.ts';

/** One row of a table, keyed by CSV column; an empty string is a blank cell. */
export type TableRow = Readonly<Record<string, string>>;

/** A table with its rows exactly as transcribed. */
export interface StudyTable extends TableInfo {
  readonly rows: readonly TableRow[];
}

const Rows = z.array(z.record(z.string(), z.string()));

/** @throws AppError INTERNAL when the file's columns differ from those tables.json labels */
export async function loadTable(dir: string, info: TableInfo): Promise<StudyTable> {
  const text = await readFile(join(dir, info.file), 'utf8');
  const rows = Rows.parse(parse(text, { columns: true, skip_empty_lines: true }));
  const found = Object.keys(rows[0] ?? {});
  const labelled = Object.keys(info.columns);
  if (found.length !== labelled.length || found.some((column) => !labelled.includes(column))) {
    throw new AppError('INTERNAL', {
      'zh-TW': `資料表 ${info.file} 的欄位與 tables.json 不符。`,
      en: `The columns of ${info.file} differ from tables.json.`,
    });
  }
  return { ...info, rows };
}

/** A cell; the column must exist. */
export function cell(row: TableRow, column: string): string {
  const value = row[column];
  if (value === undefined) throw new RangeError(`no column ${column}`);
  return value;
}
