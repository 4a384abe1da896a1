import { z } from 'zod';
import { saying } from '../../../core/capability.ts';
import type { Text } from '../../../core/language.ts';
import { Id, Moment } from '../schema.ts';

export const GatheringRecord = z.object({
  title: z.string().trim().min(1).max(200),
  about: z.string().trim().max(4_000).default(''),
  /** A room, a call, or both. */
  place: z.string().trim().min(1).max(300),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  agenda: z
    .array(z.object({ minutes: z.number().int().min(1).max(600), topic: z.string().trim().min(1).max(300) }))
    .max(30)
    .default([]),
});
export type GatheringRecord = z.output<typeof GatheringRecord>;

/** Without a cohort it is for everybody in government, or for the community of pilot leaders. */
const GatheringShape = GatheringRecord.extend({
  startsAt: Moment,
  endsAt: Moment,
  /** Absent: as many as come. */
  capacity: z.number().int().min(1).max(10_000).optional(),
  cohortId: Id.optional(),
  visibility: z.enum(['government', 'community']).default('government'),
});
export type GatheringFields = z.output<typeof GatheringShape>;

const timesInOrder = ({ startsAt, endsAt }: Pick<GatheringFields, 'startsAt' | 'endsAt'>) =>
  Date.parse(startsAt) < Date.parse(endsAt);
const timesText = {
  path: ['endsAt'],
  ...saying({ 'zh-TW': '必須晚於開始時間', en: 'must come after the start' }),
};
export const NewGathering = GatheringShape.refine(timesInOrder, timesText);
/** Whom it is for stays as it was. */
export const ChangedGathering = GatheringShape.omit({ cohortId: true, visibility: true })
  .extend({ id: Id })
  .refine(timesInOrder, timesText);

export type GatheringState = 'planned' | 'cancelled';

export const gatheringLabels: Readonly<Record<GatheringState, Text>> = {
  planned: { 'zh-TW': '已排定', en: 'planned' },
  cancelled: { 'zh-TW': '已取消', en: 'cancelled' },
};
