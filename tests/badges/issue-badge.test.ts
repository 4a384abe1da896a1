import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../badges/credentials/get-credential.ts';
import { issueBadges } from '../../badges/credentials/issue-badge.ts';
import { listCredentials } from '../../badges/credentials/list-credentials.ts';
import { revokeBadge } from '../../badges/credentials/revoke-badge.ts';
import { getBadge } from '../../badges/definitions/list-badges.ts';
import { createIssuer, updateIssuer } from '../../badges/issuers/manage-issuers.ts';
import { getIssuerKey, getKeySet, getRootCertificate } from '../../badges/issuers/publish-keys.ts';
import { pemOf } from '../../badges/keys/pem.ts';
import { callCapability } from '../../core/capability.ts';
import { approveBadge, type BadgeBank, baseUrl, issue, openBadgeBank, partOf, request } from './support.ts';

describe('issuing a badge', () => {
  let world: BadgeBank;
  let badge: string;
  beforeAll(async () => {
    world = await openBadgeBank();
    badge = await approveBadge(world);
  });
  afterAll(() => world?.close());
  const issuer = () => world.as('wang', ['issuer']);
  const count = async (table: string) => {
    const [row] = await world.bank.store.system.query<{ n: number }>(`select count(*) as n from ${table}`);
    return row!.n;
  };

  it('makes both profiles of one credential, each signed with a published key', async () => {
    const { id, credential } = await issue(world, badge);
    const { row } = (await findCredential(world.bank, id))!;
    const { keys } = await getKeySet(world.bank);
    for (const [jws, alg, typ] of [
      [credential, 'RS256', 'JWT'],
      [row.jwsVc, 'ES256', 'vc+jwt'],
    ] as const) {
      const header = partOf(jws, 0);
      expect(header).toMatchObject({ alg, typ });
      const key = keys.find((one) => one.kid === header.kid)!;
      const { payload } = await compactVerify(jws, await importJWK(key));
      expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject(row.credential);
    }
  });

  it('uses no header members but the four the standard allows', async () => {
    const { credential } = await issue(world, badge);
    expect(Object.keys(partOf(credential, 0)).sort()).toEqual(['alg', 'jwk', 'kid', 'typ']);
    expect(JSON.stringify(partOf(credential, 0))).not.toMatch(/"(d|p|q|dp|dq|qi)"/);
  });

  it('repeats issuer, subject, id and dates as claims', async () => {
    const { credential } = await issue(world, badge);
    const payload = partOf(credential, 1);
    expect(payload).toMatchObject({
      iss: payload.issuer.id,
      sub: payload.credentialSubject.id,
      jti: payload.id,
      nbf: Date.parse(payload.validFrom) / 1_000,
      exp: Date.parse(payload.validUntil) / 1_000,
    });
  });

  it('answers each key alone, with its chain, at the address the badge names', async () => {
    const { credential } = await issue(world, badge);
    const { kid } = partOf(credential, 0);
    const [, issuerId, thumbprint] = /issuers\/([^/]+)\/keys\/(.+)$/.exec(kid)!;
    const key = await getIssuerKey(world.bank, issuerId!, thumbprint!);
    expect(key).toMatchObject({ kid, alg: 'RS256', use: 'sig' });
    expect(key.x5c).toHaveLength(2);
    expect(Object.keys(key)).not.toContain('d');
  });

  it('has a chain that openssl verifies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chain-'));
    const { keys } = await getKeySet(world.bank);
    writeFileSync(join(folder, 'root.pem'), await getRootCertificate(world.bank, 'hub'));
    for (const key of keys) {
      const [leaf, authority] = key.x5c!.map((der) => pemOf('CERTIFICATE', Buffer.from(der, 'base64')));
      writeFileSync(join(folder, 'leaf.pem'), leaf!);
      writeFileSync(join(folder, 'ca.pem'), authority!);
      const at = String(Math.floor(world.bank.now().getTime() / 1_000));
      const command = [
        'verify',
        '-x509_strict',
        '-attime',
        at,
        '-CAfile',
        'root.pem',
        '-untrusted',
        'ca.pem',
        'leaf.pem',
      ];
      expect(execFileSync('openssl', command, { cwd: folder }).toString()).toContain('leaf.pem: OK');
    }
  });

  it('keeps the recipient as a salted hash and the name to itself', async () => {
    const { id, credential } = await issue(world, badge);
    const stored = JSON.stringify((await findCredential(world.bank, id))!.row);
    for (const text of [JSON.stringify(partOf(credential, 1)), stored])
      expect(text).not.toMatch(/holder@gov\.example|王小明/i);
    const [identity] = partOf(credential, 1).credentialSubject.identifier;
    const hash = createHash('sha256').update(`holder@gov.example${identity.salt}`).digest('hex');
    expect(identity).toMatchObject({
      hashed: true,
      identityHash: `sha256$${hash}`,
      identityType: 'emailAddress',
    });
  });

  it('gives each credential a subject, a salt and a place of its own, not in order', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => issue(world, badge)));
    const payloads = made.map((one) => partOf(one.credential, 1));
    const distinct = (values: unknown[]) => new Set(values).size;
    expect(distinct(payloads.map((one) => one.credentialSubject.id))).toBe(12);
    expect(distinct(payloads.map((one) => one.credentialSubject.identifier[0].salt))).toBe(12);
    const places = payloads.map((one) => Number(one.credentialStatus.statusListIndex));
    expect(distinct(places)).toBe(12);
    expect(distinct(payloads.map((one) => one.credentialStatus.statusListCredential))).toBe(1);
    expect(places).not.toEqual([...places].sort((a, b) => a - b));
  });

  it('writes the approved version into record and audit, and the evidence', async () => {
    const { id } = await issue(world, badge, { recipient: { id: 'holder' } });
    const { row } = (await findCredential(world.bank, id))!;
    const { version } = await callCapability(getBadge, world.as(undefined), { id: badge });
    expect(row).toMatchObject({ badgeVersion: version, personId: 'person_holder' });
    const { system } = world.bank.store;
    const [entry] = await system.query<{ detail: object }>(
      "select a.detail from audit a where a.action = 'issue-badge' and a.object = $1",
      [id],
    );
    expect(entry!.detail).toMatchObject({ badge, version, hash: row.badgeHash });
    const evidence = await system.query('select e.* from evidence e where e.object = $1', [id]);
    expect(evidence).toMatchObject([
      { person_id: 'person_holder', kind: 'badge', competency: 'AI素養', level: 'mid', proficiency: 3 },
    ]);
  });

  it('names the holder in the clear only where the issuer wants it', async () => {
    const admin = world.as('chen', ['admin']);
    const profile = { id: 'unit', name: { 'zh-TW': '訓練單位' } };
    await callCapability(createIssuer, admin, profile);
    await callCapability(updateIssuer, admin, { ...profile, showNames: true });
    const shown = await approveBadge(world, { issuer: 'unit' });
    const { credential } = await issue(world, shown);
    expect(partOf(credential, 1).credentialSubject.identifier[1]).toEqual({
      type: 'IdentityObject',
      hashed: false,
      identityHash: '王小明',
      identityType: 'name',
    });
  });

  it('marks whatever a sandbox issues, and asks it for no evidence', async () => {
    await callCapability(createIssuer, world.as('chen', ['admin']), {
      id: 'try',
      name: { 'zh-TW': '試用單位', en: 'Trial unit' },
      sandbox: true,
    });
    const trial = await approveBadge(world, { issuer: 'try' });
    const { id, credential } = await issue(world, trial, { evidence: [] });
    expect(partOf(credential, 1).name).toContain('不具效力');
    expect(await world.bank.store.system.query('select from evidence e where e.object = $1', [id])).toEqual(
      [],
    );
  });

  it('lets only the people of an agency issue in its name', async () => {
    await callCapability(createIssuer, world.as('chen', ['admin']), {
      id: 'taipei',
      name: { 'zh-TW': '臺北市政府' },
      agency: 'taipei',
    });
    const own = await approveBadge(world, { issuer: 'taipei' });
    await expect(issue(world, own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const there = world.as('wang', ['issuer'], { agency: 'taipei' });
    const { results } = await callCapability(issueBadges, there, { id: own, credentials: [request] });
    expect(results).toMatchObject([{ ok: true }]);
  });

  it.each([
    ['no evidence', { evidence: [] }],
    ['an end before the start', { validFrom: '2026-06-02T00:00:00Z', validUntil: '2026-06-01T00:00:00Z' }],
    ['an end past the certificate', { validUntil: '2099-01-01T00:00:00Z' }],
    ['both e-mail and id', { recipient: { email: 'a@b.example', id: 'x' } }],
    ['neither e-mail nor id', { recipient: { name: '甲' } }],
    ['text that is reordered', { recipient: { id: 'x', name: 'abc\u202Edef' } }],
  ])('refuses %s and leaves nothing behind', async (_what, changes) => {
    const before = [await count('credentials'), await count('evidence'), await count('audit')];
    await expect(issue(world, badge, changes)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect([await count('credentials'), await count('evidence'), await count('audit')]).toEqual(before);
  });

  it('stores nothing when the last step fails', async () => {
    const { system } = world.bank.store;
    await world.bank.store.system.query('select 1');
    const before = [await count('credentials'), await count('evidence')];
    const listsBefore = await system.query('select l.id, l.used from status_lists l order by l.id');
    const broken = {
      ...issuer(),
      newId: (kind: string) => (kind === 'credential' ? 'credential_same' : `x_${kind}`),
    };
    const first = await callCapability(issueBadges, broken, { id: badge, credentials: [request, request] });
    expect(first.results).toMatchObject([{ ok: true }, { ok: false, error: { code: 'INTERNAL' } }]);
    expect([await count('credentials'), await count('evidence')]).toEqual([before[0]! + 1, before[1]! + 1]);
    const used = (rows: Record<string, unknown>[]) => rows.reduce((sum, row) => sum + Number(row.used), 0);
    const listsAfter = await system.query('select l.id, l.used from status_lists l order by l.id');
    expect(used(listsAfter)).toBe(used(listsBefore) + 1);
  });

  it('reports each row of a batch, in order, and lets no bad row harm another', async () => {
    const rows = [
      request,
      { ...request, evidence: [] },
      { recipient: 7 },
      { ...request, recipient: { id: 'k-1' } },
    ];
    const { results } = await callCapability(issueBadges, issuer(), { id: badge, credentials: rows });
    expect(results.map((one) => one.ok)).toEqual([true, false, false, true]);
    expect(results[1]).toMatchObject({
      error: { code: 'INVALID_INPUT', message: '核發徽章至少要附一項證明。' },
    });
    expect(results[2]!.error!.fields![0]).toMatchObject({ path: 'recipient' });
  });

  it('feeds what was issued and revoked since a time, page by page', async () => {
    const made: { id: string }[] = [];
    for (const second of ['01', '02', '03']) {
      world.setNow(new Date(`2026-07-01T00:00:${second}.000Z`));
      made.push(await issue(world, badge));
    }
    world.setNow(new Date('2026-07-02T00:00:00.000Z'));
    await callCapability(revokeBadge, issuer(), { id: made[0]!.id, reason: '誤發' });
    const first = await callCapability(listCredentials, issuer(), { since: '2026-07-01', limit: 2 });
    const rest = await callCapability(listCredentials, issuer(), { limit: 2, cursor: first.nextCursor });
    const items = [...first.items, ...rest.items];
    expect(items.map((one) => one.id)).toEqual([made[1]!.id, made[2]!.id, made[0]!.id]);
    expect(items[2]).toMatchObject({ state: 'revoked', revokedReason: '誤發' });
    expect(rest.nextCursor).toBeUndefined();
    world.setNow(new Date('2026-06-01T08:00:00.000Z'));
  });

  it('writes its private keys for the owner alone', () => {
    const listing = execFileSync('ls', ['-l', join(world.dataDir, 'keys')]).toString();
    expect(listing).toContain('.key.pem');
    expect(
      listing.split('\n').filter((line) => line.includes('.pem') && !line.startsWith('-rw-------')),
    ).toEqual([]);
    expect(readFileSync(join(world.dataDir, 'keys', 'root.key.pem'), 'utf8')).toContain('PRIVATE KEY');
  });

  it('names itself by addresses under its own base', async () => {
    const { id, url, credential } = await issue(world, badge);
    expect(url).toBe(`${baseUrl}/credentials/${id}`);
    expect(partOf(credential, 1).id).toBe(url);
  });
});
