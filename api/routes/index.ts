import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** Every capability that has an address, and where. */
export const routes: readonly Route[] = [
  { tag: 'answers', method: 'post', path: '/ask', capability: can.ask },
  { tag: 'answers', method: 'get', path: '/answers/{id}', capability: can.getAnswer },
  { tag: 'answers', method: 'post', path: '/answers/{id}/feedback', capability: can.giveFeedback },
  { tag: 'search', method: 'get', path: '/search', capability: can.search },
  { tag: 'sources', method: 'get', path: '/passages/{id}', capability: can.getPassage },
  { tag: 'sources', method: 'get', path: '/sources/{id}', capability: can.getSource },
  { tag: 'admin', method: 'get', path: '/tokens', capability: can.listTokens },
  { tag: 'admin', method: 'post', path: '/tokens', capability: can.createToken, status: 201 },
  { tag: 'admin', method: 'delete', path: '/tokens/{id}', capability: can.revokeToken },
];
