import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { describeChanges } from './describe-change.ts';
import * as queries from './queries.ts';
import { BadgeId } from './schema.ts';
import { badgeText } from './states.ts';

const Version = z.object({
  version: z.number().int(),
  createdAt: z.string(),
  /** What is approved and what each credential says it was issued from. */
  hash: z.string(),
  approved: z.boolean(),
  changes: z.array(
    z.object({
      field: z.string(),
      name: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

export const listBadgeVersions = defineCapability({
  name: 'list-badge-versions',
  title: { 'zh-TW': '徽章的版本', en: 'Versions of a badge' },
  description: {
    'zh-TW': '列出一個徽章定義的每個版本，以及每一版改了什麼，新的在前。',
    en: 'Every version of a badge and what each changed, newest first.',
  },
  input: z.object({ id: BadgeId }),
  output: z.object({ items: z.array(Version) }),
  allow: ['pilot_leader', 'reviewer', 'issuer'],
  acts: false,
  async run(ctx, { id }) {
    const badge = await queries.selectBadge(ctx.db, id);
    if (!badge) throw notFound(badgeText);
    const rows = await queries.selectVersions(ctx.db, id);
    const items = rows.map((row, index) => {
      const before = rows[index - 1]?.record;
      return {
        version: row.version,
        createdAt: row.createdAt.toISOString(),
        hash: row.recordHash,
        approved: row.recordHash === badge.approvedHash,
        changes: before ? describeChanges(before, row.record, ctx.language) : [],
      };
    });
    return { items: items.reverse() };
  },
});
