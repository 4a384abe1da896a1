import { z } from 'zod';
import { hasRole } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { selectNames } from '../progress/queries.ts';
import * as queries from './queries.ts';
import { getVisibleCase } from './visible-case.ts';

const CommentItem = z.object({
  id: z.string(),
  text: z.string(),
  /** Names are for people signed in; null for others. */
  author: z.string().nullable(),
  mine: z.boolean(),
  hidden: z.boolean(),
  hiddenReason: z.string().nullable(),
  edited: z.boolean(),
  createdAt: z.string(),
  /** For reviewers. */
  reports: z.number().int().optional(),
});

export const listComments = defineCapability({
  name: 'list-comments',
  title: { 'zh-TW': '案例的留言與感謝', en: 'Comments and thanks on a case' },
  description: {
    'zh-TW': '看得到案例的人就看得到留言；姓名只給登入的人。被隱藏的只有本人與審查人看得到。',
    en: 'Whoever may see the case may see its comments; names are for people signed in. A hidden one is seen by its author and reviewers alone.',
  },
  input: PageInput.extend({ id: z.string().min(1).max(200) }),
  output: z.object({
    items: z.array(CommentItem),
    thanks: z.object({ count: z.number().int(), mine: z.boolean() }),
    nextCursor: z.string().optional(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id, limit, cursor }) {
    const { id: caseId } = await getVisibleCase(ctx, id);
    const rows = await queries.selectComments(ctx.db, caseId, { limit: limit + 1, after: cursor });
    const me = ctx.actor.personId;
    const reviews = hasRole(ctx.actor, 'reviewer');
    const reports = reviews
      ? await queries.selectReportCounts(
          ctx.db,
          rows.map((row) => row.id),
        )
      : undefined;
    const { names, thanks } = await ctx.bank.store.system.transaction(async (tx) => ({
      names: await selectNames(
        tx,
        rows.map(({ personId }) => personId),
      ),
      thanks: await queries.selectThanks(tx, caseId, me),
    }));
    const page = pageOf(
      rows,
      limit,
      (row) => row.id,
      (row) => ({
        id: row.id,
        text: row.text,
        author: me === undefined ? null : (names.get(row.personId) ?? ''),
        mine: row.personId === me,
        hidden: row.hiddenAt !== null,
        hiddenReason: row.hiddenReason,
        edited: row.editedAt !== null,
        createdAt: row.createdAt.toISOString(),
        ...(reports && { reports: reports.get(row.id) ?? 0 }),
      }),
    );
    return { ...page, thanks };
  },
});

export const listReportedComments = defineCapability({
  name: 'list-reported-comments',
  title: { 'zh-TW': '被檢舉的留言', en: 'Reported comments' },
  description: { 'zh-TW': '審查人看等待處理的檢舉。', en: 'What reviewers have to look at.' },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        caseId: z.string(),
        text: z.string(),
        reports: z.number().int(),
        reasons: z.array(z.string()),
        mine: z.boolean(),
      }),
    ),
  }),
  allow: ['reviewer'],
  acts: false,
  async run(ctx) {
    const rows = await queries.selectReported(ctx.db);
    return {
      items: rows.map(({ id, caseId, text, reports, reasons, personId }) => ({
        id,
        caseId,
        text,
        reports,
        reasons: [...reasons],
        mine: personId === ctx.actor.personId,
      })),
    };
  },
});
