import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability, saying } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict } from '../../core/errors.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { selectIssuer } from '../issuers/queries.ts';
import { ownsIssuer } from './issuer-of.ts';
import * as queries from './queries.ts';
import { BadgeId, type BadgeState, BadgeStateReply, Checklist, ChecklistPoint } from './schema.ts';
import { lockVisibleBadge, requireChanged, requireState } from './states.ts';

function requireOther(ctx: Context, row: queries.BadgeRow): void {
  if (row.proposer !== ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '不能審核自己的提案。',
    en: 'Nobody reviews their own proposal.',
  });
}

/** Approving affirms every point, so a point denied is no approval. */
const affirmsAll = ({ decision, checklist }: { decision: string; checklist?: Checklist | undefined }) =>
  decision !== 'approve' || !Object.values(checklist ?? {}).includes(false);

const ReviewInput = z
  .object({
    id: BadgeId,
    decision: z.enum(['approve', 'return']),
    comment: z.string().trim().max(4_000).default(''),
    checklist: Checklist.optional(),
  })
  .refine(({ decision, comment }) => decision === 'approve' || comment !== '', {
    path: ['comment'],
    ...saying({ 'zh-TW': '退回時請寫明理由', en: 'a return needs a comment' }),
  })
  .refine(affirmsAll, {
    path: ['checklist'],
    ...saying({
      'zh-TW': '檢核表有項目不符，不能核定',
      en: 'a point of the checklist is denied, so it cannot be approved',
    }),
  });

/** The state after a decision: one return sends it back, enough approvals by different people settle it. */
async function decide(
  ctx: Context,
  tx: Queryable,
  row: queries.BadgeRow,
  decision: 'approve' | 'return',
): Promise<BadgeState> {
  const settled =
    decision === 'return'
      ? ('returned' as const)
      : (await queries.countApprovals(tx, row)) >= ctx.bank.config.badges.reviewQuorum
        ? ('approved' as const)
        : undefined;
  if (settled) requireChanged(await queries.updateState(tx, row.id, settled, ctx.now()));
  return settled ?? row.state;
}

export const reviewBadge = defineCapability({
  name: 'review-badge',
  title: { 'zh-TW': '審核徽章', en: 'Review a badge' },
  description: {
    'zh-TW': '由提案人以外的審核人核可，或附意見退回；核可即確認檢核表每一點。達到規定人數才算核定。',
    en: 'A reviewer other than the proposer approves, affirming every point of the checklist, or returns it with a comment. It takes several people.',
  },
  input: ReviewInput,
  output: BadgeStateReply.extend({ approvals: z.number().int(), needed: z.number().int() }),
  allow: ['reviewer'],
  acts: true,
  async run(ctx, { id, decision, comment, checklist: given }) {
    const checklist = decision === 'approve' ? affirmed : (given ?? {});
    return ctx.db.transaction(async (tx) => {
      const badge = await lockVisibleBadge(tx, id);
      requireOther(ctx, badge);
      requireState(badge, ['in_review']);
      const review = {
        id: ctx.newId('review'),
        badge,
        reviewer: ctx.actor.personId!,
        decision,
        comment,
        checklist,
      };
      if (!(await queries.insertReview(tx, { ...review, now: ctx.now() }))) throw alreadyReviewed();
      const state = await decide(ctx, tx, badge, decision);
      const approvals = await queries.countApprovals(tx, badge);
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'review-badge',
        object: id,
        detail: { decision, version: badge.version, hash: badge.recordHash, state, approvals },
      });
      return { id, version: badge.version, state, approvals, needed: ctx.bank.config.badges.reviewQuorum };
    });
  },
});

const affirmed = Object.fromEntries(ChecklistPoint.options.map((point) => [point, true])) as Checklist;

function alreadyReviewed(): AppError {
  return conflict({
    'zh-TW': '您已經審核過這個版本。',
    en: 'You have already reviewed what is handed in.',
  });
}

export const retireBadge = defineCapability({
  name: 'retire-badge',
  title: { 'zh-TW': '停用徽章', en: 'Retire a badge' },
  description: {
    'zh-TW': '停用一個徽章：不能再核發，已核發的仍然有效。',
    en: 'Retires a badge: no more is issued, and those issued stay as they are.',
  },
  input: z.object({ id: BadgeId, reason: z.string().trim().max(1_000).default('') }),
  output: BadgeStateReply,
  allow: ['reviewer', 'issuer', 'pilot_leader'],
  acts: true,
  async run(ctx, { id, reason }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleBadge(tx, id);
      const issuer = (await selectIssuer(tx, row.issuerId))!;
      const may =
        row.proposer === ctx.actor.personId ||
        hasRole(ctx.actor, 'reviewer') ||
        ownsIssuer(ctx.actor, issuer);
      if (!may)
        throw new AppError('FORBIDDEN', {
          'zh-TW': '只有提案人、審核人或發證單位可以停用。',
          en: 'Only its proposer, a reviewer or its issuer may do this.',
        });
      requireState(row, ['approved', 'returned']);
      requireChanged(await queries.updateState(tx, id, 'retired', ctx.now()));
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'retire-badge',
        object: id,
        detail: { version: row.version, reason },
      });
      return { id, version: row.version, state: 'retired' as const };
    });
  },
});
