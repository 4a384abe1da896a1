import type { Actor } from './actor.ts';
import { dbActorOf } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/client.ts';
import type { Store } from './db/store.ts';
import { newId } from './ids.ts';
import type { Language } from './language.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export type Surface = 'http' | 'web' | 'chat' | 'slack' | 'teams' | 'mcp' | 'cli' | 'system';

/** What lives as long as the process: built once by server.ts and by the tests. */
export interface Bank {
  readonly config: Config;
  readonly store: Store;
  /** The administrator's bearer token, from the settings or from DATA_DIR/admin-token. */
  readonly adminToken: string;
  readonly now: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a capability needs for one call: who asks, in which language, and the seams to the world. */
export interface Context {
  readonly bank: Bank;
  readonly actor: Actor;
  readonly language: Language;
  readonly surface: Surface;
  readonly requestId: string;
  /** Bound to the actor: every statement runs under row-level security as this actor. */
  readonly db: Db;
  readonly now: Clock;
  readonly newId: (kind: string) => string;
  readonly log: Log;
}

/** Binds the bank to one caller. */
export function createContext(
  bank: Bank,
  call: { actor: Actor; language: Language; surface: Surface; requestId?: string },
): Context {
  return {
    bank,
    actor: call.actor,
    language: call.language,
    surface: call.surface,
    requestId: call.requestId ?? newId('req', bank.now()),
    db: bank.store.as(dbActorOf(call.actor)),
    now: bank.now,
    newId: (kind) => newId(kind, bank.now()),
    log: bank.log,
  };
}
