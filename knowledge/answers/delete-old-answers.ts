import type { Db } from '../../core/db/client.ts';
import * as queries from './queries.ts';

/**
 * Retention: answers older than `days` go unless pinned, and so do conversations idle that long or expired.
 * @returns how many answers went
 */
export async function deleteOldAnswers(systemDb: Db, now: Date, days: number): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  return systemDb.transaction(async (tx) => {
    const gone = await queries.deleteAnswersBefore(tx, before);
    await queries.deleteIdleConversations(tx, before, now);
    return gone;
  });
}
