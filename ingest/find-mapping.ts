import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Input } from './collect-inputs.ts';
import { ColumnMapping } from './read-csv.ts';

/** @throws Error saying what is wrong with the file */
export async function readMapping(path: string): Promise<ColumnMapping> {
  try {
    return ColumnMapping.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`欄位對照檔 ${path} 有誤。The column mapping ${path} cannot be used.\n${reason}`, {
      cause,
    });
  }
}

/** The mapping of a CSV file: `table.mapping.json` beside `table.csv`; undefined when there is none. */
export async function findMapping(input: Input): Promise<ColumnMapping | undefined> {
  if (input.kind !== 'file' || !/\.csv$/i.test(input.path)) return undefined;
  const beside = input.path.replace(/\.csv$/i, '.mapping.json');
  const exists = await readFile(beside).then(
    () => true,
    () => false,
  );
  return exists ? readMapping(beside) : undefined;
}
