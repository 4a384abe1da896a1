import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { hasRole } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { DiagnosisResult, Steps } from './diagnosis-result.tsx';
import { diagnosisTexts as texts } from './diagnosis-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Task = Awaited<ReturnType<typeof can.listDiagnosisTasks.run>>['items'][number];
type Answers = ReadonlyMap<string, number>;

/** What the four choices weigh, from not at all to main work: the study's profiles span about as much. */
const weights = [0, 1, 2, 4];
const tables = ['contract', 'tech', 'policy'] as const;

function TaskField({ view, task, weight }: { view: View; task: Task; weight: number }) {
  return (
    <fieldset class="task" id={task.id}>
      <legend>{task.name}</legend>
      <p class="about">
        {task.definition}
        {task.printed ? (
          <>
            {' '}
            <span class="small-text">
              {view.language === 'en'
                ? `(${view.t(texts.doubtful)}; ${view.t(texts.printed).toLowerCase()} “${task.printed}”)`
                : `（${view.t(texts.doubtful)}；${view.t(texts.printed)}「${task.printed}」）`}
            </span>
          </>
        ) : null}
      </p>
      <div class="choices">
        {texts.weights.map((label, at) => (
          <label>
            <input type="radio" name={task.id} value={String(weights[at])} checked={weights[at] === weight} />
            {view.t(label)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The weight of a task as one of the choices offered. */
function nearestChoice(weight: number | undefined): number {
  return weights.findLast((one) => one <= (weight ?? 0)) ?? 0;
}

function TaskForm({ view, tasks, answers }: { view: View; tasks: readonly Task[]; answers: Answers }) {
  const saves = maySave(view);
  return (
    <form id="tasks" method={saves ? 'post' : 'get'} action="/diagnosis">
      {saves ? <Csrf view={view} /> : null}
      {tables.map((table) => (
        <section class="task-group" aria-labelledby={`table-${table}`}>
          <h2 id={`table-${table}`}>{view.t(texts.tables[table])}</h2>
          <p class="quiet">{view.t(texts.tableHints[table])}</p>
          {tasks
            .filter((task) => task.table === table)
            .map((task) => (
              <TaskField view={view} task={task} weight={nearestChoice(answers.get(task.id))} />
            ))}
        </section>
      ))}
      <div class="save-bar no-print">
        <button type="submit" class="button">
          {view.t(texts.submit)}
        </button>
        {saves ? (
          <p
            id="save-status"
            class="quiet"
            role="status"
            data-saved={view.t(texts.saved)}
            data-failed={view.t(texts.notSaved)}
          >
            {view.t(texts.saving)}
          </p>
        ) : null}
      </div>
    </form>
  );
}

function maySave(view: View): boolean {
  return view.session !== undefined && hasRole(view.session.actor, 'staff');
}

/** Tasks marked in a query or a form, by id; not at all is left out. */
function readAnswers(fields: URLSearchParams, tasks: readonly Task[]): Map<string, number> {
  return new Map(
    tasks.flatMap(({ id }) => {
      const weight = Number(fields.get(id));
      return weights.includes(weight) && weight > 0 ? [[id, weight] as const] : [];
    }),
  );
}

const toTasks = (answers: Answers) => [...answers].map(([task, weight]) => ({ task, weight }));

function queryOf(answers: Answers): string {
  return new URLSearchParams(
    [...answers].map(([task, weight]): [string, string] => [task, String(weight)]),
  ).toString();
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const { items: tasks, note } = await callCapability(can.listDiagnosisTasks, ctx, {});
  const query = new URL(c.req.url).searchParams;
  const asked = readAnswers(query, tasks);
  const wasSent = tasks.some(({ id }) => query.has(id)) || query.has('empty');
  const saved = maySave(view) && !wasSent ? await callCapability(can.getOwnDiagnosis, ctx, {}) : null;
  const answers = saved ? new Map(saved.answers.map(({ task, weight }) => [task, weight])) : asked;
  const result =
    asked.size > 0 ? await callCapability(can.suggestCluster, ctx, { tasks: toTasks(asked) }) : null;
  return sendPage(
    c,
    <Layout
      view={view}
      title={view.t(texts.title)}
      section="/path"
      styles={['badges.css', 'paths.css']}
      scripts={maySave(view) ? ['diagnosis.js'] : []}
    >
      <h1>{view.t(texts.title)}</h1>
      <Steps view={view} at={result ? 2 : 1} />
      {result ? (
        <DiagnosisResult view={view} result={result} saves={maySave(view)} />
      ) : (
        <>
          <p class="lead">{view.t(texts.lead)}</p>
          {wasSent ? (
            <p class="notice" role="alert">
              {view.t(texts.nothing)}
            </p>
          ) : null}
          {maySave(view) ? null : (
            <p class="quiet">
              {view.t(texts.anonymous)} <a href="/login?next=/diagnosis">{view.t(texts.signIn)}</a>
            </p>
          )}
        </>
      )}
      {result ? <h2>{view.t(texts.change)}</h2> : null}
      <p class="quiet small-text">{note}</p>
      <TaskForm view={view} tasks={tasks} answers={answers} />
    </Layout>,
  );
}

/** Keeps the answers of somebody signed in, then shows the result at an address of its own. */
async function save(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const ctx = contextOf(c, 'web');
  const { items } = await callCapability(can.listDiagnosisTasks, ctx, {});
  const answers = readAnswers(form, items);
  await callCapability(can.saveOwnDiagnosis, ctx, { answers: toTasks(answers) });
  return c.redirect(`/diagnosis?${queryOf(answers) || 'empty=1'}`, 303);
}

/** Keeps the cluster and level chosen and goes on to the proficiency of each competency. */
async function choose(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const hours = Number(form.get('hours'));
  await callCapability(can.updateProfile, contextOf(c, 'web'), {
    cluster: form.get('cluster') ?? '',
    level: form.get('level') ?? '',
    ...(form.get('hours') && { hoursAvailable: hours }),
  });
  return c.redirect('/diagnosis/levels', 303);
}

/** From tasks to a cluster. Anonymous people send everything in the address and nothing is stored. */
export function mountDiagnosis(app: BankApp): void {
  app.get('/diagnosis', show);
  app.post('/diagnosis', save);
  app.post('/diagnosis/choose', choose);
}
