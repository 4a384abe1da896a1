import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** Jobs, held files and feeds; their fixed names come before the id of a job. */
export const ingestRoutes: readonly Route[] = [
  { tag: 'admin', method: 'get', path: '/ingest', capability: can.listIngestJobs },
  { tag: 'admin', method: 'get', path: '/ingest/held', capability: can.listHeldFiles },
  {
    tag: 'admin',
    method: 'post',
    path: '/ingest/held/{id}/release',
    capability: can.releaseHeldFile,
    status: 202,
  },
  { tag: 'admin', method: 'post', path: '/ingest/held/{id}/drop', capability: can.dropHeldFile },
  { tag: 'admin', method: 'get', path: '/ingest/feeds', capability: can.listFeeds },
  { tag: 'admin', method: 'post', path: '/ingest/feeds', capability: can.addFeed, status: 201 },
  { tag: 'admin', method: 'post', path: '/ingest/feeds/{id}/sync', capability: can.syncFeedSoon },
  { tag: 'admin', method: 'delete', path: '/ingest/feeds/{id}', capability: can.removeFeed },
  { tag: 'admin', method: 'get', path: '/ingest/{jobId}', capability: can.getIngestJob },
];
