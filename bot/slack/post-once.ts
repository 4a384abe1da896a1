import { setTimeout as sleep } from 'node:timers/promises';
import { type SlackApi, UnsureError } from './slack-api.ts';

/** Where a message goes: a thread of a channel, or the channel itself. */
export interface Place {
  readonly channel: string;
  /** The thread's first message. */
  readonly thread?: string | undefined;
}

interface SeenMessage {
  readonly ts: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: string } };
}

const eventType = 'bank_reply';

/** What makes a message of ours findable again; ours alone, Slack shows it to nobody. */
export function markOf(id: string) {
  return { event_type: eventType, event_payload: { id } };
}

/** Messages of a place from `since` on, oldest first. */
export async function readPlace(
  api: SlackApi,
  { channel, thread }: Place,
  since: string,
): Promise<SeenMessage[]> {
  const { messages } = thread
    ? await api.call(
        'conversations.replies',
        { channel, ts: thread, oldest: since, inclusive: true, include_all_metadata: true, limit: 100 },
        { repeatable: true },
      )
    : await api.call(
        'conversations.history',
        { channel, oldest: since, inclusive: true, include_all_metadata: true, limit: 100 },
        { repeatable: true },
      );
  return (messages ?? []) as SeenMessage[];
}

/** The message marked with this id, if it did get through. */
async function findMarked(
  api: SlackApi,
  place: Place,
  since: string,
  id: string,
): Promise<string | undefined> {
  const messages = await readPlace(api, place, since);
  return messages.find(
    ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload?.id === id,
  )?.ts;
}

const maxTries = 6;

/**
 * Posts a message exactly once: when Slack's answer is lost, it is looked for before it is sent again.
 * @param id of what it replies to; one message for each
 * @param since the timestamp of what it replies to
 * @returns its timestamp
 */
export async function postOnce(
  api: SlackApi,
  place: Place,
  message: Readonly<Record<string, unknown>>,
  { id, since }: { id: string; since: string },
): Promise<string> {
  const { channel, thread } = place;
  const args = {
    ...message,
    channel,
    ...(thread && { thread_ts: thread }),
    metadata: markOf(id),
    unfurl_links: false,
  };
  for (let tries = 1; ; tries++) {
    try {
      return String((await api.call('chat.postMessage', args)).ts);
    } catch (error) {
      if (!(error instanceof UnsureError) || tries >= maxTries) throw error;
      await sleep(100 * 2 ** tries);
      const sent = await findMarked(api, place, since, id);
      if (sent) return sent;
    }
  }
}
