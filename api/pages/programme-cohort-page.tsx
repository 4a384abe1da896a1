import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, InputField, mayAs } from './badges-parts.tsx';
import { type Option, Select } from './parts.tsx';
import { type Form, field, type PageContext } from './programme-acts.ts';
import { SharedProgramme, TrackForms } from './programme-cohort-units.tsx';
import { type Fields, type FormPage, saveFormPage, sendFormPage } from './programme-form.tsx';
import { GatheringList } from './programme-gathering-list.tsx';
import { MilestoneSection } from './programme-milestones.tsx';
import {
  ActButton,
  type Cohort,
  cohortPath,
  type GatheringItem,
  ProgrammeFrame,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.cohort;

function Members({ view, cohort }: { view: View; cohort: Cohort }) {
  const removes = mayAs(view, 'reviewer') && cohort.state === 'active';
  return (
    <section aria-labelledby="members">
      <h2 id="members">{view.t(texts.members)}</h2>
      {cohort.members.length === 0 ? <p>{view.t(texts.empty)}</p> : null}
      <ul class="members">
        {cohort.members.map(({ id, name }) => (
          <li>
            {name}{' '}
            {removes ? (
              <ActButton
                view={view}
                action={`${cohortPath(cohort.id)}/members/remove`}
                label={texts.remove}
                fields={{ personId: id }}
                about={name}
                plain
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  readonly view: View;
  readonly cohort: Cohort;
  readonly gatherings: readonly GatheringItem[];
  readonly ownCases: readonly Option[];
}

function CohortPage({ view, cohort, gatherings, ownCases }: Props) {
  const active = cohort.state === 'active';
  const organises = mayAs(view, 'reviewer') && active;
  return (
    <ProgrammeFrame view={view} title={cohort.name} wide>
      <p class="lead">
        {view.t(texts.period)} {cohort.startsOn}–{cohort.endsOn}
      </p>
      {active ? null : <p class="notice">{view.t(texts.closed)}</p>}
      {cohort.about ? <p class="lines">{cohort.about}</p> : null}
      <SharedProgramme view={view} cohort={cohort} />
      {organises ? <TrackForms view={view} cohort={cohort} /> : null}
      <MilestoneSection view={view} cohort={cohort} ownCases={ownCases} />
      <GatheringList view={view} items={gatherings} cohortId={cohort.id} />
      <Members view={view} cohort={cohort} />
      <div class="actions no-print">
        {cohort.mine.member && active ? (
          <ActButton view={view} action={`${cohortPath(cohort.id)}/leave`} label={texts.leave} plain />
        ) : null}
        {organises ? (
          <ActButton view={view} action={`${cohortPath(cohort.id)}/close`} label={texts.close} plain />
        ) : null}
      </div>
    </ProgrammeFrame>
  );
}

async function showCohort(c: PageContext): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const cohort = await callCapability(can.getCohort, ctx, { id: c.req.param('id') });
  const gatherings = await callCapability(can.listGatherings, ctx, {
    cohortId: cohort.id,
    past: 'true',
    limit: 100,
  });
  const cases = await callCapability(can.listOwnCases, ctx, { limit: 100 });
  const ownCases = cases.items
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ id, title }) => ({ value: id, label: title }));
  return sendPage(
    c,
    <CohortPage view={viewOf(c)} cohort={cohort} gatherings={gatherings.items} ownCases={ownCases} />,
  );
}

function inputOf(form: Form): Record<string, unknown> {
  const callId = field(form, 'callId');
  return {
    name: field(form, 'name') ?? '',
    about: field(form, 'about') ?? '',
    startsOn: field(form, 'startsOn') ?? '',
    endsOn: field(form, 'endsOn') ?? '',
    ...(callId && { callId }),
  };
}

function CohortFields({ view, fields, calls }: { view: View; fields: Fields; calls: readonly Option[] }) {
  return (
    <>
      <InputField view={view} name="name" label={texts.form.name} value={fields.name} max={100} required />
      <AreaField
        view={view}
        name="about"
        label={texts.form.about}
        value={fields.about}
        max={2_000}
        rows={3}
      />
      <Select
        view={view}
        name="callId"
        label={texts.form.call}
        all={texts.form.noCall}
        options={calls}
        value={fields.callId}
      />
      <div class="pair">
        <InputField
          view={view}
          name="startsOn"
          label={texts.form.startsOn}
          value={fields.startsOn}
          type="date"
          required
        />
        <InputField
          view={view}
          name="endsOn"
          label={texts.form.endsOn}
          value={fields.endsOn}
          type="date"
          required
        />
      </div>
    </>
  );
}

async function newForm(c: PageContext): Promise<FormPage> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.createCohort.allow);
  const { items } = await callCapability(can.listCalls, ctx, {});
  const calls = items
    .filter(({ phase }) => phase === 'decided')
    .map(({ id, title }) => ({ value: id, label: title['zh-TW'] }));
  return {
    title: texts.form.newTitle,
    action: '/programme/cohorts/new',
    save: texts.form.save,
    fields: (view, fields) => <CohortFields view={view} fields={fields} calls={calls} />,
  };
}

export function mountCohort(app: BankApp): void {
  app.get('/programme/cohorts/new', async (c) =>
    sendFormPage(c, await newForm(c), { callId: c.req.query('call') }),
  );
  app.post('/programme/cohorts/new', async (c) =>
    saveFormPage(c, await newForm(c), async (form) => {
      const { id } = await callCapability(can.createCohort, contextOf(c, 'web'), inputOf(form));
      return cohortPath(id);
    }),
  );
  app.get('/programme/cohorts/:id', showCohort);
}
