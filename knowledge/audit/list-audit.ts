import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { selectAudit } from './queries.ts';

const AuditEntry = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  /** The person's random key; null for the product itself. */
  actor: z.string().nullable(),
  action: z.string(),
  object: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
  /** False when this entry, or its link to the one before, is not as it was written. */
  intact: z.boolean(),
});

export const listAudit = defineCapability({
  name: 'list-audit',
  title: { 'zh-TW': '稽核紀錄', en: 'Audit entries' },
  description: {
    'zh-TW': '列出稽核紀錄，最新的在前；每筆都重新核對雜湊鏈。',
    en: 'Audit entries, newest first; each is checked against the hash chain again.',
  },
  input: PageInput.extend({
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  output: z.object({ items: z.array(AuditEntry), nextCursor: z.string().optional() }),
  allow: ['admin'],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await selectAudit(ctx.db, limit + 1, cursor === undefined ? undefined : Number(cursor));
    return pageOf(
      rows,
      limit,
      ({ seq }) => String(seq),
      (row) => ({ ...row, at: row.at.toISOString() }),
    );
  },
});
