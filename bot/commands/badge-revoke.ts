import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { conflict } from '../../core/errors.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { badgeWord, parseIdAndReason } from './words.ts';

const revoked = { 'zh-TW': '這張徽章已經撤銷過了。', en: 'This badge has been revoked already.' };

export const badgeRevoke = defineCommand<{ id: string; reason: string }>({
  name: 'badge-revoke',
  words: [badgeWord, { 'zh-TW': '撤銷', en: 'revoke', also: ['註銷'] }],
  usage: { 'zh-TW': '/badge revoke 證書編號或網址 理由', en: '/badge revoke CREDENTIAL-ID-OR-LINK REASON' },
  describe: {
    'zh-TW': '撤銷一張已核發的徽章，不能復原（需確認）。',
    en: 'Revoke an issued badge, for good (asks first).',
  },
  allow: ['issuer'],
  acts: true,
  parse: parseIdAndReason,
  async question(ctx, { id, reason }): Promise<Question> {
    const { content, revokedAt } = await callCapability(capabilities.getCredential, ctx, { id });
    if (revokedAt) throw conflict(revoked);
    const name = plain(String(content.name ?? ''));
    const markdown =
      ctx.language === 'en'
        ? `Revoke “${name}” (\`${id}\`)? This is final. Reason: ${reason}`
        : `要撤銷徽章「${name}」（\`${id}\`）嗎？撤銷後不能復原。理由：${reason}`;
    return { markdown, mark: 'issued' };
  },
  async run(ctx, { id, reason }) {
    await callCapability(capabilities.revokeBadge, ctx, { id, reason });
    return say(ctx.language === 'en' ? 'Revoked; it shows at once.' : '已撤銷，立即生效。');
  },
});
