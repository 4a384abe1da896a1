import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { QuizItem } from './schema.ts';

export interface QuizBank {
  readonly items: readonly QuizItem[];
  /** Changes with any item. */
  readonly version: string;
}

const folder = new URL('../content/quizzes/', import.meta.url);

function parseLines(file: string, text: string): QuizItem[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [QuizItem.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Error(`${file}, line ${index + 1}: ${(cause as Error).message}`, { cause });
    }
  });
}

let bank: QuizBank | undefined;

/**
 * The shipped items; read once.
 * @throws Error naming file and line of the first entry of a wrong shape
 */
export function loadQuizzes(): QuizBank {
  if (bank) return bank;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
  bank = {
    items: files.flatMap(({ name, text }) => parseLines(name, text)),
    version: createHash('sha256')
      .update(files.map((file) => file.text).join('\n'))
      .digest('hex')
      .slice(0, 12),
  };
  return bank;
}
