import { describe, expect, it } from 'vitest';
import { solve } from '../../../knowledge/paths/solver.ts';
import { drawProblem } from '../../bench/paths.ts';
import { faultsOf } from './check-path.ts';

describe('the solver thread', () => {
  it('leaves the event loop free while it solves 500 modules, many callers in turn', async () => {
    await solve(drawProblem(20, 20, 1));
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const problems = [1, 2, 3].map((seed) => drawProblem(500, 40, seed));
    const solutions = await Promise.all(problems.map(solve));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
    for (const [at, solution] of solutions.entries()) expect(faultsOf(problems[at]!, solution)).toEqual([]);
  }, 120_000);

  it('goes on after a problem it cannot read', async () => {
    const bad = { ...drawProblem(5, 5, 1), modules: [{ id: 'x' }] };
    await expect(solve(bad as never)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await solve(drawProblem(20, 20, 2))).optimal).toBe(true);
  }, 60_000);
});
