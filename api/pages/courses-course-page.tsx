import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { checkLabels, proficiencyLabels } from '../../knowledge/courses/labels.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { AreaField, badgeName, colon, DecisionFields, dayOf, mayAs } from './badges-parts.tsx';
import { DoneForm, type Recorded, readRecorded } from './courses-done.tsx';
import {
  CourseStateTag,
  coursePath,
  courseStyles,
  type FullCourse,
  hoursOf,
  kindOf,
  levelsOf,
  minutesOf,
  nameIn,
} from './courses-parts.tsx';
import { courseTexts as texts } from './courses-texts.ts';
import { listCompetencyNames } from './framework-data.ts';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FactList, langOf, type Option, Prose } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

interface CourseProps {
  readonly view: View;
  readonly course: FullCourse;
}
type BadgeLink = Pick<Awaited<ReturnType<typeof can.listBadges.run>>['items'][number], 'id' | 'name'>;

interface PageProps extends CourseProps {
  readonly badges: readonly BadgeLink[];
  readonly clusters: readonly Option[];
  readonly names: readonly Option[];
  readonly recorded: Recorded;
}

const { one } = texts;

function Develops({ view, course, names }: CourseProps & { names: readonly Option[] }) {
  const within = (text: string) => (view.language === 'en' ? ` (${text})` : `（${text}）`);
  const at = (step: number) => `${step}${within(view.t(proficiencyLabels[step]!))}`;
  return (
    <section>
      <h2>{view.t(one.develops)}</h2>
      <ul>
        {course.develops.map(({ competency, level, from, to }) => (
          <li>
            <a href={`/framework?competency=${encodeURIComponent(competency)}#competencies`}>
              {nameIn(names, competency)}
            </a>
            {within(view.t(levelNames[level]!))}
            {colon(view)}
            {at(from)} → {at(to)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reading({ view, course, index }: CourseProps & { index: number }) {
  const { caseId, minutes, why } = course.parts.readings[index]!;
  const found = course.cases.find(({ id }) => id === caseId);
  return (
    <li>
      {found ? (
        <a href={`/cases/${encodeURIComponent(caseId)}`}>{view.t(found.title)}</a>
      ) : (
        <span>
          {caseId} {view.t(one.caseGone)}
        </span>
      )}{' '}
      <span class="quiet">{minutesOf(view, minutes)}</span>
      <p>{view.t(why)}</p>
    </li>
  );
}

function Heading({ view, text, minutes }: { view: View; text: string; minutes: number }) {
  return (
    <h3>
      {text} <span>{minutesOf(view, minutes)}</span>
    </h3>
  );
}

function Check({ view, course: { parts } }: CourseProps) {
  const { kind, text, passes, fails, minutes } = parts.check;
  const name = `${view.t(one.check)}${colon(view)}${view.t(checkLabels[kind])}`;
  return (
    <li>
      <Heading view={view} text={name} minutes={minutes} />
      <p class="lines">{view.t(text)}</p>
      <dl class="verdicts">
        {passes ? (
          <>
            <dt>{view.t(one.passes)}</dt>
            <dd>{view.t(passes)}</dd>
          </>
        ) : null}
        {fails ? (
          <>
            <dt>{view.t(one.fails)}</dt>
            <dd>{view.t(fails)}</dd>
          </>
        ) : null}
      </dl>
    </li>
  );
}

function Parts({ view, course }: CourseProps) {
  const { session, readings, task } = course.parts;
  const reading = readings.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <section>
      <h2>{view.t(one.parts)}</h2>
      <ul class="course-parts">
        {session ? (
          <li>
            <Heading view={view} text={view.t(one.session)} minutes={session.minutes} />
            <p class="lines">{view.t(session.text)}</p>
          </li>
        ) : null}
        {readings.length > 0 ? (
          <li>
            <Heading view={view} text={view.t(one.readings)} minutes={reading} />
            <ul>
              {readings.map((_reading, index) => (
                <Reading view={view} course={course} index={index} />
              ))}
            </ul>
          </li>
        ) : null}
        <li>
          <Heading view={view} text={view.t(one.task)} minutes={task.minutes} />
          <p class="lines">{view.t(task.text)}</p>
        </li>
        <Check view={view} course={course} />
      </ul>
    </section>
  );
}

/** What was taken from the case, with its marks leading to the sources of the case and the passages beside it. */
function CaseStudy({ view, course: { caseStudy } }: CourseProps) {
  if (!caseStudy) return null;
  const page = `/cases/${encodeURIComponent(caseStudy.caseId)}`;
  const inChinese = caseStudy.parts.some(({ text }) => detectLanguage(text) === 'zh-TW');
  const mark = (n: number) => `<a class="cite" href="${page}#source-${n}" aria-label="${n}">${n}</a>`;
  return (
    <section>
      <h2>{view.t(one.study)}</h2>
      <p class="quiet">
        {view.t(one.studyNote)} {inChinese ? view.t(one.studyInChinese) : null}
      </p>
      {caseStudy.parts.map(({ part, text, passages }) => (
        <section>
          <h3>{view.t(texts.studyParts[part])}</h3>
          <Prose text={text} language={detectLanguage(text)} options={{ mark, headingLevel: 4 }} />
          {passages.length > 0 ? (
            <p class="quiet small-text">
              {view.t(one.passages)}
              {colon(view)}
              {passages.map((id, index) => (
                <>
                  <a href={`/passages/${encodeURIComponent(id)}`}>{index + 1}</a>{' '}
                </>
              ))}
            </p>
          ) : null}
        </section>
      ))}
    </section>
  );
}

function Neighbours({ view, title, items }: { view: View; title: string; items: FullCourse['before'] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {items.map(({ id, title: name }) => (
          <li>
            <a href={coursePath(id)}>{view.t(name)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reviews({ view, course: { written } }: CourseProps) {
  if (!written || written.reviews.length === 0) return null;
  return (
    <section>
      <h2>{view.t(one.reviews)}</h2>
      <ul class="review-list">
        {written.reviews.map(({ decision, comment, at }) => (
          <li>
            <strong>{view.t(decision === 'approve' ? one.approved : one.returned)}</strong>{' '}
            <span class="quiet">{dayOf(at)}</span>
            {comment ? <p class="lines">{comment}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReviewForm({ view, course }: CourseProps) {
  return (
    <details class="act" open>
      <summary>{view.t(one.review)}</summary>
      <form class="sheet" method="post" action={`${coursePath(course.id)}/review`}>
        <Csrf view={view} />
        <DecisionFields view={view} />
      </form>
    </details>
  );
}

function OwnActs({ view, course }: CourseProps) {
  return (
    <form method="post" action={`${coursePath(course.id)}/submit`}>
      <Csrf view={view} />
      <p class="actions">
        <button type="submit" class="button">
          {view.t(one.submit)}
        </button>
        <a class="button plain" href={`${coursePath(course.id)}/edit`}>
          {view.t(one.edit)}
        </a>
      </p>
    </form>
  );
}

function WithdrawForm({ view, course }: CourseProps) {
  return (
    <details class="act">
      <summary>{view.t(one.withdraw)}</summary>
      <form class="sheet" method="post" action={`${coursePath(course.id)}/withdraw`}>
        <Csrf view={view} />
        <AreaField view={view} name="reason" label={one.reason} max={1_000} rows={2} />
        <p>
          <button type="submit" class="button plain">
            {view.t(one.withdraw)}
          </button>
        </p>
      </form>
    </details>
  );
}

/** What this person may do now; the capabilities check it again. */
function Acts({ view, course }: CourseProps) {
  const { written } = course;
  if (!written) return null;
  const { state, mine } = written;
  const reviews = mayAs(view, 'pilot_leader', 'reviewer');
  return (
    <div class="no-print">
      {state === 'published' ? null : (
        <p class="notice">{view.t(course.state === 'published' ? one.otherVersion : one.pending)}</p>
      )}
      {mine && (state === 'draft' || state === 'returned') ? <OwnActs view={view} course={course} /> : null}
      {state === 'in_review' && !mine && reviews ? <ReviewForm view={view} course={course} /> : null}
      {state !== 'withdrawn' && (mine || reviews) ? <WithdrawForm view={view} course={course} /> : null}
    </div>
  );
}

function Side({
  view,
  course,
  badges,
  clusters,
}: CourseProps & { badges: readonly BadgeLink[]; clusters: readonly Option[] }) {
  const inClusters = course.clusters.map((id) => clusters.find(({ value }) => value === id)?.label ?? id);
  return (
    <aside>
      <FactList
        rows={[
          [view.t(texts.level), levelsOf(view, course)],
          [view.t(texts.cluster), inClusters.join('、') || view.t(texts.everyCluster)],
          [view.t(one.total), hoursOf(view, course.hours)],
          [view.t(texts.origin), kindOf(view, course)],
          [
            view.t(one.badgeProposal),
            badges.length === 0 && course.badgeProposal ? view.t(course.badgeProposal) : null,
          ],
        ]}
      />
      {badges.length > 0 ? (
        <p>
          {view.t(one.badge)}
          {colon(view)}
          {badges.map((badge) => (
            <a href={`/badges/${encodeURIComponent(badge.id)}`}>{badgeName(view, badge)}</a>
          ))}
        </p>
      ) : null}
    </aside>
  );
}

function CoursePage(props: PageProps) {
  const { view, course } = props;
  const title = view.t(course.title);
  return (
    <Layout view={view} title={title} section="/courses" styles={courseStyles} wide>
      <p class="crumb no-print">
        <a href="/courses">{view.t(texts.title)}</a>
        {course.track ? (
          <>
            {' · '}
            <a href="/programme">{view.t(texts.programme)}</a>
          </>
        ) : null}
      </p>
      <h1 lang={/\p{Script=Han}/u.test(title) ? langOf('zh-TW') : undefined}>{title}</h1>
      <p class="lead">{view.t(course.aim)}</p>
      {course.written ? <CourseStateTag view={view} state={course.written.state} /> : null}
      <div class="with-side reading">
        <Side {...props} />
        <div class="case-text">
          <DoneForm view={view} course={course} recorded={props.recorded} />
          <Acts view={view} course={course} />
          <Develops view={view} course={course} names={props.names} />
          <Parts view={view} course={course} />
          <CaseStudy view={view} course={course} />
          <Neighbours view={view} title={view.t(one.before)} items={course.before} />
          <Neighbours view={view} title={view.t(one.after)} items={course.after} />
          <Reviews view={view} course={course} />
        </div>
      </div>
    </Layout>
  );
}

/** Badges that name the module as their course. */
async function badgesOf(c: HonoContext<ApiEnv>, { id, badge, develops }: FullCourse): Promise<BadgeLink[]> {
  const competency = develops[0]!.competency;
  const { items } = await callCapability(can.listBadges, contextOf(c, 'web'), { competency, limit: 100 });
  return items.filter((one) => one.id === badge || one.course.courseId === id);
}

async function showCourse(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const course = await callCapability(can.getCourse, ctx, { id: c.req.param('id') });
  const clusters = await callCapability(can.listClusters, ctx, {});
  const view = viewOf(c);
  return sendPage(
    c,
    <CoursePage
      view={view}
      course={course}
      recorded={await readRecorded(c, view, course.id)}
      badges={await badgesOf(c, course)}
      names={await listCompetencyNames(c)}
      clusters={clusters.items.map(({ id, name }) => ({ value: id, label: name }))}
    />,
  );
}

export function mountCourse(app: BankApp): void {
  app.get('/courses/:id', showCourse);
}
