import type { Bank } from '../../core/context.ts';
import * as queries from './queries.ts';

export type { ThreadKey } from './queries.ts';

/** The conversation a person has in a thread of a channel; undefined before the first line. */
export function findThreadConversation(bank: Bank, key: queries.ThreadKey): Promise<string | undefined> {
  return queries.selectThreadConversation(bank.store.system, key);
}

export async function keepThreadConversation(
  bank: Bank,
  key: queries.ThreadKey,
  conversationId: string,
): Promise<void> {
  await bank.store.system.batch((tx) => queries.upsertThreadConversation(tx, key, conversationId));
}
