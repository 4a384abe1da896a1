import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { checkLabels } from '../../knowledge/courses/labels.ts';
import type { Course } from '../../knowledge/courses/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { colon } from './badges-parts.tsx';
import { coursePath, courseStyles, hoursOf } from './courses-parts.tsx';
import { courseTexts, withNumbers } from './courses-texts.ts';
import { Layout } from './layout.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const { programmePage: texts } = courseTexts;

/** The study's own section on the programme, as the bank holds it. */
const recommendation = 'study-rec-ai-governance-training';

function Unit({ view, course }: { view: View; course: Course }) {
  const { readings, task, check } = course.parts;
  return (
    <li>
      <h3>
        <a href={coursePath(course.id)}>{view.t(course.title)}</a>
      </h3>
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
      <h2>{title}</h2>
      <p class="quiet">{withNumbers(view.t(texts.sumHours), { n: units.length, h: hours })}</p>
      <ol>
        {units.map((course) => (
          <Unit view={view} course={course} />
        ))}
      </ol>
    </section>
  );
}

function ProgrammePage({
  view,
  mid,
  senior,
  passage,
}: {
  view: View;
  passage: string | undefined;
  mid: readonly Course[];
  senior: readonly Course[];
}) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/courses" styles={courseStyles} wide>
      <p class="crumb no-print">
        <a href="/courses">{view.t(courseTexts.title)}</a>
      </p>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
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
  const passage = await firstPassage(c);
  const [mid, senior] = [await unitsOf('managers-mid'), await unitsOf('managers-senior')];
  return sendPage(c, <ProgrammePage view={viewOf(c)} mid={mid} senior={senior} passage={passage} />);
}

export function mountProgramme(app: BankApp): void {
  app.get('/programme', showProgramme);
}
