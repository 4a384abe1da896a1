import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askInSlack, type LoadFigures } from '../../bench/slack.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace();
});
afterAll(() => world.close());
afterEach(() => world.slack.faults.plan(undefined));

/** Every question has exactly one answer, whole, with nothing under way and nothing left over. */
function expectEachOnce(figures: LoadFigures): void {
  expect(figures.answersPerQuestion).toEqual({ 1: figures.questions });
  expect([figures.unfinished, figures.empty]).toEqual([0, 0]);
  expect(figures.statuses).toEqual([200]);
}

// Times are measured by `npm run bench -- slack` on a quiet machine; a suite shares its cores.
describe('two hundred questions at once', () => {
  it('are each acknowledged and answered once', async () => {
    expectEachOnce(await askInSlack(world, { questions: 200 }));
  }, 300_000);

  it('are each answered once though a fifth of all calls is told to wait or fails', async () => {
    world.slack.faults.plan({ rate: 0.2, kinds: ['wait', 'refused'], seed: 7, retryAfterSeconds: 1 });
    const figures = await askInSlack(world, { questions: 200 });
    expect(world.slack.faults.injected).toBeGreaterThan(100);
    expectEachOnce(figures);
  }, 300_000);

  it('are each answered once though Slack’s answers get lost and every event comes three times', async () => {
    world.slack.faults.plan({
      rate: 0.2,
      kinds: ['wait', 'refused', 'lost'],
      seed: 11,
      retryAfterSeconds: 1,
    });
    expectEachOnce(await askInSlack(world, { questions: 60, deliveries: 3 }));
  }, 300_000);
});
