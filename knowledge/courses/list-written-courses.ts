import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { courseReviewers } from './course-states.ts';
import type { CourseRow } from './queries.ts';
import { selectOwnCourses, selectWaitingCourses } from './queries.ts';
import { CourseId, CourseOrigin, CourseState, hoursOf } from './schema.ts';

const WrittenCourse = z.object({
  id: CourseId,
  title: z.object({ 'zh-TW': z.string(), en: z.string() }),
  origin: CourseOrigin,
  state: CourseState,
  hours: z.number(),
  visibility: z.string(),
  updatedAt: z.string(),
});

const reply = z.object({ items: z.array(WrittenCourse) });

function shown({ id, origin, state, record, updatedAt }: CourseRow): z.input<typeof WrittenCourse> {
  const { title, parts, visibility } = record;
  return { id, title, origin, state, hours: hoursOf(parts), visibility, updatedAt: updatedAt.toISOString() };
}

export const listOwnCourses = defineCapability({
  name: 'list-own-courses',
  title: { 'zh-TW': '我編寫的課程', en: 'Modules I wrote' },
  description: {
    'zh-TW': '列出您編寫或匯入的課程與狀態。',
    en: 'The modules you wrote or imported and where they stand.',
  },
  input: z.object({}),
  output: reply,
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    return { items: (await selectOwnCourses(ctx.db, ctx.actor.personId!)).map(shown) };
  },
});

export const listCourseReviews = defineCapability({
  name: 'list-course-reviews',
  title: { 'zh-TW': '待我審核的課程', en: 'Modules that wait for my review' },
  description: {
    'zh-TW': '列出別人送審、等您審核的課程。',
    en: 'Modules others handed in that wait for your review.',
  },
  input: z.object({}),
  output: reply,
  allow: courseReviewers,
  acts: false,
  async run(ctx) {
    return { items: (await selectWaitingCourses(ctx.db, ctx.actor.personId!)).map(shown) };
  },
});
