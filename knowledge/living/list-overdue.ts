import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { SourceKind } from '../sources/schema.ts';
import { sourcePath } from './care.ts';
import { countOverdue, selectOverdue } from './queries.ts';

const dayMs = 86_400_000;

export const listOverdue = defineCapability({
  name: 'list-overdue',
  title: { 'zh-TW': '逾期未檢閱的來源', en: 'Sources overdue for review' },
  description: {
    'zh-TW': '列出過了檢閱日還沒有人確認的案例與文件，逾期最久的在前。',
    en: 'Cases and documents past their review day that nobody has confirmed, longest overdue first.',
  },
  input: z.object({
    mine: z.stringbool().default(false),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  output: z.object({
    total: z.number().int(),
    items: z.array(
      z.object({
        id: z.string(),
        kind: SourceKind,
        title: z.string(),
        titleEn: z.string().nullable(),
        reviewedOn: z.string().nullable(),
        reviewBy: z.string(),
        daysOverdue: z.number().int(),
        mine: z.boolean(),
        url: z.string(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { mine, limit, cursor }) {
    const today = taiwanDay(ctx.now());
    const owner = mine ? ctx.actor.personId : undefined;
    const total = await countOverdue(ctx.db, today, owner);
    const rows = await selectOverdue(ctx.db, { today, owner, limit, offset: cursor });
    const next = cursor + rows.length;
    return {
      total,
      items: rows.map((row) => ({
        id: row.externalId,
        kind: row.kind,
        title: row.title,
        titleEn: row.titleEn,
        reviewedOn: row.reviewedOn,
        reviewBy: row.reviewBy!,
        daysOverdue: Math.round((Date.parse(today) - Date.parse(row.reviewBy!)) / dayMs),
        mine: row.ownerId === ctx.actor.personId,
        url: sourcePath(row.kind, row.externalId),
      })),
      ...(next < total && rows.length > 0 && { nextCursor: String(next) }),
    };
  },
});
