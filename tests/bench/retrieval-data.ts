import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Passage = z.object({ id: z.string(), title: z.string(), text: z.string(), lang: z.enum(['zh', 'en']) });
const Question = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.enum(['zh', 'en']),
  relevant: z.array(z.string()).min(1),
});
export type BenchPassage = z.infer<typeof Passage>;
export type BenchQuestion = z.infer<typeof Question>;

const readLines = <T>(schema: z.ZodType<T>, file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));

/** The retrieval set in `folder`/retrieval-dev, or undefined when there is none. */
export function readRetrievalSet(
  folder: string | undefined,
): { passages: BenchPassage[]; questions: BenchQuestion[] } | undefined {
  const place = folder && join(folder, 'retrieval-dev');
  if (!place || !existsSync(join(place, 'passages.jsonl'))) return undefined;
  return {
    passages: readLines(Passage, join(place, 'passages.jsonl')),
    questions: readLines(Question, join(place, 'queries.jsonl')),
  };
}

/** Groups are reported apart: general (drcd, cmrc), and the others by their prefix. */
export function groupsOf(questionId: string): string[] {
  if (/^(drcd|cmrc)/.test(questionId))
    return questionId.startsWith('drcdlow') ? ['general', 'drcdlow'] : ['general'];
  return [/^(gov-law|gov-aia|x-zh2en|x-en2zh)/.exec(questionId)?.[1] ?? 'other'];
}
