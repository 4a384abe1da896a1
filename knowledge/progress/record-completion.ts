import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { conflict, invalidInput, notFound } from '../../core/errors.ts';
import { findCourse } from '../courses/catalogue.ts';
import type { Course } from '../courses/schema.ts';
import { recordEvidence, revokeEvidence } from '../evidence/record-evidence.ts';
import { recordAudit } from '../people/queries.ts';
import { ensureAudience } from '../sources/queries.ts';
import { CompletionReply, completionReply } from './completion-reply.ts';
import * as queries from './queries.ts';

export const completionText = { 'zh-TW': '完成紀錄', en: 'completion' };

/** Those who may confirm: the own agency's; of all government for somebody without one. */
function confirmersOf(agency: string | null | undefined): string {
  return agency ? `agency:${agency}` : 'government';
}

/** What a completion proves, once nobody has to confirm it any more. */
export async function proveCompletion(
  tx: Queryable,
  row: Pick<queries.CompletionRow, 'id' | 'personId' | 'develops' | 'completedAt'>,
  now: Date,
): Promise<void> {
  await recordEvidence(
    tx,
    {
      personId: row.personId,
      kind: 'completion',
      object: row.id,
      validFrom: row.completedAt,
      validUntil: null,
      competencies: row.develops.map(({ competency, level, to }) => ({ competency, level, proficiency: to })),
    },
    now,
  );
}

/** @throws AppError INVALID_INPUT for a day to come */
function completedAt(ctx: Context, given: string | undefined): Date {
  const at = given === undefined ? ctx.now() : new Date(given);
  if (at <= ctx.now()) return at;
  const text = { 'zh-TW': '完成時間不能在未來。', en: 'A completion cannot lie in the future.' };
  throw invalidInput(text, [{ path: 'completedAt', message: text[ctx.language] }]);
}

/** Saves a completion; one that needs no other person is proven at once. */
export async function saveCompletion(
  tx: Queryable,
  done: {
    id: string;
    personId: string;
    course: Course;
    agency: string | null | undefined;
    note: string | null;
    origin: 'person' | 'record';
    completedAt: Date;
    now: Date;
  },
): Promise<boolean> {
  const { course, now } = done;
  const needsSignOff = course.parts.check.kind === 'sign-off' && done.origin === 'person';
  const row = {
    id: done.id,
    personId: done.personId,
    courseId: course.id,
    courseTitle: course.title,
    hours: course.hours,
    develops: course.develops,
    note: done.note,
    origin: done.origin,
    state: needsSignOff ? ('waiting' as const) : ('done' as const),
    audienceId: await ensureAudience(tx, confirmersOf(done.agency)),
    completedAt: done.completedAt,
    createdAt: now,
  };
  if (!(await queries.insertCompletion(tx, row))) return false;
  if (row.state === 'done') await proveCompletion(tx, row, now);
  return true;
}

export const recordCompletion = defineCapability({
  name: 'record-completion',
  title: { 'zh-TW': '記錄完成一門課', en: 'Record a course as done' },
  description: {
    'zh-TW':
      '記錄完成的課程，寫入它發展的職能程度。評核方式是「他人簽核」的課程，要等另一位具領航、審查或主管角色的人確認才算數。',
    en: 'Records a course as done and what it develops. Where its check is a sign-off it waits until another person, a pilot leader, reviewer or manager, confirms it.',
  },
  input: z.object({
    courseId: z.string().trim().min(1).max(150),
    note: z.string().trim().max(2_000).optional(),
    completedAt: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
  }),
  output: CompletionReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, input) {
    const course = await findCourse(ctx.db, input.courseId);
    if (!course) throw notFound({ 'zh-TW': '課程', en: 'course' });
    const id = ctx.newId('completion');
    return ctx.bank.store.system.transaction(async (tx) => {
      const saved = await saveCompletion(tx, {
        id,
        personId: ctx.actor.personId!,
        course,
        agency: ctx.actor.agency,
        note: input.note ?? null,
        origin: 'person',
        completedAt: completedAt(ctx, input.completedAt),
        now: ctx.now(),
      });
      if (!saved)
        throw conflict({
          'zh-TW': '這門課已經記錄過了。',
          en: 'This course is recorded already.',
        });
      return completionReply((await queries.selectCompletion(tx, id))!, ctx.language);
    });
  },
});

export const undoCompletion = defineCapability({
  name: 'undo-completion',
  title: { 'zh-TW': '取消完成紀錄', en: 'Take a completion back' },
  description: {
    'zh-TW': '收回自己的一筆完成紀錄，並撤回它所證明的職能程度。',
    en: 'Takes an own completion back, and what it proved with it.',
  },
  input: z.object({ id: z.string().min(1).max(100) }),
  output: CompletionReply,
  allow: ['staff'],
  acts: true,
  run: (ctx, { id }) =>
    ctx.bank.store.system.transaction(async (tx) => {
      const row = await queries.lockCompletion(tx, id);
      if (row?.personId !== ctx.actor.personId) throw notFound(completionText);
      if (row?.state === 'undone')
        throw conflict({ 'zh-TW': '這筆紀錄已經取消。', en: 'This was taken back already.' });
      await queries.updateCompletion(tx, { id, state: 'undone', now: ctx.now() });
      await revokeEvidence(tx, 'completion', id, ctx.now());
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'undo-completion',
        object: id,
        detail: {},
      });
      return completionReply((await queries.selectCompletion(tx, id))!, ctx.language);
    }),
});
