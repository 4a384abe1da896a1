import type { capabilities } from '../../capabilities.ts';
import { dayOf } from './badges-parts.tsx';
import { ChartWithTable } from './dashboard-chart.tsx';
import { dashboardTexts as texts } from './dashboard-texts.ts';
import { levelNames } from './framework-texts.ts';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

type Completion = Awaited<ReturnType<typeof capabilities.listCompletions.run>>['items'][number];
type Waiting = Awaited<ReturnType<typeof capabilities.listWaitingCompletions.run>>['items'][number];
type Unit = Awaited<ReturnType<typeof capabilities.getUnit.run>>;

export function RecordSection({ view, items }: { view: View; items: readonly Completion[] }) {
  const mayUndo = (state: Completion['state']) => state === 'done' || state === 'waiting';
  return (
    <section aria-labelledby="records">
      <h2 id="records">{view.t(texts.records)}</h2>
      {items.length === 0 ? <p>{view.t(texts.noRecords)}</p> : null}
      <ul class="records">
        {items.map((one) => (
          <li>
            <a href={`/courses/${encodeURIComponent(one.courseId)}`}>{one.title}</a>
            <span class="quiet">
              {' '}
              · {dayOf(one.completedAt)} · {one.hours} {view.t(texts.hours)} ·{' '}
              {view.t(texts.states[one.state])}
              {one.comment ? ` · ${one.comment}` : ''}
            </span>
            {mayUndo(one.state) ? (
              <form class="inline no-print" method="post" action="/dashboard/undo">
                <Csrf view={view} />
                <input type="hidden" name="id" value={one.id} />
                <button type="submit" class="button plain" aria-label={`${view.t(texts.undo)}: ${one.title}`}>
                  {view.t(texts.undo)}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function WaitingSection({ view, items }: { view: View; items: readonly Waiting[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="waiting" class="no-print">
      <h2 id="waiting">{view.t(texts.waiting)}</h2>
      {items.map((one) => (
        <form class="sheet act" method="post" action="/dashboard/sign-off">
          <Csrf view={view} />
          <input type="hidden" name="id" value={one.id} />
          <p>
            <strong>{one.person.name}</strong> · {one.title} · {dayOf(one.completedAt)}
            {one.note ? <span class="quiet"> · {one.note}</span> : null}
          </p>
          <label class="field">
            <span>{view.t(texts.comment)}</span>
            <input name="comment" maxlength={2000} />
          </label>
          <p>
            <button type="submit" class="button" name="decision" value="confirm">
              {view.t(texts.confirm)}
            </button>{' '}
            <button type="submit" class="button plain" name="decision" value="return">
              {view.t(texts.giveBack)}
            </button>
          </p>
        </form>
      ))}
    </section>
  );
}

export function UnitSection({ view, unit }: { view: View; unit: Unit | null }) {
  if (!unit) return null;
  const groups = [
    ...(unit.all ? [{ name: view.t(texts.unit), ...unit.all }] : []),
    ...unit.byLevel.map((one) => ({ name: view.t(levelNames[one.level]!), ...one })),
  ];
  return (
    <section aria-labelledby="unit">
      <h2 id="unit">{view.t(texts.unit)}</h2>
      <p class="quiet">{unit.note}</p>
      {groups.map((group) => (
        <>
          <h3>
            {group.name} ({view.t(texts.people)} {group.atLeast} {view.t(texts.peopleUnit)})
          </h3>
          <ChartWithTable
            view={view}
            caption={`${view.t(texts.unitMean)}: ${group.name}`}
            bars={{
              labels: group.means.map((one) => one.competency.name),
              max: 5,
              series: [
                { name: view.t(texts.unitMean), values: group.means.map((one) => one.mean), ink: 'accent' },
              ],
            }}
            head={[texts.competency, texts.unitMean].map(view.t)}
            rows={group.means.map((one) => [one.competency.name, one.mean.toFixed(1)])}
          />
        </>
      ))}
      {groups.length === 0 ? <p>{view.t(texts.tooFewUnit)}</p> : null}
    </section>
  );
}
