import { readFile as readBytes } from 'node:fs/promises';
import type { Bank } from '../core/context.ts';
import { Visibility } from '../knowledge/sources/schema.ts';
import type { Carrier, Load } from './carry.ts';
import { fetchAddress, maxFileBytes, tooLarge } from './fetch-address.ts';
import { openRecords } from './open-records.ts';
import { runRecords } from './run-job.ts';

async function bytesOf(bank: Bank, { input }: Load): Promise<{ name: string; bytes: Uint8Array }> {
  if (input.kind === 'address') return fetchAddress(input.url, bank.config.fetchAllow);
  const bytes = await readBytes(input.path);
  if (bytes.length > maxFileBytes) throw tooLarge;
  return { name: input.name, bytes };
}

/** Puts inputs into a store this process has opened. */
export function carryToStore(bank: Bank): Carrier {
  return {
    afterInterrupt: '已存入的都在；再執行一次會接著做。What was stored stays; run it again to go on.',
    close: () => bank.store.close(),
    async carry(load, onProgress, signal) {
      const visibility = Visibility.parse(load.visibility ?? 'government');
      const file = await bytesOf(bank, load);
      const url = load.input.kind === 'address' ? load.input.url : undefined;
      const { name, bytes } = file;
      const records = await openRecords(bank, { name, bytes, visibility, mapping: load.mapping, url });
      return runRecords(bank, records, async (counts) => onProgress(counts.done, counts.total), signal);
    },
  };
}
