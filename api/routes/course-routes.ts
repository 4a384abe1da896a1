import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** Modules: the catalogue, and what is written and reviewed here. */
export const courseRoutes: readonly Route[] = [
  { tag: 'courses', method: 'get', path: '/courses', capability: can.listCourses },
  { tag: 'courses', method: 'get', path: '/courses/{id}', capability: can.getCourse },
];
