import type { Context as HonoContext } from 'hono';
import { BadgeState } from '../../badges/definitions/schema.ts';
import { shown } from '../../badges/issuers/schema.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ImportedBadge } from './badges-import.tsx';
import {
  type BadgeItem,
  BadgePicture,
  badgeName,
  badgeStyles,
  dayOf,
  mayAs,
  SandboxMark,
  StateTag,
} from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { listCompetencyNames } from './framework-data.ts';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { type Option, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { type View, viewOf, withQuery } from './view.ts';

const filterNames = ['state', 'competency', 'issuer'] as const;
type Filter = Partial<Record<(typeof filterNames)[number], string>>;
type OwnCredentials = Awaited<ReturnType<typeof can.listOwnCredentials.run>>;

/** What the page shows beside the list: empty for whoever it is not for. */
interface Mine {
  readonly held: OwnCredentials;
  readonly proposals: readonly BadgeItem[];
  readonly waiting: readonly BadgeItem[];
}

interface BadgesPageProps {
  readonly view: View;
  readonly filter: Filter;
  readonly items: readonly BadgeItem[];
  readonly nextCursor: string | undefined;
  readonly mine: Mine;
  readonly competencies: readonly Option[];
  readonly issuers: readonly Option[];
}

function Card({ view, badge }: { view: View; badge: BadgeItem }) {
  const [first] = badge.competencies;
  return (
    <li class="badge-card">
      <BadgePicture view={view} badge={badge} />
      <h3>
        <a href={`/badges/${encodeURIComponent(badge.id)}`}>{badgeName(view, badge)}</a>
      </h3>
      <div>
        <p class="facts">
          {first ? `${first.competency} · ${view.t(levelNames[first.level]!)} · ` : ''}
          {badge.course.hours} {view.t(badgeTexts.hours)}
        </p>
        <p class="facts">{shown(badge.issuerName, view.language)}</p>
        <p>
          <StateTag view={view} state={badge.state} /> <SandboxMark view={view} sandbox={badge.sandbox} />
        </p>
      </div>
    </li>
  );
}

function Cards({
  view,
  id,
  title,
  items,
}: {
  view: View;
  id: string;
  title: string;
  items: readonly BadgeItem[];
}) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="badge-list">
        {items.map((badge) => (
          <Card view={view} badge={badge} />
        ))}
      </ul>
    </section>
  );
}

function HeldBadges({ view, held }: { view: View; held: OwnCredentials }) {
  if (held.items.length + held.imported.length === 0) return null;
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{view.t(badgeTexts.mine)}</h2>
      <ul>
        {held.items.map((one) => (
          <li>
            <a href={`/credentials/${one.id}`}>{one.badge.name}</a>{' '}
            <span class="quiet">
              {dayOf(one.issuedAt)} · {view.t(badgeTexts.statuses[one.state]!)}
            </span>
          </li>
        ))}
      </ul>
      {held.imported.length > 0 ? (
        <>
          <h3>{view.t(badgeTexts.imported.from)}</h3>
          <ul>
            {held.imported.map((badge) => (
              <ImportedBadge view={view} badge={badge} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function FilterForm({ view, filter, competencies, issuers }: BadgesPageProps) {
  const states = BadgeState.options
    .filter((state) => state === 'retired' || mayAs(view, 'pilot_leader', 'reviewer', 'issuer'))
    .filter((state) => state !== 'approved')
    .map((state) => ({ value: state, label: view.t(badgeTexts.states[state]) }));
  return (
    <search>
      <form class="filters row no-print" method="get" action="/badges">
        <Select
          view={view}
          name="competency"
          label={badgeTexts.competency}
          all={badgeTexts.all}
          value={filter.competency}
          options={competencies}
        />
        {issuers.length > 1 ? (
          <Select
            view={view}
            name="issuer"
            label={badgeTexts.issuer}
            all={badgeTexts.all}
            value={filter.issuer}
            options={issuers}
          />
        ) : null}
        <Select
          view={view}
          name="state"
          label={badgeTexts.state}
          all={badgeTexts.approvedOnly}
          value={filter.state}
          options={states}
        />
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(badgeTexts.apply)}
          </button>
          {Object.keys(filter).length > 0 ? <a href="/badges">{view.t(badgeTexts.clear)}</a> : null}
        </div>
      </form>
    </search>
  );
}

function BadgesPage(props: BadgesPageProps) {
  const { view, items, nextCursor, mine } = props;
  return (
    <Layout view={view} title={view.t(badgeTexts.title)} section="/badges" styles={badgeStyles} wide>
      <h1>{view.t(badgeTexts.title)}</h1>
      <p class="lead">{view.t(badgeTexts.lead)}</p>
      <p class="actions no-print">
        {mayAs(view, 'pilot_leader', 'issuer') ? (
          <a class="button" href="/badges/new">
            {view.t(badgeTexts.propose)}
          </a>
        ) : null}
        <a class="button plain" href="/verify">
          {view.t(badgeTexts.verifyLink)}
        </a>
        {isHolder(view) ? (
          <a class="button plain" href="/badges/import">
            {view.t(badgeTexts.imported.link)}
          </a>
        ) : null}
      </p>
      <Cards view={view} id="waiting" title={view.t(badgeTexts.waiting)} items={mine.waiting} />
      <HeldBadges view={view} held={mine.held} />
      <Cards view={view} id="proposals" title={view.t(badgeTexts.ownProposals)} items={mine.proposals} />
      <FilterForm {...props} />
      {items.length === 0 ? (
        <div class="empty">
          <p>{view.t(badgeTexts.none)}</p>
        </div>
      ) : (
        <Cards view={view} id="all" title={view.t(badgeTexts.listed)} items={items} />
      )}
      {nextCursor ? (
        <p>
          <a class="button plain" href={withQuery(view.here, { cursor: nextCursor })} rel="next">
            {view.t(badgeTexts.more)}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

/** Whoever can hold badges of their own here: everybody signed in but the administrator. */
function isHolder(view: View): boolean {
  return mayAs(view, 'staff') && !mayAs(view, 'admin');
}

async function readMine(c: HonoContext<ApiEnv>, view: View): Promise<Mine> {
  const ctx = contextOf(c, 'web');
  const staff = isHolder(view);
  const open = (badge: BadgeItem) => badge.state !== 'approved' && badge.state !== 'retired';
  return {
    held: staff ? await callCapability(can.listOwnCredentials, ctx, {}) : { items: [], imported: [] },
    waiting: mayAs(view, 'reviewer') ? (await callCapability(can.listBadgeReviews, ctx, {})).items : [],
    proposals: mayAs(view, 'pilot_leader', 'issuer')
      ? (await callCapability(can.listBadges, ctx, { mine: 'true', limit: 100 })).items.filter(open)
      : [],
  };
}

export async function listIssuerOptions(c: HonoContext<ApiEnv>, view: View): Promise<Option[]> {
  const { items } = await callCapability(can.listIssuers, contextOf(c, 'web'), {});
  return items.map((one) => ({
    value: one.id,
    label: shown(one.name, view.language) + (one.sandbox ? ` (${view.t(badgeTexts.sandbox)})` : ''),
  }));
}

async function showBadges(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const filter: Filter = queryFields(c, filterNames);
  const page = queryFields(c, ['cursor']);
  const listed = await callCapability(can.listBadges, contextOf(c, 'web'), { ...filter, ...page, limit: 30 });
  return sendPage(
    c,
    <BadgesPage
      view={view}
      filter={filter}
      items={listed.items}
      nextCursor={listed.nextCursor}
      mine={await readMine(c, view)}
      competencies={await listCompetencyNames(c)}
      issuers={await listIssuerOptions(c, view)}
    />,
  );
}

export function mountBadges(app: BankApp): void {
  app.get('/badges', showBadges);
}
