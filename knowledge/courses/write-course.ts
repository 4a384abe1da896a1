import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import {
  audienceFor,
  CourseStateReply,
  lockVisibleCourse,
  requireAuthor,
  requireCourseState,
  requireSound,
  writers,
} from './course-states.ts';
import * as queries from './queries.ts';
import { CourseDraft, CourseId } from './schema.ts';

export const createCourse = defineCapability({
  name: 'create-course',
  title: { 'zh-TW': '編寫課程', en: 'Write a module' },
  description: {
    'zh-TW': '建立一門機關自有課程的草稿；時數由各部分加總，不必填寫。',
    en: "Makes a draft of an agency's own module; its hours are the sum of its parts.",
  },
  input: CourseDraft,
  output: CourseStateReply,
  allow: writers,
  acts: true,
  async run(ctx, record) {
    const id = ctx.newId('course');
    const audienceId = await audienceFor(ctx, record.visibility);
    const row = { id, origin: 'agency', state: 'draft', record, audienceId, now: ctx.now() } as const;
    await ctx.db.transaction((tx) => queries.insertCourse(tx, { ...row, author: ctx.actor.personId! }));
    return { id, state: 'draft' as const };
  },
});

export const updateCourse = defineCapability({
  name: 'update-course',
  title: { 'zh-TW': '修改課程', en: 'Change a module' },
  description: {
    'zh-TW': '作者修改草稿或被退回的課程。',
    en: 'Its author changes a draft or a returned module.',
  },
  input: CourseDraft.extend({ id: CourseId }),
  output: CourseStateReply,
  allow: writers,
  acts: true,
  async run(ctx, { id, ...record }) {
    const audienceId = await audienceFor(ctx, record.visibility);
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleCourse(tx, id);
      requireAuthor(ctx, row);
      requireCourseState(row, ['draft', 'returned']);
      await queries.updateCourseRecord(tx, { id, record, audienceId, now: ctx.now() });
      return { id, state: row.state };
    });
  },
});

export const submitCourse = defineCapability({
  name: 'submit-course',
  title: { 'zh-TW': '送審課程', en: 'Hand in a module' },
  description: {
    'zh-TW': '作者把草稿交付審核；職能、先修與案例都必須存在。',
    en: 'Its author hands a draft in for review; the competencies, prerequisites and cases it names must exist.',
  },
  input: z.object({ id: CourseId }),
  output: CourseStateReply,
  allow: writers,
  acts: true,
  async run(ctx, { id }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleCourse(tx, id);
      requireAuthor(ctx, row);
      requireCourseState(row, ['draft', 'returned']);
      await requireSound(ctx, tx, id, row.record);
      await queries.updateCourseState(tx, id, 'in_review', ctx.now());
      return { id, state: 'in_review' as const };
    });
  },
});
