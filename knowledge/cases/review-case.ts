import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability, saying } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, notFound } from '../../core/errors.ts';
import { withdrawStudiesOf } from '../courses/withdraw-studies.ts';
import { endCare, keepAlive } from '../living/care.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit, selectPersonName } from '../people/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { saveSource, withdrawSource } from '../sources/save-source.ts';
import { caseSource } from './case-source.ts';
import * as queries from './queries.ts';
import { CaseDraft, type CaseState } from './schema.ts';
import { CaseStateReply, lockVisibleCase, requireState } from './write-case.ts';

function requireOther(ctx: Context, row: queries.CaseRow): void {
  if (row.author !== ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', { 'zh-TW': '不能審核自己的案例。', en: 'Nobody reviews their own case.' });
}

/** The case becomes a source; its author's name goes along only when the author wanted to be named. */
async function publish(ctx: Context, tx: Queryable, row: queries.CaseRow): Promise<void> {
  const name = await selectPersonName(tx, row.author);
  const author = name === undefined ? undefined : { name };
  const draft = CaseDraft.parse(row.record);
  await queries.updatePublished(tx, row.id, draft);
  const record = caseSource(row.id, draft, author, taiwanDay(ctx.now()));
  await saveSource(tx, record, { origin: 'case', now: ctx.now() });
  await keepAlive(ctx, tx, row.id, row.author);
}

const decided = {
  approve: { 'zh-TW': '已審核通過並發布', en: 'was approved and is published' },
  return: { 'zh-TW': '已退回，請看審核意見', en: 'was returned; please read the comment' },
} as const;

async function tellAuthor(
  ctx: Context,
  tx: Queryable,
  row: queries.CaseRow,
  decision: keyof typeof decided,
  reviewId: string,
): Promise<void> {
  await notify(ctx, tx, {
    personId: row.author,
    kind: 'case-reviewed',
    text: {
      'zh-TW': `您分享的「${row.record.title}」${decided[decision]['zh-TW']}。`,
      en: `The case you shared, “${row.record.title}”, ${decided[decision].en}.`,
    },
    link: decision === 'approve' ? `/cases/${row.id}` : `/share/${row.id}`,
    key: `case-reviewed:${reviewId}`,
  });
}

const become = { approve: 'published', return: 'returned' } as const;
const acts = { approve: 'publish-case', return: 'return-case' } as const;

/**
 * Decides on a case the actor may see: the new state, what follows from it and the audit entry come together or not
 * at all. The row is locked, so that of two decisions the second finds what the first has made of it.
 */
async function decideOnCase(
  ctx: Context,
  id: string,
  action: string,
  detail: Record<string, unknown>,
  decide: (tx: Queryable, row: queries.CaseRow) => Promise<CaseState>,
): Promise<z.input<typeof CaseStateReply>> {
  if (!(await queries.selectCase(ctx.db, id))) throw notFound({ 'zh-TW': '案例', en: 'case' });
  return ctx.bank.store.system.transaction(async (tx) => {
    const state = await decide(tx, await lockVisibleCase(tx, id));
    await queries.updateState(tx, id, state, ctx.now());
    await recordAudit(tx, { at: ctx.now(), actor: ctx.actor.personId, action, object: id, detail });
    return { id, state };
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
    return decideOnCase(ctx, id, acts[decision], { decision }, async (tx, row) => {
      requireOther(ctx, row);
      requireState(row, ['submitted']);
      const reviewer = ctx.actor.personId!;
      const now = ctx.now();
      const reviewId = ctx.newId('review');
      const { text } = maskPersonalData(comment);
      await queries.insertReview(tx, { id: reviewId, caseId: id, reviewer, decision, comment: text, now });
      if (decision === 'approve') await publish(ctx, tx, row);
      await tellAuthor(ctx, tx, row, decision, reviewId);
      return become[decision];
    });
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
    const { text } = maskPersonalData(reason);
    return decideOnCase(ctx, id, 'withdraw-case', { reason: text }, async (tx, row) => {
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
      const withdrawn = await withdrawSource(tx, id, { origin: 'case', now: ctx.now() });
      if (withdrawn) {
        await queries.updateWithdrawnReason(tx, id, text);
        await endCare(ctx, tx, id);
        await withdrawStudiesOf(ctx, tx, id);
      }
      return 'withdrawn';
    });
  },
});
