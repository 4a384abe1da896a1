import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit } from '../people/queries.ts';
import { withdrawSource } from '../sources/save-source.ts';
import { lockStudiesOf, updateCourseState } from './queries.ts';

/** A published case study quotes its case: it goes with it, and its author is told why. */
export async function withdrawStudiesOf(ctx: Context, tx: Queryable, caseId: string): Promise<string[]> {
  const studies = await lockStudiesOf(tx, caseId);
  for (const { id, author, record } of studies) {
    await withdrawSource(tx, id, { origin: 'course', now: ctx.now() });
    await updateCourseState(tx, id, 'withdrawn', ctx.now());
    await recordAudit(tx, {
      at: ctx.now(),
      actor: ctx.actor.personId,
      action: 'withdraw-course',
      object: id,
      detail: { because: caseId },
    });
    await notify(ctx, tx, {
      personId: author,
      kind: 'course-withdrawn',
      text: {
        'zh-TW': `「${record.title['zh-TW']}」引用的案例已下架，這門案例研討也一併下架。`,
        en: `The case quoted by “${record.title.en}” was withdrawn, and the case study with it.`,
      },
      link: `/courses/${id}`,
      key: `course-withdrawn:${id}:${caseId}`,
    });
  }
  return studies.map(({ id }) => id);
}
