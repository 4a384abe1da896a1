import type { Queryable } from '../../core/db/client.ts';

/** Claims an event nobody has, or whose claim is older than `staleBefore` and was never finished. */
export async function claimEvent(
  tx: Queryable,
  event: { platform: string; eventId: string; now: Date; staleBefore: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into chat_events (platform, event_id, claimed_at) values ($1, $2, $3)
     on conflict (platform, event_id) do update set claimed_at = excluded.claimed_at
       where not chat_events.done and chat_events.claimed_at < $4 returning event_id`,
    [event.platform, event.eventId, event.now, event.staleBefore],
  );
  return rows.length > 0;
}

export async function updateEventDone(tx: Queryable, platform: string, eventId: string): Promise<void> {
  await tx.query('update chat_events set done = true where platform = $1 and event_id = $2', [
    platform,
    eventId,
  ]);
}

/** Uses chat_events_claimed_at. */
export async function deleteEventsBefore(tx: Queryable, before: Date): Promise<void> {
  await tx.query('delete from chat_events where claimed_at < $1', [before]);
}

export interface ThreadKey {
  readonly platform: string;
  readonly team: string;
  readonly channel: string;
  readonly thread: string;
  readonly user: string;
}

const keyOf = (key: ThreadKey) => [key.platform, key.team, key.channel, key.thread, key.user];

export async function selectThreadConversation(db: Queryable, key: ThreadKey): Promise<string | undefined> {
  const rows = await db.query<{ id: string }>(
    `select t.conversation_id as id from chat_threads t
      where t.platform = $1 and t.team = $2 and t.channel = $3 and t.thread = $4 and t.account = $5`,
    keyOf(key),
  );
  return rows[0]?.id;
}

export async function upsertThreadConversation(tx: Queryable, key: ThreadKey, id: string): Promise<void> {
  await tx.query(
    `insert into chat_threads (platform, team, channel, thread, account, conversation_id)
     select $1, $2, $3, $4, $5, c.id from conversations c where c.id = $6
     on conflict (platform, team, channel, thread, account) do update set conversation_id = excluded.conversation_id`,
    [...keyOf(key), id],
  );
}
