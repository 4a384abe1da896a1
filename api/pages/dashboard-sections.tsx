import type { capabilities } from '../../capabilities.ts';
import { gapBars } from '../../knowledge/progress/gap-bars.ts';
import { dayOf } from './badges-parts.tsx';
import { ChartWithTable } from './dashboard-chart.tsx';
import { dashboardTexts as texts } from './dashboard-texts.ts';
import { levelNames } from './framework-texts.ts';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

export type Board = Awaited<ReturnType<typeof capabilities.getDashboard.run>>;

interface Part {
  readonly view: View;
  readonly board: Board;
}

export function ProgressSection({ view, board }: Part) {
  const { since, changes, completed } = board.progress;
  const step = (value: number | null) => (value === null ? view.t(texts.none) : String(value));
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{view.t(since ? texts.progress : texts.progressFirst)}</h2>
      {since ? (
        <p class="quiet">
          {view.t(texts.since)} <time datetime={since}>{dayOf(since)}</time>
        </p>
      ) : null}
      {changes.length + completed.length === 0 ? <p>{view.t(texts.noProgress)}</p> : null}
      <ul class="changes">
        {completed.map((one) => (
          <li>
            <span class="kind">{view.t(texts.completed)}</span>{' '}
            <a href={`/courses/${encodeURIComponent(one.courseId)}`}>{one.title}</a>
          </li>
        ))}
        {changes.map((one) => (
          <li>
            <span class="kind">{view.t(texts.truths[one.truth])}</span> {one.competency.name}
            <span class="quiet"> {view.t(levelNames[one.level]!)}</span> {step(one.from)} →{' '}
            <strong>{step(one.to)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

const within = (view: View, text: string) => (view.language === 'en' ? ` (${text})` : `（${text}）`);

export function RateSection({ view, board: { aiRate } }: Part) {
  return (
    <section aria-labelledby="rate" class="rate">
      <h2 id="rate">{view.t(texts.rate)}</h2>
      {aiRate.percent === null ? (
        <p class="rate-none">
          <strong>{view.t(aiRate.status === 'no-level' ? texts.noLevel : texts.tooLittle)}</strong>
          {aiRate.status === 'too-little-evidence'
            ? within(view, `${view.t(texts.tooLittleWhy)}${aiRate.known}/${aiRate.needed}`)
            : ''}
        </p>
      ) : (
        <p class="rate-figure">
          <strong>{aiRate.percent}%</strong>{' '}
          <meter min="0" max="100" value={String(aiRate.percent)} aria-labelledby="rate">
            {aiRate.percent}%
          </meter>
        </p>
      )}
      <ul class="quiet small-text">
        {aiRate.core.map((one) => (
          <li>
            {one.competency.name}
            {view.language === 'en' ? ': ' : '：'}
            {one.shown ?? '–'} / {one.target}
          </li>
        ))}
      </ul>
      <details>
        <summary>{view.t(texts.howRate)}</summary>
        <p>{aiRate.formula}</p>
        <p class="quiet">
          {view.t(texts.set)}: {aiRate.set?.title} ({view.t(texts.version)} {aiRate.set?.version}).{' '}
          {view.t(texts.targets)}: {aiRate.targets.reasoning} ({view.t(texts.version)}{' '}
          {aiRate.targets.version})
        </p>
      </details>
    </section>
  );
}

export function GapSection({ view, board: { gaps } }: Part) {
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{view.t(texts.gaps)}</h2>
      {gaps.length === 0 ? (
        <p>{view.t(texts.noGaps)}</p>
      ) : (
        <>
          <p class="quiet">{view.t(texts.gapsLead)}</p>
          <ChartWithTable
            view={view}
            caption={view.t(texts.gaps)}
            bars={gapBars(gaps, view.language)}
            head={[
              texts.competency,
              texts.gap,
              texts.target,
              texts.truths.evidenced,
              texts.truths.tested,
              texts.truths.claimed,
            ].map(view.t)}
            rows={gaps.map((one) => [
              one.competency.name,
              one.gap,
              one.target,
              one.evidenced,
              one.tested,
              one.claimed,
            ])}
          />
          <p class="no-print small-text">
            <a href="/dashboard/gaps.png">{view.t(texts.picture)}</a>
          </p>
        </>
      )}
    </section>
  );
}

export function BadgeSection({ view, board: { badges } }: Part) {
  return (
    <section aria-labelledby="badges">
      <h2 id="badges">{view.t(texts.badges)}</h2>
      <h3>{view.t(texts.earned)}</h3>
      {badges.earned.length === 0 ? <p>{view.t(texts.noBadges)}</p> : null}
      <ul>
        {badges.earned.map((one) => (
          <li>
            {one.badgeId ? <a href={`/credentials/${one.id}`}>{one.name}</a> : one.name}
            <span class="quiet">
              {one.issuer ? ` · ${one.issuer}` : ''} · {dayOf(one.earnedAt)}
              {one.validUntil ? ` · ${view.t(texts.until)} ${dayOf(one.validUntil)}` : ''}
            </span>
          </li>
        ))}
      </ul>
      <h3>{view.t(texts.next)}</h3>
      {badges.next.length === 0 ? <p>{view.t(texts.noNext)}</p> : null}
      <ul>
        {badges.next.map((one) => (
          <li>
            <a href={`/badges/${encodeURIComponent(one.id)}`}>{one.name}</a>
            <span class="quiet">
              {' '}
              · {view.t(texts.missing)} {one.missing}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PathSection({ view, board: { path } }: Part) {
  return (
    <section aria-labelledby="path">
      <h2 id="path">{view.t(texts.path)}</h2>
      {path ? (
        <p>
          {view.t(texts.pathDone)} <strong>{path.done}</strong> {view.t(texts.pathOf)} {path.total}{' '}
          <meter
            min="0"
            max={String(Math.max(1, path.total))}
            value={String(path.done)}
            aria-labelledby="path"
          >
            {path.done}/{path.total}
          </meter>
        </p>
      ) : (
        <p>{view.t(texts.noPath)}</p>
      )}
      <p class="no-print">
        <a href="/path">{view.t(texts.toPath)}</a>
      </p>
    </section>
  );
}

export function PeerSection({ view, board: { peers }, consents }: Part & { consents: boolean }) {
  return (
    <section aria-labelledby="peers">
      <h2 id="peers">{view.t(texts.peers)}</h2>
      <p class="quiet">
        {peers.note}
        {peers.atLeast === null
          ? ''
          : within(view, `${view.t(texts.people)} ${peers.atLeast} ${view.t(texts.peopleUnit)}`)}
      </p>
      {peers.items.length > 0 ? (
        <ChartWithTable
          view={view}
          caption={view.t(texts.peers)}
          bars={{
            labels: peers.items.map((one) => one.competency.name),
            max: 5,
            series: [
              { name: view.t(texts.own), values: peers.items.map((one) => one.own ?? 0), ink: 'accent' },
              {
                name: view.t(texts.peerMean),
                values: peers.items.map((one) => one.mean),
                ink: 'quiet',
                outlined: true,
              },
            ],
          }}
          head={[texts.competency, texts.own, texts.peerMean].map(view.t)}
          rows={peers.items.map((one) => [one.competency.name, one.own, one.mean.toFixed(1)])}
        />
      ) : null}
      <form class="sheet no-print" method="post" action="/dashboard/consent">
        <Csrf view={view} />
        <label class="check">
          <input type="checkbox" name="compare" value="yes" checked={consents} />
          <span>{view.t(texts.consent)}</span>
        </label>
        <p class="quiet small-text">{view.t(texts.consentWhy)}</p>
        <p>
          <button type="submit" class="button plain">
            {view.t(texts.save)}
          </button>
        </p>
      </form>
    </section>
  );
}
