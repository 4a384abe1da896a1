import type { Actor } from '../../core/actor.ts';
import { anonymous } from '../../core/actor.ts';
import type { Config } from '../../core/config.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank, Context } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { createLog } from '../../core/log.ts';
import { openTestStore } from './test-store.ts';

/** The administrator's bearer token of every test bank. */
export const testAdminToken = 'test-admin-token-of-the-suite';

/** A bank on an empty store of its own. Close `bank.store` in `afterAll`. */
export async function openTestBank(
  options: { now?: () => Date; config?: Partial<Config> } = {},
): Promise<Bank> {
  const now = options.now ?? (() => new Date());
  return {
    config: { ...loadConfig({}), ...options.config },
    store: await openTestStore(now()),
    adminToken: testAdminToken,
    now,
    log: createLog('error', () => undefined),
  };
}

/** A call of the bank as somebody (default: anonymous, in Chinese, over HTTP). */
export function contextOf(bank: Bank, call: { actor?: Actor; language?: Language } = {}): Context {
  return createContext(bank, {
    actor: call.actor ?? anonymous,
    language: call.language ?? 'zh-TW',
    surface: 'http',
  });
}
