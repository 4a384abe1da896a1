import { checklist } from '../../badges/definitions/schema.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { badgeLine } from './badge-list.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { badgeWord, parseIdAndReason, parseOnlyId } from './words.ts';

const reviewWord = { 'zh-TW': '審核', en: 'review' };
const mayReview = ['reviewer'] as const;

async function waiting(ctx: Context) {
  return (await callCapability(capabilities.listBadgeReviews, ctx, {})).items;
}

/** @throws AppError NOT_FOUND when the badge does not wait for this person's review */
async function findWaiting(ctx: Context, id: string) {
  const item = (await waiting(ctx)).find((one) => one.id === id);
  if (!item) throw notFound({ 'zh-TW': '待您審核的徽章', en: 'badge waiting for your review' });
  return item;
}

const texts = {
  none: { 'zh-TW': '目前沒有等您審核的徽章。', en: 'No badge waits for your review.' },
  waiting: { 'zh-TW': '等您審核的徽章：', en: 'Waiting for your review:' },
  approve: { 'zh-TW': '核可', en: 'Approve' },
  affirm: { 'zh-TW': '核可即確認：', en: 'Approving affirms:' },
};

export const badgeReview = defineCommand<object>({
  name: 'badge-review',
  words: [badgeWord, reviewWord],
  usage: { 'zh-TW': '/badge review', en: '/badge review' },
  describe: { 'zh-TW': '列出等您審核的徽章。', en: 'Badges that wait for your review.' },
  allow: mayReview,
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const items = await waiting(ctx);
    if (items.length === 0) return say(texts.none[ctx.language], { private: true });
    const actions = items.map((item) => ({
      label: `${texts.approve[ctx.language]}：${plain(item.name['zh-TW'])}`,
      command: `/badge review approve ${item.id}`,
    }));
    const lines = items.map((item) => badgeLine(item, ctx.language));
    return say([texts.waiting[ctx.language], ...lines].join('\n'), { private: true, actions });
  },
});

export const badgeApprove = defineCommand<{ id: string }>({
  name: 'badge-review-approve',
  words: [badgeWord, reviewWord, { 'zh-TW': '核可', en: 'approve', also: ['核准', '同意'] }],
  usage: { 'zh-TW': '/badge review approve 徽章編號', en: '/badge review approve BADGE-ID' },
  describe: {
    'zh-TW': '核可別人提案的徽章，並確認檢核表每一點（需確認）。',
    en: "Approve somebody else's badge, affirming the checklist (asks first).",
  },
  allow: mayReview,
  acts: true,
  parse: parseOnlyId,
  async question(ctx, { id }): Promise<Question> {
    const item = await findWaiting(ctx, id);
    const points = Object.values(checklist).map((point) => `- ${point[ctx.language]}`);
    const ask =
      ctx.language === 'en'
        ? `Approve the badge “${plain(item.name['zh-TW'])}”?`
        : `要核可徽章「${plain(item.name['zh-TW'])}」嗎？`;
    const markdown = [badgeLine(item, ctx.language), '', texts.affirm[ctx.language], ...points, '', ask].join(
      '\n',
    );
    return { markdown, mark: `${item.version} ${item.state}` };
  },
  async run(ctx, { id }) {
    const { state, approvals, needed } = await callCapability(capabilities.reviewBadge, ctx, {
      id,
      decision: 'approve',
    });
    if (state === 'approved')
      return say(
        ctx.language === 'en'
          ? `Approved: [${id}](/badges/${id}) can be issued now.`
          : `已核定：[${id}](/badges/${id}) 可以核發了。`,
      );
    return say(
      ctx.language === 'en'
        ? `Noted: ${approvals} of ${needed} approvals.`
        : `已記下您的核可，目前 ${approvals} 人，需要 ${needed} 人。`,
    );
  },
});

export const badgeReturn = defineCommand<{ id: string; comment: string }>({
  name: 'badge-review-return',
  words: [badgeWord, reviewWord, { 'zh-TW': '退回', en: 'return' }],
  usage: { 'zh-TW': '/badge review return 徽章編號 理由', en: '/badge review return BADGE-ID REASON' },
  describe: {
    'zh-TW': '附上理由退回別人提案的徽章（需確認）。',
    en: "Return somebody else's badge with a reason (asks first).",
  },
  allow: mayReview,
  acts: true,
  parse(text) {
    const given = parseIdAndReason(text);
    return given && { id: given.id, comment: given.reason };
  },
  async question(ctx, { id, comment }): Promise<Question> {
    const item = await findWaiting(ctx, id);
    const markdown =
      ctx.language === 'en'
        ? `Return “${plain(item.name['zh-TW'])}” with this reason: ${comment}`
        : `要退回徽章「${plain(item.name['zh-TW'])}」嗎？理由：${comment}`;
    return { markdown, mark: `${item.version} ${item.state}` };
  },
  async run(ctx, { id, comment }) {
    await callCapability(capabilities.reviewBadge, ctx, { id, decision: 'return', comment });
    return say(ctx.language === 'en' ? 'Returned to its proposer.' : '已退回給提案人。');
  },
});
