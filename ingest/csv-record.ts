import { z } from 'zod';
import { findLanguage } from '../core/language.ts';
import { maskPersonalData } from '../knowledge/privacy/mask-personal-data.ts';
import { SourceRecord } from '../knowledge/sources/schema.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import type { ColumnMapping } from './column-mapping.ts';
import type { ReadRecord } from './read-jsonl.ts';

export type Row = Readonly<Record<string, string>>;

/** A line end as a spreadsheet program writes it down. */
const spreadsheetMark = /_x000D_/g;

/** `['In-progress', 'Usability testing']`, as some tables print a list. */
const list = /^\[(?:\s*'[^']*'\s*,?)*\s*\]$/;

/** A cell as it is to be read; '' when it says nothing. */
function cellOf(row: Row, column: string, mapping: ColumnMapping): string {
  const raw = (row[column] ?? '').replaceAll(spreadsheetMark, '').trim();
  const plain = list.test(raw) ? [...raw.matchAll(/'([^']*)'/g)].map((item) => item[1]).join('; ') : raw;
  if (mapping.blank.some((word) => word.toLowerCase() === plain.toLowerCase())) return '';
  return mapping.values[column]?.[plain] ?? plain;
}

function joined(row: Row, columns: readonly string[], mapping: ColumnMapping, by: string): string {
  return columns
    .map((column) => cellOf(row, column, mapping))
    .filter(Boolean)
    .join(by);
}

/** Leaves room for the number that tells rows of one id apart. */
const longestId = 190;

/** The id a row gives itself, '' if none; rows of one file may share it. */
export function idOf(row: Row, mapping: ColumnMapping): string {
  const last = mapping.id.at(-1)!;
  const columns = mapping.idElse && !cellOf(row, last, mapping) ? mapping.idElse : mapping.id;
  const own = joined(row, columns, mapping, '-');
  return (
    own &&
    (mapping.idPrefix + own)
      .replace(/[\s\p{Cc}]+/gu, '-')
      .slice(0, longestId)
      .toWellFormed()
  );
}

function passageOf(row: Row, mapping: ColumnMapping): string {
  const own = Object.entries(mapping.passage)
    .map(([column, label]) => ({ label, value: cellOf(row, column, mapping) }))
    .filter(({ value }) => value)
    .map(({ label, value }) => (label ? `${label}: ${value}` : value));
  if (own.length === 0) return '';
  const fixed = Object.entries(mapping.fixed?.lines ?? {}).map(([label, value]) => `${label}: ${value}`);
  return [...own, ...fixed].join('\n');
}

function detailsOf(row: Row, mapping: ColumnMapping): Record<string, string> {
  const own = Object.entries(mapping.details)
    .map(([column, field]) => [field, cellOf(row, column, mapping)] as const)
    .filter(([, value]) => value);
  return { ...mapping.fixed?.details, ...Object.fromEntries(own) };
}

const masked = (text: string) => maskPersonalData(text).text;

/**
 * A row as a source, personal data that is certain masked.
 * @param ordinal of the rows that share the id, from 1
 */
export function rowToRecord(
  row: Row,
  mapping: ColumnMapping,
  { visibility, ordinal }: { visibility: string; ordinal: number },
): ReadRecord {
  const text = z.string().min(1, 'no text in the mapped columns').parse(passageOf(row, mapping));
  const id = z.string().min(1, 'no id in the mapped columns').parse(idOf(row, mapping));
  const language = findLanguage(mapping.lang ?? row.lang ?? row.language) ?? detectLanguage(text);
  const keywords = mapping.keywords ? [joined(row, mapping.keywords, mapping, ' ')].filter(Boolean) : [];
  return {
    source: SourceRecord.parse({
      externalId: ordinal > 1 ? `${id}~${ordinal}` : id,
      kind: 'document',
      title: masked(joined(row, mapping.title, mapping, ' · ')),
      url: (mapping.url ? row[mapping.url] : row.url)?.trim() || mapping.fixed?.sourceUrls[0]?.url || null,
      sourceUrls: mapping.fixed?.sourceUrls ?? [],
      owner: mapping.owner ? cellOf(row, mapping.owner, mapping).slice(0, 200) || null : null,
      language,
      visibility: (mapping.visibility ?? row.visibility)?.trim() || mapping.fixed?.visibility || visibility,
      details: detailsOf(row, mapping),
      passages: [{ section: [], text: masked(text), language, keywords }],
    }),
  };
}
