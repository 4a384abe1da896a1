import { z } from 'zod';
import { findLanguage } from '../core/language.ts';
import type { SourceRecord } from '../knowledge/sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../knowledge/sources/schema.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import { splitText } from './split-text.ts';

/** A line of a JSONL file: a source, or `removed: true` to take one out of search. */
const Line = z.object({
  id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  title: z.string().max(1_000).nullish(),
  text: z.string().max(5_000_000).nullish(),
  lang: z.string().max(20).nullish(),
  url: z.string().max(4_000).nullish(),
  visibility: z.string().nullish(),
  removed: z.boolean().optional(),
});

/** What one record asks for. */
export type ReadRecord = { readonly source: SourceRecord } | { readonly remove: string };

/** @throws SyntaxError or ZodError naming what is wrong with the line */
export function readJsonLine(line: string, visibility: string): ReadRecord {
  const record = Line.parse(JSON.parse(line));
  if (record.removed) return { remove: record.id };
  const text = z.string({ error: 'text is missing' }).trim().min(1, 'text is empty').parse(record.text);
  const language = findLanguage(record.lang) ?? detectLanguage(text);
  return {
    source: SourceRecordSchema.parse({
      externalId: record.id,
      kind: 'document',
      title: record.title ?? '',
      url: record.url,
      language,
      visibility: record.visibility ?? visibility,
      passages: splitText(text).map((part) => ({ section: [], text: part, language })),
    }),
  };
}
