import { describe, expect, it } from 'vitest';
import { applyRule, lackingQuorum } from '../../../knowledge/programme/nominations/decision-rule.ts';

const criteria = ['a', 'b'].map((id) => ({ id, text: { 'zh-TW': id } }));
const rule = (places?: number) => ({
  criteria,
  rule: { quorum: 2, passMean: 3.5, minCriterion: 2.5, ...(places && { places }) },
});
/** Every ballot gives `[a, b]`. */
const judged = (id: string, ...ballots: readonly (readonly [number, number])[]) => ({
  id,
  ballots: ballots.map(([a, b]) => [
    { criterion: 'a', score: a, comment: `a${a}` },
    { criterion: 'b', score: b, comment: `b${b}` },
  ]),
});
const groundsOf = (places: number | undefined, ...all: ReturnType<typeof judged>[]) =>
  Object.fromEntries([...applyRule(rule(places), all)].map(([id, { ground }]) => [id, ground]));

describe('the published rule', () => {
  it('passes what reaches the mean exactly, and refuses what is a hundredth below', () => {
    expect(groundsOf(undefined, judged('at', [4, 3], [4, 3]))).toEqual({ at: 'passed' });
    const even = Array.from({ length: 49 }, (): [number, number] => [4, 3]);
    const below = applyRule(rule(), [judged('below', ...even, [3, 3])]).get('below');
    expect(below).toMatchObject({ mean: 3.49, ground: 'below_mean' });
  });

  it('refuses a high mean with one criterion below the floor', () => {
    expect(groundsOf(undefined, judged('x', [5, 2], [5, 2]))).toEqual({ x: 'low_criterion' });
    expect(groundsOf(undefined, judged('x', [5, 2], [5, 3]))).toEqual({ x: 'passed' });
  });

  it('gives few places to the highest means, and to all who equal the last of them', () => {
    const all = [
      judged('first', [5, 5], [5, 5]),
      judged('second', [4, 4], [4, 4]),
      judged('equal', [5, 3], [5, 3]),
      judged('third', [4, 3], [4, 4]),
      judged('failed', [2, 2], [2, 2]),
    ];
    expect(groundsOf(2, ...all)).toEqual({
      first: 'passed',
      second: 'passed',
      equal: 'passed',
      third: 'no_place',
      failed: 'below_mean',
    });
    expect(groundsOf(1, ...all)).toMatchObject({ first: 'passed', second: 'no_place' });
    expect(groundsOf(9, ...all)).toMatchObject({ third: 'passed' });
  });

  it('does not depend on the order nominations or ballots come in', () => {
    const all = [
      judged('x', [5, 2], [4, 4], [3, 5]),
      judged('y', [4, 4], [4, 3]),
      judged('z', [3, 3], [3, 3]),
    ];
    const turned = all.toReversed().map(({ id, ballots }) => ({ id, ballots: ballots.toReversed() }));
    for (const [id, result] of applyRule(rule(1), all))
      expect(applyRule(rule(1), turned).get(id)).toMatchObject({ ground: result.ground, mean: result.mean });
  });

  it('names what lacks ballots', () => {
    expect(lackingQuorum(rule().rule, [judged('one', [5, 5]), judged('two', [5, 5], [5, 5])])).toEqual([
      'one',
    ]);
  });
});
