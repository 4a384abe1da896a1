import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { checkLabels } from '../../knowledge/courses/labels.ts';
import type { Course } from '../../knowledge/courses/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { colon } from './badges-parts.tsx';
import { coursePath, hoursOf } from './courses-parts.tsx';
import { courseTexts, withNumbers } from './courses-texts.ts';
import { Layout } from './layout.tsx';
import { mountCallForm } from './programme-call-form.tsx';
import { mountCall } from './programme-call-page.tsx';
import { mountCohort } from './programme-cohort-page.tsx';
import { mountGatheringForm } from './programme-gathering-form.tsx';
import { mountGathering } from './programme-gathering-page.tsx';
import { type Home, HomeSections, readHome } from './programme-home.tsx';
import { mountNominationForm } from './programme-nomination-form.tsx';
import { mountNomination } from './programme-nomination-page.tsx';
import { mountPanel } from './programme-panel-page.tsx';
import { programmeStyles } from './programme-parts.tsx';
import { mountProgrammeActs } from './programme-perform.tsx';
import { programmeTexts } from './programme-texts.ts';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const { programmePage: texts } = courseTexts;

/** The study's own section on the programme, as the bank holds it. */
const recommendation = 'study-rec-ai-governance-training';

function Unit({ view, course }: { view: View; course: Course }) {
  const { readings, task, check } = course.parts;
  return (
    <li>
      <h4>
        <a href={coursePath(course.id)}>{view.t(course.title)}</a>
      </h4>
      <p class="facts">
        {hoursOf(view, course.hours)} · {view.t(texts.reads)} {readings.length} ·{' '}
        {view.t(checkLabels[check.kind])}
      </p>
      <p>{view.t(course.aim)}</p>
      <p>
        <strong>{view.t(texts.exercise)}</strong>
        {colon(view)}
        {view.t(task.text)}
      </p>
      {course.badgeProposal ? (
        <p class="facts">
          {view.t(texts.badge)}
          {colon(view)}
          {view.t(course.badgeProposal)}
        </p>
      ) : null}
    </li>
  );
}

function Track({ view, title, units }: { view: View; title: string; units: readonly Course[] }) {
  const hours = Math.round(units.reduce((sum, one) => sum + one.hours, 0) * 10) / 10;
  return (
    <section>
      <h3>{title}</h3>
      <p class="quiet">{withNumbers(view.t(texts.sumHours), { n: units.length, h: hours })}</p>
      <ol>
        {units.map((course) => (
          <Unit view={view} course={course} />
        ))}
      </ol>
    </section>
  );
}

interface PageProps {
  readonly view: View;
  readonly home: Home;
  readonly passage: string | undefined;
  readonly mid: readonly Course[];
  readonly senior: readonly Course[];
}

function ProgrammePage({ view, home, mid, senior, passage }: PageProps) {
  return (
    <Layout
      view={view}
      title={view.t(programmeTexts.title)}
      section="/programme"
      styles={programmeStyles}
      wide
    >
      <h1>{view.t(programmeTexts.home.leaders)}</h1>
      <HomeSections view={view} home={home} />
      <h2 id="tracks">{view.t(texts.title)}</h2>
      <p>{view.t(texts.lead)}</p>
      <p class="quiet">
        {view.t(texts.note)} {passage ? <a href={`/passages/${passage}`}>{view.t(texts.source)}</a> : null}
      </p>
      <div class="tracks">
        <Track view={view} title={view.t(texts.mid)} units={mid} />
        <Track view={view} title={view.t(texts.senior)} units={senior} />
      </div>
    </Layout>
  );
}

/** Where the study says it; undefined in a store without the study. */
async function firstPassage(c: HonoContext<ApiEnv>): Promise<string | undefined> {
  const ctx = contextOf(c, 'web');
  const found = await callCapability(can.getSource, ctx, { id: recommendation }).catch((error) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
  return found?.passages[0]?.id;
}

async function showProgramme(c: HonoContext<ApiEnv>): Promise<Response> {
  const unitsOf = async (track: string) => {
    const { items } = await callCapability(can.listCourses, contextOf(c, 'web'), { track, limit: 100 });
    return items.filter((course) => course.track === track);
  };
  const view = viewOf(c);
  const passage = await firstPassage(c);
  const [mid, senior] = [await unitsOf('managers-mid'), await unitsOf('managers-senior')];
  const home = await readHome(c, view);
  return sendPage(c, <ProgrammePage view={view} home={home} mid={mid} senior={senior} passage={passage} />);
}

/** The programme and everything below it; forms before the pages of single things. */
export function mountProgramme(app: BankApp): void {
  app.get('/programme', showProgramme);
  mountProgrammeActs(app);
  mountCallForm(app);
  mountCall(app);
  mountPanel(app);
  mountNominationForm(app);
  mountNomination(app);
  mountCohort(app);
  mountGatheringForm(app);
  mountGathering(app);
}
