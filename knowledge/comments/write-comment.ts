import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict, notFound } from '../../core/errors.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit } from '../people/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import * as queries from './queries.ts';
import { getCurrentCase } from './visible-case.ts';

const commentText = { 'zh-TW': '留言', en: 'comment' };
const CommentId = z.object({ id: z.string().min(1).max(100) });
const Body = z.string().trim().min(1).max(4_000);
const CommentReply = z.object({ id: z.string(), caseId: z.string() });

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
async function getVisibleComment(ctx: Context, id: string): Promise<queries.CommentRow> {
  const row = await queries.selectComment(ctx.db, id);
  if (!row) throw notFound(commentText);
  return row;
}

async function tellAuthor(ctx: Context, tx: Queryable, one: { id: string; title: string }, key: string) {
  const author = await queries.selectAuthor(tx, one.id);
  if (author === undefined || author === ctx.actor.personId) return;
  await notify(ctx, tx, {
    personId: author,
    kind: 'case-comment',
    text: {
      'zh-TW': `您的案例「${one.title}」有新的留言。`,
      en: `There is a new comment on your case “${one.title}”.`,
    },
    link: `/cases/${encodeURIComponent(one.id)}#comments`,
    key,
  });
}

export const addComment = defineCapability({
  name: 'add-comment',
  title: { 'zh-TW': '在案例留言', en: 'Comment on a case' },
  description: {
    'zh-TW': '在看得到的已發布案例留言；具名，看得到案例的人都看得到。證號、電話等個資會先遮蔽。',
    en: 'Comments, by name, on a published case one may see; whoever may see the case sees it. Numbers that name a person are masked first.',
  },
  input: z.object({ id: z.string().min(1).max(200), text: Body }),
  output: CommentReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, text }) {
    const one = await getCurrentCase(ctx, id);
    const row = {
      id: ctx.newId('comment'),
      caseId: one.id,
      personId: ctx.actor.personId!,
      text: maskPersonalData(text).text,
      now: ctx.now(),
    };
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.insertComment(tx, row);
      await tellAuthor(ctx, tx, one, `case-comment:${row.id}`);
    });
    return { id: row.id, caseId: one.id };
  },
});

/** @throws AppError NOT_FOUND, FORBIDDEN for somebody else's */
async function getOwnComment(ctx: Context, id: string): Promise<queries.CommentRow> {
  const row = await getVisibleComment(ctx, id);
  if (row.personId === ctx.actor.personId) return row;
  throw new AppError('FORBIDDEN', { 'zh-TW': '只能改自己的留言。', en: 'Only its author may do this.' });
}

export const editComment = defineCapability({
  name: 'edit-comment',
  title: { 'zh-TW': '修改留言', en: 'Edit a comment' },
  description: {
    'zh-TW': '修改自己的留言，會標示已修改；被隱藏的不能改。',
    en: 'Changes an own comment, which then says so; not one that was hidden.',
  },
  input: CommentId.extend({ text: Body }),
  output: CommentReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, text }) {
    const row = await getOwnComment(ctx, id);
    if (row.hiddenAt) throw conflict({ 'zh-TW': '這則留言已被隱藏。', en: 'This comment was hidden.' });
    await ctx.bank.store.system.transaction((tx) =>
      queries.updateCommentText(tx, id, maskPersonalData(text).text, ctx.now()),
    );
    return { id, caseId: row.caseId };
  },
});

export const deleteComment = defineCapability({
  name: 'delete-comment',
  title: { 'zh-TW': '刪除留言', en: 'Delete a comment' },
  description: { 'zh-TW': '刪除自己的留言，不能復原。', en: 'Deletes an own comment for good.' },
  input: CommentId,
  output: CommentReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const row = await getOwnComment(ctx, id);
    await ctx.bank.store.system.transaction((tx) => queries.deleteCommentRow(tx, id));
    return { id, caseId: row.caseId };
  },
});

export const reportComment = defineCapability({
  name: 'report-comment',
  title: { 'zh-TW': '檢舉留言', en: 'Report a comment' },
  description: {
    'zh-TW': '請審查人看一則不妥的留言；每人一次，不能檢舉自己的。',
    en: "Asks reviewers to look at a comment; once per person, not one's own.",
  },
  input: CommentId.extend({ reason: z.string().trim().min(1).max(1_000) }),
  output: CommentReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, reason }) {
    const row = await getVisibleComment(ctx, id);
    const personId = ctx.actor.personId!;
    if (row.personId === personId)
      throw conflict({ 'zh-TW': '自己的留言可以直接刪除。', en: 'Delete your own comment instead.' });
    const report = { commentId: id, personId, reason, now: ctx.now() };
    if (!(await ctx.bank.store.system.transaction((tx) => queries.insertReport(tx, report))))
      throw conflict({ 'zh-TW': '您已檢舉過這則留言。', en: 'You have reported this comment already.' });
    return { id, caseId: row.caseId };
  },
});

export const hideComment = defineCapability({
  name: 'hide-comment',
  title: { 'zh-TW': '隱藏或恢復留言', en: 'Hide a comment or show it again' },
  description: {
    'zh-TW': '審查人附原因隱藏別人的留言，或恢復顯示；留言者會收到通知。',
    en: "A reviewer hides somebody else's comment with a reason, or shows it again; its author is told.",
  },
  input: CommentId.extend({ hidden: z.boolean(), reason: z.string().trim().max(1_000).default('') }),
  output: CommentReply.extend({ hidden: z.boolean() }),
  allow: ['reviewer'],
  acts: true,
  async run(ctx, { id, hidden, reason }) {
    const row = await getVisibleComment(ctx, id);
    const me = ctx.actor.personId!;
    if (row.personId === me)
      throw conflict({ 'zh-TW': '不能處理自己的留言。', en: 'Somebody else decides on your comment.' });
    await ctx.bank.store.system.transaction(async (tx) => {
      const change = { id, by: hidden ? me : null, reason: hidden ? reason : null, now: ctx.now() };
      if (!(await queries.updateHidden(tx, change)))
        throw conflict({ 'zh-TW': '這則留言已是這個狀態。', en: 'It is so already.' });
      const action = hidden ? 'hide-comment' : 'show-comment';
      await recordAudit(tx, { at: ctx.now(), actor: me, action, object: id, detail: { reason } });
      await notify(ctx, tx, {
        personId: row.personId,
        kind: 'case-comment',
        text: hidden
          ? {
              'zh-TW': '您的一則案例留言被審查人隱藏，原因在案例頁。',
              en: 'A reviewer hid a comment of yours; the reason is on the page of the case.',
            }
          : { 'zh-TW': '您的一則案例留言已恢復顯示。', en: 'A comment of yours is shown again.' },
        link: `/cases/${encodeURIComponent(row.caseId)}#comments`,
        key: `${action}:${id}:${ctx.now().getTime()}`,
      });
    });
    return { id, caseId: row.caseId, hidden };
  },
});
