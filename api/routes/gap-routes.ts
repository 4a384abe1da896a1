import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** What people are told, and the work done on a schedule. */
export const gapRoutes: readonly Route[] = [
  { tag: 'me', method: 'get', path: '/me/notices', capability: can.listNotices },
  { tag: 'me', method: 'post', path: '/me/notices/read', capability: can.readNotices },
  { tag: 'admin', method: 'get', path: '/admin/jobs', capability: can.listJobs },
];
