import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { parse } from 'csv-parse';
import type { ColumnMapping } from './column-mapping.ts';
import { plainMapping } from './column-mapping.ts';
import { idOf, type Row, rowToRecord } from './csv-record.ts';
import { decodeCsv, type Encoding } from './decode-csv.ts';
import type { ReadRecord } from './read-jsonl.ts';
import { shippedMappingFor } from './shipped-mappings.ts';

export interface CsvRow {
  /** 1-based line of the file where the row begins. */
  readonly line: number;
  read(): ReadRecord;
}

/** What became of a CSV file's rows and columns. */
export interface CsvReport {
  /** The mapping's own name; undefined for columns named as in a JSONL record. */
  readonly mapping: string | undefined;
  readonly encoding: Encoding;
  readonly rows: number;
  /** Rows that say word for word what an earlier row says. */
  readonly merged: number;
  /** Rows that say something else under an id that an earlier row has: told apart by a number. */
  readonly renumbered: number;
  /** Columns that must not come in, and why. */
  readonly dropped: Readonly<Record<string, string>>;
  /** Columns the mapping does not speak of. */
  readonly unmapped: readonly string[];
}

export interface CsvFile {
  readonly rows: CsvRow[];
  readonly report: CsvReport;
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

/** Columns of one name are told apart: `If Other`, `If Other (2)`. */
function distinct(columns: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return columns.map((column) => {
    const count = (counts.get(column) ?? 0) + 1;
    counts.set(column, count);
    return count > 1 ? `${column} (${count})` : column;
  });
}

async function parseRows(text: string): Promise<ParsedRow[]> {
  const parser = parse({
    bom: true,
    columns: distinct,
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

function chooseMapping(given: ColumnMapping | undefined, columns: readonly string[]): ColumnMapping {
  if (given) return given;
  const isPlain = columns.includes('id') && columns.includes('text');
  return (isPlain ? undefined : shippedMappingFor(columns)) ?? plainMapping;
}

function requireColumns(mapping: ColumnMapping, columns: readonly string[]): void {
  const wanted = [
    ...mapping.id,
    ...mapping.title.filter(() => mapping !== plainMapping),
    ...Object.keys(mapping.passage),
  ];
  const missing = columns.length > 0 ? wanted.filter((column) => !columns.includes(column)) : [];
  if (missing.length > 0)
    throw new Error(`missing columns: ${missing.join(', ')}; found: ${columns.join(', ')}`);
}

function unmappedOf(mapping: ColumnMapping, columns: readonly string[]): string[] {
  const { id, idElse = [], title, passage, keywords = [], details, drop, url, visibility, owner } = mapping;
  const used = new Set([
    ...[...id, ...idElse, ...title, ...keywords, url, visibility, owner],
    ...Object.keys({ ...passage, ...details, ...drop }),
  ]);
  const plain = mapping === plainMapping ? ['url', 'lang', 'language', 'visibility'] : [];
  return columns.filter((column) => !used.has(column) && !plain.includes(column));
}

/** Says each thing once, under an id of its own. */
function tellApart(rows: readonly ParsedRow[], mapping: ColumnMapping) {
  const said = new Set<string>();
  const counts = new Map<string, number>();
  let renumbered = 0;
  const kept = rows.flatMap((row) => {
    const values = JSON.stringify(Object.values(row.record));
    if (said.has(values)) return [];
    said.add(values);
    const id = idOf(row.record, mapping);
    const ordinal = (counts.get(id) ?? 0) + 1;
    counts.set(id, ordinal);
    if (id && ordinal > 1) renumbered += 1;
    return [{ row, ordinal }];
  });
  return { kept, renumbered };
}

/**
 * Rows of a CSV file, each read on its own so that one bad row does not stop the rest.
 * @throws Error naming the missing columns, or the line where the file is not CSV
 */
export async function readCsv(
  bytes: Uint8Array,
  given: ColumnMapping | undefined,
  visibility: string,
): Promise<CsvFile> {
  const { text, encoding } = decodeCsv(bytes, given?.encoding);
  const parsed = await parseRows(text);
  const columns = Object.keys(parsed[0]?.record ?? {});
  const mapping = chooseMapping(given, columns);
  requireColumns(mapping, columns);
  // A plain file speaks by its ids: the later row of one id is the newer one.
  const { kept, renumbered } =
    mapping === plainMapping
      ? { kept: parsed.map((row) => ({ row, ordinal: 1 })), renumbered: 0 }
      : tellApart(parsed, mapping);
  return {
    rows: kept.map(({ row: { record, raw, info }, ordinal }) => ({
      line: info.lines - raw.trim().split('\n').length + 1,
      read: () => rowToRecord(record, mapping, { visibility, ordinal }),
    })),
    report: {
      mapping: mapping.name,
      encoding,
      rows: parsed.length,
      merged: parsed.length - kept.length,
      renumbered,
      dropped: Object.fromEntries(
        Object.entries(mapping.drop).filter(([column]) => columns.includes(column)),
      ),
      unmapped: unmappedOf(mapping, columns),
    },
  };
}
