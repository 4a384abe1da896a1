import { gunzipSync } from 'node:zlib';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueBatch } from '../../badges/credentials/issue-badge.ts';
import { revokeBadge } from '../../badges/credentials/revoke-badge.ts';
import { createIssuer } from '../../badges/issuers/manage-issuers.ts';
import { getKeySet } from '../../badges/issuers/publish-keys.ts';
import { decodeBits, emptyBits, encodeBits, withBit } from '../../badges/status/bitstring.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import { callCapability } from '../../core/capability.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, partOf, request } from './support.ts';
import { codesOf, verifyOffline } from './verify/forge.ts';

/** Reads a list with nothing of ours: bit 0 is the left-most of the first byte. */
function setBits(encodedList: string): number[] {
  const bytes = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  expect(bytes).toHaveLength(16_384);
  return [...bytes].flatMap((byte, at) =>
    [...byte.toString(2).padStart(8, '0')].flatMap((bit, n) => (bit === '1' ? [at * 8 + n] : [])),
  );
}

describe('revoking a badge', () => {
  let world: BadgeBank;
  let badge: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
  });
  afterAll(() => world?.close());
  const issuer = () => world.as('wang', ['issuer']);
  const revoke = (id: string) => callCapability(revokeBadge, issuer(), { id, reason: '評量紀錄有誤' });
  const listOf = (jws: string) => partOf(jws, 1).credentialStatus.statusListCredential.split('/').at(-1)!;
  const indexOf = (jws: string) => Number(partOf(jws, 1).credentialStatus.statusListIndex);

  it('shows at once here and in the signed list, for that badge alone', async () => {
    const [one, other] = [await issue(world, badge), await issue(world, badge)];
    expect((await verifyOffline(world, one.credential)).status).toBe('valid');
    const before = setBits(
      partOf((await getStatusList(world.bank, listOf(one.credential))).jws, 1).credentialSubject.encodedList,
    );
    await revoke(one.id);
    const found = await verifyOffline(world, one.credential);
    expect([codesOf(found), found.status]).toEqual([['revoked'], 'revoked']);
    expect((await verifyOffline(world, other.credential)).status).toBe('valid');
    const { jws } = await getStatusList(world.bank, listOf(one.credential));
    const { keys } = await getKeySet(world.bank);
    await compactVerify(jws, await importJWK(keys.find((key) => key.kid === partOf(jws, 0).kid)!));
    expect(setBits(partOf(jws, 1).credentialSubject.encodedList)).toEqual(
      [...before, indexOf(one.credential)].sort((a, b) => a - b),
    );
  });

  it('happens once, by the own issuer’s people, with a reason', async () => {
    const { id } = await issue(world, badge);
    await expect(callCapability(revokeBadge, issuer(), { id, reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    for (const role of ['reviewer', 'pilot_leader', 'admin', 'staff'] as const)
      await expect(
        callCapability(revokeBadge, world.as('chen', [role]), { id, reason: 'x' }),
      ).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    await revoke(id);
    await expect(revoke(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(revoke('credential_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await callCapability(createIssuer, world.as('chen', ['admin']), {
      id: 'unit-b',
      name: { 'zh-TW': '乙' },
      agency: 'b',
    });
    const theirs = await approveBadge(world, { issuer: 'unit-b' });
    const there = world.as('wu', ['issuer'], { agency: 'b' });
    const [made] = await issueBatch(there, { badgeId: theirs, rows: [request] });
    await expect(revoke(made!.id!)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('ends the evidence and cannot be taken back, not even by code that errs', async () => {
    const { system } = world.bank.store;
    const { id } = await issue(world, badge, { recipient: { id: 'holder' } });
    await revoke(id);
    const [evidence] = await system.query<{ revoked_at: Date | null }>(
      'select e.revoked_at from evidence e where e.object = $1',
      [id],
    );
    expect(evidence!.revoked_at).not.toBeNull();
    await expect(
      system.query('update credentials set revoked_at = null where id = $1', [id]),
    ).rejects.toThrow('final');
    await expect(system.query("update credentials set jws = 'x' where id = $1", [id])).rejects.toThrow(
      'not changed',
    );
  });

  it('keeps lists fresh: each is good for a day, and signed anew before it ends', async () => {
    const { credential } = await issue(world, badge);
    const read = async () => partOf((await getStatusList(world.bank, listOf(credential))).jws, 1);
    const first = await read();
    expect(Date.parse(first.validUntil) - Date.parse(first.validFrom)).toBe(86_400_000);
    world.setNow(new Date(world.bank.now().getTime() + 20 * 3_600_000));
    const later = await read();
    expect(Date.parse(later.validFrom)).toBeGreaterThan(Date.parse(first.validFrom));
    expect(later.credentialSubject.encodedList).toBe(first.credentialSubject.encodedList);
    expect((await getStatusList(world.bank, listOf(credential))).maxAgeSeconds).toBe(300);
  });

  it('packs and unpacks bits as the standard says', () => {
    const bits = [0, 7, 8, 131_071].reduce(withBit, emptyBits());
    expect([bits[0], bits[1], bits[16_383]]).toEqual([0x81, 0x80, 0x01]);
    expect(Buffer.from(decodeBits(encodeBits(bits))).equals(Buffer.from(bits))).toBe(true);
  });

  it('goes on when a thousand are issued at once: no place twice, none lost', async () => {
    const rows = (n: number) =>
      Array.from({ length: 250 }, (_, at) => ({ ...request, recipient: { id: `p${n}-${at}` } }));
    const batches = await Promise.all(
      [0, 1, 2, 3].map((n) => issueBatch(issuer(), { badgeId: badge, rows: rows(n) })),
    );
    const made = batches.flat();
    expect(made.every((one) => one.ok)).toBe(true);
    const places = made.map((one) => `${listOf(one.credential!)}/${indexOf(one.credential!)}`);
    expect(new Set(places).size).toBe(1_000);
    expect(new Set(made.map((one) => one.id)).size).toBe(1_000);
  }, 120_000);
});
