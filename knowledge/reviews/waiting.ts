import type { Context } from '../../core/context.ts';
import { selectOpenIntakes } from '../cases/intake-queries.ts';
import { selectWaiting } from '../cases/queries.ts';
import { courseReviewers } from '../courses/course-states.ts';
import { selectWaitingCourses } from '../courses/queries.ts';
import { sourcePath } from '../living/care.ts';
import { selectOpenReports } from '../living/queries.ts';
import { waitingInProgramme } from '../programme/waiting.ts';
import * as completions from '../progress/queries.ts';
import type { Waiting, WaitingItem } from './list-waiting.ts';

const most = 200;
const path = (start: string, id: string) => `${start}/${encodeURIComponent(id)}`;
const me = (ctx: Context) => ctx.actor.personId!;
const reviewing = ['pilot_leader', 'reviewer'] as const;

const cases: Waiting = {
  allow: reviewing,
  list: async (ctx) =>
    (await selectWaiting(ctx.db, me(ctx), { limit: most, after: undefined })).map(
      ({ id, record, updatedAt }) => ({
        kind: 'case',
        id,
        title: record.title,
        agency: record.agency,
        submittedAt: updatedAt.toISOString(),
        url: path('/review/cases', id),
      }),
    ),
};

const courses: Waiting = {
  allow: courseReviewers,
  list: async (ctx) =>
    (await selectWaitingCourses(ctx.db, me(ctx))).map(({ id, record, updatedAt }) => ({
      kind: 'course',
      id,
      title: record.title[ctx.language],
      agency: '',
      submittedAt: updatedAt.toISOString(),
      url: path('/courses', id),
    })),
};

const signOffs: Waiting = {
  allow: ['pilot_leader', 'reviewer', 'manager'],
  list: async (ctx) =>
    (await completions.selectWaiting(ctx.db, { not: me(ctx), limit: most, after: undefined })).map(
      (row): WaitingItem => ({
        kind: 'completion',
        id: row.id,
        title: row.courseTitle[ctx.language],
        agency: '',
        submittedAt: row.completedAt.toISOString(),
        url: '/dashboard#waiting',
      }),
    ),
};

const reports: Waiting = {
  allow: reviewing,
  list: async (ctx) =>
    (await selectOpenReports(ctx.db, me(ctx), most)).map((row) => ({
      kind: 'outdated',
      id: row.id,
      title: row.title,
      agency: '',
      submittedAt: row.createdAt.toISOString(),
      url: `${sourcePath(row.kind, row.externalId)}#care`,
    })),
};

const offers: Waiting = {
  allow: reviewing,
  list: async (ctx) =>
    (await selectOpenIntakes(ctx.db, me(ctx), most)).map(({ id, record, createdAt }) => ({
      kind: 'offer',
      id,
      title: record.topic,
      agency: record.agency,
      submittedAt: createdAt.toISOString(),
      url: `/review/offers#${id}`,
    })),
};

/** What waits in the parts of the knowledge; badges add their own list. */
export const waitingInKnowledge: readonly Waiting[] = [
  cases,
  courses,
  signOffs,
  reports,
  offers,
  ...waitingInProgramme,
];
