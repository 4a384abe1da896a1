import { getCredential } from './badges/credentials/get-credential.ts';
import { issueBadge, issueBadges } from './badges/credentials/issue-badge.ts';
import { listCredentials, listOwnCredentials } from './badges/credentials/list-credentials.ts';
import { revokeBadge } from './badges/credentials/revoke-badge.ts';
import { getBadge, listBadgeReviews, listBadges } from './badges/definitions/list-badges.ts';
import { listBadgeVersions } from './badges/definitions/list-versions.ts';
import { proposeBadge, submitBadge, updateBadge } from './badges/definitions/propose-badge.ts';
import { retireBadge, reviewBadge } from './badges/definitions/review-badge.ts';
import { waitingBadges } from './badges/definitions/waiting-badges.ts';
import { importBadge } from './badges/imported/import-badge.ts';
import { checkImportedBadge, deleteImportedBadge } from './badges/imported/keep-imported.ts';
import {
  createIssuer,
  listIssuers,
  reportCompromisedKey,
  rotateIssuerKeys,
  updateIssuer,
} from './badges/issuers/manage-issuers.ts';
import { distrustIssuer, listTrustedIssuers, trustIssuer } from './badges/trust/manage-trust.ts';
import { verifyCredential } from './badges/verify/verify-capability.ts';
import { getIngestJob, ingestAddress, ingestFile, listIngestJobs } from './ingest/capabilities.ts';
import { addFeed, listFeeds, removeFeed, syncFeedSoon } from './ingest/documents/manage-feeds.ts';
import { dropHeldFile, listHeldFiles, releaseHeldFile } from './ingest/documents/review-held.ts';
import { ask } from './knowledge/answers/ask.ts';
import { judgeFeedbackCandidate, listFeedbackCandidates } from './knowledge/answers/feedback-candidates.ts';
import { getAnswer } from './knowledge/answers/get-answer.ts';
import { giveFeedback } from './knowledge/answers/give-feedback.ts';
import { listAudit } from './knowledge/audit/list-audit.ts';
import { caseCapabilities } from './knowledge/cases/capabilities.ts';
import { getCase } from './knowledge/cases/get-case.ts';
import { listCases } from './knowledge/cases/list-cases.ts';
import { listOwnCases, listReviews } from './knowledge/cases/list-written.ts';
import { reviewCase, withdrawCase } from './knowledge/cases/review-case.ts';
import { createCase, submitCase, updateCase } from './knowledge/cases/write-case.ts';
import { commentCapabilities } from './knowledge/comments/capabilities.ts';
import { createCourseFromCase } from './knowledge/courses/create-from-case.ts';
import { getCourse } from './knowledge/courses/get-course.ts';
import { importCourses } from './knowledge/courses/import-courses.ts';
import { listCourses } from './knowledge/courses/list-courses.ts';
import { listCourseReviews, listOwnCourses } from './knowledge/courses/list-written-courses.ts';
import { reviewCourse, reviewCourses, withdrawCourse } from './knowledge/courses/review-course.ts';
import { createCourse, submitCourse, updateCourse } from './knowledge/courses/write-course.ts';
import { getOwnDiagnosis, saveOwnDiagnosis } from './knowledge/diagnosis/own-diagnosis.ts';
import { suggestCluster } from './knowledge/diagnosis/suggest-cluster.ts';
import { listDiagnosisTasks } from './knowledge/diagnosis/task-definitions.ts';
import { getEmbeddingStatus } from './knowledge/embeddings/get-status.ts';
import { listEvidence } from './knowledge/evidence/list-evidence.ts';
import { getFrameworkTable, listFrameworkTables } from './knowledge/framework/framework-tables.ts';
import { listClusters } from './knowledge/framework/list-clusters.ts';
import { listCompetencies } from './knowledge/framework/list-competencies.ts';
import { listImportance } from './knowledge/framework/list-importance.ts';
import { listTasks } from './knowledge/framework/list-tasks.ts';
import { getGap, listGaps } from './knowledge/gaps/list-gaps.ts';
import { listUnanswered } from './knowledge/gaps/list-unanswered.ts';
import { needGap, unneedGap } from './knowledge/gaps/need-gap.ts';
import { openGap } from './knowledge/gaps/open-gap.ts';
import { caseFromReply, replyToGap, withdrawReply } from './knowledge/gaps/reply-to-gap.ts';
import { closeGap, declineGap, nameGap, reopenGap } from './knowledge/gaps/settle-gap.ts';
import { browseGlossary } from './knowledge/glossary/browse-glossary.ts';
import { livingCapabilities } from './knowledge/living/capabilities.ts';
import { listNotices, readNotices } from './knowledge/notices/inbox.ts';
import { getOwnPath, planOwnPath, refuseStep, unrefuseStep } from './knowledge/paths/own-path.ts';
import { recommendPath } from './knowledge/paths/recommend-path.ts';
import { getUnit } from './knowledge/peers/get-unit.ts';
import { createLinkCode, deleteChatAccount, listChatAccounts } from './knowledge/people/chat-accounts.ts';
import { deleteData } from './knowledge/people/delete-data.ts';
import { exportData } from './knowledge/people/export-data.ts';
import { getProfile, updateProfile } from './knowledge/people/profile.ts';
import { createToken, listTokens, revokeToken } from './knowledge/people/tokens.ts';
import { exportPersonnel } from './knowledge/personnel/export-csv.ts';
import { importPersonnel } from './knowledge/personnel/import-csv.ts';
import { listAssessments, saveAssessments } from './knowledge/proficiency/assessments.ts';
import { listBehaviours } from './knowledge/proficiency/list-behaviours.ts';
import { programmeCapabilities } from './knowledge/programme/capabilities.ts';
import {
  confirmCompletion,
  listCompletions,
  listWaitingCompletions,
} from './knowledge/progress/confirm-completion.ts';
import { getDashboard, seeDashboard } from './knowledge/progress/get-dashboard.ts';
import { recordCompletion, undoCompletion } from './knowledge/progress/record-completion.ts';
import { listQuizzes } from './knowledge/quizzes/list-quizzes.ts';
import { submitQuiz } from './knowledge/quizzes/submit-quiz.ts';
import { takeQuiz } from './knowledge/quizzes/take-quiz.ts';
import { listWaitingOf } from './knowledge/reviews/list-waiting.ts';
import { waitingInKnowledge } from './knowledge/reviews/waiting.ts';
import { listJobs } from './knowledge/schedule/list-jobs.ts';
import { search } from './knowledge/search/search.ts';
import { getPassage } from './knowledge/sources/get-passage.ts';
import { getSource } from './knowledge/sources/get-source.ts';

const listWaiting = listWaitingOf([...waitingInKnowledge, waitingBadges]);

/** The one list of everything the bank can do; HTTP, MCP and chat commands read it. */
export const capabilities = {
  ask,
  getAnswer,
  giveFeedback,
  listFeedbackCandidates,
  judgeFeedbackCandidate,
  search,
  getPassage,
  getSource,
  listCases,
  getCase,
  createCase,
  updateCase,
  submitCase,
  reviewCase,
  withdrawCase,
  listOwnCases,
  listReviews,
  ...caseCapabilities,
  ...livingCapabilities,
  listWaiting,
  ...commentCapabilities,
  ...programmeCapabilities,
  listCourses,
  getCourse,
  createCourse,
  createCourseFromCase,
  importCourses,
  updateCourse,
  submitCourse,
  reviewCourse,
  reviewCourses,
  withdrawCourse,
  listOwnCourses,
  listCourseReviews,
  listCompetencies,
  listClusters,
  listTasks,
  listImportance,
  listFrameworkTables,
  getFrameworkTable,
  suggestCluster,
  listDiagnosisTasks,
  recommendPath,
  getOwnPath,
  planOwnPath,
  refuseStep,
  unrefuseStep,
  getOwnDiagnosis,
  saveOwnDiagnosis,
  browseGlossary,
  listBadges,
  getBadge,
  listBadgeVersions,
  proposeBadge,
  updateBadge,
  submitBadge,
  reviewBadge,
  retireBadge,
  listBadgeReviews,
  issueBadge,
  issueBadges,
  revokeBadge,
  getCredential,
  listCredentials,
  listOwnCredentials,
  importBadge,
  checkImportedBadge,
  deleteImportedBadge,
  verifyCredential,
  getProfile,
  updateProfile,
  listAssessments,
  saveAssessments,
  listEvidence,
  recordCompletion,
  listCompletions,
  undoCompletion,
  listWaitingCompletions,
  confirmCompletion,
  listBehaviours,
  listQuizzes,
  takeQuiz,
  submitQuiz,
  getDashboard,
  seeDashboard,
  listChatAccounts,
  createLinkCode,
  deleteChatAccount,
  exportData,
  deleteData,
  getUnit,
  listNotices,
  readNotices,
  listGaps,
  getGap,
  listUnanswered,
  openGap,
  needGap,
  unneedGap,
  replyToGap,
  withdrawReply,
  caseFromReply,
  closeGap,
  reopenGap,
  declineGap,
  nameGap,
  importPersonnel,
  exportPersonnel,
  listIssuers,
  createIssuer,
  updateIssuer,
  rotateIssuerKeys,
  reportCompromisedKey,
  listTrustedIssuers,
  trustIssuer,
  distrustIssuer,
  listTokens,
  createToken,
  revokeToken,
  ingestFile,
  ingestAddress,
  getIngestJob,
  listIngestJobs,
  listHeldFiles,
  releaseHeldFile,
  dropHeldFile,
  listFeeds,
  addFeed,
  syncFeedSoon,
  removeFeed,
  getEmbeddingStatus,
  listAudit,
  listJobs,
} as const;
