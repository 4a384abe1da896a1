import type { ScheduledJob } from '../../knowledge/schedule/job.ts';
import { selectDueFeeds, updateFeed } from './queries.ts';
import { trySyncFeed } from './sync-feed.ts';

/** Reads again the addresses and folders that are due. */
export const documentFeeds: ScheduledJob = {
  name: 'document-feeds',
  everySeconds: 60,
  async run(bank, { signal }) {
    const feeds = await selectDueFeeds(bank.store.system, bank.now());
    let changed = 0;
    let failed = 0;
    for (const feed of feeds) {
      signal.throwIfAborted();
      const read = await trySyncFeed(bank, feed, signal);
      const { items, etag, lastModified, outcome } = read;
      await updateFeed(bank.store.system, feed.id, { items, etag, lastModified, outcome, now: bank.now() });
      changed += outcome.added + outcome.updated + outcome.removed;
      failed += outcome.failed + (outcome.problem ? 1 : 0);
    }
    return { feeds: feeds.length, changed, failed };
  },
};
