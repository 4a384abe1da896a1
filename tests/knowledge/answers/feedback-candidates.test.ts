import { afterAll, beforeAll, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { exportCandidates, judgeFeedbackCandidate } from '../../../knowledge/answers/feedback-candidates.ts';
import { giveFeedback } from '../../../knowledge/answers/give-feedback.ts';
import { EvalQuestion } from '../../evals/question.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openTestBank();
}, 120_000);
afterAll(() => bank.store.close());

it('an accepted candidate is a question of the evaluation as it stands', async () => {
  const [asker, reviewer] = await Promise.all([
    createPerson(bank, { roles: ['staff'] }),
    createPerson(bank, { roles: ['reviewer'] }),
  ]);
  const as = (actor: typeof asker.actor) => contextOf(bank, { actor });
  const outcomes = ['answered', 'no_source', 'clarify', 'out_of_scope', undefined] as const;
  for (const [at, expectedOutcome] of outcomes.entries()) {
    const { answerId } = await callCapability(ask, as(asker.actor), {
      question: `月球上有幾個機關第 ${at} 次`,
    });
    await callCapability(giveFeedback, as(asker.actor), { id: answerId, helpful: false });
    const judged = { id: answerId, decision: 'accept', ...(expectedOutcome && { expectedOutcome }) };
    await callCapability(judgeFeedbackCandidate, as(reviewer.actor), judged);
  }
  const lines = (await exportCandidates(as(reviewer.actor))).trim().split('\n');
  const questions = lines.map((line) => EvalQuestion.parse(JSON.parse(line)));
  expect(questions.flatMap(({ expect: { outcome } }) => outcome).sort()).toEqual(
    expect.arrayContaining(['answered', 'clarify', 'no_source', 'out_of_scope']),
  );
  expect(new Set(questions.map(({ kind }) => kind)).size).toBeGreaterThan(3);
});
