type Input = Record<string, unknown>;
type Inputs = Record<string, { as?: string; input: () => Input }>;

/** Good inputs of everything about writing cases as one goes and keeping sources alive. */
export const caseInputs = (ids: Record<string, string>, fullCase: () => Input): Inputs => ({
  'start-case': { as: 'staff', input: fullCase },
  'save-case': { as: 'staff', input: () => ({ id: ids.draft, ...fullCase() }) },
  'revise-case': { as: 'staff', input: () => ({ id: ids.draft }) },
  'delete-case': { as: 'staff', input: () => ({ id: 'case_none' }) },
  'hide-names': { as: 'staff', input: () => ({ id: ids.draft, names: ['王小明'] }) },
  'draft-case': { as: 'staff', input: () => ({ text: '# 標題\n## 成效\n準確率達 92%。' }) },
  'find-similar-cases': {
    as: 'staff',
    input: () => ({ title: '語音辨識', text: '整理會議紀錄', except: 'case_x' }),
  },
  'list-case-changes': { input: () => ({ month: '2026-11' }) },
  'list-case-versions': { as: 'staff', input: () => ({ id: ids.published, from: 1, to: 1 }) },
  'compare-two-cases': { as: 'staff', input: () => ({ a: ids.published, b: ids.published }) },
  'offer-case': {
    as: 'staff',
    input: () => ({
      agency: '測試機關',
      topic: '語音辨識',
      aiType: 'nlp',
      stage: 'pilot',
      story: '整理會議紀錄',
      help: 'self',
    }),
  },
  'list-case-offers': { as: 'staff', input: () => ({ limit: 3, cursor: 'intake_x' }) },
  'follow-case-offer': { as: 'reviewer', input: () => ({ id: 'intake_x', act: 'take' }) },
  'delete-case-offer': { as: 'staff', input: () => ({ id: 'intake_x' }) },
  'list-waiting': { as: 'reviewer', input: () => ({ kind: 'case', limit: 3, cursor: 'case_x' }) },
  'list-overdue': { as: 'staff', input: () => ({ mine: 'true', limit: 3, cursor: 0 }) },
  'get-source-care': { as: 'staff', input: () => ({ id: ids.published }) },
  'renew-source': { as: 'staff', input: () => ({ id: ids.published, reviewBy: '2027-01-01' }) },
  'take-over-source': { as: 'reviewer', input: () => ({ id: ids.published }) },
  'report-outdated': { as: 'staff', input: () => ({ id: ids.published, reason: '已改版' }) },
});
