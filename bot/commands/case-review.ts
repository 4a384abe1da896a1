import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { type CaseDecision, readDecision, reviewForm } from './review-form.ts';
import { caseWord, parseIdAndReason, parseOnlyId } from './words.ts';

const reviewWord = { 'zh-TW': '審核', en: 'review' };
const mayReview = ['pilot_leader', 'reviewer'] as const;

async function waiting(ctx: Context) {
  return (await callCapability(capabilities.listReviews, ctx, { limit: 100 })).items;
}

/** @throws AppError NOT_FOUND when the case does not wait for this person's review */
async function findWaiting(ctx: Context, id: string) {
  const item = (await waiting(ctx)).find((one) => one.id === id);
  if (!item) throw notFound({ 'zh-TW': '待您審核的案例', en: 'case waiting for your review' });
  return item;
}

const texts = {
  none: { 'zh-TW': '目前沒有等您審核的案例。', en: 'No case waits for your review.' },
  waiting: { 'zh-TW': '等您審核的案例：', en: 'Waiting for your review:' },
  approve: { 'zh-TW': '核可', en: 'Approve' },
};

interface ReviewInput {
  /** As a form was filled in; absent when the person asks what waits. */
  readonly decided?: CaseDecision;
}

function done(decision: 'approve' | 'return', id: string, language: Language): string {
  if (decision === 'return') return language === 'en' ? 'Returned to its author.' : '已退回給作者。';
  return language === 'en'
    ? `Approved; it is published: [/cases/${id}](/cases/${id})`
    : `已核可並發布：[/cases/${id}](/cases/${id})`;
}

async function decide(ctx: Context, { id, decision, comment }: CaseDecision): Promise<string> {
  await callCapability(capabilities.reviewCase, ctx, { id, decision, ...(comment && { comment }) });
  return done(decision, id, ctx.language);
}

export const caseReview = defineCommand<ReviewInput>({
  name: 'case-review',
  words: [caseWord, reviewWord],
  usage: { 'zh-TW': '/case review', en: '/case review' },
  describe: { 'zh-TW': '列出等您審核的案例。', en: 'Cases that wait for your review.' },
  allow: mayReview,
  acts: true,
  parse: (text) => (text === '' ? {} : undefined),
  form: async (ctx) => reviewForm(ctx.language, await waiting(ctx)),
  fill(ctx, values) {
    const decided = readDecision(values, ctx.language);
    return 'id' in decided ? { input: { decided } } : { errors: decided };
  },
  // Typed, it only lists; what the form does stands in the form.
  question: async () => undefined,
  async run(ctx, { decided }) {
    if (decided) return say(await decide(ctx, decided), { private: true });
    const items = await waiting(ctx);
    if (items.length === 0) return say(texts.none[ctx.language], { private: true });
    const lines = items.map((item) => `- ${plain(item.title)}（${plain(item.agency)}）\`${item.id}\``);
    const actions = items.map((item) => ({
      label: `${texts.approve[ctx.language]}：${item.title}`,
      command: `/case review approve ${item.id}`,
    }));
    const form = reviewForm(ctx.language, items);
    return say([texts.waiting[ctx.language], ...lines].join('\n'), { private: true, actions, form });
  },
});

export const caseApprove = defineCommand<{ id: string }>({
  name: 'case-review-approve',
  words: [caseWord, reviewWord, { 'zh-TW': '核可', en: 'approve', also: ['核准', '同意'] }],
  usage: { 'zh-TW': '/case review approve 案例編號', en: '/case review approve CASE-ID' },
  describe: {
    'zh-TW': '核可並發布別人的案例（需確認）。',
    en: "Approve and publish somebody else's case (asks first).",
  },
  allow: mayReview,
  acts: true,
  parse: parseOnlyId,
  async question(ctx, { id }): Promise<Question> {
    const item = await findWaiting(ctx, id);
    const markdown =
      ctx.language === 'en'
        ? `Approve and publish “${item.title}” (${item.agency})?`
        : `要核可並發布「${item.title}」（${item.agency}）嗎？`;
    return { markdown, mark: item.submittedAt };
  },
  async run(ctx, { id }) {
    return say(await decide(ctx, { id, decision: 'approve', comment: '' }));
  },
});

export const caseReturn = defineCommand<{ id: string; comment: string }>({
  name: 'case-review-return',
  words: [caseWord, reviewWord, { 'zh-TW': '退回', en: 'return' }],
  usage: { 'zh-TW': '/case review return 案例編號 理由', en: '/case review return CASE-ID REASON' },
  describe: {
    'zh-TW': '附上理由退回別人的案例（需確認）。',
    en: "Return somebody else's case with a reason (asks first).",
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
        ? `Return “${item.title}” (${item.agency}) with this reason: ${comment}`
        : `要退回「${item.title}」（${item.agency}）嗎？理由：${comment}`;
    return { markdown, mark: item.submittedAt };
  },
  async run(ctx, { id, comment }) {
    return say(await decide(ctx, { id, decision: 'return', comment }));
  },
});
