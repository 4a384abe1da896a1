import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { hasRole } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { dayOf } from './badges-parts.tsx';
import { Steps } from './diagnosis-result.tsx';
import { listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { HourChoices, type PathFields, PathForm } from './path-form.tsx';
import { PathProof } from './path-proof.tsx';
import { type Path, PathSteps, type States } from './path-steps.tsx';
import { pathTexts as texts } from './path-texts.ts';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Own = Awaited<ReturnType<typeof can.getOwnPath.run>>;

interface Shown {
  readonly fields: PathFields;
  readonly path: Path | null;
  readonly states: States;
  readonly own: Own | null;
  readonly problem: AppError | undefined;
}

/** The path's input from a form or an address; hours left empty mean no limit. */
function inputOf({ cluster, level, hours, focus }: PathFields) {
  return {
    ...(cluster && { cluster }),
    ...(level && { level }),
    ...(hours && { hoursAvailable: Number(hours) }),
    ...(focus && { focus: [focus] }),
  };
}

function readFields(source: Readonly<Record<string, string | undefined>>): PathFields {
  const { cluster, level, hours, focus } = source;
  return { cluster, level, hours, focus };
}

const keeps = (view: View) => view.session !== undefined && hasRole(view.session.actor, 'staff');

async function trial(c: HonoContext<ApiEnv>, fields: PathFields): Promise<Shown> {
  const none = { fields, path: null, states: undefined, own: null, problem: undefined };
  if (!fields.cluster || !fields.level) return none;
  try {
    const path = await callCapability(can.recommendPath, contextOf(c, 'web'), inputOf(fields));
    return { ...none, path };
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return { ...none, problem: error };
    throw error;
  }
}

async function kept(c: HonoContext<ApiEnv>): Promise<Shown> {
  const ctx = contextOf(c, 'web');
  const own = await callCapability(can.getOwnPath, ctx, {});
  const profile = own.path ? null : await callCapability(can.getProfile, ctx, {});
  const hours = own.path ? own.hoursAvailable : profile?.hoursAvailable;
  return {
    fields: {
      cluster: own.path?.cluster.id ?? profile?.cluster?.id,
      level: own.path?.level.id ?? profile?.level?.id,
      hours: hours ? String(hours) : undefined,
      focus: own.path ? own.focus[0] : profile?.focus[0]?.id,
    },
    path: own.path,
    states: new Map(own.states.map(({ courseId, state }) => [courseId, state])),
    own,
    problem: undefined,
  };
}

function Refused({ view, own }: { view: View; own: Own | null }) {
  if (!own || own.refused.length === 0) return null;
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">{view.t(texts.refused)}</h2>
      <ul>
        {own.refused.map((one) => (
          <li>
            {`${one.title}${view.language === 'en' ? ': ' : '：'}${one.reason}`}
            <form method="post" action="/path/unrefuse" class="no-print">
              <Csrf view={view} />
              <input type="hidden" name="courseId" value={one.courseId} />
              <button type="submit" class="button plain">
                {view.t(texts.takeBack)}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ view, path, own }: { view: View; path: Path; own: Own | null }) {
  if (path.noPath)
    return (
      <section class="notice">
        <h2>{view.t(texts.none)}</h2>
        <p>{path.noPath.text}</p>
      </section>
    );
  return (
    <>
      <p class="path-facts">
        {`${path.cluster.name} · ${path.level.name} · ${view.t(texts.total)} ${path.totalHours} ${view.t(texts.hours)}`}
      </p>
      <p class="quiet">
        {view.t(path.optimal ? texts.proven : texts.unproven)}
        {own?.savedAt ? ` · ${view.t(texts.savedAt)} ${dayOf(own.savedAt)}` : ''}
      </p>
    </>
  );
}

function Notices({ view, shown }: { view: View; shown: Shown }) {
  return (
    <>
      {shown.problem ? (
        <p class="notice problem" role="alert">
          {shown.problem.messageIn(view.language)}
        </p>
      ) : null}
      <p>
        <a href="/diagnosis">{view.t(texts.toDiagnosis)}</a>
        {keeps(view) ? (
          <>
            {' · '}
            <a href="/diagnosis/levels">{view.t(texts.toLevels)}</a>
            {' · '}
            <a href="/dashboard">{view.t(texts.toDashboard)}</a>
          </>
        ) : null}
      </p>
      {keeps(view) ? null : (
        <p class="quiet">
          {view.t(texts.anonymous)} <a href="/login?next=/path">{view.t(texts.signIn)}</a>
        </p>
      )}
    </>
  );
}

async function sendPath(c: HonoContext<ApiEnv>, shown: Shown): Promise<Response> {
  const view = viewOf(c);
  const { items } = await callCapability(can.listClusters, contextOf(c, 'web'), {});
  const { fields, path, states, own } = shown;
  return sendPage(
    c,
    <Layout view={view} title={view.t(texts.title)} section="/path" styles={['badges.css', 'paths.css']}>
      <h1>{view.t(texts.title)}</h1>
      <Steps view={view} at={4} />
      <p class="lead">{view.t(texts.lead)}</p>
      <Notices view={view} shown={shown} />
      {path ? <Facts view={view} path={path} own={own} /> : null}
      {path ? <HourChoices view={view} fields={fields} keeps={keeps(view)} /> : null}
      {path ? <PathSteps view={view} path={path} states={states} /> : null}
      {path ? <PathProof view={view} path={path} /> : null}
      <Refused view={view} own={own} />
      {path ? <h2>{view.t(texts.form.change)}</h2> : null}
      <PathForm
        view={view}
        fields={fields}
        keeps={keeps(view)}
        clusters={items.map(({ id, name }) => ({ value: id, label: name }))}
        competencies={await listCompetencyNames(c)}
      />
    </Layout>,
    shown.problem ? httpStatus[shown.problem.code] : 200,
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const fields = readFields(queryFields(c, ['cluster', 'level', 'hours', 'focus']));
  const asked = fields.cluster !== undefined || fields.level !== undefined;
  return sendPath(c, keeps(viewOf(c)) && !asked ? await kept(c) : await trial(c, fields));
}

/** Plans and keeps; what cannot be read is said above the form as typed. */
async function plan(c: HonoContext<ApiEnv>): Promise<Response> {
  const fields = readFields(Object.fromEntries(await readOwnForm(c)));
  try {
    const input = { ...inputOf(fields), focus: fields.focus ? [fields.focus] : [] };
    await callCapability(can.planOwnPath, contextOf(c, 'web'), { hoursAvailable: null, ...input });
    return c.redirect('/path', 303);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID_INPUT') throw error;
    return sendPath(c, { ...(await kept(c)), fields, problem: error });
  }
}

type Act = 'done' | 'refuse' | 'unrefuse';

async function act(c: HonoContext<ApiEnv>, kind: Act): Promise<Response> {
  const form = await readOwnForm(c);
  const ctx = contextOf(c, 'web');
  const courseId = form.get('courseId') ?? '';
  const note = form.get('note')?.trim();
  if (kind === 'done') await callCapability(can.recordCompletion, ctx, { courseId, ...(note && { note }) });
  else if (kind === 'refuse')
    await callCapability(can.refuseStep, ctx, { courseId, reason: form.get('reason') ?? '' });
  else await callCapability(can.unrefuseStep, ctx, { courseId });
  return c.redirect('/path', 303);
}

/** The path of anybody by address, or the kept one of somebody signed in. */
export function mountPath(app: BankApp): void {
  app.get('/path', show);
  app.post('/path/plan', plan);
  for (const kind of ['done', 'refuse', 'unrefuse'] as const) app.post(`/path/${kind}`, (c) => act(c, kind));
}
