import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Bank } from './core/context.ts';
import { openStore } from './core/db/store.ts';
import { createEmbedders } from './core/embeddings/embedders.ts';
import { newSecret } from './core/ids.ts';
import { createLog } from './core/log.ts';
import { createMetrics, watchProcess } from './core/metrics.ts';
import { openChatModel } from './core/models/open-chat-model.ts';
import { ensureAdmin } from './knowledge/people/identify.ts';

export function adminTokenFile(config: Config): string {
  return join(config.dataDir, 'admin-token');
}

/** The administrator's token from the settings, from the file an earlier start wrote, or a new one in that file. */
function adminTokenOf(config: Config): string {
  if (config.adminToken) return config.adminToken;
  const file = adminTokenFile(config);
  mkdirSync(config.dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, `${newSecret()}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

/**
 * Opens the bank the settings describe: store migrated and proven, administrator present.
 * @throws Error when the data folder is in use or the database server does not fit
 */
export async function openBank(config: Config): Promise<Bank> {
  const metrics = createMetrics();
  const store = await openStore(config, systemClock(), metrics);
  const log = createLog(config.logLevel);
  const bank: Bank = {
    config,
    store,
    adminToken: adminTokenOf(config),
    now: systemClock,
    log,
    metrics,
    chat: openChatModel(config.chat, log),
    embedders: createEmbedders(config.embedding),
  };
  watchProcess(metrics);
  await ensureAdmin(bank);
  return bank;
}
