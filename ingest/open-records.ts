import type { Bank } from '../core/context.ts';
import { documentId, documentIdOfUrl } from './documents/document-id.ts';
import { heldError, holdFile } from './documents/held-files.ts';
import {
  countPersonalData,
  holdsPersonalData,
  maskSource,
  type PersonalDataPolicy,
} from './documents/personal-data.ts';
import { readDocument } from './documents/read-document.ts';
import { toSource } from './documents/to-source.ts';
import { type FileRecord, type FileToRead, isPrepared, isTable, readFile } from './read-file.ts';

export interface FileToOpen extends FileToRead {
  /** Where it was downloaded from. */
  readonly url?: string | undefined;
  /** Somebody's decision on this file; without it the settings decide. */
  readonly personalData?: PersonalDataPolicy | undefined;
  /** Who handed it in. */
  readonly by?: string | undefined;
}

async function readAsDocument({ name, bytes, visibility, url }: FileToOpen): Promise<FileRecord[]> {
  const outline = await readDocument(name, bytes);
  const externalId = url === undefined ? documentId(name) : documentIdOfUrl(url);
  const source = toSource(outline, { externalId, name, visibility, url });
  return [{ line: 1, read: () => ({ source }) }];
}

/** A table whose columns nobody named is a document: its first row names them. */
async function readTable(file: FileToOpen): Promise<{ records: FileRecord[]; isDocument: boolean }> {
  try {
    return { records: await readFile(file), isDocument: false };
  } catch (error) {
    const isUnmapped = file.mapping === undefined && /^missing columns/.test((error as Error).message);
    if (!isUnmapped) throw error;
    return { records: await readAsDocument(file), isDocument: true };
  }
}

/** Applies the policy to a document; one that is held becomes a record that says so. */
async function withPolicy(bank: Bank, file: FileToOpen, record: FileRecord): Promise<FileRecord> {
  const policy = file.personalData ?? bank.config.ingestPersonalData;
  const read = record.read();
  if (policy === 'keep' || !('source' in read)) return record;
  if (policy === 'hold') {
    const found = await countPersonalData(read.source);
    if (!holdsPersonalData(found)) return record;
    await holdFile(bank, file, found);
    return {
      ...record,
      read: () => {
        throw heldError(found);
      },
    };
  }
  const source = await maskSource(read.source);
  return { ...record, read: () => ({ source }) };
}

/**
 * The records of a file of any kind that can be read. Records prepared for the bank (JSONL, a mapped CSV) are taken as
 * they are; in documents personal data is masked or the file is held, as the settings say.
 * @throws AppError with the reason why the file cannot be read
 */
export async function openRecords(bank: Bank, file: FileToOpen): Promise<FileRecord[]> {
  if (isTable(file.name)) {
    const { records, isDocument } = await readTable(file);
    return isDocument ? Promise.all(records.map((record) => withPolicy(bank, file, record))) : records;
  }
  if (isPrepared(file.name)) return readFile(file);
  const isMarkdown = /\.(?:md|markdown)$/i.test(file.name);
  const records = isMarkdown ? await readFile(file) : await readAsDocument(file);
  return Promise.all(
    records.map((record) => withPolicy(bank, file, record).catch((error) => failing(record, error))),
  );
}

/** A record whose reading failed fails when it is its turn, with the line it stands on. */
function failing(record: FileRecord, error: unknown): FileRecord {
  return {
    ...record,
    read: () => {
      throw error;
    },
  };
}
