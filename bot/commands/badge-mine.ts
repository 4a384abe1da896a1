import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import { badgeLine } from './badge-list.ts';
import { defineCommand, plain, say } from './command.ts';
import { badgeWord } from './words.ts';

const states: Readonly<Record<'issued' | 'revoked' | 'expired' | 'sandbox', Text>> = {
  issued: { 'zh-TW': '有效', en: 'valid' },
  revoked: { 'zh-TW': '已撤銷', en: 'revoked' },
  expired: { 'zh-TW': '已過期', en: 'expired' },
  sandbox: { 'zh-TW': '測試用，不具效力', en: 'sandbox, counts for nothing' },
};

const texts = {
  none: {
    'zh-TW': '您還沒有徽章，也沒有提案。',
    en: 'You have no badge and no proposal yet.',
  },
  earned: { 'zh-TW': '核發給您的徽章：', en: 'Badges issued to you:' },
  proposed: { 'zh-TW': '您的提案：', en: 'Your proposals:' },
};

export const badgeMine = defineCommand<object>({
  name: 'badge-mine',
  words: [badgeWord, { 'zh-TW': '我的', en: 'mine', also: ['my'] }],
  usage: { 'zh-TW': '/badge mine', en: '/badge mine' },
  describe: {
    'zh-TW': '列出核發給您的徽章與您的提案。',
    en: 'Badges issued to you, and your proposals.',
  },
  allow: ['staff'],
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const { language } = ctx;
    const earned = (await callCapability(capabilities.listOwnCredentials, ctx, {})).items.map(
      (one) => `- [${plain(one.badge.name)}](/credentials/${one.id})（${states[one.state][language]}）`,
    );
    const { items } = await callCapability(capabilities.listBadges, ctx, { mine: 'true', limit: 100 });
    const proposed = items.map((item) => badgeLine(item, language, true));
    const parts = [
      ...(earned.length > 0 ? [texts.earned[language], ...earned] : []),
      ...(proposed.length > 0 ? [texts.proposed[language], ...proposed] : []),
    ];
    return say(parts.length > 0 ? parts.join('\n') : texts.none[language], { private: true });
  },
});
