import { z } from 'zod';
import { audiencesOf, type Role } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict, invalidInput, notFound } from '../../core/errors.ts';
import * as sources from '../sources/queries.ts';
import { checkCourse } from './check-course.ts';
import { readCourseFacts } from './course-facts.ts';
import { stateLabels } from './labels.ts';
import type { CourseRow } from './queries.ts';
import { lockCourse, selectCourse } from './queries.ts';
import { type CourseDraft, CourseId, CourseState } from './schema.ts';

export const CourseStateReply = z.object({ id: CourseId, state: CourseState });

/** Who writes modules; whoever reviews them is somebody else. */
export const writers: readonly [Role, ...Role[]] = ['pilot_leader', 'reviewer', 'manager', 'issuer'];
export const courseReviewers: readonly [Role, ...Role[]] = ['pilot_leader', 'reviewer'];

export const courseText = { 'zh-TW': '課程', en: 'module' };

/** @throws AppError CONFLICT when the module is not in a state the act is allowed in */
export function requireCourseState(row: CourseRow, allowed: readonly CourseState[]): void {
  if (allowed.includes(row.state)) return;
  const now = stateLabels[row.state];
  throw conflict({
    'zh-TW': `這門課程目前是「${now['zh-TW']}」，不能進行這個動作。`,
    en: `This module is ${now.en}; the act is not possible now.`,
  });
}

/**
 * The module, locked against other writers where the actor may change it at all.
 * @throws AppError NOT_FOUND when there is none or the actor may not see it
 */
export async function lockVisibleCourse(tx: Queryable, id: string): Promise<CourseRow> {
  const row = (await lockCourse(tx, id)) ?? (await selectCourse(tx, id));
  if (!row) throw notFound(courseText);
  return row;
}

/** @throws AppError FORBIDDEN for anybody but the author */
export function requireAuthor(ctx: Context, row: CourseRow): void {
  if (row.author === ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', { 'zh-TW': '只有作者可以這樣做。', en: 'Only its author may do this.' });
}

const notYours = { 'zh-TW': '您不屬於這個檢視範圍。', en: 'You do not belong to this audience.' };

/** @throws AppError INVALID_INPUT for an audience the actor is not of */
export async function audienceFor(ctx: Context, visibility: string): Promise<number> {
  if (!audiencesOf(ctx.actor).includes(visibility))
    throw invalidInput(notYours, [{ path: 'visibility', message: notYours[ctx.language] }]);
  return ctx.bank.store.system.transaction((tx) => sources.ensureAudience(tx, visibility));
}

/** @throws AppError INVALID_INPUT naming what the module names that does not exist */
export async function requireSound(
  ctx: Context,
  db: Queryable,
  id: string,
  { visibility, ...course }: CourseDraft,
): Promise<void> {
  const problems = checkCourse(id, course, visibility, await readCourseFacts(db, [course]));
  if (problems.length === 0) return;
  const say = (language: 'zh-TW' | 'en') =>
    problems.map(({ path, message }) => `${path}: ${message[language]}`).join('; ');
  throw invalidInput(
    { 'zh-TW': `課程內容有誤：${say('zh-TW')}`, en: `The module is not sound: ${say('en')}` },
    problems.map(({ path, message }) => ({ path, message: message[ctx.language] })),
  );
}
