import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import type { Capability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import type { ApiEnv } from '../context.ts';
import { callPath, cohortPath, gatheringPath, nominationPath } from './programme-parts.tsx';
import { programmeTexts as texts } from './programme-texts.ts';

export type Form = URLSearchParams;

/** A form of the programme that acts: where it is sent, what it does, whether it asks first, where it leads. */
export interface Act {
  readonly path: string;
  readonly capability: Capability;
  /** The input from the form; `id` comes from the address. */
  read?(form: Form): Record<string, unknown>;
  /** What will happen, for acts that cannot be undone. */
  readonly confirm?: { readonly heading: Text; readonly lead: Text };
  back(id: string, reply: unknown, form: Form): string;
}

/** The trimmed text of a field; undefined when it was left empty. */
export function field(form: Form, name: string): string | undefined {
  return form.get(name)?.trim() || undefined;
}

const pick =
  (...names: readonly string[]) =>
  (form: Form) =>
    Object.fromEntries(
      names.flatMap((name) => (field(form, name) === undefined ? [] : [[name, field(form, name)]])),
    );

const callActs: readonly Act[] = [
  { path: 'panel', capability: can.joinPanel, back: callPath },
  { path: 'panel/leave', capability: can.leavePanel, back: callPath },
  {
    path: 'publish',
    capability: can.publishCall,
    confirm: { heading: texts.call.publish, lead: texts.call.publishLead },
    back: callPath,
  },
  {
    path: 'decide',
    capability: can.decideCall,
    confirm: { heading: texts.call.decide, lead: texts.call.decideLead },
    back: callPath,
  },
];

/** The score and comment of every criterion: `score-ID` and `comment-ID`. */
function readScores(form: Form): Record<string, unknown> {
  const ids = [...form.keys()].flatMap((name) => (name.startsWith('score-') ? [name.slice(6)] : []));
  return {
    scores: ids.map((criterion) => ({
      criterion,
      score: Number(form.get(`score-${criterion}`)),
      comment: form.get(`comment-${criterion}`) ?? '',
    })),
  };
}

/** Back to the panel's page, which the form names. */
const toPanel = (_id: string, _reply: unknown, form: Form) => `${callPath(field(form, 'call') ?? '')}/panel`;

const nominationActs: readonly Act[] = [
  {
    path: 'accept',
    capability: can.acceptNomination,
    confirm: { heading: texts.nomination.accept, lead: texts.nomination.acceptLead },
    back: nominationPath,
  },
  {
    path: 'withdraw',
    capability: can.withdrawNomination,
    confirm: { heading: texts.nomination.withdraw, lead: texts.nomination.withdrawLead },
    back: () => '/programme',
  },
  {
    path: 'scores',
    capability: can.scoreNomination,
    read: readScores,
    confirm: { heading: texts.judge.hand, lead: texts.judge.handLead },
    back: toPanel,
  },
  {
    path: 'recuse',
    capability: can.recuseFromNomination,
    read: pick('reason'),
    confirm: { heading: texts.judge.recuse, lead: texts.judge.handLead },
    back: toPanel,
  },
];

/** The days typed for each unit: `due-COURSE`. */
function readTrack(form: Form): Record<string, unknown> {
  const units = [...form.entries()].flatMap(([name, dueOn]) =>
    name.startsWith('due-') ? [{ courseId: name.slice(4), dueOn }] : [],
  );
  return { track: field(form, 'track'), units };
}

const cohortActs: readonly Act[] = [
  {
    path: 'sharing',
    capability: can.shareProgress,
    read: (form) => ({ shares: form.get('shares') === 'yes' }),
    back: cohortPath,
  },
  { path: 'track', capability: can.assignTrack, read: readTrack, back: cohortPath },
  {
    path: 'sign-offs',
    capability: can.signUnit,
    read: pick('completionId', 'decision', 'comment'),
    back: cohortPath,
  },
  { path: 'project', capability: can.saveProject, read: pick('title', 'summary'), back: cohortPath },
  { path: 'gates', capability: can.handInGate, read: pick('gate', 'evidence', 'url'), back: cohortPath },
  {
    path: 'gates/decide',
    capability: can.decideGate,
    read: pick('projectId', 'gate', 'decision', 'comment'),
    back: cohortPath,
  },
  { path: 'case', capability: can.linkCase, read: pick('caseId'), back: cohortPath },
  {
    path: 'peer-reviews',
    capability: can.writePeerReview,
    read: pick('caseId', 'strengths', 'questions'),
    back: cohortPath,
  },
  {
    path: 'members/remove',
    capability: can.removeCohortMember,
    read: pick('personId'),
    confirm: { heading: texts.cohort.remove, lead: texts.cohort.removeLead },
    back: cohortPath,
  },
  {
    path: 'leave',
    capability: can.leaveCohort,
    confirm: { heading: texts.cohort.leave, lead: texts.cohort.leaveLead },
    back: () => '/programme',
  },
  {
    path: 'close',
    capability: can.closeCohort,
    confirm: { heading: texts.cohort.close, lead: texts.cohort.closeLead },
    back: cohortPath,
  },
];

const gatheringActs: readonly Act[] = [
  { path: 'sign-up', capability: can.signUp, back: gatheringPath },
  {
    path: 'sign-up/cancel',
    capability: can.cancelSignUp,
    confirm: { heading: texts.gathering.cancelSignUp, lead: texts.gathering.cancelSignUpLead },
    back: gatheringPath,
  },
  {
    path: 'cancel',
    capability: can.cancelGathering,
    confirm: { heading: texts.gathering.cancel, lead: texts.gathering.cancelLead },
    back: gatheringPath,
  },
  { path: 'notes', capability: can.writeNotes, read: pick('notes'), back: gatheringPath },
  {
    path: 'gap',
    capability: can.askFromNotes,
    read: pick('question'),
    back: (_id, reply) => afterAsking(reply),
  },
  {
    path: 'case',
    capability: can.draftCaseFromNotes,
    read: pick('agency'),
    back: (_id, reply) => `/cases/${encodeURIComponent((reply as { id: string }).id)}`,
  },
];

/** To the question on the board, or to what the bank could say of it. */
function afterAsking(reply: unknown): string {
  const { gapId, answerId } = reply as { gapId?: string; answerId: string };
  return gapId ? `/gaps/${encodeURIComponent(gapId)}` : `/answers/${encodeURIComponent(answerId)}`;
}

/** Every acting form, by the sort of thing it acts on. */
export const programmeActs = {
  calls: callActs,
  nominations: nominationActs,
  cohorts: cohortActs,
  gatherings: gatheringActs,
} as const;

export type PageContext = HonoContext<ApiEnv>;
