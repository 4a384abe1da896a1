import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { colon } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { readDraft, sharePath } from './share-saving.ts';
import { shareTexts as texts } from './share-texts.ts';
import { viewOf } from './view.ts';

async function revise(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.reviseCase.allow);
  await readOwnForm(c);
  const { id } = await callCapability(can.reviseCase, ctx, { id: c.req.param('id') });
  return c.redirect(sharePath(id), 303);
}

/** Asks first: what is thrown away does not come back. */
async function remove(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.deleteCase.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  if (isConfirmed(form)) {
    await callCapability(can.deleteCase, ctx, { id });
    return c.redirect('/share', 303);
  }
  const view = viewOf(c);
  const { one, draft } = await readDraft(c, id);
  const title = draft?.title || view.t(texts.untitled);
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      section="/cases"
      action={`${sharePath(id)}/delete`}
      back="/share"
      heading={`${view.t(texts.remove)}${colon(view)}${title}`}
      fields={form}
    >
      <p>{view.t(one.published ? texts.discardLead : texts.removeLead)}</p>
    </ConfirmPage>,
  );
}

/** The form that takes a case down says what follows before it is sent. */
async function askWithdraw(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.withdrawCase.allow);
  const view = viewOf(c);
  const { one, draft } = await readDraft(c, c.req.param('id') ?? '');
  const title = one.item?.title ?? draft?.title ?? one.id;
  const heading = `${view.t(texts.withdraw)}${colon(view)}${title}`;
  return sendPage(
    c,
    <Layout view={view} title={heading} section="/cases" styles={caseStyles}>
      <h1>{heading}</h1>
      <p class="notice">{view.t(texts.withdrawLead)}</p>
      <form class="sheet" method="post" action={`${sharePath(one.id)}/withdraw`}>
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(texts.withdrawReason)}</span>
          <textarea name="reason" rows={3} maxlength={1_000} />
        </label>
        <p class="actions">
          <button type="submit" class="button">
            {view.t(texts.withdraw)}
          </button>
          <a class="button plain" href={one.mine ? '/share' : `/cases/${encodeURIComponent(one.id)}`}>
            {view.t(texts.preview.back)}
          </a>
        </p>
      </form>
    </Layout>,
  );
}

async function withdraw(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.withdrawCase.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  await callCapability(can.withdrawCase, ctx, { id, reason: form.get('reason') ?? '' });
  return c.redirect('/share', 303);
}

/** What an author does with a case besides writing it. */
export function mountShareActs(app: BankApp): void {
  app.post('/share/:id/revise', revise);
  app.post('/share/:id/delete', remove);
  app.get('/share/:id/withdraw', askWithdraw);
  app.post('/share/:id/withdraw', withdraw);
}
