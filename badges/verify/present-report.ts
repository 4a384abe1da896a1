import type { Language, Text } from '../../core/language.ts';
import { dayInTaiwan } from './check-dates.ts';
import { isObject, listOf } from './credential-form.ts';
import { detailOf, meaningOf } from './report.ts';
import type { Verification } from './verify-badge.ts';

/** What a badge says of itself, cut to a length a page can show; never believed without the status beside it. */
export interface ShownBadge {
  readonly badge: {
    id: string | null;
    name: string;
    description: string;
    criteria: string;
    achievement: string | null;
    alignments: { name: string; code: string | null }[];
    evidence: { name: string; narrative: string; url: string | null }[];
  } | null;
  readonly issuer: { id: string; name: string } | null;
  readonly recipient: { id: string | null; name: string | null; matches: boolean | null } | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

function cut(value: unknown, max: number): string {
  return typeof value === 'string' ? value.slice(0, max) : '';
}
const orNull = (value: unknown) => (typeof value === 'string' ? value.slice(0, 1_000) : null);
const part = (value: unknown) => (isObject(value) ? value : {});

function namedRecipient(subject: Record<string, unknown>): string | null {
  const named = listOf(subject.identifier).find(
    (one) => isObject(one) && one.identityType === 'name' && one.hashed === false,
  );
  return isObject(named) ? orNull(named.identityHash) : null;
}

export function showBadge(found: Verification): ShownBadge {
  const { credential } = found;
  if (!credential) return { badge: null, issuer: null, recipient: null, validFrom: null, validUntil: null };
  const { members } = credential;
  const subject = part(members.credentialSubject);
  const achievement = part(subject.achievement);
  const asked = found.checks.find((check) => check.name === 'recipient');
  return {
    badge: {
      id: orNull(members.id),
      name: cut(achievement.name ?? members.name, 300),
      description: cut(achievement.description ?? members.description, 4_000),
      criteria: cut(part(achievement.criteria).narrative, 8_000),
      achievement: orNull(achievement.id),
      alignments: listOf(achievement.alignment)
        .filter(isObject)
        .slice(0, 20)
        .map((one) => ({ name: cut(one.targetName, 300), code: orNull(one.targetCode) })),
      evidence: listOf(members.evidence)
        .filter(isObject)
        .slice(0, 20)
        .map((one) => ({
          name: cut(one.name, 300),
          narrative: cut(one.narrative, 4_000),
          url: orNull(one.id),
        })),
    },
    issuer: { id: credential.issuerId.slice(0, 1_000), name: cut(part(members.issuer).name, 300) },
    recipient: { id: orNull(subject.id), name: namedRecipient(subject), matches: asked ? asked.ok : null },
    validFrom: orNull(members.validFrom ?? members.issuanceDate),
    validUntil: orNull(members.validUntil ?? members.expirationDate),
  };
}

/** Genuine in everything, but another person's. */
function isSomebodyElses({ checks }: Verification): boolean {
  const wrong = checks.filter((check) => !check.ok);
  return wrong.length === 1 && wrong[0]!.code === 'recipient_mismatch';
}

/** The result in one sentence that needs no knowledge of badges. */
export function summarize(found: Verification): Text {
  const { badge, issuer, validUntil } = showBadge(found);
  const name = badge?.name || '—';
  const from = issuer?.name || issuer?.id || '—';
  const reason = found.checks.find((check) => check.verdict === found.status);
  if (isSomebodyElses(found))
    return {
      'zh-TW': `「${name}」這張徽章本身沒有問題，但不是發給您查詢的這個人。`,
      en: `The badge "${name}" itself is in order, but it was not issued to the person asked about.`,
    };
  const why = reason ? meaningOf(reason) : { 'zh-TW': '', en: '' };
  switch (found.status) {
    case 'valid':
      return {
        'zh-TW': `這張徽章有效：「${name}」確實由「${from}」核發，內容沒有被改過，也沒有被撤銷。`,
        en: `This badge is valid: "${name}" was issued by "${from}", was not changed and has not been revoked.`,
      };
    case 'revoked':
      return {
        'zh-TW': `這張徽章已被發證單位「${from}」撤銷，不再有效。`,
        en: `This badge was revoked by its issuer "${from}" and is no longer valid.`,
      };
    case 'suspended':
      return {
        'zh-TW': `這張徽章目前被發證單位「${from}」暫時停用。`,
        en: `This badge is suspended by its issuer "${from}" at present.`,
      };
    case 'expired':
      return {
        'zh-TW': `這張徽章已於 ${dayInTaiwan(validUntil)} 到期，不再有效。`,
        en: `This badge expired on ${dayInTaiwan(validUntil)} and is no longer valid.`,
      };
    case 'not_yet_valid':
      return { 'zh-TW': '這張徽章還沒到生效日期。', en: 'This badge is not valid yet.' };
    case 'sandbox':
      return {
        'zh-TW': '這是測試用的徽章，不具任何效力。',
        en: 'This is a sandbox badge made for trying things out; it counts for nothing.',
      };
    case 'unverifiable':
      return {
        'zh-TW': `無法確認這張徽章：${why['zh-TW']}這不表示它是假的，但不能當作有效。`,
        en: `This badge cannot be confirmed: ${why.en} That does not make it false, but it does not count as valid.`,
      };
    default:
      return {
        'zh-TW': `這不是有效的徽章：${why['zh-TW']}`,
        en: `This is not a valid badge: ${why.en}`,
      };
  }
}

/** The checks as a reply lists them, in one language. */
export function presentChecks(found: Verification, language: Language) {
  return found.checks.map((check) => ({
    name: check.name,
    ok: check.ok,
    ...(check.code && { code: check.code }),
    detail: detailOf(check, language) + (check.note ? ` (${check.note})` : ''),
  }));
}
