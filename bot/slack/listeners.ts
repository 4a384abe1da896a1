import type { Bank } from '../../core/context.ts';
import type { SlackApi } from './slack-api.ts';
import type { Talk } from './talk.ts';
import type { Who } from './who.ts';
import type { WorkQueue } from './work-queue.ts';

/** What every listener works with. */
export interface Desk {
  readonly bank: Bank;
  readonly api: SlackApi;
  readonly who: Who;
  readonly talk: Talk;
  readonly queue: WorkQueue;
}
