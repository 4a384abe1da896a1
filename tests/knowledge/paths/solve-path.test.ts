import fc from 'fast-check';
import type { Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../knowledge/paths/load-highs.ts';
import type { PathModule, PathProblem } from '../../../knowledge/paths/problem.ts';
import { solvePath } from '../../../knowledge/paths/solve-path.ts';
import { drawProblem, solveGreedily } from '../../bench/paths.ts';
import { bruteForce, faultsOf } from './check-path.ts';
import { solveUnreduced } from './unreduced.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const competencies = ['a', 'b', 'c'];

/** Small problems with everything that makes them hard: ties, chains, modules for two, prerequisites, circles. */
const problems: fc.Arbitrary<PathProblem> = fc
  .record({
    modules: fc.array(
      fc.record({
        title: fc.constantFrom('甲', '乙', '丙', '丁', 'A'),
        centihours: fc.constantFrom(50, 100, 150, 300, 425),
        before: fc.array(fc.nat(11), { maxLength: 2 }),
        develops: fc.array(
          fc.record({
            competency: fc.constantFrom(...competencies),
            from: fc.integer({ min: 0, max: 3 }),
            step: fc.integer({ min: 1, max: 3 }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    gaps: fc.array(
      fc.record({
        attained: fc.integer({ min: 0, max: 2 }),
        goal: fc.constantFrom(3, 4),
        weight: fc.constantFrom(500, 1_000, 1_337),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    limit: fc.option(fc.constantFrom(100, 300, 550, 800), { nil: null }),
  })
  .map(({ modules, gaps, limit }) => ({
    modules: modules.map(
      ({ title, centihours, before, develops }, at): PathModule => ({
        id: `m${at}`,
        title,
        centihours,
        prerequisites: [...new Set(before.filter((one) => one < at))].map((one) => `m${one}`),
        develops: develops.map(({ competency, from, step }) => ({
          competency,
          from,
          to: Math.min(5, from + step),
        })),
      }),
    ),
    gaps: gaps.map((gap, at) => ({ ...gap, competency: competencies[at]! })),
    limit,
    timeLimitSeconds: 20,
  }));

describe('the solver', () => {
  it('finds what looking at every path finds, ties included', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const solution = solvePath(highs, problem);
        expect(faultsOf(problem, solution)).toEqual([]);
        const best = bruteForce(problem);
        expect(solution.optimal).toBe(true);
        expect(solution.objective).toBe(best.value);
        expect([...solution.chosen].sort()).toEqual([...best.ids].sort());
      }),
      { numRuns: 120, seed: 20_261_124 },
    );
  }, 240_000);

  it('proves on problems of twelve modules too', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = drawProblem(12, 15, seed);
      const solution = solvePath(highs, problem);
      expect(faultsOf(problem, solution)).toEqual([]);
      expect(solution.objective).toBe(bruteForce(problem).value);
    }
  }, 120_000);

  it('loses nothing by leaving modules out and settling others before the search', () => {
    for (let seed = 1; seed <= 4; seed++)
      for (const hours of [10, 40]) {
        const problem = drawProblem(50, hours, seed, seed % 2 ? 'ties' : 'mixed');
        const solution = solvePath(highs, problem);
        expect(faultsOf(problem, solution)).toEqual([]);
        const chosen = solution.chosen.map((id) => problem.modules.find((one) => one.id === id)!);
        expect({
          value: solution.objective,
          hours: chosen.reduce((sum, { centihours }) => sum + centihours, 0),
          prerequisites: chosen.reduce((sum, one) => sum + one.prerequisites.length, 0),
        }).toEqual(solveUnreduced(highs, problem));
      }
  }, 120_000);

  it('finds an order for modules of which an entry can never count', () => {
    const module = (id: string, ...develops: [string, number, number][]): PathModule => ({
      id,
      title: id,
      centihours: 100,
      prerequisites: [],
      develops: develops.map(([competency, from, to]) => ({ competency, from, to })),
    });
    // Two chains whose titles run against them, each link with an entry nothing leads to: else 10! orders to try.
    const links = Array.from({ length: 10 }, (_, n) =>
      module(`m${9 - n}`, [n % 2 ? 'a' : 'b', n >> 1, (n >> 1) + 1], [`d${n}`, 3, 5]),
    );
    const dead = links.map((_, n) => ({ competency: `d${n}`, attained: 2, goal: 4, weight: 500 }));
    const gaps = ['a', 'b'].map((competency) => ({ competency, attained: 0, goal: 5, weight: 1_000 }));
    const problem = { modules: links, gaps: [...gaps, ...dead], limit: null, timeLimitSeconds: 20 };
    expect(solvePath(highs, problem)).toMatchObject({ objective: 10_000, optimal: true });
  });

  it('says how much more time takes one more step, and no less would', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { next, reached, objective } = solvePath(highs, problem);
        if (!next) return;
        expect(next.centihours).toBeGreaterThan(problem.limit ?? 0);
        const longer = solvePath(highs, { ...problem, limit: next.centihours });
        expect(longer.objective).toBeGreaterThan(objective);
        const gained = problem.gaps.filter((one) => next.reached[one.competency]! > reached[one.competency]!);
        expect(gained.length).toBeGreaterThan(0);
        for (const { competency } of problem.gaps)
          expect(next.reached[competency]!).toBeGreaterThanOrEqual(reached[competency]!);
      }),
      { numRuns: 40, seed: 5 },
    );
  }, 240_000);

  it('builds two modules on each other only where an order allows it', () => {
    const circle: PathProblem = {
      modules: [
        {
          id: 'x',
          title: 'x',
          centihours: 100,
          prerequisites: [],
          develops: [
            { competency: 'a', from: 1, to: 2 },
            { competency: 'b', from: 0, to: 1 },
          ],
        },
        {
          id: 'y',
          title: 'y',
          centihours: 100,
          prerequisites: [],
          develops: [
            { competency: 'b', from: 1, to: 2 },
            { competency: 'a', from: 0, to: 1 },
          ],
        },
      ],
      gaps: competencies
        .slice(0, 2)
        .map((competency) => ({ competency, attained: 0, goal: 3, weight: 1_000 })),
      limit: null,
      timeLimitSeconds: 20,
    };
    const solution = solvePath(highs, circle);
    expect(faultsOf(circle, solution)).toEqual([]);
    expect(solution.objective).toBe(bruteForce(circle).value);
    expect(solution.objective).toBe(3_000);
  });

  it('answers the same whatever the order of the catalogue', () => {
    const problem = drawProblem(60, 20, 3);
    const turned = { ...problem, modules: [...problem.modules].reverse(), gaps: [...problem.gaps].reverse() };
    const { chosen, objective } = solvePath(highs, problem);
    expect(solvePath(highs, turned)).toMatchObject({ chosen, objective });
  });

  it('has nothing to choose where nothing is missing or nothing is offered', () => {
    const problem = drawProblem(10, 10, 1);
    expect(solvePath(highs, { ...problem, gaps: [] }).chosen).toEqual([]);
    expect(solvePath(highs, { ...problem, modules: [] })).toMatchObject({ objective: 0, optimal: true });
    const { chosen, next } = solvePath(highs, { ...problem, limit: 1 });
    expect(chosen).toEqual([]);
    expect(next!.centihours).toBeGreaterThan(1);
  });

  it('solves 500 modules, best proven, no worse than greed', () => {
    for (const seed of [1, 2, 3]) {
      const problem = drawProblem(500, 40, seed);
      const solution = solvePath(highs, problem);
      expect(faultsOf(problem, solution)).toEqual([]);
      expect(solution.optimal).toBe(true);
      expect(solution.objective).toBeGreaterThanOrEqual(solveGreedily(problem).objective);
    }
  }, 120_000);

  it('stops when its time is up and then claims no proof', () => {
    for (const timeLimitSeconds of [0.02, 0.1, 0.3, 0.6, 1]) {
      const problem = { ...drawProblem(500, 40, 5), timeLimitSeconds };
      expect(faultsOf(problem, solvePath(highs, problem))).toEqual([]);
    }
  }, 60_000);
});
