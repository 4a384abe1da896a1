import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { selectAttained, shownProficiency } from '../../../knowledge/evidence/attained.ts';
import { listAssessments, saveAssessments } from '../../../knowledge/proficiency/assessments.ts';
import { day, type LearnerBank, openLearnerBank, prove } from '../../support/learners.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

describe('what is known of a person', () => {
  it('keeps old self-ratings and counts the newest, also when asked about an earlier day', async () => {
    const me = await world.as('claimer');
    const first = world.now();
    await callCapability(saveAssessments, me, {
      items: [{ competency: 'AI素養', level: 'mid', proficiency: 1 }],
    });
    world.setNow(new Date(first.getTime() + day));
    await callCapability(saveAssessments, me, {
      items: [{ competency: 'AI literacy', level: '中階', proficiency: 3 }],
    });
    const now = await selectAttained(me.db, 'person_claimer', world.now());
    expect(now).toEqual([
      { competency: 'AI素養', level: 'mid', claimed: { proficiency: 3, at: world.now() } },
    ]);
    const before = await selectAttained(me.db, 'person_claimer', first);
    expect(before[0]?.claimed?.proficiency).toBe(1);
  });

  it('takes the newest test and the highest record in force', async () => {
    const { personId } = await world.actor('prover');
    const ago = (days: number) => new Date(world.now().getTime() - days * day);
    await prove(world, personId!, { competency: 'AI素養', proficiency: 3, at: ago(30) });
    await prove(world, personId!, { competency: 'AI素養', proficiency: 1, at: ago(2) });
    await prove(world, personId!, { competency: 'AI素養', proficiency: 2, at: ago(40), kind: 'completion' });
    await prove(world, personId!, {
      competency: 'AI素養',
      proficiency: 5,
      at: ago(50),
      until: ago(1),
      kind: 'badge',
    });
    const [one] = await selectAttained(world.bank.store.system, personId!, world.now());
    expect(one?.tested).toMatchObject({ proficiency: 1, at: ago(2) });
    expect(one?.evidenced).toMatchObject({ proficiency: 2, kind: 'completion' });
    expect(one?.claimed).toBeUndefined();
    expect(shownProficiency(one!)).toBe(2);
    const [then] = await selectAttained(world.bank.store.system, personId!, ago(10));
    expect(then?.evidenced).toMatchObject({ proficiency: 5, kind: 'badge' });
  });

  it('never lets a self-rating be written as anything else', async () => {
    const me = await world.as('boaster');
    await callCapability(saveAssessments, me, {
      items: [{ competency: 'AI素養', level: 'mid', proficiency: 5, tested: 5, evidenced: 5 }],
    });
    const { items } = await callCapability(listAssessments, me, {});
    expect(items).toMatchObject([{ claimed: { proficiency: 5 }, tested: null, evidenced: null }]);
  });

  it('is nobody else’s to read, whoever asks', async () => {
    const other = await world.as('reader', ['reviewer', 'manager', 'pilot_leader']);
    expect(await selectAttained(other.db, 'person_prover', world.now())).toEqual([]);
    expect(await other.db.query('select from claims c')).toHaveLength(0);
    expect(await other.db.query('select from profiles p')).toHaveLength(0);
  });

  it.each([
    [{ competency: '資通訊網路管理', level: 'senior', proficiency: 1 }, 'a competency its level lacks'],
    [{ competency: '不存在', level: 'mid', proficiency: 1 }, 'an unknown name'],
    [{ competency: 'AI素養', proficiency: 1 }, 'no level anywhere'],
    [{ competency: 'AI素養', level: 'mid', proficiency: 6 }, 'a proficiency above 5'],
    [{ competency: 'AI素養', level: 'mid', proficiency: 1.5 }, 'half a proficiency'],
  ])('refuses %j: %s', async (item: object, _why: string) => {
    const me = await world.as('refused');
    await expect(callCapability(saveAssessments, me, { items: [item] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
