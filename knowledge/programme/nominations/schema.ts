import { z } from 'zod';
import type { Text } from '../../../core/language.ts';
import { Day } from '../schema.ts';

/** What the nominator hands in. The supervisor's consent: whose, and on which day it was given. */
export const NominationRecord = z.object({
  agency: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(1).max(4_000),
  project: z.object({
    title: z.string().trim().min(1).max(200),
    summary: z.string().trim().min(1).max(4_000),
  }),
  consent: z.object({
    supervisor: z.string().trim().min(1).max(100),
    position: z.string().trim().max(100).optional(),
    givenOn: Day,
  }),
});
export type NominationRecord = z.output<typeof NominationRecord>;

/** `invited`: the nominee has not taken it up yet. `lapsed`: they had not when the call was decided. */
export const NominationState = z.enum([
  'invited',
  'submitted',
  'withdrawn',
  'lapsed',
  'selected',
  'not_selected',
]);
export type NominationState = z.infer<typeof NominationState>;

export const nominationLabels: Readonly<Record<NominationState, Text>> = {
  invited: { 'zh-TW': '等待被推薦人同意', en: 'waiting for the nominee' },
  submitted: { 'zh-TW': '已提出', en: 'handed in' },
  withdrawn: { 'zh-TW': '已撤回', en: 'withdrawn' },
  lapsed: { 'zh-TW': '逾期未同意', en: 'lapsed' },
  selected: { 'zh-TW': '入選', en: 'selected' },
  not_selected: { 'zh-TW': '未入選', en: 'not selected' },
};

export const Score = z.object({
  criterion: z.string().min(1).max(40),
  /** 1 does not meet it, 3 meets it, 5 exceeds it by far. */
  score: z.number().int().min(1).max(5),
  comment: z.string().trim().min(1).max(1_000),
});
export type Score = z.output<typeof Score>;

/** Which line of the rule decided. */
const Ground = z.enum(['passed', 'below_mean', 'low_criterion', 'no_place']);

/** What the panel found, without names: told to nominator and nominee. */
export const Result = z.object({
  ground: Ground,
  mean: z.number(),
  judges: z.number().int(),
  criteria: z.array(z.object({ id: z.string(), mean: z.number(), comments: z.array(z.string()) })),
});
export type Result = z.output<typeof Result>;

export const groundLabels: Readonly<Record<z.output<typeof Ground>, Text>> = {
  passed: { 'zh-TW': '達到公布的門檻', en: 'meets the published rule' },
  below_mean: { 'zh-TW': '總平均未達公布的門檻', en: 'its mean is below the published one' },
  low_criterion: {
    'zh-TW': '有一項標準的平均低於公布的下限',
    en: "one criterion's mean is below the published floor",
  },
  no_place: { 'zh-TW': '達到門檻，但名額已由分數較高者補滿', en: 'passes, but higher means took the places' },
};
