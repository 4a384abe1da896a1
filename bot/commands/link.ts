import { linkAccount, linkMinutes, unlinkAccount } from '../../knowledge/people/chat-accounts.ts';
import { defineCommand, plain, say } from './command.ts';

const linkWord = { 'zh-TW': '連結', en: 'link', also: ['绑定', '綁定'] };

const texts = {
  how: {
    'zh-TW': `到[連結聊天帳號](/link)登入並產生連結碼，${linkMinutes} 分鐘內在這裡輸入 \`/bank link 連結碼\`。`,
    en: `Sign in at [/link](/link), make a code, and type \`/bank link CODE\` here within ${linkMinutes} minutes.`,
  },
  browser: {
    'zh-TW': '連結碼要在 Slack 或 Teams 輸入；在瀏覽器直接登入即可。到[連結聊天帳號](/link)產生連結碼。',
    en: 'A link code is typed in Slack or Teams; in the browser just sign in. Codes are made at [/link](/link).',
  },
  unlinked: {
    'zh-TW': '已解除連結；這個帳號之後以未登入者的身分使用。',
    en: 'Untied; this account acts as anybody from now on.',
  },
  notLinked: { 'zh-TW': '這個帳號沒有連結任何人。', en: 'This account is tied to nobody.' },
};

export const link = defineCommand<{ code: string }>({
  name: 'link',
  words: [linkWord],
  usage: { 'zh-TW': '/bank link 連結碼', en: '/bank link CODE' },
  describe: {
    'zh-TW': '用一次性的連結碼把這個聊天帳號連結到您本人。',
    en: 'Tie this chat account to you with a one-time code.',
  },
  allow: 'anonymous',
  // Asks nothing more: the code was made for this, by the person, minutes ago.
  acts: false,
  parse: (text) => (text.length <= 40 ? { code: text.replaceAll('`', '') } : undefined),
  async run(ctx, { code }, { account }) {
    if (!account) return say(texts.browser[ctx.language], { private: true });
    if (!code) return say(texts.how[ctx.language], { private: true });
    const { name } = await linkAccount(ctx.bank, account, code);
    return say(
      ctx.language === 'en'
        ? `This account now stands for ${plain(name)}. \`/bank unlink\` undoes it.`
        : `這個帳號已連結到「${plain(name)}」。要解除請輸入 \`/bank unlink\`。`,
      { private: true },
    );
  },
});

export const unlink = defineCommand<object>({
  name: 'unlink',
  words: [{ 'zh-TW': '解除連結', en: 'unlink' }],
  usage: { 'zh-TW': '/bank unlink', en: '/bank unlink' },
  describe: { 'zh-TW': '解除這個聊天帳號與您的連結。', en: 'Untie this chat account from you.' },
  allow: 'anonymous',
  // Asks nothing first: linking again undoes it.
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx, _, { account }) {
    if (!account) return say(texts.browser[ctx.language], { private: true });
    const was = await unlinkAccount(ctx.bank, account);
    return say(texts[was ? 'unlinked' : 'notLinked'][ctx.language], { private: true });
  },
});
