import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { selectEvidence } from './queries.ts';

export const listEvidence = defineCapability({
  name: 'list-evidence',
  title: { 'zh-TW': '我能證明的職能', en: 'What I can prove' },
  description: {
    'zh-TW': '列出您目前能證明的職能：完成的課程、測驗與徽章；撤銷或過期的不列。',
    en: 'What you can prove now: courses completed, tests and badges; nothing revoked or expired.',
  },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['badge', 'completion', 'test']),
        object: z.string(),
        competency: z.string(),
        level: z.enum(['basic', 'mid', 'senior']),
        proficiency: z.number().int(),
        validFrom: z.string(),
        validUntil: z.string().nullable(),
      }),
    ),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const rows = await selectEvidence(ctx.db, ctx.actor.personId!, ctx.now());
    return {
      items: rows.map(({ kind, object, competency, level, proficiency, validFrom, validUntil }) => ({
        kind,
        object,
        competency,
        level,
        proficiency,
        validFrom: validFrom.toISOString(),
        validUntil: validUntil?.toISOString() ?? null,
      })),
    };
  },
});
