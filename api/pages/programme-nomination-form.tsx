import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { forbidden } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { type Form, field, type PageContext } from './programme-acts.ts';
import { type Fields, type FormPage, saveFormPage, sendFormPage } from './programme-form.tsx';
import { callPath, type Nomination, nominationPath, ProgrammeFrame } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.nomination;

function inputOf(form: Form): Record<string, unknown> {
  const position = field(form, 'position');
  return {
    agency: field(form, 'agency') ?? '',
    reason: field(form, 'reason') ?? '',
    project: { title: field(form, 'project') ?? '', summary: field(form, 'summary') ?? '' },
    consent: {
      supervisor: field(form, 'supervisor') ?? '',
      givenOn: field(form, 'givenOn') ?? '',
      ...(position && { position }),
    },
  };
}

function fieldsOf({ agency, reason, project, consent }: Nomination): Fields {
  return {
    agency,
    reason,
    project: project.title,
    summary: project.summary,
    supervisor: consent.supervisor,
    position: consent.position,
    givenOn: consent.givenOn,
  };
}

function Whom({ view, fields }: { view: View; fields: Fields }) {
  return (
    <fieldset>
      <legend>{view.t(texts.who)}</legend>
      {(['self', 'other'] as const).map((value) => (
        <label class="check">
          <input type="radio" name="who" value={value} checked={(fields.who ?? 'self') === value} />
          {view.t(texts[value])}
        </label>
      ))}
      <InputField view={view} name="name" label={texts.name} value={fields.name} max={100} />
      <p class="quiet small-text">{view.t(texts.nameHint)}</p>
    </fieldset>
  );
}

function RecordFields({ view, fields }: { view: View; fields: Fields }) {
  return (
    <>
      <InputField view={view} name="agency" label={texts.agency} value={fields.agency} max={200} required />
      <AreaField view={view} name="reason" label={texts.reason} value={fields.reason} max={4_000} required />
      <InputField
        view={view}
        name="project"
        label={texts.project}
        value={fields.project}
        max={200}
        required
      />
      <AreaField
        view={view}
        name="summary"
        label={texts.summary}
        value={fields.summary}
        max={4_000}
        rows={6}
        required
      />
      <fieldset>
        <legend>{view.t(texts.consent)}</legend>
        <div class="pair">
          <InputField
            view={view}
            name="supervisor"
            label={texts.supervisor}
            value={fields.supervisor}
            max={100}
            required
          />
          <InputField view={view} name="position" label={texts.position} value={fields.position} max={100} />
          <InputField
            view={view}
            name="givenOn"
            label={texts.givenOn}
            value={fields.givenOn}
            type="date"
            required
          />
        </div>
      </fieldset>
    </>
  );
}

const newForm = (callId: string): FormPage => ({
  title: texts.newTitle,
  action: `${callPath(callId)}/nominate`,
  save: texts.save,
  fields: (view, fields) => (
    <>
      <Whom view={view} fields={fields} />
      <RecordFields view={view} fields={fields} />
    </>
  ),
});

const editForm = (id: string): FormPage => ({
  title: texts.editTitle,
  action: `${nominationPath(id)}/edit`,
  save: texts.save,
  fields: (view, fields) => <RecordFields view={view} fields={fields} />,
});

/** Shown once: the code to hand to the nominee. */
function sendCode(c: PageContext, id: string, code: string): Response {
  const view = viewOf(c);
  return sendPage(
    c,
    <ProgrammeFrame view={view} title={view.t(texts.code)}>
      <p>{view.t(texts.codeLead)}</p>
      <p class="one-time-code">
        <code>{code}</code>
      </p>
      <p>
        <a class="button plain" href={nominationPath(id)}>
          {view.t(texts.title)}
        </a>
      </p>
    </ProgrammeFrame>,
  );
}

async function nominate(c: PageContext): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.nominate.allow);
  const callId = c.req.param('id') ?? '';
  return saveFormPage(c, newForm(callId), async (form) => {
    const nominee = form.get('who') === 'other' ? { nominee: { name: field(form, 'name') ?? '' } } : {};
    const made = await callCapability(can.nominate, ctx, { ...inputOf(form), ...nominee, callId });
    return made.inviteCode ? sendCode(c, made.id, made.inviteCode) : nominationPath(made.id);
  });
}

async function showEdit(c: PageContext): Promise<Response> {
  const one = await callCapability(can.getNomination, contextOf(c, 'web'), { id: c.req.param('id') });
  if (one.mine === null) throw forbidden('nominator, nominee');
  return sendFormPage(c, editForm(one.id), fieldsOf(one));
}

async function saveEdit(c: PageContext): Promise<Response> {
  const id = c.req.param('id') ?? '';
  return saveFormPage(c, editForm(id), async (form) => {
    await callCapability(can.updateNomination, contextOf(c, 'web'), { ...inputOf(form), id });
    return nominationPath(id);
  });
}

/** Nominating, and changing a nomination while its call is open. */
export function mountNominationForm(app: BankApp): void {
  app.get('/programme/calls/:id/nominate', (c) => {
    const ctx = contextOf(c, 'web');
    requirePermission(ctx, can.nominate.allow);
    return sendFormPage(c, newForm(c.req.param('id')), { agency: ctx.actor.agency });
  });
  app.post('/programme/calls/:id/nominate', nominate);
  app.get('/programme/nominations/:id/edit', showEdit);
  app.post('/programme/nominations/:id/edit', saveEdit);
}
