import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { aiTypeLabels, stageLabels } from '../../knowledge/cases/labels.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, Select } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { shareTexts } from './share-texts.ts';
import { type View, viewOf } from './view.ts';

const { offer, form: formTexts } = shareTexts;
type Fields = Readonly<Record<string, string>>;

function optionsOf(view: View, labels: Readonly<Record<string, { 'zh-TW': string; en: string }>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label: view.t(label) }));
}

interface OfferProps {
  readonly view: View;
  readonly fields: Fields;
  readonly problem: AppError | undefined;
}

function OfferPage({ view, fields, problem }: OfferProps) {
  return (
    <Layout view={view} title={view.t(offer.title)} section="/cases" styles={caseStyles}>
      <p class="crumb no-print">
        <a href="/share">{view.t(shareTexts.title)}</a>
      </p>
      <h1>{view.t(offer.title)}</h1>
      <p class="lead">{view.t(offer.lead)}</p>
      <FormProblem view={view} problem={problem} />
      <form class="sheet" method="post" action="/share/offer">
        <Csrf view={view} />
        <InputField
          view={view}
          name="agency"
          label={formTexts.agency}
          value={fields.agency}
          max={200}
          required
        />
        <InputField view={view} name="topic" label={offer.topic} value={fields.topic} max={300} required />
        <div class="pair">
          <Select
            view={view}
            name="aiType"
            label={formTexts.aiType}
            all={formTexts.choose}
            value={fields.aiType}
            options={optionsOf(view, aiTypeLabels)}
          />
          <Select
            view={view}
            name="stage"
            label={formTexts.stage}
            all={formTexts.choose}
            value={fields.stage}
            options={optionsOf(view, stageLabels)}
          />
        </div>
        <AreaField view={view} name="story" label={offer.story} value={fields.story} max={2_000} />
        <Select
          view={view}
          name="help"
          label={offer.help}
          value={fields.help ?? 'self'}
          options={optionsOf(view, offer.helps)}
        />
        <p>
          <button type="submit" class="button">
            {view.t(offer.submit)}
          </button>
        </p>
      </form>
    </Layout>
  );
}

function show(c: HonoContext<ApiEnv>, fields: Fields = {}, problem?: AppError): Response {
  return sendPage(
    c,
    <OfferPage view={viewOf(c)} fields={fields} problem={problem} />,
    problem ? httpStatus[problem.code] : 200,
  );
}

async function receive(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.createIntake.allow);
  const form = await readOwnForm(c);
  const names = ['agency', 'topic', 'aiType', 'stage', 'story', 'help'];
  const fields = Object.fromEntries(
    names.flatMap((name) => (form.get(name) ? [[name, form.get(name)!]] : [])),
  );
  try {
    await callCapability(can.createIntake, ctx, fields);
    return c.redirect('/share?sent=1', 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return show(c, fields, error);
    throw error;
  }
}

async function remove(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.deleteIntake.allow);
  await readOwnForm(c);
  await callCapability(can.deleteIntake, ctx, { id: c.req.param('id') });
  return c.redirect('/share', 303);
}

/** The short form for agencies. Mounted before the page of one case being written. */
export function mountShareOffer(app: BankApp): void {
  app.get('/share/offer', (c) => {
    requirePermission(contextOf(c, 'web'), can.createIntake.allow);
    return show(c);
  });
  app.post('/share/offer', receive);
  app.post('/share/offers/:id/delete', remove);
}
