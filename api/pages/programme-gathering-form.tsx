import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { forbidden } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { type Option, Select } from './parts.tsx';
import { type Form, field, type PageContext } from './programme-acts.ts';
import { type Fields, type FormPage, saveFormPage, sendFormPage } from './programme-form.tsx';
import { type Gathering, gatheringPath, timeOf } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.gathering.form;

/** `2026-03-10T14:00` as typed in Taiwan. */
const typedTime = (value: string | undefined) => (value ? `${value}:00+08:00` : '');

/** One item a line: minutes, then what it is. A line without minutes is told by its missing number. */
function readAgenda(lines: string | undefined) {
  return (lines ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, minutes, topic] = /^(\d{1,3})\s*(?:分鐘|分|min(?:utes)?)?\s*(.*)$/.exec(line) ?? [];
      return { minutes: minutes === undefined ? undefined : Number(minutes), topic: topic ?? line };
    });
}

function inputOf(form: Form): Record<string, unknown> {
  const [capacity, url, whom] = [field(form, 'capacity'), field(form, 'url'), field(form, 'whom')];
  return {
    title: field(form, 'title') ?? '',
    about: field(form, 'about') ?? '',
    place: field(form, 'place') ?? '',
    startsAt: typedTime(field(form, 'startsAt')),
    endsAt: typedTime(field(form, 'endsAt')),
    agenda: readAgenda(field(form, 'agenda')),
    ...(capacity && { capacity: Number(capacity) }),
    ...(url && { url }),
    ...(whom === 'government' || whom === 'community' ? { visibility: whom } : whom && { cohortId: whom }),
  };
}

const shownTime = (iso: string) => timeOf(iso).replace(' ', 'T');

function fieldsOf(one: Gathering): Fields {
  return {
    title: one.title,
    about: one.about,
    place: one.place,
    url: one.url ?? undefined,
    startsAt: shownTime(one.startsAt),
    endsAt: shownTime(one.endsAt),
    capacity: one.capacity === null ? undefined : String(one.capacity),
    agenda: one.agenda.map(({ minutes, topic }) => `${minutes} ${topic}`).join('\n'),
  };
}

function GatheringFields({
  view,
  fields,
  whom,
}: {
  view: View;
  fields: Fields;
  whom: readonly Option[] | undefined;
}) {
  const time = (name: 'startsAt' | 'endsAt') => (
    <InputField
      view={view}
      name={name}
      label={texts[name]}
      value={fields[name]}
      type="datetime-local"
      required
    />
  );
  return (
    <>
      <InputField view={view} name="title" label={texts.title} value={fields.title} max={200} required />
      {whom ? <Select view={view} name="whom" label={texts.for} options={whom} value={fields.whom} /> : null}
      <div class="pair">
        {time('startsAt')}
        {time('endsAt')}
      </div>
      <InputField view={view} name="place" label={texts.place} value={fields.place} max={300} required />
      <InputField view={view} name="url" label={texts.url} value={fields.url} type="url" max={2_000} />
      <InputField
        view={view}
        name="capacity"
        label={texts.capacity}
        value={fields.capacity}
        type="number"
        min="1"
      />
      <AreaField view={view} name="about" label={texts.about} value={fields.about} max={4_000} />
      <AreaField view={view} name="agenda" label={texts.agenda} value={fields.agenda} max={9_000} rows={6} />
    </>
  );
}

/** Those a gathering may be for: everybody, the community, and the cohorts the reader sees. */
async function audiences(c: PageContext, view: View): Promise<Option[]> {
  const { items } = await callCapability(can.listCohorts, contextOf(c, 'web'), {});
  const { visibilities } = programmeTexts.gathering;
  return [
    ...(['government', 'community'] as const).map((value) => ({
      value,
      label: view.t(visibilities[value]!),
    })),
    ...items.filter(({ state }) => state === 'active').map(({ id, name }) => ({ value: id, label: name })),
  ];
}

const formFor = (id: string | undefined, whom: readonly Option[] | undefined): FormPage => ({
  title: id ? texts.editTitle : texts.newTitle,
  action: id ? `${gatheringPath(id)}/edit` : '/programme/gatherings/new',
  save: texts.save,
  fields: (view, fields) => <GatheringFields view={view} fields={fields} whom={whom} />,
});

async function newForm(c: PageContext, view: View): Promise<FormPage> {
  requirePermission(contextOf(c, 'web'), can.createGathering.allow);
  return formFor(undefined, await audiences(c, view));
}

/** Planning a gathering and changing it. Mounted before the page of one gathering. */
export function mountGatheringForm(app: BankApp): void {
  app.get('/programme/gatherings/new', async (c) =>
    sendFormPage(c, await newForm(c, viewOf(c)), { whom: c.req.query('cohort') }),
  );
  app.post('/programme/gatherings/new', async (c) =>
    saveFormPage(c, await newForm(c, viewOf(c)), async (form) =>
      gatheringPath((await callCapability(can.createGathering, contextOf(c, 'web'), inputOf(form))).id),
    ),
  );
  app.get('/programme/gatherings/:id/edit', async (c) => {
    const one = await callCapability(can.getGathering, contextOf(c, 'web'), { id: c.req.param('id') });
    if (!one.organises) throw forbidden('organiser');
    return sendFormPage(c, formFor(one.id, undefined), fieldsOf(one));
  });
  app.post('/programme/gatherings/:id/edit', async (c) => {
    const id = c.req.param('id');
    return saveFormPage(c, formFor(id, undefined), async (form) => {
      await callCapability(can.updateGathering, contextOf(c, 'web'), { ...inputOf(form), id });
      return gatheringPath(id);
    });
  });
}
