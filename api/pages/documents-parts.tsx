import type { capabilities as can } from '../../capabilities.ts';
import { personalDataLabels } from '../../knowledge/privacy/mask-personal-data.ts';
import type { PersonalDataKind } from '../../knowledge/privacy/schema.ts';
import { documentTexts as texts } from './documents-texts.ts';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

type Reply<T extends { run: (...args: never[]) => Promise<unknown> }> = Awaited<ReturnType<T['run']>>;
export type Jobs = Reply<typeof can.listIngestJobs>['items'];
export type HeldFiles = Reply<typeof can.listHeldFiles>['items'];
export type Feeds = Reply<typeof can.listFeeds>['items'];

function filled(text: string, values: Readonly<Record<string, number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function When({ at }: { at: string }) {
  return <time datetime={at}>{at.slice(0, 16).replace('T', ' ')}</time>;
}

function ActButton({ view, path, act, text }: { view: View; path: string; act: string; text: string }) {
  return (
    <form method="post" action={path}>
      <Csrf view={view} />
      <button type="submit" class="button plain" name="act" value={act}>
        {text}
      </button>
    </form>
  );
}

function Found({ view, found }: { view: View; found: HeldFiles[number]['found'] }) {
  return (
    <>
      {Object.entries(found)
        .map(([kind, count]) => `${view.t(personalDataLabels[kind as PersonalDataKind])} ${count}`)
        .join(view.language === 'en' ? ', ' : '、')}
    </>
  );
}

export function HeldList({ view, held }: { view: View; held: HeldFiles }) {
  if (held.length === 0) return <p class="quiet">{view.t(texts.noneHeld)}</p>;
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.held)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.name)}</th>
            <th scope="col">{view.t(texts.found)}</th>
            <th scope="col">{view.t(texts.when)}</th>
            <th scope="col">{view.t(texts.act)}</th>
          </tr>
        </thead>
        <tbody>
          {held.map(({ id, name, found, createdAt }) => {
            const path = `/admin/documents/held/${id}`;
            return (
              <tr>
                <th scope="row">{name}</th>
                <td>
                  <Found view={view} found={found} />
                </td>
                <td>
                  <When at={createdAt} />
                </td>
                <td class="actions">
                  <ActButton view={view} path={path} act="mask" text={view.t(texts.maskAndTake)} />
                  <ActButton view={view} path={path} act="keep" text={view.t(texts.takeAsIs)} />
                  <ActButton view={view} path={path} act="drop" text={view.t(texts.drop)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function JobResult({ view, job }: { view: View; job: Jobs[number] }) {
  const { state, done, total, added, updated, unchanged, removed, errors } = job;
  if (state === 'queued' || state === 'running')
    return (
      <progress value={done} max={Math.max(1, total)} aria-label={view.t(texts.states[state])}>
        {done}/{total}
      </progress>
    );
  return (
    <>
      {state === 'done'
        ? filled(view.t(texts.counts), {
            added: added - updated,
            updated,
            unchanged,
            removed,
            failed: errors.length,
          })
        : null}
      {errors.length > 0 ? (
        <ul class="problem">
          {errors.slice(0, 5).map(({ line, message }) => (
            <li>{line > 1 ? `${line}: ${message}` : message}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

export function JobList({ view, jobs }: { view: View; jobs: Jobs }) {
  if (jobs.length === 0) return <p class="quiet">{view.t(texts.noJobs)}</p>;
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.jobs)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.name)}</th>
            <th scope="col">{view.t(texts.state)}</th>
            <th scope="col">{view.t(texts.result)}</th>
            <th scope="col">{view.t(texts.when)}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr>
              <th scope="row">{job.name}</th>
              <td>{view.t(texts.states[job.state])}</td>
              <td>
                <JobResult view={view} job={job} />
              </td>
              <td>
                <When at={job.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FeedResult({ view, feed }: { view: View; feed: Feeds[number] }) {
  const { outcome, files, checkedAt } = feed;
  if (!outcome || !checkedAt) return <span class="quiet">{view.t(texts.notYet)}</span>;
  return (
    <>
      {outcome.problem ? <p class="problem">{view.t(outcome.problem)}</p> : null}
      <p>
        {filled(view.t(texts.files), { n: files })} ·{' '}
        {filled(view.t(texts.counts), { ...outcome, problem: 0 })}
      </p>
      <p class="quiet small-text">
        <When at={checkedAt} />
      </p>
    </>
  );
}

export function FeedList({ view, feeds }: { view: View; feeds: Feeds }) {
  if (feeds.length === 0) return <p class="quiet">{view.t(texts.noFeeds)}</p>;
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.feeds)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.place)}</th>
            <th scope="col">{view.t(texts.every)}</th>
            <th scope="col">{view.t(texts.result)}</th>
            <th scope="col">{view.t(texts.act)}</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => {
            const path = `/admin/documents/feeds/${feed.id}`;
            return (
              <tr>
                <th scope="row">{feed.location}</th>
                <td>{filled(view.t(texts.everyHours), { n: feed.everyHours })}</td>
                <td>
                  <FeedResult view={view} feed={feed} />
                </td>
                <td class="actions">
                  <ActButton view={view} path={path} act="sync" text={view.t(texts.syncNow)} />
                  <ActButton view={view} path={path} act="remove" text={view.t(texts.remove)} />
                  <ActButton view={view} path={path} act="withdraw" text={view.t(texts.removeAll)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
