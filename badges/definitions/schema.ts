import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import { LevelId } from '../../knowledge/framework/schema.ts';
import { IssuerId, PlainText, ShownText } from '../issuers/schema.ts';

export const BadgeState = z.enum(['draft', 'in_review', 'approved', 'returned', 'retired']);
export type BadgeState = z.infer<typeof BadgeState>;

/** A picture of one's own: PNG only, for an uploaded SVG is never served back. */
const OwnImage = z
  .string()
  .max(700_000)
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/);

const Competency = z.strictObject({
  competency: z.string().trim().min(1).max(100),
  level: LevelId,
  proficiency: z.number().int().min(0).max(5),
});

export const BadgeId = z.string().min(1).max(100);

/** What a badge stands for, as its proposer writes it. */
export const BadgeDraft = z.strictObject({
  name: ShownText(200),
  description: ShownText(2_000),
  criteria: ShownText(4_000),
  competencies: z
    .array(Competency)
    .min(1)
    .max(10)
    .refine(
      (all) => new Set(all.map((one) => one.competency)).size === all.length,
      saying({ 'zh-TW': '同一職能重複列出', en: 'names a competency twice' }),
    ),
  course: z.strictObject({
    title: PlainText(300),
    hours: z.number().positive().max(2_000),
    courseId: z.string().trim().min(1).max(100).optional(),
  }),
  assessment: PlainText(2_000),
  evidence: PlainText(2_000),
  validityMonths: z.number().int().min(1).max(120).optional(),
  image: OwnImage.optional(),
  issuer: IssuerId.optional(),
});
export type BadgeDraft = z.infer<typeof BadgeDraft>;

/** A change of a draft; `keep` leaves the picture as it is, as sending it again would. */
export const BadgeChange = BadgeDraft.extend({
  id: BadgeId,
  image: z.union([OwnImage, z.literal('keep')]).optional(),
});

/** A draft with the hub's own issuer filled in and competencies as the framework prints them. */
export const BadgeRecord = BadgeDraft.required({ issuer: true });
export type BadgeRecord = z.infer<typeof BadgeRecord>;

/** What the committee looks at; approving affirms every point. */
export const checklist = {
  record: { 'zh-TW': '有具體的學習紀錄', en: 'There is a concrete record of learning.' },
  assessment: { 'zh-TW': '評量有可能不通過，不是人人都過', en: 'The assessment can be failed.' },
  competency: { 'zh-TW': '寫明職能與層級', en: 'Competency and level are named.' },
  hours: { 'zh-TW': '時數合理', en: 'The hours are plausible.' },
  purpose: {
    'zh-TW': '不是出席紀念或宣傳用徽章',
    en: 'It is not a badge for attendance or advertising.',
  },
} as const satisfies Record<string, Text>;

export const ChecklistPoint = z.enum(['record', 'assessment', 'competency', 'hours', 'purpose']);
export const Checklist = z.partialRecord(ChecklistPoint, z.boolean());
export type Checklist = z.infer<typeof Checklist>;

export const BadgeStateReply = z.object({
  id: z.string(),
  version: z.number().int(),
  state: BadgeState,
});
