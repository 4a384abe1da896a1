import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { WaitingKind } from '../../knowledge/reviews/list-waiting.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { queryFields, sendPage } from './respond.ts';
import { reviewTexts as texts } from './review-texts.ts';
import { caseStyles } from './share-form.tsx';
import { type View, viewOf, withQuery } from './view.ts';

type Listed = Awaited<ReturnType<typeof can.listWaiting.run>>;

function Kinds({ view, listed, kind }: { view: View; listed: Listed; kind: string | undefined }) {
  const total = Object.values(listed.counts).reduce((sum, count) => sum + count, 0);
  const kinds = WaitingKind.options.filter((one) => listed.counts[one]);
  if (kinds.length < 2) return null;
  return (
    <nav class="no-print" aria-label={view.t(texts.title)}>
      <ul class="tabs">
        <li>
          <a href="/review" aria-current={kind ? undefined : 'page'}>
            {view.t(texts.all)} ({total})
          </a>
        </li>
        {kinds.map((one) => (
          <li>
            <a href={`/review?kind=${one}`} aria-current={kind === one ? 'page' : undefined}>
              {view.t(texts.kinds[one])} ({listed.counts[one]})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Items({ view, listed }: { view: View; listed: Listed }) {
  if (listed.items.length === 0) return <p class="empty">{view.t(texts.none)}</p>;
  return (
    <ul class="own-list">
      {listed.items.map((item) => (
        <li>
          <h2>
            <a href={item.url}>{item.title}</a>
          </h2>
          <p class="facts">
            <span class="tag">{view.t(texts.kinds[item.kind])}</span> {item.agency ? `${item.agency} · ` : ''}
            {view.t(texts.since)} {taiwanDay(new Date(item.submittedAt))}
          </p>
        </li>
      ))}
    </ul>
  );
}

function ReviewPage({ view, listed, kind }: { view: View; listed: Listed; kind: string | undefined }) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/cases" styles={caseStyles}>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <p class="actions no-print">
        <a class="small" href="/review/overdue">
          {view.t(texts.overdueLink)}
        </a>
        {mayAs(view, 'pilot_leader', 'reviewer') ? (
          <a class="small" href="/review/offers">
            {view.t(texts.offersLink)}
          </a>
        ) : null}
      </p>
      <Kinds view={view} listed={listed} kind={kind} />
      <Items view={view} listed={listed} />
      {listed.nextCursor ? (
        <p>
          <a class="button plain" rel="next" href={withQuery(view.here, { cursor: listed.nextCursor })}>
            {view.t(texts.more)}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const asked = queryFields(c, ['kind', 'cursor']);
  const listed = await callCapability(can.listWaiting, contextOf(c, 'web'), { ...asked, limit: 50 });
  return sendPage(c, <ReviewPage view={viewOf(c)} listed={listed} kind={asked.kind} />);
}

/** Everything that waits for the reader's word. */
export function mountReview(app: BankApp): void {
  app.get('/review', show);
}
