import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCourse } from '../../../knowledge/courses/check-course.ts';
import { courseSource } from '../../../knowledge/courses/course-source.ts';
import { loadCourses } from '../../../knowledge/courses/load-courses.ts';
import type { Course } from '../../../knowledge/courses/schema.ts';
import { loadFrameworkContent } from '../../../knowledge/framework/content.ts';
import { projectRoot } from '../../support/project-files.ts';

const courses = loadCourses();
const framework = await loadFrameworkContent(`${projectRoot}/knowledge/content/framework`);
const caseIds = readdirSync(`${projectRoot}/knowledge/content/cases`)
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => name.slice(0, -3));
const key = ({ competency, level }: { competency: string; level: string }) => `${level} ${competency}`;

/** Proficiency reached from nothing by doing every module that can be done, in any order that works. */
function reachable(all: readonly Course[]): Map<string, number> {
  const reached = new Map<string, number>();
  const done = new Set<string>();
  const at = (one: { competency: string; level: string }) => reached.get(key(one)) ?? 0;
  for (let before = -1; before !== done.size; ) {
    before = done.size;
    for (const course of all) {
      const open =
        !done.has(course.id) &&
        course.prerequisites.every((id) => done.has(id)) &&
        course.develops.every((one) => at(one) >= one.from);
      if (!open) continue;
      done.add(course.id);
      for (const one of course.develops) reached.set(key(one), Math.max(at(one), one.to));
    }
  }
  expect(all.filter(({ id }) => !done.has(id)).map(({ id }) => id)).toEqual([]);
  return reached;
}

describe('the starter set', () => {
  it('holds at least thirty modules beside the programme of two tracks of six to eight units', () => {
    expect(courses.filter(({ track }) => !track).length).toBeGreaterThanOrEqual(30);
    for (const track of ['managers-mid', 'managers-senior']) {
      const units = courses.filter((course) => course.track === track);
      expect(units.length).toBeGreaterThanOrEqual(6);
      expect(units.length).toBeLessThanOrEqual(8);
      expect(units.map(({ unit }) => unit)).toEqual(units.map((_, index) => index + 1));
    }
  });

  it.each(courses.map((course) => [course.id, course] as const))(
    '%s names competencies, cases and modules that exist, and needs nothing in a circle',
    (id, course) => {
      const facts = {
        competencies: new Set(framework.competencies.map(({ level, name }) => `${level} ${name}`)),
        prerequisites: new Map(courses.map((one) => [one.id, one.prerequisites])),
        cases: new Map(caseIds.map((one) => [one, 'public'])),
      };
      expect(checkCourse(id, course, 'public', facts)).toEqual([]);
    },
  );

  it.each(courses.map((course) => [course.id, course] as const))(
    '%s takes the hours of its parts, reads one to three cases, and can be passed and failed',
    (_id, { hours, parts, levels, develops }) => {
      const { readings, task, check } = parts;
      const minutes = [...readings, task, check].reduce((sum, part) => sum + part.minutes, 0);
      expect(hours).toBeCloseTo(minutes / 60, 2);
      expect(readings.length).toBeGreaterThanOrEqual(1);
      expect(readings.length).toBeLessThanOrEqual(3);
      expect(check.passes).toBeDefined();
      expect(check.fails).toBeDefined();
      expect(new Set(develops.map(({ level }) => level))).toEqual(new Set(levels));
    },
  );

  it('can be done whole from nothing, and reaches working alone in every AI competency at every level', () => {
    const reached = reachable(courses);
    const ai = framework.competencies.filter(({ aiSet }) => aiSet !== null);
    expect(ai.length).toBeGreaterThan(20);
    const short = ai.filter(({ level, name }) => (reached.get(`${level} ${name}`) ?? 0) < 3);
    expect(short.map(({ level, name }) => `${level} ${name}`)).toEqual([]);
  });

  it('leads from nothing to doing with help in every competency of the framework', () => {
    const reached = reachable(courses);
    const missing = framework.competencies.filter(
      ({ level, name }) => (reached.get(`${level} ${name}`) ?? 0) < 2,
    );
    expect(missing.map(({ level, name }) => `${level} ${name}`)).toEqual([]);
  });

  it('has units whose check is the sign-off of somebody else and a name for a badge', () => {
    const units = courses.filter(({ track }) => track);
    expect(units.every(({ parts }) => parts.check.kind === 'sign-off')).toBe(true);
    expect(units.every(({ badgeProposal }) => badgeProposal !== undefined)).toBe(true);
  });

  it('has Chinese in the Chinese texts and English in the English ones', () => {
    const texts = courses.flatMap(({ title, aim, parts }) => [
      title,
      aim,
      parts.task.text,
      parts.check.text,
      ...parts.readings.map(({ why }) => why),
    ]);
    expect(texts.filter((text) => !/\p{Script=Han}/u.test(text['zh-TW']))).toEqual([]);
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text.en))).toEqual([]);
  });

  it('says in its text that it was written for this product', () => {
    const source = courseSource(courses[0]!, { visibility: 'public', reviewedOn: '2026-11-24' });
    expect(source.passages[0]!.text).toContain('入門清單，本產品自編');
    expect(
      source.passages.some(({ language, text }) => language === 'en' && text.includes('Starter set')),
    ).toBe(true);
  });
});

describe('checking a module', () => {
  const facts = {
    competencies: new Set(['mid 服務驗收']),
    prerequisites: new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]),
    cases: new Map([
      ['open', 'public'],
      ['inside', 'government'],
      ['own', 'agency:a'],
    ]),
  };
  const course = (fields: Partial<Course>): Course => ({
    ...courses[0]!,
    develops: [{ competency: '服務驗收', level: 'mid', from: 0, to: 1 }],
    prerequisites: [],
    ...fields,
    parts: { ...courses[0]!.parts, readings: fields.parts?.readings ?? [] },
  });
  const paths = (id: string, one: Course, visibility = 'public') =>
    checkCourse(id, one, visibility, facts).map(({ path }) => path);
  const reading = (caseId: string) =>
    course({
      parts: { ...courses[0]!.parts, readings: [{ caseId, minutes: 5, why: { 'zh-TW': '讀', en: 'Read' } }] },
    });

  it('finds a circle, a missing module and a competency of another level', () => {
    expect(paths('a', course({ prerequisites: ['b'] }))).toEqual(['prerequisites.0']);
    expect(paths('x', course({ prerequisites: ['x'] }))).toEqual(['prerequisites.0']);
    expect(paths('x', course({ prerequisites: ['none'] }))).toEqual(['prerequisites.0']);
    expect(paths('x', course({ prerequisites: ['a'] }))).toEqual([]);
    expect(
      paths('x', course({ develops: [{ competency: '服務驗收', level: 'basic', from: 0, to: 1 }] })),
    ).toEqual(['develops.0']);
  });

  it('lets a module quote only cases that all its readers may see', () => {
    const allowed = ['open', 'inside', 'own'].map((id) =>
      ['public', 'government', 'community', 'agency:a', 'agency:b'].filter(
        (visibility) => paths('x', reading(id), visibility).length === 0,
      ),
    );
    expect(allowed).toEqual([
      ['public', 'government', 'community', 'agency:a', 'agency:b'],
      ['government', 'community', 'agency:a', 'agency:b'],
      ['agency:a'],
    ]);
  });
});
