import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';
import { badgeRoutes } from './badge-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { courseRoutes } from './course-routes.ts';
import { gapRoutes } from './gap-routes.ts';
import { ingestRoutes } from './ingest-routes.ts';
import { learnerRoutes } from './learner-routes.ts';
import { pathRoutes } from './path-routes.ts';
import { programmeRoutes } from './programme-routes.ts';

const eventStream = {
  'text/event-stream': {
    type: 'string',
    description:
      'Asked for with Accept: text/event-stream. Events: status {stage, text}, delta {text}, then final (the JSON reply) or error.',
  },
};

/** Every capability that has an address, and where. */
export const routes: readonly Route[] = [
  { tag: 'answers', method: 'post', path: '/ask', capability: can.ask, otherForms: { reply: eventStream } },
  { tag: 'answers', method: 'get', path: '/answers/{id}', capability: can.getAnswer },
  { tag: 'answers', method: 'post', path: '/answers/{id}/feedback', capability: can.giveFeedback },
  { tag: 'search', method: 'get', path: '/search', capability: can.search },
  { tag: 'sources', method: 'get', path: '/passages/{id}', capability: can.getPassage },
  { tag: 'sources', method: 'get', path: '/sources/{id}', capability: can.getSource },
  ...caseRoutes,
  { tag: 'framework', method: 'get', path: '/framework/competencies', capability: can.listCompetencies },
  { tag: 'framework', method: 'get', path: '/framework/clusters', capability: can.listClusters },
  { tag: 'framework', method: 'get', path: '/framework/tasks', capability: can.listTasks },
  { tag: 'framework', method: 'get', path: '/framework/importance', capability: can.listImportance },
  { tag: 'framework', method: 'get', path: '/framework/tables', capability: can.listFrameworkTables },
  { tag: 'framework', method: 'get', path: '/framework/tables/{id}', capability: can.getFrameworkTable },
  ...pathRoutes,
  { tag: 'glossary', method: 'get', path: '/glossary', capability: can.browseGlossary },
  ...badgeRoutes,
  ...learnerRoutes,
  ...courseRoutes,
  ...programmeRoutes,
  ...gapRoutes,
  ...ingestRoutes,
  { tag: 'admin', method: 'get', path: '/tokens', capability: can.listTokens },
  { tag: 'admin', method: 'post', path: '/tokens', capability: can.createToken, status: 201 },
  { tag: 'admin', method: 'delete', path: '/tokens/{id}', capability: can.revokeToken },
  { tag: 'admin', method: 'get', path: '/admin/embedding', capability: can.getEmbeddingStatus },
  { tag: 'admin', method: 'get', path: '/audit', capability: can.listAudit },
];
