import { getCall, listCalls } from './calls/get-call.ts';
import { joinPanel, leavePanel } from './calls/panel.ts';
import { createCall, publishCall, updateCall } from './calls/write-call.ts';
import { assignTrack } from './cohorts/assign-track.ts';
import { getCohort, listCohorts } from './cohorts/get-cohort.ts';
import { signUnit } from './cohorts/sign-unit.ts';
import {
  addCohortMembers,
  closeCohort,
  createCohort,
  leaveCohort,
  removeCohortMember,
  shareProgress,
  updateCohort,
} from './cohorts/write-cohort.ts';
import { getCalendarFile } from './gatherings/calendar-file.ts';
import { draftCaseFromNotes, writeNotes } from './gatherings/gathering-notes.ts';
import { getGathering, listGatherings } from './gatherings/get-gathering.ts';
import { askFromNotes } from './gatherings/question-from-notes.ts';
import { cancelSignUp, signUp } from './gatherings/sign-up.ts';
import { cancelGathering, createGathering, updateGathering } from './gatherings/write-gathering.ts';
import { linkCase, writePeerReview } from './milestones/case-milestones.ts';
import { listWaitingGates } from './milestones/list-waiting-gates.ts';
import { decideGate, handInGate, saveProject } from './milestones/project-gates.ts';
import { acceptInvitation, acceptNomination } from './nominations/accept-nomination.ts';
import { decideCall } from './nominations/decide-call.ts';
import { getNomination, listNominations } from './nominations/get-nomination.ts';
import { recuseFromNomination, scoreNomination } from './nominations/judge-nomination.ts';
import { listJudging } from './nominations/list-judging.ts';
import { nominate, updateNomination, withdrawNomination } from './nominations/nominate.ts';

/** What the bank can do for the programme of AI pilot leaders, for the one list. */
export const programmeCapabilities = {
  listCalls,
  getCall,
  joinPanel,
  leavePanel,
  createCall,
  updateCall,
  publishCall,
  assignTrack,
  listCohorts,
  getCohort,
  signUnit,
  createCohort,
  updateCohort,
  closeCohort,
  addCohortMembers,
  removeCohortMember,
  leaveCohort,
  shareProgress,
  getCalendarFile,
  writeNotes,
  draftCaseFromNotes,
  askFromNotes,
  listGatherings,
  getGathering,
  signUp,
  cancelSignUp,
  createGathering,
  updateGathering,
  cancelGathering,
  linkCase,
  writePeerReview,
  listWaitingGates,
  saveProject,
  handInGate,
  decideGate,
  decideCall,
  listNominations,
  getNomination,
  scoreNomination,
  recuseFromNomination,
  listJudging,
  nominate,
  updateNomination,
  acceptInvitation,
  acceptNomination,
  withdrawNomination,
} as const;
