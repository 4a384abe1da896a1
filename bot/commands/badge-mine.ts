import type { BadgeStatus } from '../../badges/verify/report.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import { badgeLine } from './badge-list.ts';
import { defineCommand, plain, say } from './command.ts';
import { badgeWord } from './words.ts';

const states: Readonly<Record<BadgeStatus | 'issued', Text>> = {
  issued: { 'zh-TW': '有效', en: 'valid' },
  valid: { 'zh-TW': '有效', en: 'valid' },
  revoked: { 'zh-TW': '已撤銷', en: 'revoked' },
  suspended: { 'zh-TW': '暫時停用', en: 'suspended' },
  expired: { 'zh-TW': '已過期', en: 'expired' },
  not_yet_valid: { 'zh-TW': '尚未生效', en: 'not valid yet' },
  invalid: { 'zh-TW': '無效', en: 'not valid' },
  unverifiable: { 'zh-TW': '目前無法確認', en: 'cannot be confirmed at present' },
  sandbox: { 'zh-TW': '測試用，不具效力', en: 'sandbox, counts for nothing' },
};

const texts = {
  none: {
    'zh-TW': '您還沒有徽章，也沒有提案。',
    en: 'You have no badge and no proposal yet.',
  },
  earned: { 'zh-TW': '核發給您的徽章：', en: 'Badges issued to you:' },
  imported: { 'zh-TW': '您從別處匯入的徽章：', en: 'Badges you imported from elsewhere:' },
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
    const own = await callCapability(capabilities.listOwnCredentials, ctx, {});
    const stateOf = (state: keyof typeof states) =>
      language === 'en' ? ` (${states[state].en})` : `（${states[state]['zh-TW']}）`;
    const earned = own.items.map(
      (one) => `- [${plain(one.badge.name)}](/credentials/${one.id})${stateOf(one.state)}`,
    );
    const imported = own.imported.map(
      (one) => `- ${plain(one.name)} · ${plain(one.issuer.name)}${stateOf(one.state)}`,
    );
    const { items } = await callCapability(capabilities.listBadges, ctx, { mine: 'true', limit: 100 });
    const proposed = items.map((item) => badgeLine(item, language, true));
    const parts = [
      ...(earned.length > 0 ? [texts.earned[language], ...earned] : []),
      ...(imported.length > 0 ? [texts.imported[language], ...imported] : []),
      ...(proposed.length > 0 ? [texts.proposed[language], ...proposed] : []),
    ];
    return say(parts.length > 0 ? parts.join('\n') : texts.none[language], { private: true });
  },
});
