import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeBadge } from '../../../badges/credentials/revoke-badge.ts';
import { verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from '../support.ts';

describe('verifying a badge of this hub', () => {
  let world: BadgeBank;
  let badge: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
  });
  afterAll(() => world?.close());

  it('is valid as issued', async () => {
    const { credential } = await issue(world, badge);
    const found = await verifyBadge(world.bank, credential);
    expect(found.checks.filter((check) => !check.ok)).toEqual([]);
    expect(found.status).toBe('valid');
  });

  it('is revoked at once', async () => {
    const { id, credential } = await issue(world, badge);
    expect((await verifyBadge(world.bank, credential)).status).toBe('valid');
    await callCapability(revokeBadge, world.as('wang', ['issuer']), { id, reason: '評量紀錄有誤' });
    expect((await verifyBadge(world.bank, credential)).status).toBe('revoked');
  });
});
