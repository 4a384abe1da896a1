import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** Diagnosis and learning paths: for anybody, and the person's own. */
export const pathRoutes: readonly Route[] = [
  { tag: 'paths', method: 'post', path: '/diagnosis/cluster', capability: can.suggestCluster },
  { tag: 'paths', method: 'get', path: '/diagnosis/tasks', capability: can.listDiagnosisTasks },
  { tag: 'paths', method: 'post', path: '/paths', capability: can.recommendPath },
  { tag: 'me', method: 'get', path: '/me/diagnosis', capability: can.getOwnDiagnosis },
  { tag: 'me', method: 'put', path: '/me/diagnosis', capability: can.saveOwnDiagnosis },
  { tag: 'me', method: 'get', path: '/me/path', capability: can.getOwnPath },
  { tag: 'me', method: 'put', path: '/me/path', capability: can.planOwnPath },
  { tag: 'me', method: 'post', path: '/me/path/refusals', capability: can.refuseStep },
  { tag: 'me', method: 'delete', path: '/me/path/refusals/{courseId}', capability: can.unrefuseStep },
];
