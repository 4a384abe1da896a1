import { Role } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { VouchedPerson } from '../../knowledge/people/sign-in.ts';

type Claims = Readonly<Record<string, unknown>>;

/** A claim by its name, or by a dotted path where a provider nests it (`realm_access.roles`). */
export function claimAt(claims: Claims, name: string): unknown {
  if (name in claims) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) => (value !== null && typeof value === 'object' ? (value as Claims)[key] : undefined),
      claims,
    );
}

function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
}

/**
 * The roles of ours a claim names; unknown ones are ignored. Every role includes staff, so staff beside another says nothing.
 * @throws AppError FORBIDDEN when the administrator's role comes with another
 */
export function rolesOf(claim: unknown): Role[] {
  const known = [...new Set(wordsOf(claim))].flatMap((word) => {
    const role = Role.safeParse(word);
    return role.success ? [role.data] : [];
  });
  const roles = known.length > 1 ? known.filter((role) => role !== 'staff') : known;
  if (roles.includes('admin') && roles.length > 1)
    throw new AppError('FORBIDDEN', {
      'zh-TW': '您的帳號同時有管理員與其他角色，兩者不能並存。請身分系統的管理者擇一後再登入。',
      en: 'Your account is an administrator and holds other roles; the two do not combine. Have one of them removed, then sign in again.',
    });
  return roles;
}

function printable(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return (
    value
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .trim()
      .slice(0, 200) || undefined
  );
}

function agencyOf(claim: unknown): string | null {
  return typeof claim === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(claim) ? claim : null;
}

/**
 * Whom the claims of a verified ID token vouch for.
 * @throws AppError FORBIDDEN when they name no role of ours
 */
export function vouchedPerson(
  claims: Claims & { iss: string; sub: string },
  names: { rolesClaim: string; agencyClaim: string },
): VouchedPerson {
  const roles = rolesOf(claimAt(claims, names.rolesClaim));
  if (roles.length === 0)
    throw new AppError('FORBIDDEN', {
      'zh-TW':
        '身分已確認，但您的帳號在本庫沒有任何角色，因此沒有登入。公開內容仍可使用；需要權限請洽管理員。',
      en: 'We know who you are, but your account has no role here, so you are not signed in. Public content stays open; ask the administrator for access.',
    });
  return {
    login: `${claims.iss}#${claims.sub}`,
    name: printable(claims.name) ?? printable(claims.preferred_username) ?? claims.sub.slice(0, 200),
    roles,
    agency: agencyOf(claimAt(claims, names.agencyClaim)),
  };
}
