import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { stateLabels } from '../../knowledge/gaps/settle-gap.ts';
import { maskPersonalData } from '../../knowledge/privacy/mask-personal-data.ts';
import { type BotReply, defineCommand, plain, type Question, say } from './command.ts';
import { parseId, parseIdAndReason, parseOnlyId } from './words.ts';

const gapWord = { 'zh-TW': '請教', en: 'gap', also: ['待答'] };

const texts = {
  none: {
    'zh-TW': '目前沒有等待回覆的問題。答不了的問題可以用回答下方的「請教社群」提出。',
    en: 'No open question at present. Put one to the community with the button below an answer that did not help.',
  },
  listed: { 'zh-TW': '等待回覆的問題：', en: 'Open questions:' },
  need: { 'zh-TW': '我也需要', en: 'I need this too' },
  needCommand: { 'zh-TW': '/請教 需要', en: '/gap need' },
  all: { 'zh-TW': '全部在[待答問題](/gaps)。', en: 'All of them are at [/gaps](/gaps).' },
  solved: { 'zh-TW': '已標為解決，謝謝。', en: 'Marked as solved. Thank you.' },
};

/** Where to read it, as a link every face can follow. */
const linkTo = (id: string) => `[/gaps/${id}](/gaps/${id})`;

export const gapList = defineCommand<object>({
  name: 'gap-list',
  words: [gapWord],
  usage: { 'zh-TW': '/gap', en: '/gap' },
  describe: {
    'zh-TW': '列出請教社群、等待回覆的問題。',
    en: 'Questions put to the community that wait for a reply.',
  },
  allow: ['staff'],
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const { items } = await callCapability(capabilities.listGaps, ctx, { state: 'open', limit: 10 });
    if (items.length === 0) return say(texts.none[ctx.language], { private: true });
    const lines = items.map((item) => `- ${plain(item.question)}（${item.votes}）\`${item.id}\``);
    const actions = items
      .filter((item) => !item.needed)
      .slice(0, 5)
      .map((item) => ({
        label: `${texts.need[ctx.language]}：${plain(item.question)}`,
        command: `${texts.needCommand[ctx.language]} ${item.id}`,
      }));
    return say([texts.listed[ctx.language], ...lines, '', texts.all[ctx.language]].join('\n'), {
      private: true,
      ...(actions.length > 0 && { actions }),
    });
  },
});

/** The answer a gap would come from, with the question as others would see it. */
async function answerOf(ctx: Context, id: string) {
  const answer = await callCapability(capabilities.getAnswer, ctx, { id });
  return { badly: answer.outcome === 'answered', question: plain(maskPersonalData(answer.question).text) };
}

async function openFrom(ctx: Context, answerId: string): Promise<BotReply> {
  const { badly } = await answerOf(ctx, answerId);
  if (badly) await callCapability(capabilities.giveFeedback, ctx, { id: answerId, helpful: false });
  const { id, outcome, asked } = await callCapability(capabilities.openGap, ctx, { answerId });
  const opened = {
    'zh-TW': `已請教社群，通知了 ${asked} 位 AI 領航主管；有回覆會告訴您：${linkTo(id)}`,
    en: `The community is asked, ${asked} AI pilot leader(s) among it; you will be told of replies: ${linkTo(id)}`,
  };
  const joined = {
    'zh-TW': `已經有人問過相同的問題，您已併入，有回覆會告訴您：${linkTo(id)}`,
    en: `Somebody asked this already; you are joined to it and will be told of replies: ${linkTo(id)}`,
  };
  return say((outcome === 'opened' ? opened : joined)[ctx.language], { private: true });
}

export const gapOpen = defineCommand<{ answerId: string }>({
  name: 'gap-open',
  words: [gapWord, { 'zh-TW': '提出', en: 'ask' }],
  usage: { 'zh-TW': '/gap ask 回答編號', en: '/gap ask ANSWER-ID' },
  describe: {
    'zh-TW': '把沒有答好的問題拿去請教社群（需確認）。',
    en: 'Put a question that was not answered well to the community (asks first).',
  },
  allow: ['staff'],
  acts: true,
  parse(text) {
    const answerId = parseId(text);
    return answerId ? { answerId } : undefined;
  },
  async question(ctx, { answerId }): Promise<Question> {
    const { badly, question } = await answerOf(ctx, answerId);
    const markdown = {
      'zh-TW': `要把「${question}」拿去請教社群嗎？公務同仁都看得到，不顯示您是誰；領域相符的 AI 領航主管會收到通知。${badly ? '這則回答會同時記為沒有幫助。' : ''}`,
      en: `Put “${question}” to the community? Government staff will see it, not who asks; AI pilot leaders of the field are told.${badly ? ' The answer is rated as not helpful at the same time.' : ''}`,
    };
    return { markdown: markdown[ctx.language], mark: answerId };
  },
  run: (ctx, { answerId }) => openFrom(ctx, answerId),
});

export const gapNeed = defineCommand<{ id: string }>({
  name: 'gap-need',
  words: [gapWord, { 'zh-TW': '需要', en: 'need', also: ['我也需要'] }],
  usage: { 'zh-TW': '/gap need 問題編號', en: '/gap need QUESTION-ID' },
  describe: { 'zh-TW': '您也需要這個問題的答案。', en: 'You need an answer to this question too.' },
  allow: ['staff'],
  // Asks nothing first: nobody else sees who needs it, and the page takes it back.
  acts: false,
  parse: parseOnlyId,
  async run(ctx, input) {
    const { id, votes } = await callCapability(capabilities.needGap, ctx, input);
    return say(
      ctx.language === 'en'
        ? `Noted: ${votes} need it now, and you will be told of replies: ${linkTo(id)}`
        : `已記下，目前 ${votes} 人需要，有回覆會告訴您：${linkTo(id)}`,
      { private: true },
    );
  },
});

export const gapReply = defineCommand<{ id: string; text: string }>({
  name: 'gap-reply',
  words: [gapWord, { 'zh-TW': '回覆', en: 'reply', also: ['answer'] }],
  usage: { 'zh-TW': '/gap reply 問題編號 回覆內容', en: '/gap reply QUESTION-ID TEXT' },
  describe: {
    'zh-TW': '回覆請教社群的問題（需確認）。',
    en: 'Reply to a question put to the community (asks first).',
  },
  allow: ['staff'],
  acts: true,
  parse(text) {
    const given = parseIdAndReason(text);
    return given && { id: given.id, text: given.reason };
  },
  async question(ctx, { id, text }): Promise<Question> {
    const gap = await callCapability(capabilities.getGap, ctx, { id });
    const { text: shown } = maskPersonalData(text);
    const markdown =
      ctx.language === 'en'
        ? `Reply to “${plain(gap.question)}” under your name with: ${plain(shown)}`
        : `要以您的名字回覆「${plain(gap.question)}」嗎？內容：${plain(shown)}`;
    return { markdown, mark: gap.state };
  },
  async run(ctx, input) {
    const { id, told } = await callCapability(capabilities.replyToGap, ctx, input);
    return say(
      ctx.language === 'en'
        ? `Sent; ${told} people who need it are told: ${linkTo(id)}`
        : `已送出，通知了 ${told} 位需要答案的人：${linkTo(id)}`,
      { private: true },
    );
  },
});

export const gapSolved = defineCommand<{ id: string }>({
  name: 'gap-solved',
  words: [gapWord, { 'zh-TW': '解決', en: 'solved', also: ['已解決'] }],
  usage: { 'zh-TW': '/gap solved 問題編號', en: '/gap solved QUESTION-ID' },
  describe: {
    'zh-TW': '把您問的問題標為已解決（需確認）。',
    en: 'Mark your question as solved (asks first).',
  },
  allow: ['staff'],
  acts: true,
  parse: parseOnlyId,
  async question(ctx, { id }): Promise<Question> {
    const gap = await callCapability(capabilities.getGap, ctx, { id });
    const state = stateLabels[gap.state][ctx.language];
    const markdown =
      ctx.language === 'en'
        ? `Mark “${plain(gap.question)}” (${state}) as solved?`
        : `要把「${plain(gap.question)}」（${state}）標為已解決嗎？`;
    return { markdown, mark: gap.state };
  },
  async run(ctx, input) {
    await callCapability(capabilities.closeGap, ctx, input);
    return say(texts.solved[ctx.language], { private: true });
  },
});
