import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeBadge } from '../../../badges/credentials/revoke-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { deleteData } from '../../../knowledge/people/delete-data.ts';
import { exportData } from '../../../knowledge/people/export-data.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { getDashboard } from '../../../knowledge/progress/get-dashboard.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from '../../badges/support.ts';

let world: BadgeBank;
beforeAll(async () => {
  world = await openBadgeBank();
});
afterAll(() => world.close());

const holder = (language: 'zh-TW' | 'en' = 'zh-TW') => world.as('holder', ['staff'], { language });
const badgesOf = async (language?: 'zh-TW' | 'en') =>
  (await callCapability(getDashboard, holder(language), {})).badges;

describe('badges on the dashboard', () => {
  let badge: string;
  let other: string;
  let credential: string;
  beforeAll(async () => {
    await callCapability(updateProfile, holder(), { level: 'mid' });
    badge = await approveBadge(world);
    other = await approveBadge(world, {
      name: { 'zh-TW': '驗收 AI', en: 'Accepting AI' },
      competencies: [{ competency: '服務驗收', level: 'mid', proficiency: 1 }],
    });
  });

  it('come with the fewest steps missing first, while none is held', async () => {
    const { earned, next } = await badgesOf('en');
    expect(earned).toEqual([]);
    // 服務驗收 0 → 1 before AI素養 0 → 3.
    expect(next).toMatchObject([
      { id: other, name: 'Accepting AI', missing: 1 },
      { id: badge, name: 'Planning AI adoption', missing: 3 },
    ]);
  });

  it('are earned when issued, prove their proficiency, and are no goal any more', async () => {
    credential = (await issue(world, badge, { recipient: { id: 'person_holder' } })).id;
    const { earned, next } = await badgesOf();
    expect(earned).toMatchObject([{ id: credential, badgeId: badge, name: 'AI 導入規劃' }]);
    expect(next.map((one) => one.id)).toEqual([other]);
    const board = await callCapability(getDashboard, holder(), {});
    expect(board.gaps.find((one) => one.competency.id === 'AI素養')).toMatchObject({ evidenced: 3, gap: 0 });
  });

  it('are exported, and gone when revoked', async () => {
    const out = await callCapability(exportData, holder(), {});
    expect(out.data.credentials).toMatchObject([{ id: credential }]);
    await callCapability(revokeBadge, world.as('wang', ['issuer']), { id: credential, reason: '誤發' });
    const board = await callCapability(getDashboard, holder(), {});
    expect(board.badges.earned).toEqual([]);
    expect(board.gaps.find((one) => one.competency.id === 'AI素養')).toMatchObject({ shown: null, gap: 3 });
  });

  it('are deleted with their holder', async () => {
    await issue(world, other, { recipient: { id: 'person_holder' } });
    await callCapability(deleteData, holder(), {});
    const left = await world.bank.store.system.query(
      "select from credentials c where position('person_holder' in to_jsonb(c)::text) > 0",
    );
    expect(left).toHaveLength(0);
  });
});
