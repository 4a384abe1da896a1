import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { FactList, OutLink } from './parts.tsx';
import type { PageContext } from './programme-acts.ts';
import {
  ActButton,
  ActForm,
  type Gathering,
  gatheringPath,
  ProgrammeFrame,
  spanOf,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { originOf, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.gathering;

interface Props {
  readonly view: View;
  readonly one: Gathering;
  /** It has begun. */
  readonly begun: boolean;
}

function Agenda({ view, one }: Props) {
  let at = Date.parse(one.startsAt);
  const rows = one.agenda.map(({ minutes, topic }) => {
    const clock = new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);
    at += minutes * 60_000;
    return { clock, topic };
  });
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda">{view.t(texts.agenda)}</h2>
      {rows.length === 0 ? <p>{view.t(texts.noAgenda)}</p> : null}
      <ol class="agenda">
        {rows.map(({ clock, topic }) => (
          <li>
            <time>{clock}</time> {topic}
          </li>
        ))}
      </ol>
    </section>
  );
}

function SignUp({ view, one, begun }: Props) {
  const path = gatheringPath(one.id);
  if (one.state === 'cancelled') return <p class="notice">{view.t(texts.cancelled)}</p>;
  const full = one.capacity !== null && one.going >= one.capacity;
  const place = one.mine?.place;
  return (
    <>
      {one.mine ? (
        <p class="notice">{place ? withNumbers(view.t(texts.youWait), { n: place }) : view.t(texts.youGo)}</p>
      ) : null}
      <div class="actions no-print">
        {begun || one.mine ? null : (
          <ActButton
            view={view}
            action={`${path}/sign-up`}
            label={full ? texts.signUpWaiting : texts.signUp}
          />
        )}
        {one.mine && !begun ? (
          <ActButton view={view} action={`${path}/sign-up/cancel`} label={texts.cancelSignUp} plain />
        ) : null}
        <a class="button plain" href={`${path}/calendar.ics`}>
          {view.t(texts.ics)}
        </a>
      </div>
    </>
  );
}

function Notes({ view, one, begun, agency }: Props & { agency: string | undefined }) {
  const path = gatheringPath(one.id);
  if (!begun && !one.notes) return null;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{view.t(texts.notes)}</h2>
      {one.notes ? <p class="lines">{one.notes}</p> : <p>{view.t(texts.noNotes)}</p>}
      {one.organises && one.state === 'planned' ? (
        <ActForm view={view} action={`${path}/notes`} label={texts.writeNotes} submit={texts.saveNotes}>
          <AreaField
            view={view}
            name="notes"
            label={texts.notes}
            value={one.notes ?? ''}
            max={10_000}
            rows={10}
            required
          />
        </ActForm>
      ) : null}
      {one.notes ? (
        <ActForm view={view} action={`${path}/case`} label={texts.toCase}>
          <p class="quiet small-text">{view.t(texts.toCaseHint)}</p>
          <InputField view={view} name="agency" label={texts.caseAgency} value={agency} max={200} required />
        </ActForm>
      ) : null}
      {one.notes ? (
        <ActForm view={view} action={`${path}/gap`} label={texts.toGap} submit={texts.ask}>
          <p class="quiet small-text">{view.t(texts.toGapHint)}</p>
          <AreaField view={view} name="question" label={texts.question} max={2_000} rows={2} required />
        </ActForm>
      ) : null}
    </section>
  );
}

function Organiser({ view, one, begun }: Props) {
  if (!one.organises) return null;
  const path = gatheringPath(one.id);
  return (
    <section aria-labelledby="people" class="no-print">
      <h2 id="people">{view.t(texts.people)}</h2>
      {one.people?.length ? (
        <ol>
          {one.people.map(({ name, state }) => (
            <li>
              {name} <span class="quiet">{view.t(texts.states[state])}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p>{view.t(texts.nobody)}</p>
      )}
      {one.state === 'planned' && !begun ? (
        <div class="actions">
          <a class="button plain" href={`${path}/edit`}>
            {view.t(texts.edit)}
          </a>
          <ActButton view={view} action={`${path}/cancel`} label={texts.cancel} plain />
        </div>
      ) : null}
    </section>
  );
}

function GatheringPage({ agency, ...props }: Props & { agency: string | undefined }) {
  const { view, one } = props;
  const places = one.capacity === null ? view.t(texts.unlimited) : `${one.capacity}`;
  const coming = [
    withNumbers(view.t(texts.going), { n: one.going }),
    ...(one.waiting > 0 ? [withNumbers(view.t(texts.waiting), { n: one.waiting })] : []),
  ];
  return (
    <ProgrammeFrame view={view} title={one.title}>
      <FactList
        rows={[
          [view.t(texts.time), `${spanOf(one.startsAt, one.endsAt)} (${view.t(texts.taiwan)})`],
          [view.t(texts.place), one.place],
          [
            view.t(texts.for),
            view.t(one.cohortId ? texts.cohort : (texts.visibilities[one.visibility] ?? texts.cohort)),
          ],
          [view.t(texts.places), `${places} · ${coming.join(' · ')}`],
        ]}
      />
      {one.url ? (
        <p>
          <OutLink url={one.url} text={one.url} />
        </p>
      ) : null}
      {one.about ? <p class="lines">{one.about}</p> : null}
      <SignUp {...props} />
      <Agenda {...props} />
      <Notes {...props} agency={agency} />
      <Organiser {...props} />
    </ProgrammeFrame>
  );
}

async function showGathering(c: PageContext): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const one = await callCapability(can.getGathering, ctx, { id: c.req.param('id') });
  const begun = new Date(one.startsAt) <= ctx.now();
  return sendPage(c, <GatheringPage view={viewOf(c)} one={one} begun={begun} agency={ctx.actor.agency} />);
}

async function sendCalendar(c: PageContext): Promise<Response> {
  const file = await callCapability(can.getCalendarFile, contextOf(c, 'web'), {
    id: c.req.param('id'),
    origin: originOf(c),
  });
  c.header('Cache-Control', 'private, no-store');
  c.header('Content-Disposition', `attachment; filename="${file.name}"`);
  return c.body(file.ics, 200, { 'Content-Type': `text/calendar; charset=utf-8; method=${file.method}` });
}

export function mountGathering(app: BankApp): void {
  app.get('/programme/gatherings/:id', showGathering);
  app.get('/programme/gatherings/:id/calendar.ics', sendCalendar);
}
