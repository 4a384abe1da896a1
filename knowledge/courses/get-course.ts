import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { findCourse, selectCatalogue } from './catalogue.ts';
import { casesOf } from './course-facts.ts';
import { courseText } from './course-states.ts';
import * as queries from './queries.ts';
import { Course, CourseDraft, CourseId, CourseState, hoursOf } from './schema.ts';

const BothLanguages = z.object({ 'zh-TW': z.string(), en: z.string() });
const Neighbour = z.object({ id: CourseId, title: BothLanguages });

const CourseReply = Course.extend({
  /** The cases it reads, as far as the reader may see them. */
  cases: z.array(z.object({ id: z.string(), title: BothLanguages })),
  before: z.array(Neighbour),
  /** Modules that need this one first. */
  after: z.array(Neighbour),
  /** For the author and reviewers: what was written, where it stands and what reviewers said. */
  written: z
    .object({
      state: CourseState,
      mine: z.boolean(),
      draft: CourseDraft,
      reviews: z.array(z.object({ decision: z.string(), comment: z.string(), at: z.string() })),
    })
    .optional(),
});
type Reply = z.input<typeof CourseReply>;

async function writtenOf(ctx: Context, row: queries.CourseRow): Promise<Reply['written']> {
  const reviews = await queries.selectCourseReviews(ctx.db, row.id);
  return {
    state: row.state,
    mine: row.author === ctx.actor.personId,
    draft: row.record,
    reviews: reviews.map(({ decision, comment, createdAt }) => ({
      decision,
      comment,
      at: createdAt.toISOString(),
    })),
  };
}

/** A module not in the catalogue, as its author and reviewers see it. */
function unpublished({ id, origin, state, record }: queries.CourseRow): Course {
  const { visibility: _audience, ...course } = record;
  return { ...course, id, origin, hours: hoursOf(course.parts), state };
}

async function surroundingsOf(
  ctx: Context,
  course: Course,
): Promise<Pick<Reply, 'cases' | 'before' | 'after'>> {
  const catalogue = await selectCatalogue(ctx.db);
  const neighbours = (some: readonly Course[]) => some.map(({ id, title }) => ({ id, title }));
  const cases = await queries.selectReadableCases(ctx.db, casesOf(course));
  return {
    cases: cases.map(({ id, title, titleEn }) => ({ id, title: { 'zh-TW': title, en: titleEn ?? title } })),
    before: neighbours(catalogue.filter(({ id }) => course.prerequisites.includes(id))),
    after: neighbours(catalogue.filter(({ prerequisites }) => prerequisites.includes(course.id))),
  };
}

export const getCourse = defineCapability({
  name: 'get-course',
  title: { 'zh-TW': '讀取課程', en: 'Read a module' },
  description: {
    'zh-TW': '一門課程的目的、案例閱讀、工作任務、檢核、先修與培養的職能；作者與審核人也可讀取尚未發布者。',
    en: 'One module: aim, case readings, task at work, check, prerequisites and what it develops; authors and reviewers also see unpublished ones.',
  },
  input: z.object({ id: CourseId }),
  output: CourseReply,
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const row = ctx.actor.personId === undefined ? undefined : await queries.selectCourse(ctx.db, id);
    const course = (await findCourse(ctx.db, id)) ?? (row && unpublished(row));
    if (!course) throw notFound(courseText);
    return {
      ...course,
      ...(await surroundingsOf(ctx, course)),
      ...(row && { written: await writtenOf(ctx, row) }),
    };
  },
});
