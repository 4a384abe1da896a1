import { z } from 'zod';
import { Named } from '../framework/replies.ts';

const Reason = z.object({
  /** gap, lift, focus, prerequisite, chain, badge, would-drop, more-hours, or the id of a policy rule. */
  rule: z.string(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});

const name = z.string().trim().min(1).max(100);

/** Names are ids, Chinese or English names. */
export const PathInput = z.object({
  cluster: name,
  level: name,
  government: z.preprocess((value) => (value === '' ? undefined : value), name.optional()),
  /** Absent = no limit. */
  hoursAvailable: z.number().positive().max(2_000).optional(),
  attained: z
    .array(z.object({ competency: name, proficiency: z.number().int().min(0).max(5) }))
    .max(100)
    .optional(),
  focus: z.array(name).max(20).optional(),
  /** Modules already done, and modules not wanted. */
  completed: z.array(z.string().min(1).max(150)).max(500).optional(),
  excluded: z.array(z.string().min(1).max(150)).max(500).optional(),
});
export type PathInput = z.output<typeof PathInput>;

const PathStep = z.object({
  courseId: z.string(),
  title: z.string(),
  hours: z.number(),
  develops: z.array(
    z.object({ competency: z.string(), level: z.string(), from: z.number().int(), to: z.number().int() }),
  ),
  /** Modules of this path that come before it. */
  prerequisites: z.array(z.string()),
  /** Prerequisites the person has done or attained already. */
  prerequisitesMet: z.array(z.string()),
  badge: z.string().nullable(),
  why: z.array(Reason),
});
export type PathStep = z.infer<typeof PathStep>;

const Weighted = z.object({
  competency: z.string(),
  name: z.string(),
  attained: z.number().int(),
  goal: z.number().int(),
  /** What one step of proficiency is worth. */
  weight: z.number(),
});

export const RecommendedPath = z.object({
  cluster: Named,
  level: Named,
  steps: z.array(PathStep),
  totalHours: z.number(),
  /** Gaps the path narrows; `closed` when it reaches the goal. */
  covered: z.array(Weighted.extend({ reached: z.number().int(), closed: z.boolean() })),
  /** Gaps it leaves as they are. */
  uncovered: z.array(
    Weighted.extend({ reason: z.enum(['hours', 'start', 'no-module', 'weight']), text: z.string() }),
  ),
  badges: z.array(z.object({ id: z.string(), name: z.string() })),
  optimal: z.boolean(),
  /** The weighted steps of proficiency gained. */
  objective: z.number(),
  /** Proven: no path gains more. */
  bound: z.number(),
  constraints: z.array(Reason),
  wouldChange: z.array(Reason),
  /** Why there is no path; null when there is one. */
  noPath: Reason.nullable(),
  /** What each competency weighs, and which rule says so. */
  weights: z.array(
    z.object({
      competency: z.string(),
      name: z.string(),
      lift: z.number(),
      rule: z.string().nullable(),
      focus: z.boolean(),
      weight: z.number(),
    }),
  ),
  version: z.string(),
});
export type RecommendedPath = z.input<typeof RecommendedPath>;
