import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bank } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Language } from '../../core/language.ts';
import { personalDataLabels } from '../../knowledge/privacy/mask-personal-data.ts';
import type { PersonalDataKind } from '../../knowledge/privacy/schema.ts';
import { ingestFolder } from '../ingest-folder.ts';
import type { FoundPersonalData } from './personal-data.ts';
import { insertHeldFile, selectHeldTwin } from './queries.ts';

export interface FileToHold {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly visibility: string;
  readonly url?: string | undefined;
  readonly by?: string | undefined;
}

/** What is kept of a held file beside its name. */
export interface HeldPayload {
  /** File below DATA_DIR/ingest. */
  readonly file: string;
  readonly visibility: string;
  readonly hash: string;
  readonly url?: string;
}

/** `身分證或居留證號 2、電話 1` */
function describeFound(found: FoundPersonalData, language: Language): string {
  return Object.entries(found)
    .map(([kind, times]) => `${personalDataLabels[kind as PersonalDataKind][language]} ${times}`)
    .join(language === 'en' ? ', ' : '、');
}

export function heldError(found: FoundPersonalData): AppError {
  return new AppError('CONFLICT', {
    'zh-TW': `檔案含個人資料（${describeFound(found, 'zh-TW')}），已保留待審，請到「文件匯入」頁決定。`,
    en: `The file holds personal data (${describeFound(found, 'en')}) and waits for review on the page for documents.`,
  });
}

/**
 * Keeps a file for somebody to decide on; the same file handed in again waits once, and one that is read again on a
 * schedule is not held again after somebody decided.
 */
export async function holdFile(bank: Bank, file: FileToHold, found: FoundPersonalData): Promise<void> {
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  const states = file.by === undefined ? ['held', 'released', 'dropped'] : ['held'];
  if (await selectHeldTwin(bank.store.system, file.name, hash, states)) return;
  const id = newId('held', bank.now());
  const payload: HeldPayload = {
    file: `${id}.bin`,
    visibility: file.visibility,
    hash,
    ...(file.url !== undefined && { url: file.url }),
  };
  await mkdir(ingestFolder(bank), { recursive: true });
  await writeFile(join(ingestFolder(bank), payload.file), file.bytes, { mode: 0o600 });
  await insertHeldFile(bank.store.system, {
    id,
    name: file.name,
    payload,
    found,
    createdBy: file.by,
    now: bank.now(),
  });
}

export async function removeHeldBytes(bank: Bank, { file }: HeldPayload): Promise<void> {
  await rm(join(ingestFolder(bank), file), { force: true });
}
