import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { findCourse } from './catalogue.ts';
import { Course, CourseId } from './schema.ts';

export const courseText = { 'zh-TW': '課程', en: 'module' };

export const getCourse = defineCapability({
  name: 'get-course',
  title: { 'zh-TW': '讀取課程', en: 'Read a module' },
  description: {
    'zh-TW': '一個課程模組的目的、案例閱讀、工作任務、檢核、先修與培養的職能。',
    en: 'One module: aim, case readings, task at work, check, prerequisites and what it develops.',
  },
  input: z.object({ id: CourseId }),
  output: Course,
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const course = await findCourse(ctx.db, id);
    if (!course) throw notFound(courseText);
    return course;
  },
});
