import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { GapItem } from '../../knowledge/gaps/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { countsOf, GapStateTag, gapPath, gapStyles } from './gaps-parts.tsx';
import { gapTexts as texts } from './gaps-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, langOf } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { type View, viewOf, withQuery } from './view.ts';

const filterNames = ['state', 'mine', 'competency', 'cursor'] as const;
type Filter = Partial<Record<(typeof filterNames)[number], string>>;
type Listed = Awaited<ReturnType<typeof can.listGaps.run>>;

function Tabs({ view, filter }: { view: View; filter: Filter }) {
  const { tabs } = texts;
  const links = [
    { href: '/gaps', label: tabs.all, on: !filter.state && !filter.mine },
    ...(['open', 'answered', 'closed', 'declined'] as const).map((state) => ({
      href: `/gaps?state=${state}`,
      label: tabs[state],
      on: filter.state === state,
    })),
    { href: '/gaps?mine=true', label: tabs.mine, on: filter.mine === 'true' },
  ];
  return (
    <nav aria-label={view.t(tabs.label)}>
      <ul class="tabs">
        {links.map(({ href, label, on }) => (
          <li>
            <a href={href} aria-current={on ? 'page' : undefined}>
              {view.t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function GapLine({ view, item }: { view: View; item: GapItem }) {
  const marks = [
    item.askedMe ? view.t(texts.askedMe) : '',
    item.mine ? view.t(texts.mine) : '',
    ...item.competencies.map(({ name }) => name),
  ].filter(Boolean);
  return (
    <li>
      <h2 lang={langOf(item.language)}>
        <a href={gapPath(item.id)}>{item.question}</a>
      </h2>
      <p class="facts">
        <GapStateTag view={view} state={item.state} /> {countsOf(view, item)} ·{' '}
        {taiwanDay(new Date(item.updatedAt))}
        {marks.length > 0 ? ` · ${marks.join(' · ')}` : ''}
      </p>
    </li>
  );
}

function GapsPage({ view, filter, listed }: { view: View; filter: Filter; listed: Listed }) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/gaps" styles={gapStyles}>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <p class="quiet">{view.t(texts.how)}</p>
      {mayAs(view, 'pilot_leader', 'reviewer', 'admin') ? (
        <p class="actions">
          {mayAs(view, 'pilot_leader', 'reviewer') ? (
            <a class="small" href="/gaps/unanswered">
              {view.t(texts.unanswered.title)}
            </a>
          ) : null}
          {mayAs(view, 'reviewer', 'admin') ? (
            <a class="small" href="/gaps/candidates">
              {view.t(texts.candidates.title)}
            </a>
          ) : null}
        </p>
      ) : null}
      <Tabs view={view} filter={filter} />
      {listed.items.length === 0 ? (
        <div class="empty">
          <p>{view.t(texts.none)}</p>
        </div>
      ) : (
        <ul class="gap-list">
          {listed.items.map((item) => (
            <GapLine view={view} item={item} />
          ))}
        </ul>
      )}
      {listed.nextCursor ? (
        <p>
          <a href={withQuery(view.here, { cursor: listed.nextCursor })}>{view.t(texts.more)}</a>
        </p>
      ) : null}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const filter: Filter = queryFields(c, filterNames);
  const listed = await callCapability(can.listGaps, contextOf(c, 'web'), filter);
  return sendPage(c, <GapsPage view={viewOf(c)} filter={filter} listed={listed} />);
}

async function showUnanswered(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const { unanswered } = texts;
  const listed = await callCapability(can.listUnanswered, contextOf(c, 'web'), queryFields(c, ['cursor']));
  return sendPage(
    c,
    <Layout view={view} title={view.t(unanswered.title)} section="/gaps" styles={gapStyles}>
      <p class="crumb">
        <a href="/gaps">{view.t(texts.title)}</a>
      </p>
      <h1>{view.t(unanswered.title)}</h1>
      <p class="lead">{view.t(unanswered.lead)}</p>
      {listed.items.length === 0 ? <p>{view.t(unanswered.none)}</p> : null}
      <ul class="gap-list">
        {listed.items.map((item) => (
          <li>
            <h2 lang={langOf(item.language)}>
              <a href={`/answers/${encodeURIComponent(item.answerId)}`}>{item.question}</a>
            </h2>
            <form class="facts" method="post" action={`/answers/${encodeURIComponent(item.answerId)}/gap`}>
              <Csrf view={view} />
              {view.t(item.outcome === 'no_source' ? texts.noSource : texts.badlyRated)} ·{' '}
              {taiwanDay(new Date(item.askedAt))}{' '}
              {mayAs(view, 'pilot_leader') ? (
                <button
                  type="submit"
                  class="small"
                  aria-label={`${view.t(unanswered.put)}: ${item.question}`}
                >
                  {view.t(unanswered.put)}
                </button>
              ) : null}
            </form>
          </li>
        ))}
      </ul>
      {listed.nextCursor ? (
        <p>
          <a href={withQuery('/gaps/unanswered', { cursor: listed.nextCursor })}>{view.t(texts.more)}</a>
        </p>
      ) : null}
    </Layout>,
  );
}

export function mountGaps(app: BankApp): void {
  app.get('/gaps', show);
  app.get('/gaps/unanswered', showUnanswered);
}
