import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import * as queries from './queries.ts';

const NoticeReply = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  /** A path of this site. */
  link: z.string().nullable(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
});

export const listNotices = defineCapability({
  name: 'list-notices',
  title: { 'zh-TW': '我的通知', en: 'My notices' },
  description: {
    'zh-TW': '列出給您的通知，最新的在前，並說明有幾則未讀；只有本人看得到。',
    en: 'What you were told, newest first, and how many are unread; nobody else sees them.',
  },
  input: PageInput.extend({ unread: z.stringbool().default(false) }),
  output: z.object({
    unread: z.number().int(),
    items: z.array(NoticeReply),
    nextCursor: z.string().optional(),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { limit, cursor, unread }) {
    const personId = ctx.actor.personId!;
    return ctx.db.transaction(async (tx) => {
      const rows = await queries.selectNotices(tx, personId, {
        limit: limit + 1,
        after: cursor,
        unreadOnly: unread,
      });
      const page = pageOf(
        rows,
        limit,
        ({ id }) => id,
        (row) => ({
          ...row,
          text: row.text[ctx.language],
          createdAt: row.createdAt.toISOString(),
          readAt: row.readAt?.toISOString() ?? null,
        }),
      );
      return { unread: await queries.countUnread(tx, personId), ...page };
    });
  },
});

export const readNotices = defineCapability({
  name: 'read-notices',
  title: { 'zh-TW': '通知標為已讀', en: 'Mark notices as read' },
  description: {
    'zh-TW': '把指定的通知標為已讀；沒有指定就是全部。',
    en: 'Marks the notices named as read, or all of them when none is named.',
  },
  input: z.object({ ids: z.array(z.string().min(1).max(100)).min(1).max(100).optional() }),
  output: z.object({ read: z.number().int(), unread: z.number().int() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { ids }) {
    const personId = ctx.actor.personId!;
    return ctx.db.transaction(async (tx) => ({
      read: await queries.updateRead(tx, personId, ids, ctx.now()),
      unread: await queries.countUnread(tx, personId),
    }));
  },
});
