import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { getProfile, selectProfile, updateProfile } from '../../../knowledge/people/profile.ts';
import { type LearnerBank, openLearnerBank } from '../../support/learners.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

describe('a profile', () => {
  it('is empty before anything was said, and compares with nobody', async () => {
    const me = await world.as('new');
    expect(await selectProfile(me.db, 'person_new')).toBeNull();
    expect(await callCapability(getProfile, me, {})).toMatchObject({
      cluster: null,
      level: null,
      comparePeers: false,
    });
  });

  it('takes ids and names, changes only what is given, and null clears', async () => {
    const me = await world.as('lin');
    await callCapability(updateProfile, me, {
      cluster: '系統規劃',
      level: 'Middle',
      government: 'central',
      focus: ['AI literacy', 'AI素養'],
      hoursAvailable: 12.5,
    });
    await callCapability(updateProfile, me, { level: '高階', government: null });
    expect(await selectProfile(me.db, 'person_lin')).toEqual({
      cluster: 'sys',
      level: 'senior',
      focus: ['AI素養'],
      hoursAvailable: 12.5,
      comparePeers: false,
    });
  });

  it.each([{ cluster: 'xx' }, { hoursAvailable: 0 }, { hoursAvailable: 2_001 }, { focus: ['沒有這項'] }])(
    'refuses %j',
    async (input) => {
      const me = await world.as('lin');
      await expect(callCapability(updateProfile, me, input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );
});
