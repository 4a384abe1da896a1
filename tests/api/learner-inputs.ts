import type { Bank } from '../../core/context.ts';
import { createPerson } from '../support/people.ts';

type Inputs = Record<string, { as?: string; input: () => Record<string, unknown> }>;

/** People who ask for what belongs to a person: one who stays, one whose data is deleted. */
export async function prepareLearners(bank: Bank, tokens: Record<string, string>): Promise<void> {
  tokens.learner = (
    await createPerson(bank, { roles: ['manager'], person: 'learner', agency: 'moda' })
  ).token;
  tokens.leaver = (await createPerson(bank, { roles: ['staff'], person: 'leaver' })).token;
}

/** Good inputs of everything a person keeps of themselves. */
export const learnerInputs: Inputs = {
  'get-profile': { as: 'learner', input: () => ({}) },
  'update-profile': {
    as: 'learner',
    input: () => ({
      cluster: 'sys',
      level: 'mid',
      government: 'central',
      focus: ['AI素養'],
      hoursAvailable: 12,
      comparePeers: true,
    }),
  },
  'list-assessments': { as: 'learner', input: () => ({}) },
  'save-assessments': {
    as: 'learner',
    input: () => ({ items: [{ competency: 'AI素養', level: 'mid', proficiency: 2 }] }),
  },
  'list-evidence': { as: 'learner', input: () => ({}) },
  'list-completions': { as: 'learner', input: () => ({}) },
  'record-completion': {
    as: 'learner',
    input: () => ({ courseId: 'no-such-course', note: '已完成', completedAt: '2026-01-01' }),
  },
  'undo-completion': { as: 'learner', input: () => ({ id: 'completion_x' }) },
  'list-waiting-completions': { as: 'learner', input: () => ({ limit: 3, cursor: 'completion_x' }) },
  'confirm-completion': {
    as: 'learner',
    input: () => ({ id: 'completion_x', decision: 'confirm', comment: '好' }),
  },
  'list-chat-accounts': { as: 'learner', input: () => ({}) },
  'get-embedding-status': { as: 'admin', input: () => ({}) },
  'create-link-code': { as: 'learner', input: () => ({}) },
  'delete-chat-account': { as: 'learner', input: () => ({ id: 'account_x' }) },
  'get-dashboard': { as: 'learner', input: () => ({}) },
  'export-data': { as: 'learner', input: () => ({}) },
  'delete-data': { as: 'leaver', input: () => ({}) },
  'get-unit': { as: 'learner', input: () => ({}) },
  'import-personnel': {
    as: 'admin',
    input: () => ({
      file: 'personnel',
      csv: 'person,name\nE1,甲\n',
      mapping: { person: 'person' },
      dryRun: true,
    }),
  },
  'export-personnel': { as: 'admin', input: () => ({ file: 'personnel' }) },
  'list-quizzes': { as: 'learner', input: () => ({}) },
  'take-quiz': { as: 'learner', input: () => ({ competency: 'AI素養', level: 'mid' }) },
  'submit-quiz': {
    as: 'learner',
    input: () => ({
      competency: 'AI素養',
      attemptId: 'quiz_x',
      answers: [{ id: 'lit-01', option: 'a' }],
    }),
  },
  'list-behaviours': { input: () => ({ competency: 'AI素養', level: 'mid' }) },
};
