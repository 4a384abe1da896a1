import { z } from 'zod';
import { saying } from '../core/capability.ts';
import { SourceLink, Visibility } from '../knowledge/sources/schema.ts';

const Columns = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const Labels = z.record(z.string(), z.string());

/**
 * Which columns of a CSV file mean what, kept as a file. `id` and `title` may join several columns; each column under
 * `passage` becomes a labelled line of the text, empty cells left out.
 */
export const ColumnMapping = z.strictObject({
  /** What the file is, for the report. */
  name: z.string().max(200).optional(),
  /** A file with all these columns is of this kind: then the mapping need not be named. */
  matches: Columns.optional(),
  id: Columns,
  /** Takes the place of `id` in rows where the last column of `id` is empty. */
  idElse: Columns.optional(),
  idPrefix: z.string().max(60).default(''),
  title: Columns,
  passage: Labels.refine(
    (labels) => Object.keys(labels).length > 0,
    saying({ 'zh-TW': '沒有指出任何欄位', en: 'names no column' }),
  ),
  keywords: Columns.optional(),
  url: z.string().optional(),
  lang: z.string().optional(),
  visibility: z.string().optional(),
  owner: z.string().optional(),
  /** Columns kept as fields of the source, by the field's name. */
  details: Labels.default({}),
  /** The same for every row. */
  fixed: z
    .strictObject({
      visibility: Visibility.optional(),
      /** Lines of the text, by their label. */
      lines: Labels.default({}),
      details: Labels.default({}),
      sourceUrls: z.array(SourceLink).default([]),
    })
    .optional(),
  /** Cells that say nothing, such as N/A; capitals do not matter. */
  blank: z.array(z.string()).default([]),
  /** What coded cells mean, by column. */
  values: z.record(z.string(), Labels).default({}),
  /** Columns that must not come in, and why: who to write to, for one. */
  drop: Labels.default({}),
  encoding: z.enum(['utf-8', 'windows-1252', 'big5', 'utf-16le']).optional(),
});
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** Without a mapping a CSV file needs the column names of a JSONL record. */
export const plainMapping: ColumnMapping = ColumnMapping.parse({
  id: 'id',
  title: 'title',
  passage: { text: '' },
});
