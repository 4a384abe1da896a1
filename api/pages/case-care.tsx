import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { type Capability, callCapability, requirePermission } from '../../core/capability.ts';
import { sourcePath } from '../../knowledge/living/care.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { reviewTexts } from './review-texts.ts';
import { caseStyles } from './share-form.tsx';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

export type Care = Awaited<ReturnType<typeof can.getCare.run>>;
const { care: words } = reviewTexts;

/** How a source is looked after, for those signed in. */
export async function readCare(c: HonoContext<ApiEnv>, id: string): Promise<Care | undefined> {
  if (!mayAs(viewOf(c), 'staff')) return undefined;
  return callCapability(can.getCare, contextOf(c, 'web'), { id });
}

const actionOf = (care: Care, act: string) => `/sources/${encodeURIComponent(care.id)}/${act}`;

function State({ view, care }: { view: View; care: Care }) {
  const owner = care.mine
    ? words.mine
    : care.owned === null
      ? undefined
      : care.owned
        ? words.owned
        : words.notOwned;
  const facts = [
    care.reviewBy && care.state === 'current' ? `${view.t(words.reviewBy)} ${care.reviewBy}` : undefined,
    owner && view.t(owner),
  ].filter(Boolean);
  return (
    <>
      <p>{facts.join(' · ')}</p>
      {care.overdue ? <p class="notice">{view.t(words.overdue)}</p> : null}
    </>
  );
}

function Reports({ view, care }: { view: View; care: Care }) {
  if (care.reports.length === 0) return null;
  return (
    <>
      <h3>{view.t(words.reports)}</h3>
      <ul class="review-list">
        {care.reports.map(({ reason, state, createdAt, mine }) => (
          <li>
            <span class="tag">{view.t(words.states[state])}</span>{' '}
            <span class="quiet">
              {createdAt.slice(0, 10)} {mine ? view.t(words.mineMark) : ''}
            </span>
            <p class="lines">{reason}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Renew({ view, care }: { view: View; care: Care }) {
  if (!care.mayRenew) return null;
  return (
    <details class="act no-print">
      <summary>{view.t(words.renew)}</summary>
      <form class="sheet" method="post" action={actionOf(care, 'renew')}>
        <Csrf view={view} />
        <p class="quiet small-text">{view.t(words.renewHint)}</p>
        <label class="field">
          <span>{view.t(words.reviewBy)}</span>
          <input type="date" name="reviewBy" />
        </label>
        <p>
          <button type="submit" class="button">
            {view.t(words.renew)}
          </button>
        </p>
      </form>
    </details>
  );
}

function TakeOver({ view, care }: { view: View; care: Care }) {
  if (care.mine || !mayAs(view, 'pilot_leader', 'reviewer') || care.state === 'withdrawn') return null;
  return (
    <form method="post" action={actionOf(care, 'take-over')} class="no-print">
      <Csrf view={view} />
      <p>
        <button type="submit" class="button plain">
          {view.t(words.takeOver)}
        </button>
      </p>
    </form>
  );
}

function Report({ view, care }: { view: View; care: Care }) {
  if (care.state === 'withdrawn' || care.reports.some(({ mine, state }) => mine && state === 'open'))
    return null;
  return (
    <details class="act no-print" id="outdated">
      <summary>{view.t(words.report)}</summary>
      <form class="sheet" method="post" action={actionOf(care, 'outdated')}>
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(words.reason)}</span>
          <textarea name="reason" rows={3} maxlength={1_000} required />
        </label>
        <p>
          <button type="submit" class="button">
            {view.t(words.send)}
          </button>
        </p>
      </form>
    </details>
  );
}

/** Review day, who looks after it, reports, and the ways to act on them. */
export function CareSection({
  view,
  care,
  done,
}: {
  view: View;
  care: Care | undefined;
  done: string | undefined;
}) {
  if (!care)
    return view.session ? null : (
      <p class="quiet small-text no-print">
        <a href={`/login?next=${encodeURIComponent(view.here)}`}>{view.t(words.signIn)}</a>
      </p>
    );
  return (
    <section id="care" aria-labelledby="care-title">
      <h2 id="care-title">{view.t(words.title)}</h2>
      {done ? (
        <p class="notice" role="status">
          {view.t(done === 'outdated' ? words.sent : words.renewed)}
        </p>
      ) : null}
      <State view={view} care={care} />
      <Reports view={view} care={care} />
      <Report view={view} care={care} />
      <Renew view={view} care={care} />
      <TakeOver view={view} care={care} />
    </section>
  );
}

/** The page of a source that has none of its own: a document, a table, a term. */
async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const care = await callCapability(can.getCare, contextOf(c, 'web'), { id: c.req.param('id') });
  return sendPage(
    c,
    <Layout view={view} title={care.title} styles={caseStyles}>
      <p class="source-title">
        <span class="kind">{view.t(texts.kinds[care.kind])}</span>
      </p>
      <h1>{care.title}</h1>
      {care.state === 'withdrawn' ? <p class="notice">{view.t(texts.answer.withdrawn)}</p> : null}
      <CareSection view={view} care={care} done={c.req.query('done')} />
    </Layout>,
  );
}

interface Act {
  readonly path: 'outdated' | 'renew' | 'take-over';
  readonly capability: Capability;
  read(form: URLSearchParams): Record<string, string>;
}

const acts: readonly Act[] = [
  {
    path: 'outdated',
    capability: can.reportOutdated,
    read: (form) => ({ reason: form.get('reason') ?? '' }),
  },
  {
    path: 'renew',
    capability: can.renewSource,
    read: (form): Record<string, string> => (form.get('reviewBy') ? { reviewBy: form.get('reviewBy')! } : {}),
  },
  { path: 'take-over', capability: can.takeOverSource, read: () => ({}) },
];

async function perform(c: HonoContext<ApiEnv>, { path, capability, read }: Act): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, capability.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  await callCapability(capability, ctx, { ...read(form), id });
  const { kind, id: externalId } = await callCapability(can.getCare, ctx, { id });
  return c.redirect(`${sourcePath(kind, externalId)}?done=${path}#care`, 303);
}

/** Keeping a source alive, from its page. */
export function mountCare(app: BankApp): void {
  app.get('/sources/:id/care', show);
  for (const act of acts) app.post(`/sources/:id/${act.path}`, (c) => perform(c, act));
}
