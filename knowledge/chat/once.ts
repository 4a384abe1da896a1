import type { Bank } from '../../core/context.ts';
import * as queries from './queries.ts';

/** A claim never finished (the process died) may be taken over by a later delivery after this long. */
const staleMs = 90_000;
/** Platforms stop repeating a delivery after hours at most. */
const keptMs = 24 * 3_600_000;

/** True for the first who asks: the event is theirs to answer. A delivery repeated gets false. */
export async function claimEvent(bank: Bank, platform: string, eventId: string): Promise<boolean> {
  const now = bank.now();
  const staleBefore = new Date(now.getTime() - staleMs);
  return bank.store.system.batch((tx) => queries.claimEvent(tx, { platform, eventId, now, staleBefore }));
}

/** Marks a claimed event as answered, so that no later delivery takes it over. */
export async function finishEvent(bank: Bank, platform: string, eventId: string): Promise<void> {
  const before = new Date(bank.now().getTime() - keptMs);
  await bank.store.system.batch((tx) =>
    Promise.all([queries.updateEventDone(tx, platform, eventId), queries.deleteEventsBefore(tx, before)]),
  );
}
