import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { originLabels } from '../../knowledge/courses/labels.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { CourseCard, CourseStateTag, coursePath, courseStyles, hoursOf } from './courses-parts.tsx';
import { courseTexts as texts } from './courses-texts.ts';
import { levelOptions, listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { Csrf, type Option, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { type View, viewOf, withQuery } from './view.ts';

const filterNames = ['q', 'competency', 'level', 'cluster', 'origin'] as const;
type Filter = Partial<Record<(typeof filterNames)[number], string>>;
type Listed = Awaited<ReturnType<typeof can.listCourses.run>>;
type Written = Awaited<ReturnType<typeof can.listOwnCourses.run>>['items'][number];

interface CoursesPageProps {
  readonly view: View;
  readonly filter: Filter;
  readonly listed: Listed;
  readonly own: readonly Written[];
  readonly waiting: readonly Written[];
  readonly competencies: readonly Option[];
  readonly clusters: readonly Option[];
}

function FilterForm({ view, filter, competencies, clusters }: CoursesPageProps) {
  const levels = levelOptions(view);
  const origins = Object.entries(originLabels).map(([value, label]) => ({ value, label: view.t(label) }));
  const choices = { competency: competencies, level: levels, cluster: clusters, origin: origins };
  return (
    <search>
      <form class="filters no-print" method="get" action="/courses">
        <label class="field text">
          <span>{view.t(texts.text)}</span>
          <input type="search" name="q" value={filter.q ?? ''} maxlength={500} />
        </label>
        {(['competency', 'level', 'cluster', 'origin'] as const).map((name) => (
          <Select
            view={view}
            name={name}
            label={texts[name]}
            all={texts.all}
            value={filter[name]}
            options={choices[name]}
          />
        ))}
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(texts.apply)}
          </button>
          {Object.keys(filter).length > 0 ? <a href="/courses">{view.t(texts.clear)}</a> : null}
        </div>
      </form>
    </search>
  );
}

function WrittenLine({ view, one }: { view: View; one: Written }) {
  return (
    <>
      <a href={coursePath(one.id)}>{view.t(one.title)}</a>{' '}
      <span class="quiet">
        {hoursOf(view, one.hours)} · {view.t(originLabels[one.origin])}
      </span>
    </>
  );
}

/** What waits for the reader's review; several may be approved at once. */
function Waiting({ view, waiting }: CoursesPageProps) {
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting" class="no-print">
      <h2 id="waiting">{view.t(texts.waiting)}</h2>
      <form method="post" action="/courses/reviews" class="choose">
        <Csrf view={view} />
        {waiting.map((one) => (
          <div>
            <label>
              <input type="checkbox" name="id" value={one.id} />
              <span>
                <WrittenLine view={view} one={one} />
              </span>
            </label>
          </div>
        ))}
        <p>
          <button type="submit" class="button plain">
            {view.t(texts.one.approveChosen)}
          </button>
        </p>
      </form>
    </section>
  );
}

function Own({ view, own }: CoursesPageProps) {
  const open = own.filter(({ state }) => state !== 'published' && state !== 'withdrawn');
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="own" class="no-print">
      <h2 id="own">{view.t(texts.own)}</h2>
      <ul>
        {open.map((one) => (
          <li>
            <WrittenLine view={view} one={one} /> <CourseStateTag view={view} state={one.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Links({ view }: { view: View }) {
  return (
    <p class="actions no-print">
      <a class="button" href="/programme">
        {view.t(texts.programme)}
      </a>
      {mayAs(view, 'pilot_leader', 'reviewer', 'manager', 'issuer') ? (
        <a class="button plain" href="/courses/new">
          {view.t(texts.newLink)}
        </a>
      ) : null}
      {mayAs(view, 'reviewer', 'admin') ? (
        <a class="button plain" href="/courses/import">
          {view.t(texts.importLink)}
        </a>
      ) : null}
    </p>
  );
}

function CoursesPage(props: CoursesPageProps) {
  const { view, listed, competencies } = props;
  return (
    <Layout view={view} title={view.t(texts.title)} section="/courses" styles={courseStyles} wide>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <p class="quiet">{view.t(texts.starterNote)}</p>
      <Links view={view} />
      <Waiting {...props} />
      <Own {...props} />
      <div class="with-side">
        <FilterForm {...props} />
        <section aria-labelledby="count">
          <h2 id="count" class="count">
            <span role="status">
              <strong>{listed.total}</strong> {view.t(texts.count)}
            </span>
          </h2>
          {listed.items.length === 0 ? <p class="empty">{view.t(texts.none)}</p> : null}
          <ul class="course-list">
            {listed.items.map((course) => (
              <CourseCard view={view} course={course} names={competencies} />
            ))}
          </ul>
          {listed.nextCursor ? (
            <p>
              <a class="button plain" href={withQuery(view.here, { cursor: listed.nextCursor })} rel="next">
                {view.t(texts.more)}
              </a>
            </p>
          ) : null}
        </section>
      </div>
    </Layout>
  );
}

async function showCourses(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const filter: Filter = queryFields(c, filterNames);
  const listed = await callCapability(can.listCourses, ctx, {
    ...filter,
    ...queryFields(c, ['cursor']),
    limit: 30,
  });
  const clusters = await callCapability(can.listClusters, ctx, {});
  const reviews = mayAs(view, 'pilot_leader', 'reviewer');
  return sendPage(
    c,
    <CoursesPage
      view={view}
      filter={filter}
      listed={listed}
      own={mayAs(view, 'staff') ? (await callCapability(can.listOwnCourses, ctx, {})).items : []}
      waiting={reviews ? (await callCapability(can.listCourseReviews, ctx, {})).items : []}
      competencies={await listCompetencyNames(c)}
      clusters={clusters.items.map(({ id, name }) => ({ value: id, label: name }))}
    />,
  );
}

export function mountCourses(app: BankApp): void {
  app.get('/courses', showCourses);
}
