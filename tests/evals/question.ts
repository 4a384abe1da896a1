import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** `rejected` is a 4xx; `failed` is a 5xx, a timeout or a reply of the wrong shape. */
export const EvalOutcome = z.enum(['answered', 'no_source', 'clarify', 'out_of_scope', 'rejected', 'failed']);
export type EvalOutcome = z.infer<typeof EvalOutcome>;

export const EvalKind = z.enum([
  'case-fact',
  'case-story',
  'case-find',
  'advice',
  'compare',
  'table-value',
  'table-rank',
  'table-count',
  'study',
  'glossary',
  'framework',
  'follow-up',
  'doubt',
  'unanswerable',
  'out-of-scope',
  'clarify',
  'hostile',
]);
export type EvalKind = z.infer<typeof EvalKind>;

const ids = z.array(z.string().min(1)).min(1);
const patterns = z.array(z.string().min(1)).min(1);

export const CiteExpectation = z.strictObject({
  all: ids.optional(),
  any: ids.optional(),
  none: ids.optional(),
  atLeast: z.strictObject({ n: z.int().min(1), of: ids }).optional(),
  minSources: z.int().min(1).optional(),
  kind: z.array(z.enum(['case', 'framework', 'study', 'course', 'glossary', 'document'])).optional(),
});
export type CiteExpectation = z.infer<typeof CiteExpectation>;

/**
 * What a fair judge would hold the reply to. `cite`, `say` (all must match) and `sayAny` (one of each list
 * must match) bind an `answered` reply only; `not` binds every reply. Patterns see the text of `foldText`.
 */
export const EvalQuestion = z.strictObject({
  id: z.string().min(1),
  kind: EvalKind,
  lang: z.enum(['zh', 'en']),
  question: z.string(),
  thread: z.array(z.string().min(1)).min(1).optional(),
  expect: z.strictObject({
    outcome: z.array(EvalOutcome).min(1),
    cite: CiteExpectation.optional(),
    say: patterns.optional(),
    sayAny: z.array(patterns).min(1).optional(),
    not: patterns.optional(),
    /** `say` and `sayAny` bind a `no_source` reply too. */
    always: z.boolean().optional(),
    /** Default: the language of `lang`; `any` where nothing tells the asker's language. */
    language: z.enum(['zh-TW', 'en', 'any']).optional(),
  }),
  why: z.string().min(3),
});
export type EvalQuestion = z.infer<typeof EvalQuestion>;

/** @throws with file and line when a line is not JSON or not a question */
export async function loadQuestions(folder: string): Promise<EvalQuestion[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const perFile = await Promise.all(names.map((name) => readQuestionFile(join(folder, name))));
  return perFile.flat();
}

async function readQuestionFile(file: string): Promise<EvalQuestion[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [EvalQuestion.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Error(`${file}:${index + 1} is not an eval question`, { cause });
    }
  });
}
