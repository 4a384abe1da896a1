import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { listIssuerOptions } from './badges-page.tsx';
import { AreaField, type Badge, badgeStyles, InputField } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { levelOptions, listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, type Option, Select } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const rows = [1, 2, 3] as const;
type Fields = Readonly<Record<string, string>>;

/** The fields of the form as the capability takes them; what was left empty is left out. */
function draftOf(fields: Fields): Record<string, unknown> {
  const text = (name: string) => fields[name]?.trim() || undefined;
  const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
  const both = (name: string) => ({
    'zh-TW': text(name) ?? '',
    ...(text(`${name}En`) && { en: text(`${name}En`) }),
  });
  const months = number('validityMonths');
  return {
    name: both('name'),
    description: both('description'),
    criteria: both('criteria'),
    competencies: rows.flatMap((row) => {
      const competency = text(`competency${row}`);
      if (!competency) return [];
      return [{ competency, level: text(`level${row}`), proficiency: number(`proficiency${row}`) }];
    }),
    course: { title: text('courseTitle') ?? '', hours: number('courseHours') },
    assessment: text('assessment') ?? '',
    evidence: text('evidence') ?? '',
    ...(months !== undefined && { validityMonths: months }),
    ...(text('issuer') && { issuer: text('issuer') }),
    ...(fields.keepImage === 'yes' && { image: 'keep' }),
  };
}

function fieldsOf(badge: Badge): Fields {
  const both = (name: 'name' | 'description' | 'criteria') => ({
    [name]: badge[name]['zh-TW'],
    [`${name}En`]: badge[name].en ?? '',
  });
  return {
    ...both('name'),
    ...both('description'),
    ...both('criteria'),
    ...Object.fromEntries(
      badge.competencies.flatMap((one, index) => [
        [`competency${index + 1}`, one.competency],
        [`level${index + 1}`, one.level],
        [`proficiency${index + 1}`, String(one.proficiency)],
      ]),
    ),
    courseTitle: badge.course.title,
    courseHours: String(badge.course.hours),
    assessment: badge.assessment,
    evidence: badge.evidence,
    validityMonths: badge.validityMonths === undefined ? '' : String(badge.validityMonths),
    issuer: badge.issuer,
    ...(badge.hasOwnImage && { ownImage: 'yes', keepImage: 'yes' }),
  };
}

interface FormProps {
  readonly view: View;
  readonly action: string;
  readonly title: string;
  readonly fields: Fields;
  readonly problem: AppError | undefined;
  readonly competencies: readonly Option[];
  readonly issuers: readonly Option[];
}

function CompetencyRows({ view, fields, competencies }: FormProps) {
  const { form } = badgeTexts;
  const levels = levelOptions(view);
  const proficiencies = badgeTexts.proficiencies.map((label, value) => ({
    value: String(value),
    label: view.t(label),
  }));
  return (
    <fieldset>
      <legend>{view.t(form.competencies)}</legend>
      <p class="quiet small-text">{view.t(form.competencyHint)}</p>
      {rows.map((row) => (
        <div class="pair">
          <Select
            view={view}
            name={`competency${row}`}
            label={badgeTexts.competency}
            all={form.none}
            value={fields[`competency${row}`]}
            options={competencies}
          />
          <Select
            view={view}
            name={`level${row}`}
            label={form.level}
            value={fields[`level${row}`] ?? 'mid'}
            options={levels}
          />
          <Select
            view={view}
            name={`proficiency${row}`}
            label={form.proficiency}
            value={fields[`proficiency${row}`] ?? '3'}
            options={proficiencies}
          />
        </div>
      ))}
    </fieldset>
  );
}

function TextPairs({ view, fields }: FormProps) {
  const { form } = badgeTexts;
  const value = (name: string) => fields[name];
  return (
    <>
      <div class="pair">
        <InputField view={view} name="name" label={form.nameZh} value={value('name')} max={200} required />
        <InputField view={view} name="nameEn" label={form.nameEn} value={value('nameEn')} max={200} />
      </div>
      <AreaField
        view={view}
        name="description"
        label={form.descriptionZh}
        value={value('description')}
        max={2_000}
        required
      />
      <AreaField
        view={view}
        name="descriptionEn"
        label={form.descriptionEn}
        value={value('descriptionEn')}
        max={2_000}
        rows={2}
      />
      <AreaField
        view={view}
        name="criteria"
        label={form.criteriaZh}
        value={value('criteria')}
        max={4_000}
        required
      />
      <AreaField
        view={view}
        name="criteriaEn"
        label={form.criteriaEn}
        value={value('criteriaEn')}
        max={4_000}
        rows={2}
      />
    </>
  );
}

function BadgeForm(props: FormProps) {
  const { view, action, title, fields, issuers } = props;
  const { form } = badgeTexts;
  return (
    <Layout view={view} title={title} section="/badges" styles={badgeStyles}>
      <h1>{title}</h1>
      <p class="lead">{view.t(form.lead)}</p>
      <FormProblem view={view} text={form.problem} problem={props.problem} />
      <form class="sheet" method="post" action={action}>
        <Csrf view={view} />
        <TextPairs {...props} />
        <CompetencyRows {...props} />
        <div class="pair">
          <InputField
            view={view}
            name="courseTitle"
            label={form.courseTitle}
            value={fields.courseTitle}
            max={300}
            required
          />
          <InputField
            view={view}
            name="courseHours"
            label={form.courseHours}
            value={fields.courseHours}
            type="number"
            min="0"
            required
          />
        </div>
        <AreaField
          view={view}
          name="assessment"
          label={form.assessment}
          value={fields.assessment}
          max={2_000}
          rows={3}
          required
        />
        <AreaField
          view={view}
          name="evidence"
          label={form.evidence}
          value={fields.evidence}
          max={2_000}
          rows={3}
          required
        />
        <div class="pair">
          <InputField
            view={view}
            name="validityMonths"
            label={form.validityMonths}
            value={fields.validityMonths}
            type="number"
            min="1"
          />
          {issuers.length > 1 ? (
            <Select
              view={view}
              name="issuer"
              label={badgeTexts.issuer}
              value={fields.issuer ?? issuers[0]!.value}
              options={issuers}
            />
          ) : null}
        </div>
        {fields.ownImage === 'yes' ? (
          <label class="check">
            <input type="hidden" name="ownImage" value="yes" />
            <input type="checkbox" name="keepImage" value="yes" checked={fields.keepImage === 'yes'} />
            {view.t(form.keepImage)}
          </label>
        ) : null}
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
  const { form } = badgeTexts;
  return sendPage(
    c,
    <BadgeForm
      view={view}
      action={id ? `/badges/${encodeURIComponent(id)}/edit` : '/badges/new'}
      title={view.t(id ? form.editTitle : form.newTitle)}
      fields={fields}
      problem={problem}
      competencies={await listCompetencyNames(c)}
      issuers={await listIssuerOptions(c, view)}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

/** Saves the draft, or shows the form again with what was wrong and everything typed. */
async function save(c: HonoContext<ApiEnv>, id?: string): Promise<Response> {
  const fields = Object.fromEntries(await readOwnForm(c));
  const ctx = contextOf(c, 'web');
  try {
    const draft = draftOf(fields);
    const saved = id
      ? await callCapability(can.updateBadge, ctx, { ...draft, id })
      : await callCapability(can.proposeBadge, ctx, draft);
    return c.redirect(`/badges/${encodeURIComponent(saved.id)}`, 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return sendForm(c, id, fields, error);
    throw error;
  }
}

/** The form of a proposal, new or being changed. Mounted before the page of one badge. */
export function mountBadgeForm(app: BankApp): void {
  app.get('/badges/new', (c) => {
    requirePermission(contextOf(c, 'web'), can.proposeBadge.allow);
    return sendForm(c, undefined, {});
  });
  app.post('/badges/new', (c) => save(c));
  app.get('/badges/:id/edit', async (c) => {
    const ctx = contextOf(c, 'web');
    requirePermission(ctx, can.updateBadge.allow);
    const badge = await callCapability(can.getBadge, ctx, { id: c.req.param('id') });
    return sendForm(c, badge.id, fieldsOf(badge));
  });
  app.post('/badges/:id/edit', (c) => save(c, c.req.param('id')));
}
