import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability, saying } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { recordAudit, selectPersonName } from '../people/queries.ts';
import { saveSource, withdrawSource } from '../sources/save-source.ts';
import { caseSource } from './case-source.ts';
import * as queries from './queries.ts';
import { CaseStateReply, lockVisibleCase, requireState } from './write-case.ts';

function requireOther(ctx: Context, row: queries.CaseRow): void {
  if (row.author !== ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', { 'zh-TW': '不能審核自己的案例。', en: 'Nobody reviews their own case.' });
}

/** The case becomes a source; its author's name goes along only when the author wanted to be named. */
async function publish(ctx: Context, row: queries.CaseRow): Promise<void> {
  const { system } = ctx.bank.store;
  await system.transaction(async (tx) => {
    const name = await selectPersonName(tx, row.author);
    const record = caseSource(
      row.id,
      row.record,
      name === undefined ? undefined : { name },
      taiwanDay(ctx.now()),
    );
    await saveSource(tx, record, { origin: 'case', now: ctx.now() });
    await queries.updateState(tx, row.id, 'published', ctx.now());
    await recordAudit(tx, {
      at: ctx.now(),
      actor: ctx.actor.personId,
      action: 'publish-case',
      object: row.id,
      detail: {},
    });
  });
}

export const reviewCase = defineCapability({
  name: 'review-case',
  title: { 'zh-TW': '審核案例', en: 'Review a case' },
  description: {
    'zh-TW': '由作者以外的審核人核可發布，或附意見退回。',
    en: 'Somebody other than its author approves and thereby publishes it, or returns it with a comment.',
  },
  input: z
    .object({
      id: z.string().min(1).max(100),
      decision: z.enum(['approve', 'return']),
      comment: z.string().trim().max(4_000).default(''),
    })
    .refine(({ decision, comment }) => decision === 'approve' || comment !== '', {
      path: ['comment'],
      ...saying({ 'zh-TW': '退回時必須說明原因', en: 'is needed when a case is returned' }),
    }),
  output: CaseStateReply,
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  async run(ctx, { id, decision, comment }) {
    const row = await ctx.db.transaction(async (tx) => {
      const found = await lockVisibleCase(tx, id);
      requireOther(ctx, found);
      requireState(found, ['submitted']);
      await queries.insertReview(tx, {
        id: ctx.newId('review'),
        caseId: id,
        reviewer: ctx.actor.personId!,
        decision,
        comment,
        now: ctx.now(),
      });
      if (decision === 'return') await queries.updateState(tx, id, 'returned', ctx.now());
      return found;
    });
    if (decision === 'approve') await publish(ctx, row);
    return { id, state: decision === 'approve' ? ('published' as const) : ('returned' as const) };
  },
});

export const withdrawCase = defineCapability({
  name: 'withdraw-case',
  title: { 'zh-TW': '下架案例', en: 'Withdraw a case' },
  description: {
    'zh-TW': '作者或審核人把案例下架；它立即離開搜尋，既有引用仍可讀並標示已下架。',
    en: 'Its author or a reviewer takes a case down; it leaves search at once and its citations say withdrawn.',
  },
  input: z.object({ id: z.string().min(1).max(100), reason: z.string().trim().max(1_000).default('') }),
  output: CaseStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, reason }) {
    await ctx.db.transaction(async (tx) => {
      const row = await lockVisibleCase(tx, id);
      const mayDecide =
        row.author === ctx.actor.personId ||
        hasRole(ctx.actor, 'reviewer') ||
        hasRole(ctx.actor, 'pilot_leader');
      if (!mayDecide)
        throw new AppError('FORBIDDEN', {
          'zh-TW': '只有作者或審核人可以下架。',
          en: 'Only its author or a reviewer may do this.',
        });
      requireState(row, ['draft', 'submitted', 'returned', 'published']);
      await queries.updateState(tx, id, 'withdrawn', ctx.now());
    });
    await ctx.bank.store.system.transaction(async (tx) => {
      await withdrawSource(tx, id, ctx.now());
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'withdraw-case',
        object: id,
        detail: { reason },
      });
    });
    return { id, state: 'withdrawn' as const };
  },
});

export const listReviews = defineCapability({
  name: 'list-reviews',
  title: { 'zh-TW': '待我審核', en: 'Waiting for my review' },
  description: { 'zh-TW': '列出等待您審核的案例。', en: 'Cases that wait for your review.' },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        kind: z.literal('case'),
        id: z.string(),
        title: z.string(),
        agency: z.string(),
        submittedAt: z.string(),
      }),
    ),
  }),
  allow: ['pilot_leader', 'reviewer'],
  acts: false,
  async run(ctx) {
    const rows = await queries.selectWaiting(ctx.db, ctx.actor.personId!);
    return {
      items: rows.map((row) => ({
        kind: 'case' as const,
        id: row.id,
        title: row.record.title,
        agency: row.record.agency,
        submittedAt: row.updatedAt.toISOString(),
      })),
    };
  },
});

export const listOwnCases = defineCapability({
  name: 'list-own-cases',
  title: { 'zh-TW': '我的案例', en: 'My cases' },
  description: { 'zh-TW': '列出您寫的案例與狀態。', en: 'The cases you wrote and where they stand.' },
  input: z.object({}),
  output: z.object({ items: z.array(CaseStateReply.extend({ title: z.string(), updatedAt: z.string() })) }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const rows = await queries.selectOwnCases(ctx.db, ctx.actor.personId!);
    return {
      items: rows.map((row) => ({
        id: row.id,
        state: row.state,
        title: row.record.title,
        updatedAt: row.updatedAt.toISOString(),
      })),
    };
  },
});
