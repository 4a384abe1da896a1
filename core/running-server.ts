import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { findHolder } from './db/folder-lock.ts';

const pauseMs = 300;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * The address of the server that has the data folder open, once it can answer; undefined when nobody has it open or
 * the store is a PostgreSQL server, which any number of processes may use.
 * @throws Error when the folder stays in use by something that does not answer
 */
export async function findRunningServer(config: Config, waitMs = 60_000): Promise<string | undefined> {
  if (config.databaseUrl) return undefined;
  for (const giveUp = Date.now() + waitMs; ; await sleep(pauseMs)) {
    const holder = findHolder(config.dataDir);
    if (!holder) return undefined;
    if (holder.url && (await isReady(holder.url))) return holder.url;
    if (Date.now() > giveUp)
      throw new Error(
        `資料夾 ${config.dataDir} 正由程序 ${holder.pid} 使用，但它沒有回應；請稍後再試。\n` +
          `The folder ${config.dataDir} is in use by process ${holder.pid}, which does not answer; try again later.`,
      );
  }
}

/** The administrator's token of the settings or of the data folder; undefined when this person may not read it. */
export function findAdminToken(config: Config): string | undefined {
  if (config.adminToken) return config.adminToken;
  try {
    return readFileSync(join(config.dataDir, 'admin-token'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
