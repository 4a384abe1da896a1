import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { AreaField, mayAs } from './badges-parts.tsx';
import { coursePath, type FullCourse } from './courses-parts.tsx';
import { courseTexts } from './courses-texts.ts';
import { Csrf } from './parts.tsx';
import { readOwnForm } from './respond.ts';
import type { View } from './view.ts';

const { one } = courseTexts;

/** Whether the reader has done the module, or waits for the sign-off. */
export type Recorded = 'done' | 'waiting' | undefined;

export async function readRecorded(c: HonoContext<ApiEnv>, view: View, courseId: string): Promise<Recorded> {
  if (!mayAs(view, 'staff')) return undefined;
  const { items } = await callCapability(can.listCompletions, contextOf(c, 'web'), {});
  return items
    .filter((completion) => completion.courseId === courseId)
    .map(({ state }) => (state === 'done' || state === 'waiting' ? state : undefined))
    .find(Boolean);
}

/** For somebody signed in: recording the published module as done. */
export function DoneForm({ view, course, recorded }: { view: View; course: FullCourse; recorded: Recorded }) {
  if (recorded) return <p class="notice no-print">{view.t(one.recorded[recorded])}</p>;
  if (course.state !== 'published' || !mayAs(view, 'staff')) return null;
  return (
    <details class="act no-print">
      <summary>{view.t(one.done)}</summary>
      <form class="sheet" method="post" action={`${coursePath(course.id)}/done`}>
        <Csrf view={view} />
        <AreaField view={view} name="note" label={one.doneNote} max={2_000} rows={2} />
        {course.parts.check.kind === 'sign-off' ? (
          <p class="quiet small-text">{view.t(one.doneSignOff)}</p>
        ) : null}
        <p>
          <button type="submit" class="button">
            {view.t(one.done)}
          </button>
        </p>
      </form>
    </details>
  );
}

async function record(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.recordCompletion.allow);
  const form = await readOwnForm(c);
  const courseId = c.req.param('id') ?? '';
  const note = form.get('note')?.trim();
  await callCapability(can.recordCompletion, ctx, { courseId, ...(note && { note }) });
  return c.redirect(coursePath(courseId), 303);
}

export function mountCourseDone(app: BankApp): void {
  app.post('/courses/:id/done', record);
}
