import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getKeySet } from '../../badges/issuers/publish-keys.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from './support.ts';

describe('issuing a badge', () => {
  let world: BadgeBank;
  let badge: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
  });
  afterAll(() => world?.close());

  it('signs it with a published key', async () => {
    const { credential } = await issue(world, badge);
    const { keys } = await getKeySet(world.bank);
    const [header] = credential.split('.');
    const { kid } = JSON.parse(Buffer.from(header!, 'base64url').toString());
    const key = keys.find((one) => one.kid === kid)!;
    const { payload } = await compactVerify(credential, await importJWK(key));
    console.log(JSON.stringify(JSON.parse(Buffer.from(payload).toString()), null, 1), credential.length);
    expect(key.alg).toBe('RS256');
  });

  it('speed', async () => {
    const t = performance.now();
    for (let i = 0; i < 100; i++) await issue(world, badge);
    console.log('ms per issue', (performance.now() - t) / 100);
  });
});
