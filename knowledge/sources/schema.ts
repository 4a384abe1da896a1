import { z } from 'zod';
import { Language, LanguageTag } from '../../core/language.ts';

export const SourceKind = z.enum(['case', 'framework', 'study', 'course', 'glossary', 'document']);
export type SourceKind = z.infer<typeof SourceKind>;

/** Who may read a source (design §8). */
export const Visibility = z.string().regex(/^(public|government|community|agency:[A-Za-z0-9_.-]{1,100})$/);
export type Visibility = z.infer<typeof Visibility>;

/** A day of the calendar; PostgreSQL has no year 0. */
const Day = z.iso.date().refine((day) => !day.startsWith('0000'));

/** Where a source's own statements come from; `[n]` in its text points at the n-th. */
export const SourceLink = z.object({
  url: z.string().max(4_000),
  title: z.string().max(1_000),
  publisher: z.string().max(500).optional(),
  year: z.number().int().nullable().optional(),
  read: z.boolean().optional(),
});
export type SourceLink = z.infer<typeof SourceLink>;

export const PassageRecord = z.object({
  section: z.array(z.string().max(500)).max(8).default([]),
  text: z.string().min(1).max(20_000),
  language: LanguageTag.pipe(Language),
  /** Words to find it by that its text lacks (editors' keywords, aliases); never shown. */
  keywords: z.array(z.string().max(200)).max(60).default([]),
});
export type PassageRecord = z.infer<typeof PassageRecord>;

/** One source as ingest reads it, before it has an id. */
export const SourceRecord = z.object({
  externalId: z.string().regex(/^[^\s\p{Cc}]{1,200}$/u),
  kind: SourceKind,
  title: z.string().max(1_000),
  titleEn: z.string().max(1_000).nullish(),
  url: z.string().max(4_000).nullish(),
  sourceUrls: z.array(SourceLink).max(500).default([]),
  language: LanguageTag.pipe(Language),
  owner: z.string().max(200).nullish(),
  visibility: Visibility,
  validFrom: Day.nullish(),
  validTo: Day.nullish(),
  reviewedOn: Day.nullish(),
  reviewBy: Day.nullish(),
  supersedes: z.string().max(200).nullish(),
  /** Structured fields of its kind, for example a case's metrics; shown and computed with, not searched. */
  details: z.record(z.string(), z.unknown()).default({}),
  passages: z.array(PassageRecord).min(1).max(5_000),
});
export type SourceRecord = z.output<typeof SourceRecord>;
export type SourceRecordInput = z.input<typeof SourceRecord>;
