import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findLanguage, type Language } from '../core/language.ts';
import type { SourceKind, SourceRecord } from '../knowledge/sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../knowledge/sources/schema.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import { splitFrontMatter } from './front-matter.ts';
import { readCase } from './read-case.ts';
import { splitMarkdown } from './split-markdown.ts';

/** YAML turns an unquoted 2026-11-24 into text or a date, depending on the writer; both are accepted. */
const Text = z
  .union([z.string(), z.number(), z.date().transform((day) => day.toISOString().slice(0, 10))])
  .transform(String);

const Attributes = z.object({
  id: Text.optional(),
  kind: z.enum(['framework', 'study', 'course', 'glossary', 'document']).optional(),
  title: Text.optional(),
  titleEn: Text.optional(),
  language: z.string().optional(),
  lang: z.string().optional(),
  url: z.string().nullish(),
  owner: Text.optional(),
  publisher: Text.optional(),
  year: z.number().int().nullish(),
  visibility: z.string().optional(),
  validFrom: Text.optional(),
  validTo: Text.optional(),
  reviewed: Text.optional(),
  reviewBy: Text.optional(),
  supersedes: Text.optional(),
  keywords: z.array(Text).default([]),
});

export interface ReadOptions {
  /** File name without its folder; the id and title of a file that names none come from it. */
  readonly name: string;
  readonly visibility: string;
  readonly kind: SourceKind;
}

/** An id for a file that gives none: readable where it can be, always the same for the same name. */
function idFromName(name: string): string {
  const stem = name.replace(/\.[^.]+$/, '');
  const plain = stem
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return plain || `file-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

function titleOf(body: string): string | undefined {
  return /^#\s+(.+)$/m.exec(body)?.[1]?.trim();
}

/** The language of most sections; a file half and half is Chinese, the product's first language. */
function languageOf(sections: readonly { text: string }[]): Language {
  const english = sections.filter(({ text }) => detectLanguage(text) === 'en').length;
  return english * 2 > sections.length ? 'en' : 'zh-TW';
}

function isCase(attributes: Record<string, unknown>): boolean {
  return 'title_zh' in attributes && 'agency_zh' in attributes && 'ai_type' in attributes;
}

/**
 * Turns a Markdown file with optional front matter into a source; case files are told by their keys.
 * @throws ZodError or AppError naming what is wrong
 */
export function readMarkdown(file: string, options: ReadOptions): SourceRecord {
  const { attributes, body } = splitFrontMatter(file);
  if (isCase(attributes)) return readCase(attributes, body);
  const given = Attributes.parse(attributes);
  const sections = splitMarkdown(body);
  const language = findLanguage(given.language ?? given.lang) ?? languageOf(sections);
  return SourceRecordSchema.parse({
    externalId: given.id ?? idFromName(options.name),
    kind: given.kind ?? options.kind,
    title: given.title ?? titleOf(body) ?? options.name.replace(/\.[^.]+$/, ''),
    titleEn: given.titleEn,
    url: given.url,
    language,
    owner: given.owner ?? given.publisher,
    visibility: given.visibility ?? options.visibility,
    validFrom: given.validFrom,
    validTo: given.validTo,
    reviewedOn: given.reviewed,
    reviewBy: given.reviewBy,
    supersedes: given.supersedes,
    details: {
      ...(given.publisher && { publisher: given.publisher }),
      ...(given.year && { year: given.year }),
    },
    passages: sections.map(({ path, text }) => ({
      section: [...path],
      text,
      language: detectLanguage(text),
      keywords: given.keywords,
    })),
  });
}
