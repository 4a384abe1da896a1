import type { Context as HonoContext } from 'hono';
import { ChecklistPoint } from '../../badges/definitions/schema.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { badgeName, colon } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { viewOf } from './view.ts';

interface Act {
  readonly path: 'submit' | 'review' | 'retire';
  readonly capability: typeof can.submitBadge | typeof can.reviewBadge | typeof can.retireBadge;
  /** The capability's input beside the id. @throws AppError INVALID_INPUT */
  read(form: URLSearchParams): Record<string, unknown>;
  words(form: URLSearchParams): { heading: Text; lead: Text };
}

const comment = (form: URLSearchParams) => (form.get('comment') ?? '').trim();

/** The points ticked; approving without all of them is refused before anything is asked. */
function readReview(form: URLSearchParams): Record<string, unknown> {
  const decision = form.get('decision');
  const checklist = Object.fromEntries(
    ChecklistPoint.options.map((point) => [point, form.get(`point-${point}`) === 'yes']),
  );
  if (decision === 'approve' && Object.values(checklist).includes(false))
    throw invalidInput(badgeTexts.one.checklistMissing);
  if (decision === 'return' && comment(form) === '') throw invalidInput(badgeTexts.one.returnHint);
  return { decision, comment: comment(form), checklist };
}

const { one, confirm } = badgeTexts;
const acts: readonly Act[] = [
  {
    path: 'submit',
    capability: can.submitBadge,
    read: () => ({}),
    words: () => ({ heading: one.submit, lead: confirm.submit }),
  },
  {
    path: 'review',
    capability: can.reviewBadge,
    read: readReview,
    words: (form) =>
      form.get('decision') === 'approve'
        ? { heading: one.approve, lead: confirm.approve }
        : { heading: one.return, lead: confirm.return },
  },
  {
    path: 'retire',
    capability: can.retireBadge,
    read: (form) => ({ reason: (form.get('reason') ?? '').trim() }),
    words: () => ({ heading: one.retire, lead: confirm.retire }),
  },
];

/** Asks first; the same form sent again with its confirmation acts. */
async function perform(c: HonoContext<ApiEnv>, act: Act): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, act.capability.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const input = act.read(form);
  const back = `/badges/${encodeURIComponent(id)}`;
  if (isConfirmed(form)) {
    await callCapability(act.capability, ctx, { ...input, id });
    return c.redirect(back, 303);
  }
  const view = viewOf(c);
  const badge = await callCapability(can.getBadge, ctx, { id });
  const { heading, lead } = act.words(form);
  const said = comment(form) || form.get('reason');
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      action={c.req.path}
      back={back}
      heading={`${view.t(heading)}${colon(view)}${badgeName(view, badge)}`}
      fields={form}
    >
      <p>{view.t(lead)}</p>
      {said ? <p class="lines">{said}</p> : null}
    </ConfirmPage>,
  );
}

/** Handing in, reviewing and retiring from the page of a badge. */
export function mountBadgeActs(app: BankApp): void {
  for (const act of acts) app.post(`/badges/:id/${act.path}`, (c) => perform(c, act));
}
