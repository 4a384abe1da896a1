import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { audiencesOf } from '../../core/actor.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError, forbidden } from '../../core/errors.ts';
import { checkLabels, proficiencyLabels } from '../../knowledge/courses/labels.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import {
  checkKinds,
  clusterIds,
  developRows,
  draftOf,
  type Fields,
  fieldsOf,
  keptFields,
  readingRows,
  studyPartIds,
} from './courses-draft.ts';
import { coursePath, courseStyles } from './courses-parts.tsx';
import { courseTexts as texts, withNumbers } from './courses-texts.ts';
import { levelOptions, listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, type Option, Select } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

interface FormProps {
  readonly view: View;
  readonly action: string;
  readonly title: string;
  readonly fields: Fields;
  readonly problem: AppError | undefined;
  readonly competencies: readonly Option[];
  readonly clusters: readonly Option[];
  readonly audiences: readonly string[];
}

const { form } = texts;
const maxFormBytes = 200_000;

function Checks({
  view,
  fields,
  legend,
  prefix,
  options,
}: {
  view: View;
  fields: Fields;
  legend: string;
  prefix: string;
  options: readonly Option[];
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label class="check" lang={view.language === 'en' ? undefined : 'zh-Hant-TW'}>
          <input
            type="checkbox"
            name={`${prefix}-${value}`}
            value="yes"
            checked={fields[`${prefix}-${value}`] === 'yes'}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Develops({ view, fields, competencies }: FormProps) {
  const levels = levelOptions(view);
  const steps = proficiencyLabels.map((label, value) => ({
    value: String(value),
    label: `${value} ${view.t(label)}`,
  }));
  const used = developRows.filter((row) => fields[`competency${row}`]).length;
  return (
    <fieldset>
      <legend>{view.t(form.develops)}</legend>
      {developRows.slice(0, Math.max(3, used + 1)).map((row) => (
        <div class="pair">
          <Select
            view={view}
            name={`competency${row}`}
            label={texts.competency}
            all={form.empty}
            value={fields[`competency${row}`]}
            options={competencies}
          />
          <Select
            view={view}
            name={`at${row}`}
            label={texts.level}
            value={fields[`at${row}`] ?? 'mid'}
            options={levels}
          />
          <Select
            view={view}
            name={`from${row}`}
            label={form.from}
            value={fields[`from${row}`] ?? '0'}
            options={steps}
          />
          <Select
            view={view}
            name={`to${row}`}
            label={form.to}
            value={fields[`to${row}`] ?? '1'}
            options={steps}
          />
        </div>
      ))}
    </fieldset>
  );
}

function Readings({ view, fields }: FormProps) {
  const used = readingRows.filter((row) => fields[`case${row}`]).length;
  return (
    <>
      {readingRows.slice(0, Math.max(4, used + 1)).map((row) => (
        <fieldset>
          <legend>{withNumbers(view.t(form.reading), { n: row })}</legend>
          <div class="pair">
            <InputField
              view={view}
              name={`case${row}`}
              label={form.caseId}
              value={fields[`case${row}`]}
              max={200}
            />
            <InputField
              view={view}
              name={`caseMinutes${row}`}
              label={form.minutes}
              value={fields[`caseMinutes${row}`]}
              type="number"
              min="1"
            />
          </div>
          <InputField view={view} name={`why${row}`} label={form.why} value={fields[`why${row}`]} max={600} />
          <InputField
            view={view}
            name={`whyEn${row}`}
            label={form.whyEn}
            value={fields[`whyEn${row}`]}
            max={600}
          />
        </fieldset>
      ))}
    </>
  );
}

function Study({ view, fields }: FormProps) {
  if (!fields.caseId) return null;
  return (
    <fieldset>
      <legend>{view.t(form.study)}</legend>
      <input type="hidden" name="caseId" value={fields.caseId} />
      {studyPartIds.map((part) => (
        <>
          <input type="hidden" name={`passages-${part}`} value={fields[`passages-${part}`] ?? ''} />
          <AreaField
            view={view}
            name={`study-${part}`}
            label={texts.studyParts[part]}
            value={fields[`study-${part}`]}
            max={6_000}
            rows={8}
          />
        </>
      ))}
    </fieldset>
  );
}

function TaskAndCheck({ view, fields }: FormProps) {
  const kinds = checkKinds.map((value) => ({ value, label: view.t(checkLabels[value]) }));
  const area = (name: string, label: (typeof form)['task'], required = false) => (
    <AreaField
      view={view}
      name={name}
      label={label}
      value={fields[name]}
      max={3_000}
      rows={3}
      required={required}
    />
  );
  return (
    <>
      {area('session', form.session)}
      <InputField
        view={view}
        name="sessionMinutes"
        label={form.sessionMinutes}
        value={fields.sessionMinutes}
        type="number"
        min="1"
      />
      {area('task', form.task, true)}
      {area('taskEn', form.taskEn)}
      <InputField
        view={view}
        name="taskMinutes"
        label={form.minutes}
        value={fields.taskMinutes}
        type="number"
        min="1"
        required
      />
      <Select
        view={view}
        name="checkKind"
        label={form.checkKind}
        value={fields.checkKind ?? 'sign-off'}
        options={kinds}
      />
      {area('check', form.checkZh, true)}
      {area('checkEn', form.checkEn)}
      <InputField
        view={view}
        name="checkMinutes"
        label={form.minutes}
        value={fields.checkMinutes}
        type="number"
        min="1"
        required
      />
      {area('passes', form.passes)}
      {area('passesEn', form.passesEn)}
      {area('fails', form.fails)}
      {area('failsEn', form.failsEn)}
    </>
  );
}

function CourseForm(props: FormProps) {
  const { view, fields, audiences, clusters } = props;
  const visible = audiences.map((value) => ({
    value,
    label: view.t(texts.visibilities[value.split(':')[0]!]!),
  }));
  const levels = levelOptions(view);
  return (
    <Layout view={view} title={props.title} section="/courses" styles={courseStyles}>
      <h1>{props.title}</h1>
      <p class="lead">{view.t(form.lead)}</p>
      <FormProblem view={view} text={form.problem} problem={props.problem} />
      <form class="sheet" method="post" action={props.action}>
        <Csrf view={view} />
        {keptFields.map((name) =>
          fields[name] ? <input type="hidden" name={name} value={fields[name]} /> : null,
        )}
        <InputField view={view} name="title" label={form.titleZh} value={fields.title} max={200} required />
        <InputField view={view} name="titleEn" label={form.titleEn} value={fields.titleEn} max={200} />
        <AreaField
          view={view}
          name="aim"
          label={form.aimZh}
          value={fields.aim}
          max={1_000}
          rows={2}
          required
        />
        <AreaField view={view} name="aimEn" label={form.aimEn} value={fields.aimEn} max={1_000} rows={2} />
        <Checks view={view} fields={fields} legend={view.t(form.levels)} prefix="level" options={levels} />
        <Checks
          view={view}
          fields={fields}
          legend={view.t(form.clusters)}
          prefix="cluster"
          options={clusters}
        />
        <Develops {...props} />
        <AreaField
          view={view}
          name="prerequisites"
          label={form.prerequisites}
          value={fields.prerequisites}
          max={2_000}
          rows={2}
        />
        <Readings {...props} />
        <Study {...props} />
        <TaskAndCheck {...props} />
        <Select
          view={view}
          name="visibility"
          label={form.visibility}
          value={fields.visibility ?? 'government'}
          options={visible}
        />
        <p>
          <button type="submit" class="button">
            {view.t(form.save)}
          </button>
        </p>
      </form>
    </Layout>
  );
}

async function sendForm(
  c: HonoContext<ApiEnv>,
  id: string | undefined,
  fields: Fields,
  problem?: AppError,
): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const clusters = await callCapability(can.listClusters, ctx, {});
  const names = new Map(clusters.items.map((one) => [one.id, one.name]));
  return sendPage(
    c,
    <CourseForm
      view={view}
      action={id ? `${coursePath(id)}/edit` : '/courses/new'}
      title={view.t(id ? form.editTitle : form.newTitle)}
      fields={fields}
      problem={problem}
      competencies={await listCompetencyNames(c)}
      clusters={clusterIds.map((value) => ({ value, label: names.get(value) ?? value }))}
      audiences={audiencesOf(ctx.actor)}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

/** Saves the draft, or shows the form again with what was wrong and everything typed. */
async function save(c: HonoContext<ApiEnv>, id?: string): Promise<Response> {
  const fields = Object.fromEntries(await readOwnForm(c, maxFormBytes));
  const ctx = contextOf(c, 'web');
  try {
    const draft = draftOf(fields);
    const saved = id
      ? await callCapability(can.updateCourse, ctx, { ...draft, id })
      : await callCapability(can.createCourse, ctx, draft);
    return c.redirect(coursePath(saved.id), 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return sendForm(c, id, fields, error);
    throw error;
  }
}

/** The form of a module, new or being changed. Mounted before the page of one module. */
export function mountCourseForm(app: BankApp): void {
  app.get('/courses/new', (c) => {
    requirePermission(contextOf(c, 'web'), can.createCourse.allow);
    return sendForm(c, undefined, {});
  });
  app.post('/courses/new', (c) => save(c));
  app.get('/courses/:id/edit', async (c) => {
    const ctx = contextOf(c, 'web');
    requirePermission(ctx, can.updateCourse.allow);
    const { id, written } = await callCapability(can.getCourse, ctx, { id: c.req.param('id') });
    if (!written?.mine) throw forbidden('author');
    return sendForm(c, id, fieldsOf(written.draft));
  });
  app.post('/courses/:id/edit', (c) => save(c, c.req.param('id')));
}
