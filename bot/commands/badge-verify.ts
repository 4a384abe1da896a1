import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { defineCommand, plain, say } from './command.ts';
import { badgeWord } from './words.ts';

interface VerifyInput {
  readonly held: string;
  readonly email?: string;
}

/** What is held, and an e-mail address after it if one is asked about. */
function readHeld(text: string): VerifyInput | undefined {
  if (text === '') return undefined;
  const [, held, email] = text.startsWith('{') ? [] : (/^([\s\S]+)\s(\S+@\S+\.\S+)$/u.exec(text) ?? []);
  return held && email ? { held: held.trim(), email } : { held: text };
}

const texts = {
  passed: { 'zh-TW': '通過', en: 'passed' },
  failed: { 'zh-TW': '未通過', en: 'not passed' },
  page: {
    'zh-TW': '有檔案的話，請到[驗證頁面](/verify)。',
    en: 'For a file, use [the verify page](/verify).',
  },
};

export const badgeVerify = defineCommand<VerifyInput>({
  name: 'badge-verify',
  words: [badgeWord, { 'zh-TW': '驗證', en: 'verify', also: ['查驗', '验证'] }],
  usage: { 'zh-TW': '/badge verify 連結或文字 [電子郵件]', en: '/badge verify LINK-OR-TEXT [EMAIL]' },
  describe: {
    'zh-TW': '驗證一張徽章是真是假，可一併確認是不是發給某人。',
    en: 'See whether a badge is genuine, and whether it was issued to somebody.',
  },
  allow: 'anonymous',
  acts: false,
  parse: readHeld,
  async run(ctx, { held, email }) {
    const report = await callCapability(capabilities.verifyCredential, ctx, {
      credential: Buffer.from(held, 'utf8'),
      ...(email && { recipient: { email } }),
    });
    const { language } = ctx;
    const lines = report.checks
      .filter((check) => !check.ok || check.code || !report.valid)
      .map((check) => `- ${(check.ok ? texts.passed : texts.failed)[language]} · ${plain(check.detail)}`);
    return say(
      [
        `**${plain(report.summary)}**`,
        ...(lines.length > 0 ? ['', ...lines] : []),
        '',
        texts.page[language],
      ].join('\n'),
      {
        private: true,
      },
    );
  },
});
