import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** What belongs to the person who asks: profile, levels, completions. */
export const learnerRoutes: readonly Route[] = [
  { tag: 'me', method: 'get', path: '/me/profile', capability: can.getProfile },
  { tag: 'me', method: 'put', path: '/me/profile', capability: can.updateProfile },
  { tag: 'me', method: 'get', path: '/me/assessments', capability: can.listAssessments },
  { tag: 'me', method: 'put', path: '/me/assessments', capability: can.saveAssessments },
  { tag: 'me', method: 'get', path: '/me/evidence', capability: can.listEvidence },
  { tag: 'me', method: 'get', path: '/me/completions', capability: can.listCompletions },
  { tag: 'me', method: 'post', path: '/me/completions', capability: can.recordCompletion, status: 201 },
  { tag: 'me', method: 'delete', path: '/me/completions/{id}', capability: can.undoCompletion },
  { tag: 'me', method: 'get', path: '/me/dashboard', capability: can.getDashboard },
  { tag: 'me', method: 'get', path: '/me/chat-accounts', capability: can.listChatAccounts },
  { tag: 'me', method: 'post', path: '/me/chat-accounts', capability: can.createLinkCode, status: 201 },
  { tag: 'me', method: 'delete', path: '/me/chat-accounts/{id}', capability: can.deleteChatAccount },
  { tag: 'me', method: 'get', path: '/me/export', capability: can.exportData },
  { tag: 'me', method: 'delete', path: '/me', capability: can.deleteData },
  { tag: 'me', method: 'get', path: '/unit', capability: can.getUnit },
  { tag: 'admin', method: 'post', path: '/personnel/import', capability: can.importPersonnel },
  { tag: 'admin', method: 'get', path: '/personnel/export', capability: can.exportPersonnel },
  { tag: 'quizzes', method: 'get', path: '/quizzes', capability: can.listQuizzes },
  { tag: 'quizzes', method: 'get', path: '/quizzes/{competency}', capability: can.takeQuiz },
  { tag: 'quizzes', method: 'post', path: '/quizzes/{competency}', capability: can.submitQuiz },
  { tag: 'framework', method: 'get', path: '/framework/behaviours', capability: can.listBehaviours },
  { tag: 'me', method: 'get', path: '/completions', capability: can.listWaitingCompletions },
  { tag: 'me', method: 'post', path: '/completions/{id}/confirm', capability: can.confirmCompletion },
];
