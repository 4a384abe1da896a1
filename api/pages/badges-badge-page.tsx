import type { Context as HonoContext } from 'hono';
import { shown } from '../../badges/issuers/schema.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { IssueForms, issuesFor } from './badges-issue-forms.tsx';
import {
  AreaField,
  type Badge,
  BadgePicture,
  badgeName,
  badgeStyles,
  colon,
  DecisionFields,
  dayOf,
  mayAs,
  SandboxMark,
  StateTag,
} from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { readVersions, type Version, Versions } from './badges-versions.tsx';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

interface BadgeProps {
  readonly view: View;
  readonly badge: Badge;
}

function Facts({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  const rows: [string, string][] = [
    [view.t(badgeTexts.issuer), shown(badge.issuerName, view.language)],
    [view.t(one.course), `${badge.course.title} (${badge.course.hours} ${view.t(badgeTexts.hours)})`],
    [
      view.t(one.validity),
      badge.validityMonths ? `${badge.validityMonths} ${view.t(one.months)}` : view.t(one.unlimited),
    ],
    [view.t(badgeTexts.version), String(badge.version)],
    ...(badge.approvedAt ? [[view.t(one.approvedAt), dayOf(badge.approvedAt)] as [string, string]] : []),
  ];
  return (
    <dl class="fact-list">
      {rows.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Definition({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  return (
    <>
      <section>
        <h2>{view.t(one.description)}</h2>
        <p class="lines">{shown(badge.description, view.language)}</p>
      </section>
      <section>
        <h2>{view.t(one.criteria)}</h2>
        <p class="lines">{shown(badge.criteria, view.language)}</p>
      </section>
      <section>
        <h2>{view.t(one.competencies)}</h2>
        <ul>
          {badge.competencies.map(({ competency, level, proficiency }) => (
            <li>
              <a href={`/framework?level=${level}&competency=${encodeURIComponent(competency)}#competencies`}>
                {competency}
              </a>{' '}
              ({view.t(levelNames[level]!)}) · {view.t(one.proficiency)}{' '}
              {view.t(badgeTexts.proficiencies[proficiency]!)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{view.t(one.assessment)}</h2>
        <p class="lines">{badge.assessment}</p>
      </section>
      <section>
        <h2>{view.t(one.evidence)}</h2>
        <p class="lines">{badge.evidence}</p>
      </section>
    </>
  );
}

function Reviews({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  if (!badge.reviews) return null;
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews">{view.t(one.reviews)}</h2>
      {badge.reviews.length === 0 ? <p class="quiet">{view.t(one.noReviews)}</p> : null}
      <ul class="review-list">
        {badge.reviews.map((review) => (
          <li>
            <strong>{view.t(review.decision === 'approve' ? one.approved : one.returned)}</strong>
            {review.mine ? view.t(one.byMe) : ''}{' '}
            <span class="quiet">
              {dayOf(review.createdAt)} · {view.t(badgeTexts.version)} {review.version}
            </span>
            {review.comment ? <p class="lines">{review.comment}</p> : null}
          </li>
        ))}
      </ul>
      <p class="quiet small-text">
        {view.t(one.needed)}
        {colon(view)}
        {badge.reviewsNeeded}
      </p>
    </section>
  );
}

function ReviewForm({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  return (
    <details class="act" open>
      <summary>{view.t(one.review)}</summary>
      <form class="sheet" method="post" action={`/badges/${badge.id}/review`}>
        <Csrf view={view} />
        <fieldset>
          <legend>{view.t(one.checklist)}</legend>
          {(badge.checklist ?? []).map(({ point, text }) => (
            <label class="check">
              <input type="checkbox" name={`point-${point}`} value="yes" />
              {text}
            </label>
          ))}
        </fieldset>
        <DecisionFields view={view} />
      </form>
    </details>
  );
}

function RetireForm({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  return (
    <details class="act">
      <summary>{view.t(one.retire)}</summary>
      <form class="sheet" method="post" action={`/badges/${badge.id}/retire`}>
        <Csrf view={view} />
        <AreaField view={view} name="reason" label={one.reason} max={1_000} rows={2} />
        <p>
          <button type="submit" class="button plain">
            {view.t(one.retire)}
          </button>
        </p>
      </form>
    </details>
  );
}

function OwnActs({ view, badge }: BadgeProps) {
  const { one } = badgeTexts;
  return (
    <form method="post" action={`/badges/${badge.id}/submit`}>
      <Csrf view={view} />
      <p class="actions">
        <button type="submit" class="button">
          {view.t(one.submit)}
        </button>
        <a class="button plain" href={`/badges/${badge.id}/edit`}>
          {view.t(one.edit)}
        </a>
      </p>
    </form>
  );
}

/** What this person may do now; the capabilities check it again. */
function Acts({ view, badge, own }: BadgeProps & { own: boolean }) {
  const { state, mine } = badge;
  const reviewed = badge.reviews?.some((review) => review.mine && review.version === badge.version) ?? false;
  const retires = mine || own || mayAs(view, 'reviewer');
  return (
    <div class="no-print">
      {mine && (state === 'draft' || state === 'returned') ? <OwnActs view={view} badge={badge} /> : null}
      {state === 'in_review' && !mine && !reviewed && mayAs(view, 'reviewer') ? (
        <ReviewForm view={view} badge={badge} />
      ) : null}
      {state === 'approved' && own ? <IssueForms view={view} badge={badge} /> : null}
      {(state === 'approved' || state === 'returned') && retires ? (
        <RetireForm view={view} badge={badge} />
      ) : null}
    </div>
  );
}

function BadgePage({
  view,
  badge,
  own,
  versions,
}: BadgeProps & { own: boolean; versions: readonly Version[] }) {
  const name = badgeName(view, badge);
  return (
    <Layout view={view} title={name} section="/badges" styles={badgeStyles} wide>
      <p class="crumb no-print">
        <a href="/badges">{view.t(badgeTexts.title)}</a>
      </p>
      <h1>{name}</h1>
      <p class="lead">
        <StateTag view={view} state={badge.state} /> <SandboxMark view={view} sandbox={badge.sandbox} />
      </p>
      {badge.sandbox ? <p class="notice">{view.t(badgeTexts.sandboxNote)}</p> : null}
      <div class="with-side reading">
        <aside>
          <BadgePicture view={view} badge={badge} large />
          {badge.approvedAt ? null : <p class="quiet small-text">{view.t(badgeTexts.one.preview)}</p>}
          <Facts view={view} badge={badge} />
        </aside>
        <div class="case-text">
          <Acts view={view} badge={badge} own={own} />
          <Definition view={view} badge={badge} />
          <Reviews view={view} badge={badge} />
          <Versions view={view} versions={versions} />
        </div>
      </div>
    </Layout>
  );
}

async function showBadge(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const badge = await callCapability(can.getBadge, contextOf(c, 'web'), { id: c.req.param('id') });
  const own = await issuesFor(c, badge.issuer);
  const versions = await readVersions(c, view, badge);
  return sendPage(c, <BadgePage view={view} badge={badge} own={own} versions={versions} />);
}

export function mountBadge(app: BankApp): void {
  app.get('/badges/:id', showBadge);
}
