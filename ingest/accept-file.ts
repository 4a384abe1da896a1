import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bank } from '../core/context.ts';
import { newId } from '../core/ids.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { insertJob, type JobPayload } from './queries.ts';

/** What somebody handed in to be ingested. */
export interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly visibility: string;
  readonly mapping?: ColumnMapping | undefined;
  readonly by: string | undefined;
}

export function ingestFolder(bank: Bank): string {
  return join(bank.config.dataDir, 'ingest');
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
  { name, bytes, visibility, mapping, by }: Handed,
): Promise<{ jobId: string }> {
  const jobId = newId('job', bank.now());
  const payload: JobPayload = { file: `${jobId}.bin`, visibility, ...(mapping && { mapping }) };
  await mkdir(ingestFolder(bank), { recursive: true });
  await writeDurably(join(ingestFolder(bank), payload.file), bytes);
  await insertJob(bank.store.system, { id: jobId, name, payload, createdBy: by, now: bank.now() });
  return { jobId };
}
