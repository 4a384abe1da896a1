import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import { ClusterId, LevelId } from '../framework/schema.ts';
import { Visibility } from '../sources/schema.ts';

const text = (max: number) =>
  z.object({ 'zh-TW': z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) });

/** Small letters, digits and hyphens; a dot sets an agency's own apart. It is part of an address. */
export const CourseId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/);

const Proficiency = z.number().int().min(0).max(5);
const Minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 200);

/** Where a person stands before a module, and after it, in one competency at one level. */
const Development = z
  .object({ competency: z.string().min(1).max(60), level: LevelId, from: Proficiency, to: Proficiency })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    ...saying({ 'zh-TW': '必須大於 from', en: 'must be more than from' }),
  });

const Reading = z.object({ caseId: z.string().min(1).max(200), minutes: Minutes, why: text(600) });

const CheckKind = z.enum(['quiz', 'sign-off', 'written']);

export const CourseParts = z.object({
  /** A class or a recording, for modules that have one; those of the starter set have none. */
  session: z.object({ text: text(1_000), minutes: Minutes }).optional(),
  readings: z.array(Reading).max(10),
  task: z.object({ text: text(3_000), minutes: Minutes }),
  check: z.object({
    kind: CheckKind,
    text: text(2_000),
    passes: text(1_000).optional(),
    fails: text(1_000).optional(),
    minutes: Minutes,
  }),
});
export type CourseParts = z.output<typeof CourseParts>;

/** The parts of a case study, in the order they are discussed. */
export const StudyPart = z.enum(['situation', 'decision', 'happened', 'questions']);
export type StudyPart = z.infer<typeof StudyPart>;

/** What a module takes from its case; `[n]` in a text points at the n-th source of the case. */
const CaseStudy = z.object({
  caseId: z.string().min(1).max(200),
  parts: z
    .array(
      z.object({
        part: StudyPart,
        text: z.string().trim().min(1).max(6_000),
        /** The passages it was taken from. */
        passages: z.array(z.string().max(100)).max(20),
      }),
    )
    .max(8),
});

/** A track of the managers' programme. */
export const TrackId = z.enum(['managers-mid', 'managers-senior']);
export type TrackId = z.infer<typeof TrackId>;

/** What people write of a module; everything else follows from it. */
export const CourseFields = z.object({
  title: text(200),
  aim: text(1_000),
  levels: z.array(LevelId).min(1).max(3),
  /** Empty: for every cluster. */
  clusters: z.array(ClusterId).max(5).default([]),
  develops: z.array(Development).min(1).max(20),
  prerequisites: z.array(CourseId).max(20).default([]),
  parts: CourseParts,
  caseStudy: CaseStudy.optional(),
  /** The id of a badge definition it leads to. */
  badge: z.string().min(1).max(100).optional(),
  /** What such a badge could be called, while nobody has proposed one. */
  badgeProposal: text(100).optional(),
  track: TrackId.optional(),
  /** Its place in the track, from 1. */
  unit: z.number().int().min(1).max(20).optional(),
});
export type CourseFields = z.output<typeof CourseFields>;

/** A module as an entry of a shipped file. */
export const CourseEntry = CourseFields.extend({ id: CourseId });

export const CourseOrigin = z.enum(['starter', 'case-study', 'agency']);
export const CourseState = z.enum(['draft', 'in_review', 'returned', 'published', 'withdrawn']);
export type CourseState = z.infer<typeof CourseState>;

/** A module one can do. `hours` is the sum of its parts and never typed by hand. */
export const Course = CourseFields.extend({
  id: CourseId,
  clusters: z.array(ClusterId).max(5),
  prerequisites: z.array(CourseId).max(20),
  hours: z.number().positive(),
  origin: CourseOrigin,
  state: CourseState,
});
export type Course = z.output<typeof Course>;

/** A module as its author hands it over. */
export const CourseDraft = CourseFields.extend({ visibility: Visibility.default('government') });
export type CourseDraft = z.output<typeof CourseDraft>;

/** Minutes of all parts. */
function minutesOf({ session, readings, task, check }: CourseParts): number {
  const reading = readings.reduce((sum, one) => sum + one.minutes, 0);
  return (session?.minutes ?? 0) + reading + task.minutes + check.minutes;
}

/** Hours to two decimals: the sum of the parts. */
export function hoursOf(parts: CourseParts): number {
  return Math.round((minutesOf(parts) / 60) * 100) / 100;
}
