import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { selectOwnCases, selectWaiting } from './queries.ts';
import { CaseStateReply } from './write-case.ts';

const Waiting = z.object({
  kind: z.literal('case'),
  id: z.string(),
  title: z.string(),
  agency: z.string(),
  submittedAt: z.string(),
});

export const listReviews = defineCapability({
  name: 'list-reviews',
  title: { 'zh-TW': '待我審核', en: 'Waiting for my review' },
  description: { 'zh-TW': '列出等待您審核的案例。', en: 'Cases that wait for your review.' },
  input: PageInput,
  output: z.object({ items: z.array(Waiting), nextCursor: z.string().optional() }),
  allow: ['pilot_leader', 'reviewer'],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await selectWaiting(ctx.db, ctx.actor.personId!, { limit: limit + 1, after: cursor });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ id, record, updatedAt }) => ({
        kind: 'case' as const,
        id,
        title: record.title,
        agency: record.agency,
        submittedAt: updatedAt.toISOString(),
      }),
    );
  },
});

const OwnCase = CaseStateReply.extend({ title: z.string(), updatedAt: z.string() });

export const listOwnCases = defineCapability({
  name: 'list-own-cases',
  title: { 'zh-TW': '我的案例', en: 'My cases' },
  description: { 'zh-TW': '列出您寫的案例與狀態。', en: 'The cases you wrote and where they stand.' },
  input: PageInput,
  output: z.object({ items: z.array(OwnCase), nextCursor: z.string().optional() }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await selectOwnCases(ctx.db, ctx.actor.personId!, { limit: limit + 1, after: cursor });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ id, state, record, updatedAt }) => ({
        id,
        state,
        title: record.title,
        updatedAt: updatedAt.toISOString(),
      }),
    );
  },
});
