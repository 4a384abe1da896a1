import { z } from 'zod';
import { defineCapability, saying } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { AppError, conflict, invalidInput } from '../../core/errors.ts';
import { recordAudit } from '../people/queries.ts';
import { getCareRow, mayCare, settleReports } from './care.ts';
import * as queries from './queries.ts';

const CareReply = z.object({
  id: z.string(),
  reviewedOn: z.string().nullable(),
  reviewBy: z.string().nullable(),
});

const mostYears = 3;

function inYears(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}

/** @throws AppError INVALID_INPUT for a day that is past or further than anybody can promise */
function nextReview(ctx: Context, asked: string | undefined): { reviewedOn: string; reviewBy: string } {
  const reviewedOn = taiwanDay(ctx.now());
  const reviewBy = asked ?? inYears(reviewedOn, 1);
  if (reviewBy > reviewedOn && reviewBy <= inYears(reviewedOn, mostYears)) return { reviewedOn, reviewBy };
  const text = {
    'zh-TW': `下次檢閱日必須在明天到 ${mostYears} 年之內。`,
    en: `The next review day lies between tomorrow and ${mostYears} years from now.`,
  };
  throw invalidInput(text, [{ path: 'reviewBy', message: text[ctx.language] }]);
}

function requireCare(ctx: Context, row: queries.CareRow): void {
  if (!mayCare(ctx, row))
    throw new AppError('FORBIDDEN', {
      'zh-TW': '只有維護者或審核人可以確認。',
      en: 'Only whoever looks after it or a reviewer may say so.',
    });
  if (row.state !== 'current')
    throw conflict({ 'zh-TW': '這個來源已下架。', en: 'This source is withdrawn.' });
}

export const renewSource = defineCapability({
  name: 'renew-source',
  title: { 'zh-TW': '確認來源仍然正確', en: 'Say a source still holds' },
  description: {
    'zh-TW': '維護者或審核人確認內容仍然正確，訂下次檢閱日；未結的過時回報就此結案。',
    en: 'Whoever looks after it or a reviewer confirms it and sets the next review day; open reports are settled.',
  },
  input: z.object({
    id: z.string().min(1).max(200),
    reviewBy: z.iso
      .date()
      .refine((day) => !day.startsWith('0000'), saying({ 'zh-TW': '不是日期', en: 'is not a day' }))
      .optional(),
  }),
  output: CareReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, reviewBy }) {
    const row = await getCareRow(ctx, id);
    requireCare(ctx, row);
    const days = nextReview(ctx, reviewBy);
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.updateReviewed(tx, row.id, days);
      await settleReports(ctx, tx, row, 'holds');
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'renew-source',
        object: row.externalId,
        detail: { version: row.version, reviewBy: days.reviewBy },
      });
    });
    return { id: row.externalId, ...days };
  },
});

export const takeOverSource = defineCapability({
  name: 'take-over-source',
  title: { 'zh-TW': '接手維護來源', en: 'Look after a source' },
  description: {
    'zh-TW': '領航員或審核人成為來源的維護者，到期與過時回報會通知您。',
    en: 'A pilot leader or reviewer looks after a source from now on and is told when it is due or reported.',
  },
  input: z.object({ id: z.string().min(1).max(200) }),
  output: CareReply,
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  async run(ctx, { id }) {
    const row = await getCareRow(ctx, id);
    requireCare(ctx, row);
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.upsertOwner(tx, row.id, ctx.actor.personId!, ctx.now());
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'take-over-source',
        object: row.externalId,
        detail: {},
      });
    });
    return { id: row.externalId, reviewedOn: row.reviewedOn, reviewBy: row.reviewBy };
  },
});
