import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { readLexicon } from '../../knowledge/framework/lexicon.ts';
import { resolveCompetency } from '../../knowledge/framework/replies.ts';
import { badgeUrl } from '../issuers/addresses.ts';
import { type Issuer, selectIssuers } from '../issuers/queries.ts';
import { ShownText } from '../issuers/schema.ts';
import * as queries from './queries.ts';
import { BadgeId, BadgeRecord, BadgeState, Checklist, checklist } from './schema.ts';
import { badgeText } from './states.ts';

export const BadgeReply = BadgeRecord.omit({ image: true }).extend({
  id: z.string(),
  version: z.number().int(),
  state: BadgeState,
  url: z.string(),
  issuerName: ShownText(200),
  sandbox: z.boolean(),
  hasOwnImage: z.boolean(),
  mine: z.boolean(),
  approvedAt: z.string().nullable(),
  updatedAt: z.string(),
});
export type BadgeReply = z.infer<typeof BadgeReply>;

function replyOf(ctx: Context, row: queries.BadgeRow, issuer: Issuer): BadgeReply {
  const { image, ...record } = row.record;
  return {
    ...record,
    id: row.id,
    version: row.version,
    state: row.state,
    url: badgeUrl(issuer, row.id),
    issuerName: issuer.profile.name,
    sandbox: issuer.sandbox,
    hasOwnImage: image !== undefined,
    mine: row.proposer === ctx.actor.personId,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function repliesOf(ctx: Context, rows: readonly queries.BadgeRow[]): Promise<BadgeReply[]> {
  const issuers = new Map((await selectIssuers(ctx.db)).map((one) => [one.id, one]));
  return rows.map((row) => replyOf(ctx, row, issuers.get(row.issuerId)!));
}

export const listBadges = defineCapability({
  name: 'list-badges',
  title: { 'zh-TW': '列出徽章', en: 'List badges' },
  description: {
    'zh-TW': '列出徽章定義，預設為已核定的；可依狀態、職能、發證單位篩選。',
    en: 'Badge definitions, by default the approved ones, filtered by state, competency or issuer.',
  },
  input: z.object({
    state: BadgeState.optional(),
    competency: z.string().max(100).optional(),
    issuer: z.string().max(100).optional(),
    mine: z
      .enum(['true', 'false'])
      .optional()
      .transform((word) => word === 'true'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(100).optional(),
  }),
  output: z.object({ items: z.array(BadgeReply), nextCursor: z.string().optional() }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { state, competency, issuer, mine, limit, cursor }) {
    const states = state ? [state] : mine ? BadgeState.options : (['approved'] as const);
    const rows = await queries.selectBadges(ctx.db, {
      states,
      issuer,
      competency: competency && resolveCompetency(competency, await readLexicon(ctx.db)),
      proposer: mine ? (ctx.actor.personId ?? '') : undefined,
      after: cursor,
      limit: limit + 1,
    });
    const items = await repliesOf(ctx, rows.slice(0, limit));
    const last = items.at(-1);
    return { items, ...(rows.length > limit && last && { nextCursor: last.id }) };
  },
});

const ReviewReply = z.object({
  version: z.number().int(),
  decision: z.enum(['approve', 'return']),
  comment: z.string(),
  checklist: Checklist,
  mine: z.boolean(),
  createdAt: z.string(),
});

export const getBadge = defineCapability({
  name: 'get-badge',
  title: { 'zh-TW': '檢視徽章', en: 'Read a badge' },
  description: {
    'zh-TW': '一個徽章的完整定義；參與的人另可看到審核紀錄與檢核表。',
    en: 'The whole definition of a badge; those taking part also see its reviews and the checklist.',
  },
  input: z.object({ id: BadgeId }),
  output: BadgeReply.extend({
    reviews: z.array(ReviewReply).optional(),
    checklist: z.array(z.object({ point: z.string(), text: z.string() })).optional(),
    reviewsNeeded: z.number().int(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const row = await queries.selectBadge(ctx.db, id);
    if (!row) throw notFound(badgeText);
    const [reply] = await repliesOf(ctx, [row]);
    const takesPart =
      row.proposer === ctx.actor.personId ||
      ctx.actor.roles.some((role) => role === 'reviewer' || role === 'issuer');
    const reviews = takesPart ? await queries.selectReviews(ctx.db, id) : [];
    return {
      ...reply!,
      reviewsNeeded: ctx.bank.config.badges.reviewQuorum,
      ...(takesPart && {
        reviews: reviews.map(({ reviewer, round: _round, createdAt, ...review }) => ({
          ...review,
          mine: reviewer === ctx.actor.personId,
          createdAt: createdAt.toISOString(),
        })),
        checklist: Object.entries(checklist).map(([point, text]) => ({ point, text: text[ctx.language] })),
      }),
    };
  },
});

export const listBadgeReviews = defineCapability({
  name: 'list-badge-reviews',
  title: { 'zh-TW': '待我審核的徽章', en: 'Badges waiting for my review' },
  description: { 'zh-TW': '列出等待您審核的徽章。', en: 'Badges that wait for your review.' },
  input: z.object({}),
  output: z.object({ items: z.array(BadgeReply) }),
  allow: ['reviewer'],
  acts: false,
  async run(ctx) {
    return { items: await repliesOf(ctx, await queries.selectWaiting(ctx.db, ctx.actor.personId!)) };
  },
});
