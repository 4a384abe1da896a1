import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBadge } from '../../badges/definitions/list-badges.ts';
import { listBadgeVersions } from '../../badges/definitions/list-versions.ts';
import { proposeBadge, submitBadge, updateBadge } from '../../badges/definitions/propose-badge.ts';
import { reviewBadge } from '../../badges/definitions/review-badge.ts';
import { callCapability } from '../../core/capability.ts';
import { type BadgeBank, draft, issue, openBadgeBank } from './support.ts';

const picture = `data:image/png;base64,${Buffer.from('not looked at here').toString('base64')}`;

describe('the versions of a badge', () => {
  let world: BadgeBank;
  let id: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    const lin = world.as('lin', ['pilot_leader']);
    ({ id } = await callCapability(proposeBadge, lin, { ...draft, image: picture }));
    const changed = {
      ...draft,
      id,
      image: 'keep',
      criteria: { 'zh-TW': '完成課程並通過筆試。', en: draft.criteria.en },
      course: { ...draft.course, hours: 18 },
      validityMonths: undefined,
    };
    await callCapability(updateBadge, lin, changed);
    await callCapability(submitBadge, lin, { id });
    for (const reviewer of ['chen', 'wu'] as const)
      await callCapability(reviewBadge, world.as(reviewer, ['reviewer']), { id, decision: 'approve' });
  });
  afterAll(() => world?.close());
  const versions = (language: 'zh-TW' | 'en' = 'zh-TW') =>
    callCapability(listBadgeVersions, world.as('chen', ['reviewer'], { language }), { id });

  it('tell what each changed, newest first, field by field', async () => {
    const { items } = await versions();
    expect(items.map((one) => [one.version, one.approved])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(items[0]!.changes).toEqual([
      {
        field: 'criteria.zh-TW',
        name: '取得條件',
        before: '完成課程並通過實作評量。',
        after: '完成課程並通過筆試。',
      },
      { field: 'course.hours', name: '課程時數', before: '12', after: '18' },
      { field: 'validityMonths', name: '有效月數', before: '24', after: null },
    ]);
    expect(items[1]!.changes).toEqual([]);
    expect((await versions('en')).items[0]!.changes.map((one) => one.name)).toEqual([
      'Criteria (Chinese)',
      'Course hours',
      'Months of validity',
    ]);
  });

  it('carry the hash that is approved, and that a credential and the audit chain repeat', async () => {
    const [approved] = (await versions()).items;
    const { id: credential } = await issue(world, id);
    const { system } = world.bank.store;
    const [row] = await system.query('select c.badge_hash as hash from credentials c where c.id = $1', [
      credential,
    ]);
    expect(row).toEqual({ hash: approved!.hash });
    const audited = await system.query(
      "select a.detail->>'hash' as hash from audit a where a.object = $1 and a.action = 'issue-badge'",
      [credential],
    );
    expect(audited).toEqual([{ hash: approved!.hash }]);
  });

  it('keep a picture of one’s own that the change leaves as it is', async () => {
    const [row] = await world.bank.store.system.query<{ image: string }>(
      "select b.record->>'image' as image from badges b where b.id = $1",
      [id],
    );
    expect(row!.image).toBe(picture);
    expect(await callCapability(getBadge, world.as(undefined), { id })).toMatchObject({ hasOwnImage: true });
  });

  it('are for those who take part', async () => {
    for (const ctx of [world.as(undefined), world.as('holder', ['staff'])])
      await expect(callCapability(listBadgeVersions, ctx, { id })).rejects.toThrow();
    const hidden = await callCapability(proposeBadge, world.as('lin', ['pilot_leader']), draft);
    await expect(
      callCapability(listBadgeVersions, world.as('chen', ['reviewer']), { id: hidden.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
