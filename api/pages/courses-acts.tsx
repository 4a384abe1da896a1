import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { type Capability, callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { colon } from './badges-parts.tsx';
import { coursePath } from './courses-parts.tsx';
import { courseTexts } from './courses-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { viewOf } from './view.ts';

const { one } = courseTexts;

interface Act {
  readonly path: 'review' | 'withdraw';
  readonly capability: Capability;
  read(form: URLSearchParams): Record<string, string>;
  words(form: URLSearchParams): { heading: Text; lead: Text };
}

const field = (form: URLSearchParams, name: string) => (form.get(name) ?? '').trim();

const acts: readonly Act[] = [
  {
    path: 'review',
    capability: can.reviewCourse,
    read: (form) => ({ decision: field(form, 'decision'), comment: field(form, 'comment') }),
    words: (form) =>
      field(form, 'decision') === 'approve'
        ? { heading: one.approve, lead: one.approveLead }
        : { heading: one.return, lead: one.returnLead },
  },
  {
    path: 'withdraw',
    capability: can.withdrawCourse,
    read: (form) => ({ reason: field(form, 'reason') }),
    words: () => ({ heading: one.withdraw, lead: one.withdrawLead }),
  },
];

/** Asks first; the same form sent again with its confirmation acts. */
async function perform(c: HonoContext<ApiEnv>, act: Act): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, act.capability.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const input = act.read(form);
  if (input.decision === 'return' && input.comment === '') throw invalidInput(one.returnHint);
  if (isConfirmed(form)) {
    await callCapability(act.capability, ctx, { ...input, id });
    return c.redirect(act.path === 'withdraw' ? '/courses' : coursePath(id), 303);
  }
  const view = viewOf(c);
  const course = await callCapability(can.getCourse, ctx, { id });
  const { heading, lead } = act.words(form);
  const said = input.comment || input.reason;
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      section="/courses"
      action={c.req.path}
      back={coursePath(id)}
      heading={`${view.t(heading)}${colon(view)}${view.t(course.title)}`}
      fields={form}
    >
      <p>{view.t(lead)}</p>
      {said ? <p class="lines">{said}</p> : null}
    </ConfirmPage>,
  );
}

async function submit(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.submitCourse.allow);
  await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  await callCapability(can.submitCourse, ctx, { id });
  return c.redirect(coursePath(id), 303);
}

async function approveSeveral(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.reviewCourses.allow);
  const form = await readOwnForm(c);
  const ids = form.getAll('id');
  if (ids.length === 0) throw invalidInput(one.noneChosen);
  if (isConfirmed(form)) {
    await callCapability(can.reviewCourses, ctx, { ids, decision: 'approve' });
    return c.redirect('/courses', 303);
  }
  const view = viewOf(c);
  const { items } = await callCapability(can.listCourseReviews, ctx, {});
  const chosen = items.filter(({ id }) => ids.includes(id));
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      section="/courses"
      action="/courses/reviews"
      back="/courses"
      heading={view.t(one.approveChosen)}
      fields={form}
    >
      <p>{view.t(one.approveLead)}</p>
      <ul>
        {chosen.map(({ title }) => (
          <li>{view.t(title)}</li>
        ))}
      </ul>
    </ConfirmPage>,
  );
}

async function fromCase(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.createCourseFromCase.allow);
  const form = await readOwnForm(c);
  const { id } = await callCapability(can.createCourseFromCase, ctx, { caseId: field(form, 'caseId') });
  return c.redirect(`${coursePath(id)}/edit`, 303);
}

/** Handing in, reviewing, withdrawing, and making a case study from a case. */
export function mountCourseActs(app: BankApp): void {
  app.post('/courses/reviews', approveSeveral);
  app.post('/courses/from-case', fromCase);
  app.post('/courses/:id/submit', submit);
  for (const act of acts) app.post(`/courses/:id/${act.path}`, (c) => perform(c, act));
}
