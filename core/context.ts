import type { Actor } from './actor.ts';
import { dbActorOf } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/client.ts';
import type { Store } from './db/store.ts';
import type { Embedders } from './embeddings/embedders.ts';
import { newId } from './ids.ts';
import type { Language } from './language.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { ChatModel } from './models/chat-model.ts';

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
  /** Absent when the settings name no chat model. */
  readonly chat?: ChatModel | undefined;
  /** Absent when the settings name no embedding model. */
  readonly embedders?: Embedders | undefined;
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
  /** Aborts when the asker is gone; only what may take long looks at it. */
  readonly signal?: AbortSignal | undefined;
}

/** Binds the bank to one caller. */
export function createContext(
  bank: Bank,
  call: { actor: Actor; language: Language; surface: Surface; requestId?: string; signal?: AbortSignal },
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
    signal: call.signal,
  };
}
