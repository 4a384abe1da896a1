import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { SourceKind } from '../sources/schema.ts';
import { getCareRow, mayCare } from './care.ts';
import { selectReports } from './queries.ts';

const Report = z.object({
  id: z.string(),
  reason: z.string(),
  version: z.number().int(),
  state: z.enum(['open', 'holds', 'changed', 'withdrawn']),
  mine: z.boolean(),
  createdAt: z.string(),
});

export const getCare = defineCapability({
  name: 'get-source-care',
  title: { 'zh-TW': '來源的維護狀況', en: 'How a source is looked after' },
  description: {
    'zh-TW': '下次檢閱日、是否逾期、由您或由別人維護，以及您看得到的過時回報。',
    en: 'Its next review day, whether it is overdue, whether you look after it, and the reports you may see.',
  },
  input: z.object({ id: z.string().min(1).max(200) }),
  output: z.object({
    id: z.string(),
    sourceId: z.string(),
    kind: SourceKind,
    title: z.string(),
    state: z.enum(['current', 'withdrawn']),
    version: z.number().int(),
    reviewedOn: z.string().nullable(),
    reviewBy: z.string().nullable(),
    overdue: z.boolean(),
    mine: z.boolean(),
    /** Whether somebody looks after it; null when you are not to know. Never who. */
    owned: z.boolean().nullable(),
    mayRenew: z.boolean(),
    reports: z.array(Report),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { id }) {
    const row = await getCareRow(ctx, id);
    const reports = await selectReports(ctx.db, row.id);
    const mine = row.ownerId === ctx.actor.personId;
    const knows = mine || mayCare(ctx, row);
    return {
      id: row.externalId,
      sourceId: row.id,
      kind: row.kind,
      title: row.title,
      state: row.state,
      version: row.version,
      reviewedOn: row.reviewedOn,
      reviewBy: row.reviewBy,
      overdue: row.state === 'current' && row.reviewBy !== null && row.reviewBy < taiwanDay(ctx.now()),
      mine,
      owned: knows ? row.ownerId !== null : null,
      mayRenew: row.state === 'current' && knows,
      reports: reports.map(({ reporter, createdAt, ...report }) => ({
        ...report,
        mine: reporter === ctx.actor.personId,
        createdAt: createdAt.toISOString(),
      })),
    };
  },
});
