type Input = Record<string, unknown>;

const asked = {
  cluster: 'pm',
  level: 'mid',
  government: 'central',
  hoursAvailable: 20,
  focus: ['服務驗收'],
};

/** For each capability of diagnosis and paths: who calls it, and an input it takes. */
export const pathInputs: Record<string, { as?: string; input: () => Input }> = {
  'suggest-cluster': { input: () => ({ tasks: [{ task: 'tech-1', weight: 2 }] }) },
  'list-diagnosis-tasks': { input: () => ({}) },
  'recommend-path': {
    input: () => ({
      ...asked,
      attained: [{ competency: 'AI素養', proficiency: 1 }],
      completed: ['a'],
      excluded: ['b'],
    }),
  },
  'get-own-path': { as: 'staff', input: () => ({}) },
  'plan-own-path': { as: 'staff', input: () => ({ ...asked }) },
  'refuse-step': { as: 'staff', input: () => ({ courseId: 'nowhere', reason: '不適合' }) },
  'unrefuse-step': { as: 'staff', input: () => ({ courseId: 'nowhere' }) },
  'get-own-diagnosis': { as: 'staff', input: () => ({}) },
  'save-own-diagnosis': { as: 'staff', input: () => ({ answers: [{ task: 'tech-1', weight: 2 }] }) },
};
