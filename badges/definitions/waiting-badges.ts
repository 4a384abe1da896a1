import type { Waiting } from '../../knowledge/reviews/list-waiting.ts';
import { selectWaiting } from './queries.ts';

/** Badge definitions that wait for a reviewer's word. */
export const waitingBadges: Waiting = {
  allow: ['reviewer'],
  list: async (ctx) =>
    (await selectWaiting(ctx.db, ctx.actor.personId!)).map(({ id, record, updatedAt }) => ({
      kind: 'badge',
      id,
      title: record.name[ctx.language] ?? record.name['zh-TW'],
      agency: '',
      submittedAt: updatedAt.toISOString(),
      url: `/badges/${encodeURIComponent(id)}`,
    })),
};
