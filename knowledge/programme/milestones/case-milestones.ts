import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { selectCase } from '../../cases/queries.ts';
import { CaseState } from '../../cases/schema.ts';
import { notify } from '../../notices/notify.ts';
import { selectSource } from '../../sources/queries.ts';
import { audit, personOf } from '../acting.ts';
import { actOnCohort, requireMember } from '../cohorts/acts.ts';
import { Id } from '../schema.ts';
import * as queries from './queries.ts';

const caseText = { 'zh-TW': '案例', en: 'case' };

export const linkCase = defineCapability({
  name: 'link-case',
  title: { 'zh-TW': '登記我的案例', en: 'Link my case' },
  description: {
    'zh-TW': '學員把自己寫的一則案例登記為里程碑；案例發布時里程碑就完成，狀態隨案例走。',
    en: 'A member links a case they wrote; the milestone is reached when the case is published and follows its state.',
  },
  input: z.object({ id: Id, caseId: Id }),
  output: z.object({ id: z.string(), caseId: z.string(), state: CaseState }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, caseId }) =>
    actOnCohort(ctx, id, async (tx) => {
      await requireMember(ctx, tx, id);
      const row = await selectCase(tx, caseId);
      if (row?.author !== personOf(ctx)) throw notFound(caseText);
      await queries.saveLinkedCase(tx, { cohortId: id, personId: personOf(ctx), caseId, now: ctx.now() });
      return { id, caseId, state: row!.state };
    }),
});

/** Whether the actor may read the case: as a published source, or handed in for review. */
async function mayRead(ctx: Context, caseId: string): Promise<boolean> {
  const source = await selectSource(ctx.db, caseId);
  return source?.kind === 'case' || (await selectCase(ctx.db, caseId)) !== undefined;
}

export const writePeerReview = defineCapability({
  name: 'write-peer-review',
  title: { 'zh-TW': '寫同儕評閱', en: 'Write a peer review' },
  description: {
    'zh-TW':
      '學員評閱同梯另一位學員登記的案例：值得借鏡之處與想追問的事；同一則只能評閱一次，不能評閱自己的。',
    en: "A member reviews the case another member linked: what is worth borrowing and what to ask; once for a case, never one's own.",
  },
  input: z.object({
    id: Id,
    caseId: Id,
    strengths: z.string().trim().min(1).max(4_000),
    questions: z.string().trim().min(1).max(4_000),
  }),
  output: z.object({ id: z.string(), reviewId: z.string() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, caseId, strengths, questions }) {
    if (!(await mayRead(ctx, caseId))) throw notFound(caseText);
    return actOnCohort(ctx, id, async (tx) => {
      await requireMember(ctx, tx, id);
      const linked = (await queries.selectLinkedCases(tx, id)).filter((one) => one.caseId === caseId);
      if (linked.length === 0) throw notFound({ 'zh-TW': '同梯的案例', en: 'case of this cohort' });
      const author = linked.find(({ personId }) => personId !== personOf(ctx));
      if (!author) throw conflict({ 'zh-TW': '不能評閱自己的案例。', en: 'Nobody reviews their own case.' });
      const reviewId = ctx.newId('peer');
      const row = {
        id: reviewId,
        cohortId: id,
        personId: personOf(ctx),
        caseId,
        strengths,
        questions,
        createdAt: ctx.now(),
      };
      if (!(await queries.insertPeerReview(tx, row)))
        throw conflict({ 'zh-TW': '您已評閱過這則案例。', en: 'You have reviewed this case already.' });
      await audit(ctx, tx, 'peer-review', id, { case: caseId });
      await notify(ctx, tx, {
        personId: author.personId,
        kind: 'cohort',
        text: {
          'zh-TW': '同梯寫了您案例的同儕評閱。',
          en: 'A cohort mate wrote a peer review of your case.',
        },
        link: `/programme/cohorts/${id}`,
        key: `peer-review:${reviewId}`,
      });
      return { id, reviewId };
    });
  },
});
