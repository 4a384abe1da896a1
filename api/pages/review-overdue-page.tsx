import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { reviewTexts } from './review-texts.ts';
import { caseStyles } from './share-form.tsx';
import { shareTexts } from './share-texts.ts';
import { type View, viewOf, withQuery } from './view.ts';

const { overdue: words, offers } = reviewTexts;
type Listed = Awaited<ReturnType<typeof can.listOverdue.run>>;
type Offers = Awaited<ReturnType<typeof can.listIntakes.run>>['items'];

function Table({ view, listed }: { view: View; listed: Listed }) {
  if (listed.items.length === 0) return <p class="empty">{view.t(words.none)}</p>;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{view.t(words.source)}</th>
          <th scope="col">{view.t(words.reviewed)}</th>
          <th scope="col">{view.t(words.due)}</th>
          <th scope="col" class="num">
            {view.t(words.days)}
          </th>
        </tr>
      </thead>
      <tbody>
        {listed.items.map((item) => (
          <tr>
            <th scope="row">
              <a href={`${item.url}#care`}>
                {view.language === 'en' ? (item.titleEn ?? item.title) : item.title}
              </a>
              {item.mine ? <span class="quiet small-text"> · {view.t(reviewTexts.care.mine)}</span> : null}
            </th>
            <td data-label={view.t(words.reviewed)}>{item.reviewedOn ?? ''}</td>
            <td data-label={view.t(words.due)}>{item.reviewBy}</td>
            <td class="num" data-label={view.t(words.days)}>
              {item.daysOverdue}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OverduePage({ view, listed, mine }: { view: View; listed: Listed; mine: boolean }) {
  return (
    <Layout view={view} title={view.t(words.title)} section="/cases" styles={caseStyles}>
      <p class="crumb no-print">
        <a href="/review">{view.t(reviewTexts.title)}</a>
      </p>
      <h1>{view.t(words.title)}</h1>
      <p class="lead">{view.t(words.lead)}</p>
      <p class="count" role="status">
        <strong>{listed.total}</strong> {view.t(words.count)}
      </p>
      <p class="no-print">
        <a href={mine ? '/review/overdue' : '/review/overdue?mine=true'}>
          {view.t(mine ? words.everything : words.mine)}
        </a>
      </p>
      <Table view={view} listed={listed} />
      {listed.nextCursor ? (
        <p>
          <a class="button plain" rel="next" href={withQuery(view.here, { cursor: listed.nextCursor })}>
            {view.t(reviewTexts.more)}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

async function showOverdue(c: HonoContext<ApiEnv>): Promise<Response> {
  const asked = queryFields(c, ['mine', 'cursor']);
  const listed = await callCapability(can.listOverdue, contextOf(c, 'web'), { ...asked, limit: 50 });
  return sendPage(c, <OverduePage view={viewOf(c)} listed={listed} mine={asked.mine === 'true'} />);
}

function OffersPage({ view, items }: { view: View; items: Offers }) {
  return (
    <Layout view={view} title={view.t(offers.title)} section="/cases" styles={caseStyles}>
      <p class="crumb no-print">
        <a href="/review">{view.t(reviewTexts.title)}</a>
      </p>
      <h1>{view.t(offers.title)}</h1>
      <p class="lead">{view.t(offers.lead)}</p>
      {items.length === 0 ? <p class="empty">{view.t(offers.none)}</p> : null}
      <ul class="own-list">
        {items.map((one) => (
          <li id={one.id}>
            <h2>{one.topic}</h2>
            <p class="facts">
              <span class="tag">{view.t(shareTexts.offer.states[one.state])}</span> {one.agency} ·{' '}
              {view.t(shareTexts.offer.helps[one.help ?? 'self'])}
            </p>
            {one.story ? <p class="lines">{one.story}</p> : null}
            {one.mine || one.state === 'closed' ? null : (
              <form
                method="post"
                action={`/review/offers/${encodeURIComponent(one.id)}`}
                class="actions no-print"
              >
                <Csrf view={view} />
                {one.state === 'open' ? (
                  <button type="submit" class="small" name="act" value="take">
                    {view.t(offers.take)}
                  </button>
                ) : null}
                <button type="submit" class="small" name="act" value="close">
                  {view.t(offers.close)}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Layout>
  );
}

async function showOffers(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.followIntake.allow);
  const { items } = await callCapability(can.listIntakes, ctx, { limit: 100 });
  return sendPage(c, <OffersPage view={viewOf(c)} items={items} />);
}

async function follow(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.followIntake.allow);
  const form = await readOwnForm(c);
  await callCapability(can.followIntake, ctx, { id: c.req.param('id'), act: form.get('act') });
  return c.redirect('/review/offers', 303);
}

/** Lists beside what waits: sources nobody has looked at in time, and cases agencies could tell. */
export function mountReviewLists(app: BankApp): void {
  app.get('/review/overdue', showOverdue);
  app.get('/review/offers', showOffers);
  app.post('/review/offers/:id', follow);
}
