import { defineCapability } from '../../../core/capability.ts';
import { notFound } from '../../../core/errors.ts';
import type { Text } from '../../../core/language.ts';
import { notify } from '../../notices/notify.ts';
import { CompletionReply, completionReply } from '../../progress/completion-reply.ts';
import { Decision, decideOnCompletion } from '../../progress/confirm-completion.ts';
import { selectCompletion } from '../../progress/queries.ts';
import { Id } from '../schema.ts';
import { actOnCohort, requireMember } from './acts.ts';
import { selectUnits } from './queries.ts';

const told = {
  confirm: (title: Text): Text => ({
    'zh-TW': `同梯簽核了您的單元「${title['zh-TW']}」。`,
    en: `A cohort mate signed off your unit “${title.en}”.`,
  }),
  return: (title: Text): Text => ({
    'zh-TW': `同梯退回了您的單元「${title['zh-TW']}」，請看意見。`,
    en: `A cohort mate returned your unit “${title.en}”; see the comment.`,
  }),
} as const;

export const signUnit = defineCapability({
  name: 'sign-unit',
  title: { 'zh-TW': '簽核同梯的單元', en: "Sign a cohort mate's unit off" },
  description: {
    'zh-TW': '同梯學員就是「另一個人」：確認或退回同梯分享進度者等待簽核的單元；不能簽自己的。',
    en: "A cohort mate is the other person: confirms or returns a unit that waits, of a mate who shares progress; never one's own.",
  },
  input: Decision.extend({ completionId: Id }),
  output: CompletionReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, completionId, decision, comment }) {
    const row = await actOnCohort(ctx, id, async (tx) => {
      const members = await requireMember(ctx, tx, id);
      const courses = (await selectUnits(tx, id)).map(({ courseId }) => courseId);
      const waiting = await selectCompletion(tx, completionId);
      const isMates = members.some((one) => one.personId === waiting?.personId && one.sharesProgress);
      if (!waiting || !isMates || !courses.includes(waiting.courseId))
        throw notFound({ 'zh-TW': '待簽核的單元', en: 'unit to sign' });
      const decided = await decideOnCompletion(ctx, tx, { id: completionId, decision, comment });
      await notify(ctx, tx, {
        personId: decided.personId,
        kind: 'cohort',
        text: told[decision](decided.courseTitle),
        link: `/programme/cohorts/${id}`,
        key: `cohort-unit:${completionId}`,
      });
      return decided;
    });
    return completionReply(row, ctx.language);
  },
});
