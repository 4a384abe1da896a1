import { z } from 'zod';
import { Named } from '../framework/replies.ts';
import { LevelId } from '../framework/schema.ts';

const Step = z.number().int().min(0).max(5);

export const DashboardReply = z.object({
  asOf: z.string(),
  profile: z.object({ cluster: Named.nullable(), level: Named.nullable() }),
  /** What changed since the person last looked; all of it at the first look. */
  progress: z.object({
    since: z.string().nullable(),
    changes: z.array(
      z.object({
        competency: Named,
        level: LevelId,
        truth: z.enum(['claimed', 'tested', 'evidenced']),
        from: Step.nullable(),
        to: Step.nullable(),
      }),
    ),
    completed: z.array(z.object({ courseId: z.string(), title: z.string(), at: z.string() })),
  }),
  aiRate: z.object({
    status: z.enum(['known', 'too-little-evidence', 'no-level']),
    percent: z.number().int().min(0).max(100).nullable(),
    known: z.number().int(),
    needed: z.number().int(),
    formula: z.string(),
    set: z.object({ id: z.string(), version: z.string(), title: z.string() }).nullable(),
    targets: z.object({ id: z.string(), version: z.string(), reasoning: z.string() }),
    core: z.array(z.object({ competency: Named, shown: Step.nullable(), target: Step })),
  }),
  /** AI competencies and the person's focus at the own level, the widest gap first. */
  gaps: z.array(
    z.object({
      competency: Named,
      claimed: Step.nullable(),
      tested: Step.nullable(),
      evidenced: Step.nullable(),
      shown: Step.nullable(),
      target: Step,
      gap: Step,
    }),
  ),
  badges: z.object({
    earned: z.array(
      z.object({
        id: z.string(),
        badgeId: z.string().nullable(),
        name: z.string(),
        issuer: z.string().nullable(),
        earnedAt: z.string(),
        validUntil: z.string().nullable(),
      }),
    ),
    next: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        courseId: z.string().nullable(),
        missing: z.number().int(),
      }),
    ),
  }),
  path: z
    .object({ total: z.number().int(), done: z.number().int(), nextCourseId: z.string().nullable() })
    .nullable(),
  completions: z.object({ done: z.number().int(), waiting: z.number().int(), hours: z.number() }),
  /** Means of at least eleven consenting people, in steps of 0.5; the study's numbers are never among them. */
  peers: z.object({
    status: z.enum(['shown', 'no-consent', 'no-profile', 'too-few']),
    note: z.string(),
    atLeast: z.number().int().nullable(),
    items: z.array(z.object({ competency: Named, mean: z.number(), own: Step.nullable() })),
  }),
});
export type DashboardReply = z.input<typeof DashboardReply>;
