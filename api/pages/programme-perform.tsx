import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { type Act, type PageContext, programmeActs } from './programme-acts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { viewOf } from './view.ts';

/** Acts, or asks first where it cannot be undone; the same form sent again with its confirmation acts. */
async function perform(c: PageContext, act: Act, home: string): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, act.capability.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  if (act.confirm && !isConfirmed(form)) {
    const view = viewOf(c);
    return sendPage(
      c,
      <ConfirmPage
        view={view}
        section="/programme"
        action={c.req.path}
        back={`/programme/${home}/${encodeURIComponent(id)}`}
        heading={view.t(act.confirm.heading)}
        fields={form}
      >
        <p>{view.t(act.confirm.lead)}</p>
      </ConfirmPage>,
    );
  }
  const reply = await callCapability(act.capability, ctx, { ...act.read?.(form), id });
  return c.redirect(act.back(id, reply, form), 303);
}

/** Every form of the programme that acts on one thing. */
export function mountProgrammeActs(app: BankApp): void {
  for (const [home, acts] of Object.entries(programmeActs))
    for (const act of acts) app.post(`/programme/${home}/:id/${act.path}`, (c) => perform(c, act, home));
}
