import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

const candidates = {
  'application/jsonl': {
    type: 'string',
    description: 'Asked for with Accept: application/jsonl: the accepted candidates, one JSON object a line.',
  },
};

/** Questions put to the community, what people are told, badly rated answers, and the work done on a schedule. */
export const gapRoutes: readonly Route[] = [
  { tag: 'gaps', method: 'get', path: '/gaps', capability: can.listGaps },
  { tag: 'gaps', method: 'post', path: '/gaps', capability: can.openGap, status: 201 },
  { tag: 'gaps', method: 'get', path: '/gaps/unanswered', capability: can.listUnanswered },
  { tag: 'gaps', method: 'get', path: '/gaps/{id}', capability: can.getGap },
  { tag: 'gaps', method: 'post', path: '/gaps/{id}/votes', capability: can.needGap },
  { tag: 'gaps', method: 'delete', path: '/gaps/{id}/votes', capability: can.unneedGap },
  { tag: 'gaps', method: 'post', path: '/gaps/{id}/replies', capability: can.replyToGap, status: 201 },
  {
    tag: 'gaps',
    method: 'post',
    path: '/gaps/{id}/replies/{replyId}/withdraw',
    capability: can.withdrawReply,
  },
  {
    tag: 'gaps',
    method: 'post',
    path: '/gaps/{id}/replies/{replyId}/case',
    capability: can.caseFromReply,
    status: 201,
  },
  { tag: 'gaps', method: 'post', path: '/gaps/{id}/close', capability: can.closeGap },
  { tag: 'gaps', method: 'post', path: '/gaps/{id}/reopen', capability: can.reopenGap },
  { tag: 'gaps', method: 'post', path: '/gaps/{id}/decline', capability: can.declineGap },
  { tag: 'gaps', method: 'put', path: '/gaps/{id}/name', capability: can.nameGap },
  { tag: 'me', method: 'get', path: '/me/notices', capability: can.listNotices },
  { tag: 'me', method: 'post', path: '/me/notices/read', capability: can.readNotices },
  {
    tag: 'answers',
    method: 'get',
    path: '/feedback/candidates',
    capability: can.listFeedbackCandidates,
    otherForms: { reply: candidates },
  },
  {
    tag: 'answers',
    method: 'post',
    path: '/feedback/candidates/{id}',
    capability: can.judgeFeedbackCandidate,
  },
  { tag: 'admin', method: 'get', path: '/admin/jobs', capability: can.listJobs },
];
