import { csvTemplate } from '../../knowledge/courses/csv-columns.ts';
import { courseInput } from '../knowledge/courses/course-input.ts';
import type { TestHttp } from '../support/http.ts';

type Input = Record<string, unknown>;
type Ids = Record<string, string>;

/** A draft and one handed in, written by a pilot leader. */
export async function prepareCourses(http: TestHttp, tokens: Ids, ids: Ids): Promise<void> {
  for (const state of ['courseDraft', 'courseInReview'] as const) {
    const json = courseInput({ readings: [] });
    ids[state] = (await http.api('POST', '/courses', { token: tokens.pilot_leader, json })).json.id;
  }
  await http.api('POST', `/courses/${ids.courseInReview}/submit`, { token: tokens.pilot_leader });
}

const text = { 'zh-TW': '文字', en: 'Text' };

/** Every field there is. */
const full = (): Input =>
  courseInput({
    clusters: ['pm'],
    prerequisites: ['none'],
    badge: 'badge_x',
    badgeProposal: text,
    track: 'managers-mid',
    unit: 1,
    caseStudy: { caseId: 'tw-x', parts: [{ part: 'situation', text: '情境', passages: ['passage_x'] }] },
    parts: {
      session: { text, minutes: 10 },
      readings: [{ caseId: 'tw-x', minutes: 5, why: text }],
      task: { text, minutes: 30 },
      check: { kind: 'written', text, passes: text, fails: text, minutes: 5 },
    },
    visibility: 'government',
  });

/** For each capability about modules: who calls it, and an input it takes. */
export const courseInputs = (ids: Ids): Record<string, { as?: string; input: () => Input }> => ({
  'list-courses': {
    input: () => ({
      competency: 'AI素養',
      level: 'mid',
      cluster: 'pm',
      origin: 'starter',
      track: 'managers-mid',
      q: '驗收',
      limit: 5,
      cursor: 'x',
    }),
  },
  'get-course': { as: 'pilot_leader', input: () => ({ id: ids.courseDraft }) },
  'create-course': { as: 'pilot_leader', input: full },
  'create-course-from-case': { as: 'pilot_leader', input: () => ({ caseId: 'case_none' }) },
  'import-courses': {
    as: 'reviewer',
    input: () => ({ csv: csvTemplate(), dryRun: true, visibility: 'government' }),
  },
  'review-courses': {
    as: 'reviewer',
    input: () => ({ ids: [ids.courseDraft], decision: 'return', comment: '請補' }),
  },
  'update-course': { as: 'pilot_leader', input: () => ({ id: ids.courseDraft, ...full() }) },
  'submit-course': { as: 'pilot_leader', input: () => ({ id: ids.courseInReview }) },
  'review-course': {
    as: 'reviewer',
    input: () => ({ id: ids.courseDraft, decision: 'return', comment: '請補' }),
  },
  'withdraw-course': { as: 'pilot_leader', input: () => ({ id: 'course_none', reason: '誤' }) },
  'list-own-courses': { as: 'staff', input: () => ({}) },
  'list-course-reviews': { as: 'reviewer', input: () => ({}) },
});
