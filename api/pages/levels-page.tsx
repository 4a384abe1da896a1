import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { learnerStyles } from './dashboard-page.tsx';
import { dashboardTexts, levelTexts as texts } from './dashboard-texts.ts';
import { Steps } from './diagnosis-result.tsx';
import { levelOptions } from './framework-data.ts';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, Select } from './parts.tsx';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Behaviours = Awaited<ReturnType<typeof can.listBehaviours.run>>['items'][number];
type Assessment = Awaited<ReturnType<typeof can.listAssessments.run>>['items'][number];

interface Rated {
  readonly behaviours: Behaviours;
  readonly known: Assessment | undefined;
  readonly hasQuiz: boolean;
}

function Choice(props: { name: string; value: number; text: string; checked: boolean }) {
  const { name, value, text, checked } = props;
  return (
    <label class="check">
      <input type="radio" name={name} value={String(value)} checked={checked} />
      <span>
        <strong>{value}</strong> {text}
      </span>
    </label>
  );
}

function CompetencyChoice({ view, rated, level }: { view: View; rated: Rated; level: string }) {
  const { behaviours, known, hasQuiz } = rated;
  const { id, name } = behaviours.competency;
  const proven = (['evidenced', 'tested'] as const).flatMap((truth) =>
    known?.[truth] ? [`${view.t(texts[truth])} ${known[truth].proficiency}`] : [],
  );
  const at = known?.claimed?.proficiency;
  return (
    <fieldset class="levels">
      <legend>{name}</legend>
      {behaviours.definedByStudy ? null : <p class="quiet small-text">{view.t(texts.undefinedYet)}</p>}
      {proven.length > 0 ? <p class="quiet small-text">{proven.join(' · ')}</p> : null}
      <Choice name={id} value={0} text={view.t(texts.noneYet)} checked={at === 0} />
      {behaviours.behaviours.map((one) => (
        <Choice name={id} value={one.proficiency} text={one.text} checked={at === one.proficiency} />
      ))}
      {hasQuiz ? (
        <p class="small-text">
          <a href={`/quizzes/${encodeURIComponent(id)}?level=${level}`}>{view.t(texts.quiz)}</a>
        </p>
      ) : null}
    </fieldset>
  );
}

function LevelForm({ view, level }: { view: View; level: string | undefined }) {
  return (
    <form class="inline-fields" method="get" action="/diagnosis/levels">
      <Select
        view={view}
        name="level"
        label={texts.level}
        value={level ?? 'basic'}
        options={levelOptions(view)}
      />
      <button type="submit" class="button plain">
        {view.t(texts.show)}
      </button>
    </form>
  );
}

/** The AI set first: it is what the attainment rate and most modules are about. */
async function readRated(
  c: HonoContext<ApiEnv>,
  level: string,
): Promise<{ ai: Rated[]; others: Rated[]; note: string }> {
  const ctx = contextOf(c, 'web');
  const { items, note } = await callCapability(can.listBehaviours, ctx, { level });
  const own = await callCapability(can.listAssessments, ctx, {});
  const quizzes = await callCapability(can.listQuizzes, ctx, {});
  const framework = await callCapability(can.listCompetencies, ctx, { level });
  const roles = new Map(framework.items.map((one) => [one.id, one.ai?.role]));
  const roleOf = (one: Rated) => roles.get(one.behaviours.competency.id);
  const rated = items.map((behaviours) => ({
    behaviours,
    known: own.items.find((one) => one.competency.id === behaviours.competency.id && one.level.id === level),
    hasQuiz: quizzes.items.some(
      (one) => one.competency.id === behaviours.competency.id && one.level === level,
    ),
  }));
  return {
    ai: [
      ...rated.filter((one) => roleOf(one) === 'core'),
      ...rated.filter((one) => roleOf(one) === 'related'),
    ],
    others: rated.filter((one) => !roleOf(one)),
    note,
  };
}

function RatingForm(props: { view: View; level: string; ai: readonly Rated[]; others: readonly Rated[] }) {
  const { view, level, ai, others } = props;
  return (
    <form
      class="sheet"
      id="levels"
      method="post"
      action="/diagnosis/levels"
      data-level={level}
      data-saved={view.t(texts.saved)}
      data-failed={view.t(texts.failed)}
    >
      <Csrf view={view} />
      <input type="hidden" name="level" value={level} />
      <h2>{view.t(texts.ai)}</h2>
      {ai.map((rated) => (
        <CompetencyChoice view={view} rated={rated} level={level} />
      ))}
      <details class="act">
        <summary>{view.t(texts.others)}</summary>
        {others.map((rated) => (
          <CompetencyChoice view={view} rated={rated} level={level} />
        ))}
      </details>
      <p class="save-bar">
        <button type="submit" class="button">
          {view.t(texts.save)}
        </button>{' '}
        <span id="levels-status" role="status" />
      </p>
      <p>
        <a href="/path">{view.t(texts.next)}</a>
      </p>
    </form>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.saveAssessments.allow);
  const profile = await callCapability(can.getProfile, ctx, {});
  const asked = queryFields(c, ['level']).level;
  const level = asked && asked in levelNames ? asked : profile.level?.id;
  const rated = level ? await readRated(c, level) : undefined;
  return sendPage(
    c,
    <Layout
      view={view}
      title={view.t(texts.title)}
      section="/diagnosis"
      styles={learnerStyles}
      scripts={['learners.js']}
    >
      <h1>{view.t(texts.title)}</h1>
      <Steps view={view} at={3} />
      <p class="lead">{view.t(texts.lead)}</p>
      {rated ? <p class="quiet">{rated.note}</p> : <p>{view.t(dashboardTexts.noLevel)}</p>}
      <LevelForm view={view} level={level} />
      {rated && level ? <RatingForm view={view} level={level} ai={rated.ai} others={rated.others} /> : null}
    </Layout>,
  );
}

async function save(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const level = form.get('level') ?? '';
  const items = [...form]
    .filter(([name]) => name !== 'csrf' && name !== 'level')
    .map(([competency, value]) => ({ competency, level, proficiency: Number(value) }));
  if (items.length > 0) await callCapability(can.saveAssessments, contextOf(c, 'web'), { items });
  return c.redirect('/path', 303);
}

/** Self-ratings with the behaviours beside each choice: the third step of the diagnosis. */
export function mountLevels(app: BankApp): void {
  app.get('/diagnosis/levels', show);
  app.post('/diagnosis/levels', save);
}
