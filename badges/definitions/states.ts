import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict, notFound } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { canonicalJson, sha256Hex } from '../canonical-json.ts';
import type { BadgeRow } from './queries.ts';
import { lockBadge, selectBadge } from './queries.ts';
import type { BadgeRecord, BadgeState } from './schema.ts';

export const wordedState: Record<BadgeState, Text> = {
  draft: { 'zh-TW': '草稿', en: 'a draft' },
  in_review: { 'zh-TW': '審核中', en: 'under review' },
  approved: { 'zh-TW': '已核定', en: 'approved' },
  returned: { 'zh-TW': '已退回', en: 'returned' },
  retired: { 'zh-TW': '已停用', en: 'retired' },
};

/** @throws AppError CONFLICT when the badge is not in a state the act is allowed in */
export function requireState(row: Pick<BadgeRow, 'state'>, allowed: readonly BadgeState[]): void {
  if (allowed.includes(row.state)) return;
  const now = wordedState[row.state];
  throw conflict({
    'zh-TW': `這個徽章目前是「${now['zh-TW']}」，不能進行這個動作。`,
    en: `This badge is ${now.en}; the act is not possible now.`,
  });
}

/** @throws AppError FORBIDDEN for anybody but the proposer */
export function requireProposer(ctx: Context, row: Pick<BadgeRow, 'proposer'>): void {
  if (row.proposer === ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '只有提案人可以這樣做。',
    en: 'Only its proposer may do this.',
  });
}

export const badgeText = { 'zh-TW': '徽章', en: 'badge' };

/**
 * The badge, locked against other writers where the actor may change it at all.
 * @throws AppError NOT_FOUND when there is none or the actor may not see it
 */
export async function lockVisibleBadge(tx: Queryable, id: string): Promise<BadgeRow> {
  const row = (await lockBadge(tx, id)) ?? (await selectBadge(tx, id));
  if (!row) throw notFound(badgeText);
  return row;
}

/** @throws AppError CONFLICT when row-level security or another writer kept the change from happening */
export function requireChanged(changed: boolean): void {
  if (changed) return;
  throw conflict({
    'zh-TW': '這個徽章剛被別人處理過，或不能由您變更，請重新查看。',
    en: 'Somebody else has just dealt with this badge, or it is not yours to change; look again.',
  });
}

/** What is approved, and what each credential says it was issued from. */
export function hashRecord(badgeId: string, version: number, record: BadgeRecord): string {
  return sha256Hex(canonicalJson({ badgeId, version, record }));
}
