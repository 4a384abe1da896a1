import { join } from 'node:path';
import type { Bank } from '../core/context.ts';

/** Where handed-in files lie until they are read or decided on. */
export function ingestFolder(bank: Bank): string {
  return join(bank.config.dataDir, 'ingest');
}
