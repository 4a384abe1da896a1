import type { Bank } from '../../core/context.ts';
import * as queries from './shown-answer-queries.ts';

/** Where a message of ours stands on a platform. */
export interface ShownMessage {
  readonly platform: string;
  readonly channel: string;
  readonly message: string;
}

/** Remembers which kept answer a message shows, for platforms that name only the message when it is rated. */
export async function keepShownAnswer(bank: Bank, shown: ShownMessage, answerId: string): Promise<void> {
  await bank.store.system.batch((tx) => queries.upsertShownAnswer(tx, shown, answerId));
}

export function findShownAnswer(bank: Bank, shown: ShownMessage): Promise<string | undefined> {
  return queries.selectShownAnswer(bank.store.system, shown);
}
