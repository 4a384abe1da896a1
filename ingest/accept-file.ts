import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bank } from '../core/context.ts';
import { newId } from '../core/ids.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { ingestFolder } from './ingest-folder.ts';
import { insertJob, type JobPayload } from './queries.ts';

/** What somebody handed in to be ingested. */
export interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly visibility: string;
  readonly mapping?: ColumnMapping | undefined;
  readonly by: string | undefined;
  /** Where it was downloaded from. */
  readonly url?: string | undefined;
  /** What somebody decided about the personal data in it. */
  readonly personalData?: JobPayload['personalData'];
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Stores a file and its job before it returns, so that what is acknowledged survives a crash. */
export async function acceptFile(
  bank: Bank,
  { name, bytes, visibility, mapping, by, url, personalData }: Handed,
): Promise<{ jobId: string }> {
  const jobId = newId('job', bank.now());
  const payload: JobPayload = {
    file: `${jobId}.bin`,
    visibility,
    ...(mapping && { mapping }),
    ...(url !== undefined && { url }),
    ...(personalData && { personalData }),
  };
  await mkdir(ingestFolder(bank), { recursive: true });
  await writeDurably(join(ingestFolder(bank), payload.file), bytes);
  await insertJob(bank.store.system, { id: jobId, name, payload, createdBy: by, now: bank.now() });
  return { jobId };
}
