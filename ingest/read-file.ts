import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { extensionOf } from './documents/sniff.ts';
import { readCsv } from './read-csv.ts';
import { type ReadRecord, readJsonLine } from './read-jsonl.ts';
import { readMarkdown } from './read-markdown.ts';

/** One record of a file, read only when asked for, so that a bad one does not stop the rest. */
export interface FileRecord {
  /** 1-based line where it begins. */
  readonly line: number;
  read(): ReadRecord;
}

export interface FileToRead {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly visibility: string;
  readonly mapping?: ColumnMapping | undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(file: FileToRead): string {
  try {
    return decoder.decode(file.bytes).replace(/^\uFEFF/, '');
  } catch {
    throw new AppError('UNSUPPORTED', {
      'zh-TW': '檔案不是 UTF-8 文字。',
      en: 'The file is not UTF-8 text.',
    });
  }
}

function jsonLines(file: FileToRead): FileRecord[] {
  return textOf(file)
    .split(/\r?\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, line }) => ({ line, read: () => readJsonLine(text, file.visibility) }));
}

function markdown(file: FileToRead): FileRecord[] {
  const { name, visibility } = file;
  const read = () => ({ source: readMarkdown(textOf(file), { name, visibility, kind: 'document' }) });
  return [{ line: 1, read }];
}

const readers: Readonly<Record<string, (file: FileToRead) => FileRecord[] | Promise<FileRecord[]>>> = {
  jsonl: jsonLines,
  ndjson: jsonLines,
  md: markdown,
  markdown,
  csv: async (file) => (await readCsv(file.bytes, file.mapping, file.visibility)).rows,
};

/** Read as documents, by what they are. */
const documentExtensions = 'pdf docx pptx xlsx odt ods odp html htm xhtml txt tsv'.split(' ');
/** Refused, with the reason in the reply. */
const refusedExtensions = 'doc xls ppt docm xlsm pptm dotm xltm potm'.split(' ');

export const readableExtensions = [...Object.keys(readers), ...documentExtensions];

export function isReadable(name: string): boolean {
  return [...readableExtensions, ...refusedExtensions].includes(extensionOf(name));
}

export function isTable(name: string): boolean {
  return extensionOf(name) === 'csv';
}

/** Records in the bank's own form. */
export function isPrepared(name: string): boolean {
  return ['jsonl', 'ndjson'].includes(extensionOf(name));
}

/**
 * The records of a Markdown, JSONL or CSV file.
 * @throws AppError UNSUPPORTED for another kind of file or one that is not UTF-8; Error when a CSV lacks its columns
 */
export async function readFile(file: FileToRead): Promise<FileRecord[]> {
  const reader = readers[extensionOf(file.name)];
  if (reader) return reader(file);
  const known = readableExtensions.map((extension) => `.${extension}`).join(' ');
  throw new AppError('UNSUPPORTED', {
    'zh-TW': `不支援這種檔案；目前可讀取 ${known}。`,
    en: `This kind of file is not supported; readable are ${known}.`,
  });
}

/** What is wrong with a record, in one line. */
export function describeProblem(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues
      .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
      .join('; ')
      .slice(0, 500);
  if (error instanceof AppError) return `${error.text['zh-TW']} ${error.text.en}`.slice(0, 500);
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 500);
}
