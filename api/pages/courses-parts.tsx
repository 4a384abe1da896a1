import type { capabilities } from '../../capabilities.ts';
import { originLabels } from '../../knowledge/courses/labels.ts';
import type { Course, CourseState } from '../../knowledge/courses/schema.ts';
import { courseTexts, withNumbers } from './courses-texts.ts';
import { levelNames } from './framework-texts.ts';
import type { Option } from './parts.tsx';
import type { View } from './view.ts';

export type { Course };
export type FullCourse = Awaited<ReturnType<typeof capabilities.getCourse.run>>;

// Forms and states look as those of badges do.
export const courseStyles = ['badges.css', 'courses.css'] as const;

export function coursePath(id: string): string {
  return `/courses/${encodeURIComponent(id)}`;
}

export function levelsOf(view: View, { levels }: Pick<Course, 'levels'>): string {
  return levels.map((level) => view.t(levelNames[level]!)).join(view.language === 'en' ? ', ' : '、');
}

export function hoursOf(view: View, hours: number): string {
  return `${hours} ${view.t(courseTexts.hours)}`;
}

export function minutesOf(view: View, minutes: number): string {
  return `${minutes} ${view.t(courseTexts.minutes)}`;
}

export function CourseStateTag({ view, state }: { view: View; state: CourseState }) {
  const look = { published: 'approved', withdrawn: 'retired' }[state as string] ?? state;
  return <span class={`tag state state-${look}`}>{view.t(courseTexts.states[state])}</span>;
}

/** The unit of a track, or where the module comes from. */
export function kindOf(view: View, course: Pick<Course, 'track' | 'unit' | 'origin'>): string {
  if (!course.track) return view.t(originLabels[course.origin]);
  const unit = withNumbers(view.t(courseTexts.unit), { n: course.unit ?? '' });
  return `${view.t(courseTexts.programme)} · ${unit}`;
}

/** A competency by its name in the reader's language; the printed name where there is no other. */
export function nameIn(names: readonly Option[], competency: string): string {
  return names.find(({ value }) => value === competency)?.label ?? competency;
}

export function CourseCard({
  view,
  course,
  names,
}: {
  view: View;
  course: Course;
  names: readonly Option[];
}) {
  const competencies = [...new Set(course.develops.map(({ competency }) => nameIn(names, competency)))];
  return (
    <li class="course-card">
      <h3>
        <a href={coursePath(course.id)}>{view.t(course.title)}</a>
      </h3>
      <p class="facts">
        {[levelsOf(view, course), hoursOf(view, course.hours), kindOf(view, course)].join(' · ')}
      </p>
      <p>{view.t(course.aim)}</p>
      <p class="facts">{competencies.join(view.language === 'en' ? '; ' : '、')}</p>
    </li>
  );
}
