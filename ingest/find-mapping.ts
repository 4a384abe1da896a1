import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Input } from './collect-inputs.ts';
import { ColumnMapping } from './column-mapping.ts';

/** @throws Error saying what is wrong with the file */
export async function readMapping(path: string): Promise<ColumnMapping> {
  try {
    // JSON is YAML too.
    return ColumnMapping.parse(parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`欄位對照檔 ${path} 有誤。The column mapping ${path} cannot be used.\n${reason}`, {
      cause,
    });
  }
}

const endings = ['.mapping.json', '.mapping.yaml'];

/**
 * The mapping of a CSV file: `table.mapping.json` or `.yaml` beside `table.csv`. Undefined when there is none: a file
 * whose columns a shipped mapping knows is then read by that.
 */
export async function findMapping(input: Input): Promise<ColumnMapping | undefined> {
  if (input.kind !== 'file' || !/\.csv$/i.test(input.path)) return undefined;
  for (const ending of endings) {
    const beside = input.path.replace(/\.csv$/i, ending);
    if (existsSync(beside)) return readMapping(beside);
  }
  return undefined;
}
