import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { saying } from '../core/capability.ts';
import { findLanguage } from '../core/language.ts';
import { SourceRecord } from '../knowledge/sources/schema.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import type { ReadRecord } from './read-jsonl.ts';

const Columns = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());

/**
 * Which columns of a CSV file mean what, kept as a JSON file beside it. `id` and `title` may join several columns;
 * each column under `passage` becomes a labelled line of the text, empty cells left out.
 */
export const ColumnMapping = z.strictObject({
  id: Columns,
  idPrefix: z.string().max(60).default(''),
  title: Columns,
  passage: z
    .record(z.string(), z.string())
    .refine(
      (labels) => Object.keys(labels).length > 0,
      saying({ 'zh-TW': '沒有指出任何欄位', en: 'names no column' }),
    ),
  keywords: Columns.optional(),
  url: z.string().optional(),
  lang: z.string().optional(),
  visibility: z.string().optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'big5', 'utf-16le']).optional(),
});
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** Without a mapping a CSV file needs the column names of a JSONL record. */
const plainMapping: ColumnMapping = ColumnMapping.parse({ id: 'id', title: 'title', passage: { text: '' } });

type Row = Record<string, string>;

/** What Windows-1252 has at 0x80–0x9F; Node's own decoder of that name yields control characters there. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (char) => windows1252[char.charCodeAt(0) - 0x80]!);
}

function decodeAs(bytes: Uint8Array, encoding: NonNullable<ColumnMapping['encoding']>): string {
  return encoding === 'windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);
}

/** The mapping's encoding; without one UTF-8 when it is valid, else Windows-1252, the other one found in the wild. */
function decode(bytes: Uint8Array, encoding: ColumnMapping['encoding']): string {
  if (encoding) return decodeAs(bytes, encoding);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

function joined(row: Row, columns: readonly string[], by: string): string {
  return columns
    .map((column) => row[column]?.trim() ?? '')
    .filter(Boolean)
    .join(by);
}

function passageOf(row: Row, labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([column, label]) => ({ label, value: row[column]?.trim() ?? '' }))
    .filter(({ value }) => value)
    .map(({ label, value }) => (label ? `${label}: ${value}` : value))
    .join('\n');
}

function toRecord(row: Row, mapping: ColumnMapping, visibility: string): ReadRecord {
  const text = z.string().min(1, 'no text in the mapped columns').parse(passageOf(row, mapping.passage));
  const id = z
    .string()
    .min(1, 'no id in the mapped columns')
    .parse(joined(row, mapping.id, '-'));
  const given = row.lang ?? row.language;
  const language = findLanguage(mapping.lang ?? given) ?? detectLanguage(text);
  return {
    source: SourceRecord.parse({
      externalId: (mapping.idPrefix + id).replace(/\s+/gu, '-').slice(0, 200),
      kind: 'document',
      title: joined(row, mapping.title, ' · '),
      url: (mapping.url ? row[mapping.url] : row.url)?.trim() || null,
      language,
      visibility: (mapping.visibility ?? row.visibility)?.trim() || visibility,
      passages: [
        {
          section: [],
          text,
          language,
          keywords: mapping.keywords ? [joined(row, mapping.keywords, ' ')].filter(Boolean) : [],
        },
      ],
    }),
  };
}

export interface CsvRow {
  /** 1-based line of the file where the row begins. */
  readonly line: number;
  read(): ReadRecord;
}

interface ParsedRow {
  readonly record: Row;
  readonly raw: string;
  /** `lines` counts up to the end of the row. */
  readonly info: { readonly lines: number };
}

/** Parsed before others get a turn on the event loop. */
const sliceBytes = 100_000;

async function* slices(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    yield bytes.subarray(start, start + sliceBytes);
    await breathe();
  }
}

async function parseRows(text: string): Promise<ParsedRow[]> {
  const parser = parse({
    bom: true,
    columns: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const source = Readable.from(slices(text));
  source.on('error', (error) => parser.destroy(error));
  const rows: ParsedRow[] = [];
  for await (const row of source.pipe(parser)) rows.push(row as ParsedRow);
  return rows;
}

/**
 * Rows of a CSV file, each read on its own so that one bad row does not stop the rest.
 * @throws Error naming the missing columns, or the line where the file is not CSV
 */
export async function readCsv(
  bytes: Uint8Array,
  mapping: ColumnMapping = plainMapping,
  visibility: string,
): Promise<CsvRow[]> {
  const rows = await parseRows(decode(bytes, mapping.encoding));
  const present = Object.keys(rows[0]?.record ?? {});
  const wanted = [
    ...mapping.id,
    ...mapping.title.filter(() => mapping !== plainMapping),
    ...Object.keys(mapping.passage),
  ];
  const missing = rows.length > 0 ? wanted.filter((column) => !present.includes(column)) : [];
  if (missing.length > 0)
    throw new Error(`missing columns: ${missing.join(', ')}; found: ${present.join(', ')}`);
  return rows.map(({ record, raw, info }) => ({
    line: info.lines - raw.trim().split('\n').length + 1,
    read: () => toRecord(record, mapping, visibility),
  }));
}
