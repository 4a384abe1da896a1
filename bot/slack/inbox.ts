import { createHash } from 'node:crypto';
import type { App, ReceiverEvent } from '@slack/bolt';
import type { Bank } from '../../core/context.ts';
import { claimEvent, finishEvent } from '../../knowledge/chat/once.ts';
import type { WorkQueue } from './work-queue.ts';

/** What names a delivery: repeated, it carries the same name. */
function deliveryOf(body: ReceiverEvent['body']): string {
  const { event_id: event, trigger_id: trigger } = body as { event_id?: string; trigger_id?: string };
  return event ?? trigger ?? createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

const isEvent = (body: ReceiverEvent['body']) => body.type === 'event_callback';

/**
 * Takes what Slack delivers, over HTTP or socket: claimed in the store, then acknowledged, then worked on. A delivery
 * repeated is acknowledged and nothing else. What the store could not claim is not acknowledged, so it comes again.
 */
export class Inbox {
  readonly #bank: Bank;
  readonly #queue: WorkQueue;

  constructor(bank: Bank, queue: WorkQueue) {
    this.#bank = bank;
    this.#queue = queue;
  }

  async take(app: Pick<App, 'processEvent'>, event: ReceiverEvent): Promise<void> {
    const delivery = deliveryOf(event.body);
    if (!(await this.#queue.first(claimEvent(this.#bank, 'slack', delivery)))) {
      await event.ack();
      return;
    }
    const work = async (ack: ReceiverEvent['ack']) => {
      await app.processEvent({ ...event, ack, customProperties: { delivery } });
      await finishEvent(this.#bank, 'slack', delivery);
    };
    if (!isEvent(event.body)) return work(event.ack);
    await event.ack();
    this.#queue.add(() => work(async () => undefined));
  }
}
