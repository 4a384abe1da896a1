import { InputField } from './badges-parts.tsx';
import { coursePath, hoursOf } from './courses-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { Csrf, Select } from './parts.tsx';
import { ActButton, ActForm, type Cohort, cohortPath, ownText } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

const texts = programmeTexts.cohort;

interface Props {
  readonly view: View;
  readonly cohort: Cohort;
}

function Mates({ view, unit }: { view: View; unit: Cohort['units'][number] }) {
  if (unit.sharing === 0) return <>{view.t(texts.nobodyShares)}</>;
  const names = (state: 'done' | 'waiting') =>
    unit.people.filter((one) => one.state === state).map(({ name }) => name);
  const told = (['done', 'waiting'] as const).flatMap((state) =>
    names(state).length > 0 ? [`${view.t(texts.states[state])}: ${names(state).join(', ')}`] : [],
  );
  return (
    <>
      {withNumbers(view.t(texts.ofSharing), { done: unit.done, n: unit.sharing })}
      {told.length > 0 ? <span class="quiet small-text"> {told.join('; ')}</span> : null}
    </>
  );
}

function UnitTable({ view, cohort }: Props) {
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.unit)}</th>
            <th scope="col">{view.t(texts.due)}</th>
            {cohort.mine.member ? <th scope="col">{view.t(texts.mine)}</th> : null}
            <th scope="col">{view.t(texts.mates)}</th>
          </tr>
        </thead>
        <tbody>
          {cohort.units.map((unit) => (
            <tr>
              <th scope="row">
                <a href={coursePath(unit.courseId)}>{ownText(view, unit.title)}</a>
                <span class="quiet small-text"> {hoursOf(view, unit.hours)}</span>
              </th>
              <td class="day">{unit.dueOn}</td>
              {cohort.mine.member ? <td>{unit.mine ? view.t(texts.states[unit.mine]) : '—'}</td> : null}
              <td>
                <Mates view={view} unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sharing({ view, cohort }: Props) {
  if (!cohort.mine.member || cohort.state === 'closed') return null;
  const shares = cohort.mine.sharesProgress;
  return (
    <>
      <p class="quiet small-text no-print">{view.t(texts.shareNote)}</p>
      <ActButton
        view={view}
        action={`${cohortPath(cohort.id)}/sharing`}
        label={shares ? texts.unshare : texts.share}
        fields={{ shares: shares ? 'no' : 'yes' }}
        plain={shares}
      />
    </>
  );
}

function ToSign({ view, cohort }: Props) {
  if (cohort.toSign.length === 0) return null;
  return (
    <section aria-labelledby="to-sign" class="no-print">
      <h3 id="to-sign">{view.t(texts.toSign)}</h3>
      {cohort.toSign.map((one) => (
        <form class="sheet act" method="post" action={`${cohortPath(cohort.id)}/sign-offs`}>
          <Csrf view={view} />
          <input type="hidden" name="completionId" value={one.id} />
          <p>
            <strong>{one.person.name}</strong> · {one.title}
            {one.note ? <span class="quiet"> · {one.note}</span> : null}
          </p>
          <InputField view={view} name="comment" label={texts.comment} max={2_000} />
          <p class="actions">
            <button type="submit" class="button" name="decision" value="confirm">
              {view.t(texts.confirm)}
            </button>
            <button type="submit" class="button plain" name="decision" value="return">
              {view.t(texts.giveBack)}
            </button>
          </p>
        </form>
      ))}
    </section>
  );
}

/** For the organiser: choosing the track, and the day of each unit. */
export function TrackForms({ view, cohort }: Props) {
  const action = `${cohortPath(cohort.id)}/track`;
  const options = (['managers-mid', 'managers-senior'] as const).map((value) => ({
    value,
    label: view.t(texts.tracks[value]),
  }));
  return (
    <>
      <ActForm view={view} action={action} label={texts.assign}>
        <Select
          view={view}
          name="track"
          label={texts.track}
          options={options}
          value={cohort.track ?? undefined}
        />
        <p class="quiet small-text">{view.t(texts.assignHint)}</p>
      </ActForm>
      {cohort.track ? (
        <ActForm view={view} action={action} label={texts.schedule} submit={texts.saveSchedule}>
          <input type="hidden" name="track" value={cohort.track} />
          {cohort.units.map((unit) => (
            <InputField
              view={view}
              name={`due-${unit.courseId}`}
              label={{ 'zh-TW': unit.title['zh-TW'], en: unit.title.en ?? unit.title['zh-TW'] }}
              value={unit.dueOn}
              type="date"
              required
            />
          ))}
        </ActForm>
      ) : null}
    </>
  );
}

/** The managers' programme as the cohort takes it. */
export function SharedProgramme({ view, cohort }: Props) {
  return (
    <section aria-labelledby="shared">
      <h2 id="shared">
        {view.t(texts.shared)}
        {cohort.track ? ` (${view.t(texts.tracks[cohort.track])})` : ''}
      </h2>
      {cohort.track ? (
        <>
          <UnitTable view={view} cohort={cohort} />
          <p class="quiet small-text">{view.t(texts.rule)}</p>
          <Sharing view={view} cohort={cohort} />
          <ToSign view={view} cohort={cohort} />
        </>
      ) : (
        <p>{view.t(texts.noTrack)}</p>
      )}
    </section>
  );
}
