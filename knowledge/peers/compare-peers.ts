import type { Context } from '../../core/context.ts';
import type { Profile } from '../people/profile.ts';
import { combine, currentBlocks, type GroupFigures } from './peer-figures.ts';

export type PeerStatus = 'shown' | 'no-consent' | 'no-profile' | 'too-few';

/**
 * The figures of consenting people of the same level and cluster. Only people who agree to be counted see them, and
 * nobody sees any before eleven have agreed.
 */
export async function comparePeers(
  ctx: Context,
  profile: Profile | null,
  competencies: readonly string[],
): Promise<{ status: PeerStatus; figures: GroupFigures | null }> {
  if (!profile?.comparePeers) return { status: 'no-consent', figures: null };
  const { level, cluster } = profile;
  if (!level || !cluster) return { status: 'no-profile', figures: null };
  const blocks = await currentBlocks(ctx.bank.store.system, { level, cluster }, ctx.now());
  const figures = combine(blocks, competencies);
  return { status: figures ? 'shown' : 'too-few', figures };
}
