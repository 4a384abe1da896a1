import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { EverydayEntry, GlossaryTerm } from './schema.ts';

export type Glossary = { terms: GlossaryTerm[]; everyday: EverydayEntry[] };

const contentFolder = new URL('../content/glossary/', import.meta.url);

/**
 * The shipped glossary.
 * @param folder URL of the folder with `terms.jsonl` and `everyday.jsonl`, ending in a slash
 * @throws Error naming file and line of the first entry that is no JSON, has a wrong shape or repeats an id
 */
export async function loadGlossary(folder: URL = contentFolder): Promise<Glossary> {
  const [terms, everyday] = await Promise.all([
    readLines(new URL('terms.jsonl', folder), GlossaryTerm),
    readLines(new URL('everyday.jsonl', folder), EverydayEntry),
  ]);
  refuseRepeatedIds(terms);
  return { terms, everyday };
}

async function readLines<T>(file: URL, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseLine(line, schema, file, index + 1)],
  );
}

function parseLine<T>(line: string, schema: z.ZodType<T>, file: URL, lineNumber: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const name = file.pathname.split('/').at(-1);
    throw new Error(`${name}, line ${lineNumber}: ${(cause as Error).message}`, { cause });
  }
}

function refuseRepeatedIds(terms: GlossaryTerm[]): void {
  const seen = new Set<string>();
  for (const { id } of terms) {
    if (seen.has(id)) throw new Error(`terms.jsonl: id "${id}" occurs twice`);
    seen.add(id);
  }
}
