import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { selectAttained } from '../../../knowledge/evidence/attained.ts';
import {
  confirmCompletion,
  listCompletions,
  listWaitingCompletions,
} from '../../../knowledge/progress/confirm-completion.ts';
import { recordCompletion, undoCompletion } from '../../../knowledge/progress/record-completion.ts';
import { hour, type LearnerBank, openLearnerBank } from '../../support/learners.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

const evidenced = async (name: string) =>
  (await selectAttained(world.bank.store.system, `person_${name}`, world.now()))[0]?.evidenced?.proficiency;

describe('a completion', () => {
  it('proves what the course develops at once where nobody has to sign', async () => {
    const me = await world.as('wang');
    const done = await callCapability(recordCompletion, me, { courseId: 'written-course' });
    expect(done).toMatchObject({ state: 'done', hours: 1.5 });
    expect(await evidenced('wang')).toBe(2);
  });

  it('is recorded once, can be taken back with its proof, and then again', async () => {
    const me = await world.as('lin');
    const { id } = await callCapability(recordCompletion, me, { courseId: 'written-course' });
    await expect(callCapability(recordCompletion, me, { courseId: 'written-course' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await callCapability(undoCompletion, me, { id });
    expect(await evidenced('lin')).toBeUndefined();
    await expect(callCapability(undoCompletion, me, { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    world.setNow(new Date(world.now().getTime() + hour));
    expect(await callCapability(recordCompletion, me, { courseId: 'written-course' })).toMatchObject({
      state: 'done',
    });
    expect((await callCapability(listCompletions, me, {})).items.map((one) => one.state)).toEqual([
      'done',
      'undone',
    ]);
  });

  it('waits for another person of the own agency where its check is a sign-off', async () => {
    const me = await world.as('chen', ['staff', 'reviewer'], { agency: 'moda' });
    const { id, state } = await callCapability(recordCompletion, me, { courseId: 'signed-course' });
    expect(state).toBe('waiting');
    expect(await evidenced('chen')).toBeUndefined();
    await expect(callCapability(confirmCompletion, me, { id, decision: 'confirm' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const stranger = await world.as('wu', ['manager'], { agency: 'mof' });
    await expect(
      callCapability(confirmCompletion, stranger, { id, decision: 'confirm' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const colleague = await world.as('staffer', ['staff'], { agency: 'moda' });
    await expect(
      callCapability(confirmCompletion, colleague, { id, decision: 'confirm' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const manager = await world.as('boss', ['manager'], { agency: 'moda' });
    const waiting = await callCapability(listWaitingCompletions, manager, {});
    expect(waiting.items).toMatchObject([{ id, person: { name: 'chen' } }]);
    expect(await callCapability(confirmCompletion, manager, { id, decision: 'confirm' })).toMatchObject({
      state: 'done',
    });
    expect(await evidenced('chen')).toBe(3);
  });

  it('that was returned proves nothing and can be handed in anew', async () => {
    const me = await world.as('chiu', ['staff'], { agency: 'moda' });
    const { id } = await callCapability(recordCompletion, me, { courseId: 'signed-course' });
    const manager = await world.as('boss', ['manager'], { agency: 'moda' });
    await callCapability(confirmCompletion, manager, { id, decision: 'return', comment: '缺附件' });
    expect(await evidenced('chiu')).toBeUndefined();
    expect(await callCapability(recordCompletion, me, { courseId: 'signed-course' })).toMatchObject({
      state: 'waiting',
    });
  });

  it('is of a course there is, and not of tomorrow', async () => {
    const me = await world.as('wang');
    await expect(callCapability(recordCompletion, me, { courseId: 'no-such' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      callCapability(recordCompletion, me, { courseId: 'signed-course', completedAt: '2030-01-01' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is undone by nobody else', async () => {
    const me = await world.as('wang');
    const [own] = (await callCapability(listCompletions, me, {})).items;
    await expect(
      callCapability(undoCompletion, await world.as('thief', ['manager']), { id: own!.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
