import { CredentialRequest } from '../../badges/credentials/schema.ts';
import { shown } from '../../badges/issuers/schema.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability, parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { conflict } from '../../core/errors.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { badgeWord, parseId } from './words.ts';

interface IssueInput {
  readonly id: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** `徽章編號 收件人 | 證明名稱 | 說明或連結`: an address with @ is an e-mail, anything else an id. */
function readIssue(text: string): IssueInput | undefined {
  const [who = '', name, about, ...more] = text.split(/[|｜]/u).map((part) => part.trim());
  const [, badge, recipient] = /^(\S+)\s+(\S+)$/u.exec(who) ?? [];
  const id = parseId(badge);
  if (!id || !recipient || more.length > 0) return undefined;
  const detail = about && (/^https?:\/\//i.test(about) ? { url: about } : { narrative: about });
  return {
    id,
    request: {
      recipient: recipient.includes('@') ? { email: recipient } : { id: recipient },
      ...(name && { evidence: [{ name, ...detail }] }),
    },
  };
}

/** @throws AppError CONFLICT for a badge that is not approved */
async function findIssuable(ctx: Context, id: string) {
  const badge = await callCapability(capabilities.getBadge, ctx, { id });
  if (badge.state !== 'approved')
    throw conflict({ 'zh-TW': '這個徽章還沒有核定，不能核發。', en: 'This badge is not approved.' });
  return badge;
}

const sandbox = {
  'zh-TW': '\n\n注意：這是測試用發證單位，徽章不具效力。',
  en: '\n\nNote: this is a sandbox issuer; the badge counts for nothing.',
};

export const badgeIssue = defineCommand<IssueInput>({
  name: 'badge-issue',
  words: [badgeWord, { 'zh-TW': '核發', en: 'issue', also: ['發給', '颁发'] }],
  usage: {
    'zh-TW': '/badge issue 徽章編號 電子郵件或代號 | 證明名稱 | 說明或連結',
    en: '/badge issue BADGE-ID EMAIL-OR-ID | EVIDENCE | WHAT IT SHOWS OR ITS LINK',
  },
  describe: {
    'zh-TW': '把已核定的徽章核發給一個人（需確認）。',
    en: 'Issue an approved badge to one person (asks first).',
  },
  allow: ['issuer'],
  acts: true,
  parse: readIssue,
  async question(ctx, { id, request }): Promise<Question> {
    const { recipient } = parseInput(CredentialRequest, request, ctx.language);
    const badge = await findIssuable(ctx, id);
    const name = plain(shown(badge.name, ctx.language));
    const who = recipient.email ?? recipient.id;
    const markdown =
      ctx.language === 'en' ? `Issue “${name}” to ${who}?` : `要把徽章「${name}」核發給 ${who} 嗎？`;
    return {
      markdown: markdown + (badge.sandbox ? sandbox[ctx.language] : ''),
      mark: `${badge.version} ${badge.state}`,
    };
  },
  async run(ctx, { id, request }) {
    const issued = await callCapability(capabilities.issueBadge, ctx, { ...request, id });
    return say(
      ctx.language === 'en'
        ? `Issued: [${issued.id}](/credentials/${issued.id}). Give the holder this address: ${issued.url}`
        : `已核發：[${issued.id}](/credentials/${issued.id})。請把這個網址交給持有人：${issued.url}`,
      { private: true },
    );
  },
});
