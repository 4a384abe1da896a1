import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { recordAudit } from '../people/queries.ts';
import { CompletionReply, completionReply } from './completion-reply.ts';
import * as queries from './queries.ts';
import { completionText, proveCompletion } from './record-completion.ts';

const confirmers = ['pilot_leader', 'reviewer', 'manager'] as const;

export const listWaitingCompletions = defineCapability({
  name: 'list-waiting-completions',
  title: { 'zh-TW': '等我簽核的完成紀錄', en: 'Completions waiting for a sign-off' },
  description: {
    'zh-TW': '列出同機關等待他人簽核的完成紀錄；自己的不列。',
    en: "Completions of the own agency that wait for another person's sign-off; one's own are not listed.",
  },
  input: PageInput,
  output: z.object({
    items: z.array(CompletionReply.extend({ person: z.object({ id: z.string(), name: z.string() }) })),
    nextCursor: z.string().optional(),
  }),
  allow: [...confirmers],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await queries.selectWaiting(ctx.db, {
      not: ctx.actor.personId!,
      limit: limit + 1,
      after: cursor,
    });
    const names = await queries.selectNames(
      ctx.bank.store.system,
      rows.map((row) => row.personId),
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => ({
        ...completionReply(row, ctx.language),
        person: { id: row.personId, name: names.get(row.personId) ?? '' },
      }),
    );
  },
});

/**
 * Another person's word on a completion the caller has made sure they may judge: the new state and what it proves.
 * @throws AppError NOT_FOUND, CONFLICT for the own completion and for one that does not wait
 */
export async function decideOnCompletion(
  ctx: Context,
  tx: Queryable,
  { id, decision, comment }: z.output<typeof Decision>,
): Promise<queries.CompletionRow> {
  const row = await queries.lockCompletion(tx, id);
  if (!row) throw notFound(completionText);
  if (row.personId === ctx.actor.personId)
    throw conflict({ 'zh-TW': '自己的完成紀錄要由別人簽核。', en: 'Somebody else signs off your own.' });
  if (row.state !== 'waiting')
    throw conflict({ 'zh-TW': '這筆紀錄不在等待簽核。', en: 'This is not waiting for a sign-off.' });
  const state = decision === 'confirm' ? 'done' : 'returned';
  await queries.updateCompletion(tx, {
    id,
    state,
    confirmedBy: ctx.actor.personId!,
    comment,
    now: ctx.now(),
  });
  if (state === 'done') await proveCompletion(tx, row, ctx.now());
  await recordAudit(tx, {
    at: ctx.now(),
    actor: ctx.actor.personId,
    action: `${decision}-completion`,
    object: id,
    detail: { course: row.courseId },
  });
  return (await queries.selectCompletion(tx, id))!;
}

export const Decision = z.object({
  id: z.string().min(1).max(100),
  decision: z.enum(['confirm', 'return']),
  comment: z.string().trim().max(2_000).optional(),
});

export const confirmCompletion = defineCapability({
  name: 'confirm-completion',
  title: { 'zh-TW': '簽核完成紀錄', en: 'Sign a completion off' },
  description: {
    'zh-TW': '確認或退回別人的完成紀錄；確認後才寫入職能程度。不能簽核自己的紀錄。',
    en: "Confirms or returns somebody else's completion; only then does it prove anything. Nobody signs off their own.",
  },
  input: Decision,
  output: CompletionReply,
  allow: [...confirmers],
  acts: true,
  async run(ctx, input) {
    if (!(await queries.selectCompletion(ctx.db, input.id))) throw notFound(completionText);
    const row = await ctx.bank.store.system.transaction((tx) => decideOnCompletion(ctx, tx, input));
    return completionReply(row, ctx.language);
  },
});

export const listCompletions = defineCapability({
  name: 'list-completions',
  title: { 'zh-TW': '我的完成紀錄', en: 'My completions' },
  description: {
    'zh-TW': '自己記錄的課程與狀態，最新的在前。',
    en: 'Courses recorded and where each stands, newest first.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(CompletionReply) }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const rows = await queries.selectCompletions(ctx.db, ctx.actor.personId!);
    return { items: rows.map((row) => completionReply(row, ctx.language)) };
  },
});
