import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Attained } from '../../../knowledge/evidence/attained.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { saveAssessments } from '../../../knowledge/proficiency/assessments.ts';
import { aiRate } from '../../../knowledge/progress/ai-rate.ts';
import { changesBetween } from '../../../knowledge/progress/changes.ts';
import { getDashboard, seeDashboard } from '../../../knowledge/progress/get-dashboard.ts';
import { recordCompletion } from '../../../knowledge/progress/record-completion.ts';
import { summariseProgress } from '../../../knowledge/progress/summarise.ts';
import { day, type LearnerBank, openLearnerBank, prove } from '../../support/learners.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

const core = ['AI產品與系統評測', 'AI系統設計與應用', 'AI素養'];

describe('the AI attainment rate', () => {
  const maybe = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });

  it('agrees with a second computation over tests and records, whatever is claimed', () => {
    const person = fc.array(fc.record({ claimed: maybe, tested: maybe, evidenced: maybe }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(person, fc.integer({ min: 1, max: 5 }), (values, target) => {
        const at = new Date(0);
        const truth = (proficiency: number | undefined) =>
          proficiency === undefined ? undefined : { proficiency, at, source: 's', kind: 'test' as const };
        const attained = values.map((value, index) => ({
          competency: core[index]!,
          level: 'mid' as const,
          claimed: truth(value.claimed),
          tested: truth(value.tested),
          evidenced: truth(value.evidenced),
        })) as Attained[];
        let points = 0;
        let known = 0;
        for (const { tested, evidenced } of values) {
          if (tested === undefined && evidenced === undefined) continue;
          known += 1;
          const best = (tested ?? -1) > (evidenced ?? -1) ? tested! : evidenced!;
          points += best > target ? target : best;
        }
        const rate = aiRate(attained, { level: 'mid', core, target });
        expect(rate.percent).toBe(known < 2 ? null : Math.round((points / (3 * target)) * 100));
        expect(rate.status).toBe(known < 2 ? 'too-little-evidence' : 'known');
      }),
    );
  });

  it('does not count another level', () => {
    const at = new Date(0);
    const attained: Attained[] = core.map((competency) => ({
      competency,
      level: 'senior',
      tested: { proficiency: 3, at, source: 's', kind: 'test' },
    }));
    expect(aiRate(attained, { level: 'mid', core, target: 3 }).percent).toBeNull();
  });
});

describe('changes', () => {
  it('name each truth that is not what it was, proofs before claims', () => {
    const at = new Date(0);
    const claimed = (proficiency: number) => ({ proficiency, at });
    const proven = (proficiency: number) => ({ proficiency, at, source: 's', kind: 'test' as const });
    const before: Attained[] = [{ competency: 'AI素養', level: 'mid', claimed: claimed(2) }];
    const after: Attained[] = [
      { competency: 'AI素養', level: 'mid', claimed: claimed(3), tested: proven(2) },
      { competency: '服務驗收', level: 'mid', claimed: claimed(1) },
    ];
    expect(changesBetween(before, after)).toEqual([
      { competency: 'AI素養', level: 'mid', truth: 'tested', from: null, to: 2 },
      { competency: 'AI素養', level: 'mid', truth: 'claimed', from: 2, to: 3 },
      { competency: '服務驗收', level: 'mid', truth: 'claimed', from: null, to: 1 },
    ]);
    expect(changesBetween(after, after)).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('says what is missing before anything is known', async () => {
    const me = await world.as('new');
    const empty = await callCapability(getDashboard, me, {});
    expect(empty).toMatchObject({
      aiRate: { status: 'no-level', percent: null },
      gaps: [],
      badges: { earned: [], next: [] },
      progress: { since: null, changes: [] },
      completions: { done: 0, waiting: 0, hours: 0 },
      peers: { status: 'no-consent' },
    });
    await callCapability(updateProfile, me, { level: 'mid', cluster: 'sys' });
    await callCapability(saveAssessments, me, {
      items: core.map((competency) => ({ competency, proficiency: 5 })),
    });
    const claimed = await callCapability(getDashboard, me, {});
    expect(claimed.aiRate).toMatchObject({
      status: 'too-little-evidence',
      percent: null,
      known: 0,
      needed: 2,
    });
    expect(summariseProgress(claimed, 'zh-TW')).toContain('證據不足（需要 2 項，目前 0 項）');
  });

  it('derives every figure from what is stored', async () => {
    const me = await world.as('busy');
    const id = me.actor.personId!;
    await callCapability(updateProfile, me, { level: 'mid', cluster: 'sys', focus: ['需求分析'] });
    await callCapability(saveAssessments, me, { items: [{ competency: '服務驗收', proficiency: 4 }] });
    await prove(world, id, { competency: 'AI素養', proficiency: 1 });
    await prove(world, id, { competency: 'AI產品與系統評測', proficiency: 5, kind: 'badge' });
    await callCapability(recordCompletion, me, { courseId: 'written-course' });
    await callCapability(recordCompletion, me, { courseId: 'signed-course' });
    const board = await callCapability(getDashboard, me, {});

    // A second computation, from the tables alone: completion of the written course shows AI素養 2, target 3.
    const rows = await world.bank.store.system.query<{ competency: string; best: number }>(
      `select e.competency, max(e.proficiency)::int as best from evidence e
        where e.person_id = $1 and e.level = 'mid' and e.revoked_at is null group by e.competency`,
      [id],
    );
    const best = new Map(rows.map((row) => [row.competency, row.best]));
    expect(best).toEqual(
      new Map([
        ['AI素養', 2],
        ['AI產品與系統評測', 5],
      ]),
    );
    expect(board.aiRate.percent).toBe(Math.round(((2 + 3 + 0) / 9) * 100));
    expect(board.aiRate.set).toMatchObject({ id: 'ai-2025.1' });
    for (const gap of board.gaps) expect(gap.gap).toBe(Math.max(0, 3 - (best.get(gap.competency.id) ?? 0)));
    const widths = board.gaps.map((one) => one.gap);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(board.gaps.map((one) => one.competency.id)).toContain('需求分析');
    expect(board.gaps.find((one) => one.competency.id === '服務驗收')).toMatchObject({
      claimed: 4,
      shown: null,
      gap: 3,
    });
    expect(board.completions).toEqual({ done: 1, waiting: 1, hours: 1.5 });
    expect(board.progress.completed.map((one) => one.courseId)).toEqual(['written-course']);
  });

  it('tells the next time only what is new, and a reload is the same look', async () => {
    const me = await world.as('returning');
    await callCapability(updateProfile, me, { level: 'mid' });
    await prove(world, me.actor.personId!, { competency: 'AI素養', proficiency: 1 });
    expect((await callCapability(getDashboard, me, {})).progress.changes).toHaveLength(1);
    await callCapability(seeDashboard, me, {});
    const seen = world.now();
    world.setNow(new Date(seen.getTime() + day));
    expect((await callCapability(getDashboard, me, {})).progress).toMatchObject({
      since: seen.toISOString(),
      changes: [],
    });
    await prove(world, me.actor.personId!, { competency: 'AI素養', proficiency: 3 });
    const { changes } = (await callCapability(getDashboard, me, {})).progress;
    expect(changes).toMatchObject([{ truth: 'tested', from: 1, to: 3 }]);
    world.setNow(new Date(seen.getTime() + 1_000));
    await callCapability(seeDashboard, me, {});
    expect((await callCapability(getDashboard, me, {})).progress.since).toBe(seen.toISOString());
  });
});
