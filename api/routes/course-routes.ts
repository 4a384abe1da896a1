import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** Modules: the catalogue, and what is written and reviewed here. */
export const courseRoutes: readonly Route[] = [
  { tag: 'courses', method: 'get', path: '/courses', capability: can.listCourses },
  { tag: 'courses', method: 'post', path: '/courses', capability: can.createCourse, status: 201 },
  {
    tag: 'courses',
    method: 'post',
    path: '/courses/from-case',
    capability: can.createCourseFromCase,
    status: 201,
  },
  { tag: 'courses', method: 'post', path: '/courses/import', capability: can.importCourses },
  { tag: 'courses', method: 'post', path: '/courses/reviews', capability: can.reviewCourses },
  { tag: 'courses', method: 'get', path: '/courses/{id}', capability: can.getCourse },
  { tag: 'courses', method: 'put', path: '/courses/{id}', capability: can.updateCourse },
  { tag: 'courses', method: 'post', path: '/courses/{id}/submit', capability: can.submitCourse },
  { tag: 'courses', method: 'post', path: '/courses/{id}/reviews', capability: can.reviewCourse },
  { tag: 'courses', method: 'post', path: '/courses/{id}/withdraw', capability: can.withdrawCourse },
  { tag: 'courses', method: 'get', path: '/me/courses', capability: can.listOwnCourses },
  { tag: 'courses', method: 'get', path: '/me/course-reviews', capability: can.listCourseReviews },
];
