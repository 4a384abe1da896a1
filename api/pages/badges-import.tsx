import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { badgeStyles, colon, dayOf } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { HeldForm, readHeld, type Typed } from './verify-form.tsx';
import { type View, viewOf } from './view.ts';

type Imported = Awaited<ReturnType<typeof can.listOwnCredentials.run>>['imported'][number];

const { imported: words } = badgeTexts;

function Act({ view, id, act }: { view: View; id: string; act: 'check' | 'delete' }) {
  return (
    <form method="post" action={`/badges/imported/${id}/${act}`}>
      <Csrf view={view} />
      <button type="submit" class="button plain">
        {view.t(words[act])}
      </button>
    </form>
  );
}

/** A badge somebody brought from elsewhere, with what the last check found. */
export function ImportedBadge({ view, badge }: { view: View; badge: Imported }) {
  const names = badge.competencies.map((one) => one.competency).join(view.language === 'en' ? ', ' : '、');
  return (
    <li>
      <strong>{badge.name}</strong>{' '}
      <span class="quiet">
        {badge.issuer.name} · {dayOf(badge.validFrom)} · {view.t(badgeTexts.statuses[badge.state]!)} (
        {view.t(words.checkedAt)} {dayOf(badge.checkedAt)})
      </span>
      {names ? (
        <p class="quiet small-text">
          {view.t(badgeTexts.competency)}
          {colon(view)}
          {names}
        </p>
      ) : null}
      <div class="actions no-print">
        <Act view={view} id={badge.id} act="check" />
        <Act view={view} id={badge.id} act="delete" />
      </div>
    </li>
  );
}

function ImportPage({ view, typed, problem }: { view: View; typed: Typed; problem?: AppError }) {
  const title = view.t(words.title);
  return (
    <Layout view={view} title={title} section="/badges" styles={badgeStyles} scripts={['verify.js']}>
      <h1>{title}</h1>
      <p class="lead">{view.t(words.lead)}</p>
      <HeldForm
        view={view}
        typed={typed}
        problem={problem}
        action="/badges/import"
        email={words.email}
        submit={words.submit}
      />
    </Layout>
  );
}

/** Brings it in, or shows the form again with what is wrong with it. */
async function bring(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.importBadge.allow);
  let typed: Typed = { text: '', email: '' };
  try {
    const { credential, ...rest } = await readHeld(c);
    typed = rest;
    const recipient = typed.email === '' ? {} : { recipient: { email: typed.email } };
    await callCapability(can.importBadge, ctx, { credential, ...recipient });
    return c.redirect('/badges#mine', 303);
  } catch (error) {
    if (!(error instanceof AppError) || !['INVALID_INPUT', 'TOO_LARGE', 'CONFLICT'].includes(error.code))
      throw error;
    return sendPage(c, <ImportPage view={viewOf(c)} typed={typed} problem={error} />, httpStatus[error.code]);
  }
}

async function check(c: HonoContext<ApiEnv>): Promise<Response> {
  await readOwnForm(c);
  await callCapability(can.checkImportedBadge, contextOf(c, 'web'), { id: c.req.param('id') });
  return c.redirect('/badges#mine', 303);
}

/** Asks first, for what the badge proved goes with it. */
async function remove(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.deleteImportedBadge.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  if (isConfirmed(form)) {
    await callCapability(can.deleteImportedBadge, ctx, { id });
    return c.redirect('/badges#mine', 303);
  }
  const { imported } = await callCapability(can.listOwnCredentials, ctx, {});
  const view = viewOf(c);
  const name = imported.find((one) => one.id === id)?.name ?? '';
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      action={c.req.path}
      back="/badges#mine"
      heading={`${view.t(words.delete)}${colon(view)}${name}`}
      fields={form}
    >
      <p>{view.t(words.deleteLead)}</p>
    </ConfirmPage>,
  );
}

/** Badges earned elsewhere: brought in, checked again, deleted. Mounted before the page of one badge. */
export function mountBadgeImport(app: BankApp): void {
  app.get('/badges/import', (c) => {
    requirePermission(contextOf(c, 'web'), can.importBadge.allow);
    return sendPage(c, <ImportPage view={viewOf(c)} typed={{ text: '', email: '' }} />);
  });
  app.post('/badges/import', bring);
  app.post('/badges/imported/:id/check', check);
  app.post('/badges/imported/:id/delete', remove);
}
