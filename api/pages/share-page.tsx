import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { sharePath } from './share-saving.ts';
import { shareTexts as texts } from './share-texts.ts';
import { type View, viewOf } from './view.ts';

type OwnCase = Awaited<ReturnType<typeof can.listOwnCases.run>>['items'][number];
type Offer = Awaited<ReturnType<typeof can.listIntakes.run>>['items'][number];

function PostButton({ view, action, label }: { view: View; action: string; label: string }) {
  return (
    <form method="post" action={action}>
      <Csrf view={view} />
      <button type="submit" class="small">
        {label}
      </button>
    </form>
  );
}

/** What its author can do with a case now. */
function Acts({ view, one }: { view: View; one: OwnCase }) {
  const path = sharePath(one.id);
  const editable = one.state === 'draft' || one.state === 'returned';
  const out = one.state === 'published' || one.state === 'withdrawn';
  return (
    <div class="actions">
      {editable ? (
        <a class="small" href={path}>
          {view.t(texts.edit)}
        </a>
      ) : (
        <a class="small" href={out ? `/cases/${encodeURIComponent(one.id)}` : `${path}/preview`}>
          {view.t(texts.open)}
        </a>
      )}
      {out ? <PostButton view={view} action={`${path}/revise`} label={view.t(texts.revise)} /> : null}
      {editable ? <PostButton view={view} action={`${path}/delete`} label={view.t(texts.remove)} /> : null}
      {one.state === 'published' || one.state === 'submitted' ? (
        <a class="small" href={`${path}/withdraw`}>
          {view.t(texts.withdraw)}
        </a>
      ) : null}
    </div>
  );
}

function Own({ view, items }: { view: View; items: readonly OwnCase[] }) {
  return (
    <section aria-labelledby="own">
      <h2 id="own">{view.t(texts.own)}</h2>
      {items.length === 0 ? <p class="quiet">{view.t(texts.noOwn)}</p> : null}
      <ul class="own-list">
        {items.map((one) => (
          <li>
            <h3>{one.title || view.t(texts.untitled)}</h3>
            <p class="facts">
              <span class={`tag state state-${one.state}`}>{view.t(texts.states[one.state])}</span>{' '}
              {view.t(texts.updated)} {taiwanDay(new Date(one.updatedAt))}
            </p>
            <Acts view={view} one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offers({ view, offers }: { view: View; offers: readonly Offer[] }) {
  if (offers.length === 0) return null;
  const { offer } = texts;
  return (
    <section aria-labelledby="offers">
      <h2 id="offers">{view.t(texts.offers)}</h2>
      <ul class="own-list">
        {offers.map((one) => (
          <li>
            <h3>{one.topic}</h3>
            <p class="facts">
              <span class="tag">{view.t(offer.states[one.state])}</span> {one.agency}
            </p>
            <div class="actions">
              <form method="post" action="/share/draft">
                <Csrf view={view} />
                <input
                  type="hidden"
                  name="text"
                  value={`# ${one.topic}\n機關：${one.agency}\n${one.story ?? ''}`}
                />
                <button type="submit" class="small">
                  {view.t(offer.write)}
                </button>
              </form>
              <PostButton
                view={view}
                action={`/share/offers/${encodeURIComponent(one.id)}/delete`}
                label={view.t(offer.remove)}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Start({ view }: { view: View }) {
  return (
    <section aria-labelledby="start">
      <h2 id="start">{view.t(texts.start)}</h2>
      <form class="sheet" method="post" action="/share/draft" enctype="multipart/form-data">
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(texts.paste)}</span>
          <textarea name="text" rows={6} maxlength={60_000} />
        </label>
        <label class="field">
          <span>{view.t(texts.file)}</span>
          <input type="file" name="file" accept=".txt,.md,.markdown,text/plain,text/markdown" />
        </label>
        <p class="quiet small-text">{view.t(texts.startHint)}</p>
        <p class="actions">
          <button type="submit" class="button">
            {view.t(texts.draftIt)}
          </button>
          <a class="button plain" href="/share/new">
            {view.t(texts.blank)}
          </a>
        </p>
      </form>
      <p>
        <a href="/share/offer">{view.t(texts.offerLink)}</a>
      </p>
    </section>
  );
}

interface SharePageProps {
  readonly view: View;
  readonly items: readonly OwnCase[];
  readonly offers: readonly Offer[];
  readonly sent: boolean;
}

function SharePage({ view, items, offers, sent }: SharePageProps) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/cases" styles={caseStyles}>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      {sent ? (
        <p class="notice" role="status">
          {view.t(texts.offer.sent)}
        </p>
      ) : null}
      {view.session ? (
        <>
          <Start view={view} />
          <Own view={view} items={items} />
          <Offers view={view} offers={offers} />
        </>
      ) : (
        <p class="notice">
          <a href="/login?next=/share">{view.t(texts.signIn)}</a>
        </p>
      )}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const staff = mayAs(view, 'staff');
  const own = staff ? await callCapability(can.listOwnCases, ctx, { limit: 100 }) : { items: [] };
  const offers = staff ? await callCapability(can.listIntakes, ctx, { limit: 100 }) : { items: [] };
  const mine = offers.items.filter((one) => one.mine);
  const sent = c.req.query('sent') !== undefined;
  return sendPage(c, <SharePage view={view} items={own.items} offers={mine} sent={sent} />);
}

/** Where an author starts, and finds the own cases again. Mounted before the page of one. */
export function mountShare(app: BankApp): void {
  app.get('/share', show);
}
