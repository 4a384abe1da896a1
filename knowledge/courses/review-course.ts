import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability, saying } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, notFound } from '../../core/errors.ts';
import { recordAudit } from '../people/queries.ts';
import { saveSource, withdrawSource } from '../sources/save-source.ts';
import { courseSource } from './course-source.ts';
import {
  CourseStateReply,
  courseReviewers,
  courseText,
  lockVisibleCourse,
  requireCourseState,
  requireSound,
} from './course-states.ts';
import * as queries from './queries.ts';
import { CourseId, type CourseState, hoursOf } from './schema.ts';

function requireOther(ctx: Context, row: queries.CourseRow): void {
  if (row.author !== ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '不能審核自己的課程。',
    en: 'Nobody reviews their own module.',
  });
}

/** The module becomes a source, which search finds and paths may use. */
async function publish(
  ctx: Context,
  tx: Queryable,
  { id, origin, record }: queries.CourseRow,
): Promise<void> {
  const { visibility, ...course } = record;
  const source = courseSource(
    { ...course, id, origin, hours: hoursOf(course.parts), state: 'published' },
    { visibility, reviewedOn: taiwanDay(ctx.now()) },
  );
  await saveSource(tx, source, { origin: 'course', now: ctx.now() });
}

const become = { approve: 'published', return: 'returned' } as const;
const acts = { approve: 'publish-course', return: 'return-course' } as const;

type Decision = keyof typeof become;

/** @throws AppError NOT_FOUND for a module the actor may not see */
async function getVisible(ctx: Context, id: string): Promise<queries.CourseRow> {
  const row = await queries.selectCourse(ctx.db, id);
  if (!row) throw notFound(courseText);
  return row;
}

/** Each after those of them it needs, so that what it needs is published when its turn comes. */
function inOrder(rows: readonly queries.CourseRow[]): string[] {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const place = (row: queries.CourseRow) => {
    if (visiting.has(row.id)) return;
    visiting.add(row.id);
    for (const before of rows) if (row.record.prerequisites.includes(before.id)) place(before);
    ordered.add(row.id);
  };
  for (const row of rows) place(row);
  return [...ordered];
}

/**
 * One decision: the new state, what follows from it and the audit entry come together or not at all. The row is
 * locked, so that of two decisions the second finds what the first has made of it.
 */
async function decide(ctx: Context, tx: Queryable, id: string, decision: Decision, comment: string) {
  const row = await lockVisibleCourse(tx, id);
  requireOther(ctx, row);
  requireCourseState(row, ['in_review']);
  if (decision === 'approve') await requireSound(ctx, tx, id, row.record);
  const reviewer = ctx.actor.personId!;
  const now = ctx.now();
  const review = {
    id: ctx.newId('review'),
    courseId: id,
    round: row.round,
    reviewer,
    decision,
    comment,
    now,
  };
  await queries.insertCourseReview(tx, review);
  const state = become[decision];
  await queries.updateCourseState(tx, id, state, now);
  if (decision === 'approve') await publish(ctx, tx, row);
  await recordAudit(tx, {
    at: now,
    actor: reviewer,
    action: acts[decision],
    object: id,
    detail: { decision, round: row.round },
  });
  return { id, state };
}

const decision = {
  decision: z.enum(['approve', 'return']),
  comment: z.string().trim().max(4_000).default(''),
};

const returnNeedsComment = {
  check: (input: { decision: Decision; comment: string }) =>
    input.decision === 'approve' || input.comment !== '',
  saying: {
    path: ['comment'],
    ...saying({ 'zh-TW': '退回時必須說明原因', en: 'is needed when a module is returned' }),
  },
};

export const reviewCourse = defineCapability({
  name: 'review-course',
  title: { 'zh-TW': '審核課程', en: 'Review a module' },
  description: {
    'zh-TW': '由作者以外的審核人核可，課程才進入清單；或附意見退回。',
    en: 'Somebody other than its author approves, and only then it is listed; or returns it with a comment.',
  },
  input: z.object({ id: CourseId, ...decision }).refine(returnNeedsComment.check, returnNeedsComment.saying),
  output: CourseStateReply,
  allow: courseReviewers,
  acts: true,
  async run(ctx, input) {
    await getVisible(ctx, input.id);
    return ctx.bank.store.system.transaction((tx) =>
      decide(ctx, tx, input.id, input.decision, input.comment),
    );
  },
});

export const reviewCourses = defineCapability({
  name: 'review-courses',
  title: { 'zh-TW': '一次審核多門課程', en: 'Review several modules at once' },
  description: {
    'zh-TW': '對多門送審中的課程作同一個決定；全部成立或全部不成立。適合審核匯入的課程清單。',
    en: 'One decision on several modules under review: all of it or none. Made for an imported catalogue.',
  },
  input: z
    .object({ ids: z.array(CourseId).min(1).max(100), ...decision })
    .refine(returnNeedsComment.check, returnNeedsComment.saying),
  output: z.object({ items: z.array(CourseStateReply) }),
  allow: courseReviewers,
  acts: true,
  async run(ctx, input) {
    const rows: queries.CourseRow[] = [];
    for (const id of new Set(input.ids)) rows.push(await getVisible(ctx, id));
    return ctx.bank.store.system.transaction(async (tx) => {
      const items = [];
      for (const id of inOrder(rows)) items.push(await decide(ctx, tx, id, input.decision, input.comment));
      return { items };
    });
  },
});

const open: readonly CourseState[] = ['draft', 'in_review', 'returned', 'published'];

export const withdrawCourse = defineCapability({
  name: 'withdraw-course',
  title: { 'zh-TW': '下架課程', en: 'Withdraw a module' },
  description: {
    'zh-TW': '作者或審核人把課程下架；它立即離開清單與搜尋，既有引用仍可讀。',
    en: 'Its author or a reviewer takes a module down; it leaves list and search at once, and citations stay readable.',
  },
  input: z.object({ id: CourseId, reason: z.string().trim().max(1_000).default('') }),
  output: CourseStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, reason }) {
    await getVisible(ctx, id);
    return ctx.bank.store.system.transaction(async (tx) => {
      const row = await lockVisibleCourse(tx, id);
      const may =
        row.author === ctx.actor.personId || courseReviewers.some((role) => hasRole(ctx.actor, role));
      if (!may)
        throw new AppError('FORBIDDEN', {
          'zh-TW': '只有作者或審核人可以下架。',
          en: 'Only its author or a reviewer may do this.',
        });
      requireCourseState(row, open);
      await withdrawSource(tx, id, { origin: 'course', now: ctx.now() });
      await queries.updateCourseState(tx, id, 'withdrawn', ctx.now());
      const actor = ctx.actor.personId;
      await recordAudit(tx, {
        at: ctx.now(),
        actor,
        action: 'withdraw-course',
        object: id,
        detail: { reason },
      });
      return { id, state: 'withdrawn' as const };
    });
  },
});
