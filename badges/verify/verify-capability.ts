import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { RecipientQuery } from '../credentials/schema.ts';
import { presentChecks, showBadge, summarize } from './present-report.ts';
import { verifyBadge } from './verify-badge.ts';

const Named = z.object({ id: z.string(), name: z.string() });

const VerificationReply = z.object({
  valid: z.boolean(),
  status: z.enum([
    'valid',
    'revoked',
    'suspended',
    'expired',
    'not_yet_valid',
    'invalid',
    'unverifiable',
    'sandbox',
  ]),
  checks: z.array(
    z.object({ name: z.string(), ok: z.boolean(), code: z.string().optional(), detail: z.string() }),
  ),
  summary: z.string(),
  badge: z
    .object({
      id: z.string().nullable(),
      name: z.string(),
      description: z.string(),
      criteria: z.string(),
      achievement: z.string().nullable(),
      alignments: z.array(z.object({ name: z.string(), code: z.string().nullable() })),
      evidence: z.array(z.object({ name: z.string(), narrative: z.string(), url: z.string().nullable() })),
    })
    .nullable(),
  issuer: Named.nullable(),
  recipient: z
    .object({ id: z.string().nullable(), name: z.string().nullable(), matches: z.boolean().nullable() })
    .nullable(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
});

export const verifyCredential = defineCapability({
  name: 'verify-badge',
  title: { 'zh-TW': '驗證徽章', en: 'Verify a badge' },
  description: {
    'zh-TW': '驗證任何人持有的徽章：簽章文字、連結、JSON、或內嵌徽章的 PNG、SVG；逐項說明結果。',
    en: 'Verifies what anybody may hold: signed text, a link, JSON, or a PNG or SVG with a badge inside; tells each step.',
  },
  input: z.object({
    credential: z.union([z.string().min(1), z.instanceof(Uint8Array), z.record(z.string(), z.unknown())]),
    recipient: RecipientQuery.optional(),
  }),
  output: VerificationReply,
  allow: 'anonymous',
  acts: false,
  async run(ctx, { credential, recipient }) {
    const found = await verifyBadge(ctx.bank, credential, { recipient });
    if (found.checks.some((check) => check.code === 'input_too_large'))
      throw new AppError('TOO_LARGE', {
        'zh-TW': '檔案太大：文字以 512 KB、圖檔以 5 MB 為限。',
        en: 'Too large: 512 KB of text or 5 MB of image at most.',
      });
    ctx.bank.metrics.verifications.inc({ status: found.status });
    return {
      valid: found.valid,
      status: found.status,
      checks: presentChecks(found, ctx.language),
      summary: summarize(found)[ctx.language],
      ...showBadge(found),
    };
  },
});
