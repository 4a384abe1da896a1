import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCredential } from '../../badges/credentials/get-credential.ts';
import { linkedInAddress } from '../../badges/credentials/linkedin.ts';
import { listOwnCredentials } from '../../badges/credentials/list-credentials.ts';
import { revokeBadge } from '../../badges/credentials/revoke-badge.ts';
import { createIssuer } from '../../badges/issuers/manage-issuers.ts';
import { verifyCredential } from '../../badges/verify/verify-capability.ts';
import { callCapability } from '../../core/capability.ts';
import { listEvidence } from '../../knowledge/evidence/list-evidence.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from './support.ts';

describe('badges somebody holds', () => {
  let world: BadgeBank;
  let badge: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
  });
  afterAll(() => world?.close());
  const holder = () => world.as('holder', ['staff']);

  it('are seen by their holder and by nobody else’s list', async () => {
    const { id } = await issue(world, badge, { recipient: { id: 'holder' } });
    const { items } = await callCapability(listOwnCredentials, holder(), {});
    expect(items).toMatchObject([{ id, state: 'issued' }]);
    expect((await callCapability(listOwnCredentials, world.as('wu', ['staff']), {})).items).toEqual([]);
  });

  it('prove a competency until they are revoked', async () => {
    const { id } = await issue(world, badge, { recipient: { id: 'person_holder' } });
    const proven = async () =>
      (await callCapability(listEvidence, holder(), {})).items.map((one) => one.object);
    expect(await proven()).toContain(id);
    await callCapability(revokeBadge, world.as('wang', ['issuer']), { id, reason: '誤發' });
    expect(await proven()).not.toContain(id);
    expect((await callCapability(listEvidence, world.as('wu', ['staff']), {})).items).toEqual([]);
  });

  it('open for whoever has the link', async () => {
    const { id, url, credential } = await issue(world, badge);
    expect(await callCapability(getCredential, world.as(undefined), { id })).toMatchObject({
      url,
      credential,
      sandbox: false,
      revokedAt: null,
    });
  });

  it('are verified for anybody, in the asker’s language, with a sentence that says it all', async () => {
    const { credential } = await issue(world, badge);
    const ask = { credential, recipient: { email: 'holder@gov.example' } };
    const found = await callCapability(verifyCredential, world.as(undefined), ask);
    expect(found).toMatchObject({
      valid: true,
      status: 'valid',
      badge: { name: 'AI 導入規劃' },
      issuer: { name: 'AI 治理實作知識庫' },
      recipient: { matches: true, name: null },
      validFrom: '2026-06-01T08:00:00Z',
    });
    expect(found.summary).toBe(
      '這張徽章有效：「AI 導入規劃」確實由「AI 治理實作知識庫」核發，內容沒有被改過，也沒有被撤銷。',
    );
    const english = await callCapability(verifyCredential, world.as(undefined, [], { language: 'en' }), ask);
    expect(english.checks.map((check) => check.detail)).toContain(
      'Signature: The signature holds; nothing was changed.',
    );
  });

  it('are refused as too large before anything else', async () => {
    const large = { credential: 'a'.repeat(600_000) };
    await expect(callCapability(verifyCredential, world.as(undefined), large)).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
  });

  it('from a sandbox say so and are never valid', async () => {
    const sandbox = { id: 'try', name: { 'zh-TW': '試用單位' }, sandbox: true };
    await callCapability(createIssuer, world.as('chen', ['admin']), sandbox);
    const { credential } = await issue(world, await approveBadge(world, { issuer: 'try' }));
    const found = await callCapability(verifyCredential, world.as(undefined), { credential });
    expect(found).toMatchObject({
      valid: false,
      status: 'sandbox',
      summary: '這是測試用的徽章，不具任何效力。',
    });
    expect(found.badge!.name).toContain('測試用');
  });

  it('fill in LinkedIn’s form', () => {
    const address = linkedInAddress({
      name: 'AI 導入 規劃',
      organization: '知識庫',
      url: 'https://badges.gov.example/credentials/c',
      id: 'c',
      issuedAt: new Date('2026-01-31T23:00:00Z'),
      validUntil: null,
    });
    const { searchParams } = new URL(address);
    expect(Object.fromEntries(searchParams)).toEqual({
      startTask: 'CERTIFICATION_NAME',
      name: 'AI 導入 規劃',
      organizationName: '知識庫',
      issueYear: '2026',
      issueMonth: '1',
      certUrl: 'https://badges.gov.example/credentials/c',
      certId: 'c',
    });
    expect(address).not.toContain('+');
  });
});
