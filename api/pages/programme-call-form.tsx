import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { defaultCriteria } from '../../knowledge/programme/calls/default-criteria.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { type Form, field, type PageContext } from './programme-acts.ts';
import { type Fields, type FormPage, saveFormPage, sendFormPage } from './programme-form.tsx';
import { callPath, type FullCall } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

const texts = programmeTexts.call.form;
const criterionRows = [1, 2, 3, 4, 5, 6];
const ruleFields = ['quorum', 'passMean', 'minCriterion', 'places'] as const;

const own = (zh: string | undefined, en: string | undefined) => ({ 'zh-TW': zh ?? '', ...(en && { en }) });

function inputOf(form: Form): Record<string, unknown> {
  const rule = ruleFields.flatMap((name) => (field(form, name) ? [[name, Number(field(form, name))]] : []));
  return {
    title: own(field(form, 'title'), field(form, 'titleEn')),
    about: own(field(form, 'about'), field(form, 'aboutEn')),
    criteria: criterionRows.flatMap((row) => {
      const zh = field(form, `criterion${row}`);
      const id = field(form, `criterionId${row}`) ?? `c${row}`;
      return zh ? [{ id, text: own(zh, field(form, `criterionEn${row}`)) }] : [];
    }),
    rule: Object.fromEntries(rule),
    opensOn: field(form, 'opensOn') ?? '',
    closesOn: field(form, 'closesOn') ?? '',
  };
}

function fieldsOf(call: Pick<FullCall, 'criteria'> & Partial<FullCall>): Fields {
  const criteria = call.criteria.flatMap(({ id, text }, index) => [
    [`criterionId${index + 1}`, id],
    [`criterion${index + 1}`, text['zh-TW']],
    [`criterionEn${index + 1}`, text.en],
  ]);
  const rule = ruleFields.map((name) => [
    name,
    call.rule?.[name] === undefined ? undefined : String(call.rule[name]),
  ]);
  return {
    title: call.title?.['zh-TW'],
    titleEn: call.title?.en,
    about: call.about?.['zh-TW'],
    aboutEn: call.about?.en,
    opensOn: call.opensOn,
    closesOn: call.closesOn,
    ...Object.fromEntries([...criteria, ...rule]),
  };
}

const usual: Fields = {
  ...fieldsOf({ criteria: defaultCriteria }),
  quorum: '2',
  passMean: '3.5',
  minCriterion: '2.5',
};

function Criteria({ view, fields }: { view: View; fields: Fields }) {
  return (
    <>
      <p class="quiet small-text">{view.t(texts.note)}</p>
      {criterionRows.map((row) => (
        <fieldset>
          <legend>{withNumbers(view.t(texts.criterion), { n: row })}</legend>
          <input type="hidden" name={`criterionId${row}`} value={fields[`criterionId${row}`] ?? `c${row}`} />
          <AreaField
            view={view}
            name={`criterion${row}`}
            label={programmeTexts.call.criteria}
            value={fields[`criterion${row}`]}
            max={600}
            rows={2}
            required={row === 1}
          />
          <AreaField
            view={view}
            name={`criterionEn${row}`}
            label={texts.criterionEn}
            value={fields[`criterionEn${row}`]}
            max={600}
            rows={2}
          />
        </fieldset>
      ))}
    </>
  );
}

function CallFields({ view, fields }: { view: View; fields: Fields }) {
  const day = (name: 'opensOn' | 'closesOn') => (
    <InputField view={view} name={name} label={texts[name]} value={fields[name]} type="date" required />
  );
  return (
    <>
      <InputField view={view} name="title" label={texts.title} value={fields.title} max={200} required />
      <InputField view={view} name="titleEn" label={texts.titleEn} value={fields.titleEn} max={200} />
      <AreaField view={view} name="about" label={texts.about} value={fields.about} max={4_000} required />
      <AreaField
        view={view}
        name="aboutEn"
        label={texts.aboutEn}
        value={fields.aboutEn}
        max={4_000}
        rows={2}
      />
      <div class="pair">
        {day('opensOn')}
        {day('closesOn')}
      </div>
      <Criteria view={view} fields={fields} />
      <div class="pair">
        {ruleFields.map((name) => (
          <InputField
            view={view}
            name={name}
            label={texts[name]}
            value={fields[name]}
            type="number"
            min="1"
            required={name !== 'places'}
          />
        ))}
      </div>
    </>
  );
}

const formFor = (id: string | undefined): FormPage => ({
  title: id ? texts.editTitle : texts.newTitle,
  action: id ? `${callPath(id)}/edit` : '/programme/calls/new',
  save: texts.save,
  fields: (view, fields) => <CallFields view={view} fields={fields} />,
});

async function save(c: PageContext, id?: string): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.createCall.allow);
  return saveFormPage(c, formFor(id), async (form) => {
    const saved = id
      ? await callCapability(can.updateCall, ctx, { ...inputOf(form), id })
      : await callCapability(can.createCall, ctx, inputOf(form));
    return callPath(saved.id);
  });
}

/** Drafting a call. Mounted before the page of one call. */
export function mountCallForm(app: BankApp): void {
  app.get('/programme/calls/new', (c) => {
    requirePermission(contextOf(c, 'web'), can.createCall.allow);
    return sendFormPage(c, formFor(undefined), usual);
  });
  app.post('/programme/calls/new', (c) => save(c));
  app.get('/programme/calls/:id/edit', async (c) => {
    const ctx = contextOf(c, 'web');
    requirePermission(ctx, can.updateCall.allow);
    const call = await callCapability(can.getCall, ctx, { id: c.req.param('id') });
    return sendFormPage(c, formFor(call.id), fieldsOf(call));
  });
  app.post('/programme/calls/:id/edit', (c) => save(c, c.req.param('id')));
}
