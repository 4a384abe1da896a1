import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../core/actor.ts';
import { anonymous } from '../../core/actor.ts';
import type { Config } from '../../core/config.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank, Context } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import type { Store } from '../../core/db/store.ts';
import type { Language } from '../../core/language.ts';
import { createLog } from '../../core/log.ts';
import { createMetrics } from '../../core/metrics.ts';
import { seedContent } from '../../ingest/seed-content.ts';
import type { StoreTemplate } from './test-store.ts';
import { openTestStore } from './test-store.ts';

/** The administrator's bearer token of every test bank. */
export const testAdminToken = 'test-admin-token-of-the-suite';

/** What the banks of this process write beside their stores: keys, files handed in. */
const dataDir = mkdtempSync(join(tmpdir(), 'bank-test-'));
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));

interface BankOptions {
  readonly now?: () => Date;
  readonly config?: Partial<Config>;
}

function bankOn(store: Store, options: BankOptions = {}): Bank {
  return {
    config: { ...loadConfig({ DATA_DIR: dataDir }), ...options.config },
    store,
    adminToken: testAdminToken,
    now: options.now ?? (() => new Date()),
    log: createLog('error', () => undefined),
    metrics: createMetrics(),
  };
}

/** The store as the first start leaves it. */
export const shippedContent: StoreTemplate = {
  name: 'seeded',
  dependsOn: ['core/', 'prompts/', 'knowledge/', 'ingest/'],
  fill: async (store) => void (await seedContent(bankOn(store))),
};

/** A bank on an empty store of its own. Close `bank.store` in `afterAll`. */
export async function openTestBank(options: BankOptions = {}): Promise<Bank> {
  return bankOn(await openTestStore(options.now?.()), options);
}

/** A bank that holds the shipped content. The first caller after a change waits for the seeding, the rest copy it. */
export async function openSeededBank(options: BankOptions = {}): Promise<Bank> {
  return bankOn(await openTestStore(options.now?.(), shippedContent), options);
}

/** A call of the bank as somebody (default: anonymous, in Chinese, over HTTP). */
export function contextOf(bank: Bank, call: { actor?: Actor; language?: Language } = {}): Context {
  return createContext(bank, {
    actor: call.actor ?? anonymous,
    language: call.language ?? 'zh-TW',
    surface: 'http',
  });
}
