import { readFile } from 'node:fs/promises';
import type { Load } from './carry.ts';
import { type CsvReport, readCsv } from './read-csv.ts';

/** What a CSV file on this machine holds; undefined for any other input. */
export async function reportCsv({ input, mapping }: Load): Promise<CsvReport | undefined> {
  if (input.kind !== 'file' || !/\.csv$/i.test(input.path)) return undefined;
  return (await readCsv(await readFile(input.path), mapping, 'government')).report;
}

/** The report as lines for a person. */
export function describeCsv(report: CsvReport): string[] {
  const { mapping, encoding, rows, merged, renumbered, dropped, unmapped } = report;
  const columns = Object.entries(dropped).map(([column, why]) => `${column} (${why})`);
  return [
    `  對照 mapping: ${mapping ?? '—'}；編碼 encoding: ${encoding}`,
    `  讀到 rows read ${rows}, 重複合併 merged duplicates ${merged}, 同編號另編 same id told apart ${renumbered}`,
    ...(columns.length > 0 ? [`  不收的欄位 columns kept out: ${columns.join('; ')}`] : []),
    `  未對照的欄位 columns not mapped (${unmapped.length})${unmapped.length > 0 ? ':' : ''}`,
    ...unmapped.map((column) => `    ${column.trim()}`),
  ];
}
