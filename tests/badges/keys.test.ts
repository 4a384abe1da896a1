import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findCredential } from '../../badges/credentials/get-credential.ts';
import { reportCompromisedKey, rotateIssuerKeys } from '../../badges/issuers/manage-issuers.ts';
import { prepareIssuers } from '../../badges/issuers/prepare-issuers.ts';
import {
  getDidDocument,
  getIssuerKey,
  getKeySet,
  getRootCertificate,
} from '../../badges/issuers/publish-keys.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import { verifyBadge } from '../../badges/verify/verify-badge.ts';
import { callCapability } from '../../core/capability.ts';
import { isPublicAddress } from '../../core/public-address.ts';
import { approveBadge, type BadgeBank, baseUrl, issue, openBadgeBank, partOf } from './support.ts';
import { codesOf, forge, verifyOffline, webOf } from './verify/forge.ts';

// Each hub makes two keys of its own, and a busy machine takes seconds to find the primes.
vi.setConfig({ testTimeout: 120_000 });

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

describe('keys of issuers', () => {
  const open: BadgeBank[] = [];
  const world = async (options: Parameters<typeof openBadgeBank>[0] = {}) => {
    const made = await openBadgeBank(options);
    open.push(made);
    return made;
  };
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('are made once and found again on the next start', async () => {
    const here = await world();
    const before = await getKeySet(here.bank);
    await prepareIssuers(here.bank, baseUrl);
    expect(await getKeySet(here.bank)).toEqual(before);
    expect(before.keys.map((key) => key.alg).sort()).toEqual(['ES256', 'RS256']);
  });

  it('answer old ids after a move, at the new address too', async () => {
    const here = await world();
    const { id, credential } = await issue(here, await approveBadge(here));
    await prepareIssuers(here.bank, 'https://moved.example');
    for (const base of [baseUrl, 'https://moved.example'])
      expect((await verifyOffline(here, `${base}/credentials/${id}`)).status).toBe('valid');
    expect((await verifyOffline(here, credential)).status).toBe('valid');
  });

  it('stay published after rotation, and badges they signed stay valid', async () => {
    const here = await world();
    const badge = await approveBadge(here);
    const old = (await issue(here, badge)).credential;
    await callCapability(rotateIssuerKeys, here.as('chen', ['admin']), { id: 'hub' });
    const fresh = (await issue(here, badge)).credential;
    expect(partOf(fresh, 0).kid).not.toBe(partOf(old, 0).kid);
    expect((await getKeySet(here.bank)).keys.map((key) => key.kid)).toEqual(
      expect.arrayContaining([partOf(old, 0).kid, partOf(fresh, 0).kid]),
    );
    for (const jws of [old, fresh]) expect((await verifyOffline(here, jws)).status).toBe('valid');
  });

  it('take every badge they signed with them when compromised, and nothing else', async () => {
    const here = await world();
    const badge = await approveBadge(here);
    const { id, credential: old } = await issue(here, badge);
    const { kid } = partOf(old, 0);
    const thumbprint = kid.split('/').at(-1)!;
    const list = partOf(old, 1).credentialStatus.statusListCredential.split('/').at(-1)!;
    const report = { id: 'hub', thumbprint, since: '2026-05-01T00:00:00Z', reason: '主機遭入侵' };
    await callCapability(reportCompromisedKey, here.as('chen', ['admin']), report);
    const found = await verifyOffline(here, old);
    expect([codesOf(found), found.status]).toEqual([['key_compromised'], 'invalid']);
    await expect(getIssuerKey(here.bank, 'hub', thumbprint)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await getKeySet(here.bank)).keys.map((key) => key.kid)).not.toContain(kid);
    expect(partOf((await getStatusList(here.bank, list)).jws, 0).kid).not.toBe(kid);
    expect((await verifyOffline(here, (await findCredential(here.bank, id))!.row.jwsVc)).status).toBe(
      'valid',
    );
    expect((await verifyOffline(here, (await issue(here, badge)).credential)).status).toBe('valid');
  });

  it('come from the settings, with certificates of the settings', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signing-'));
    const run = (...command: string[]) => execFileSync('openssl', command, { cwd: folder, stdio: 'pipe' });
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '9000',
      '-subj',
      '/CN=Agency Root',
      '-addext',
      'basicConstraints=critical,CA:TRUE',
      '-addext',
      'keyUsage=critical,keyCertSign',
    );
    run(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'leaf.key',
      '-out',
      'leaf.csr',
      '-subj',
      '/CN=Signer',
    );
    writeFileSync(
      join(folder, 'ext'),
      `subjectAltName=URI:${baseUrl}/issuers/hub\nkeyUsage=critical,digitalSignature\n`,
    );
    run(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-out',
      'leaf.pem',
      '-days',
      '8000',
      '-extfile',
      'ext',
    );
    const here = await world({
      now: new Date(),
      env: {
        BADGE_SIGNING_KEYS: join(folder, 'leaf.key'),
        BADGE_SIGNING_CERTS: `${join(folder, 'leaf.pem')},${join(folder, 'ca.pem')}`,
      },
    });
    expect((await getKeySet(here.bank)).keys).toMatchObject([{ alg: 'RS256', x5c: [expect.any(String)] }]);
    expect(await getRootCertificate(here.bank, 'hub')).toContain('BEGIN CERTIFICATE');
    const { id, credential } = await issue(here, await approveBadge(here));
    const { jwsVc } = (await findCredential(here.bank, id))!.row;
    expect([partOf(credential, 0).alg, partOf(jwsVc, 0).alg]).toEqual(['RS256', 'RS256']);
    const other = await world({
      now: new Date(),
      baseUrl: 'https://b.example',
      env: { BADGE_TRUST_ROOTS: join(folder, 'ca.pem') },
    });
    const list = partOf(credential, 1).credentialStatus.statusListCredential;
    const web = webOf({ [list]: (await getStatusList(here.bank, list.split('/').at(-1)!)).jws });
    expect(codesOf(await verifyBadge(other.bank, credential, { seams: web }))).toEqual([]);
  });

  it('come from the settings as text, certified by the hub when no certificate is given', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export(pkcs8).toString();
    const here = await world({ env: { BADGE_SIGNING_KEYS: `${ec}${rsa}` } });
    const { keys } = await getKeySet(here.bank);
    expect(keys.map((key) => [key.alg, key.x5c!.length])).toEqual(
      expect.arrayContaining([
        ['ES256', 2],
        ['RS256', 2],
      ]),
    );
    expect((await verifyOffline(here, (await issue(here, await approveBadge(here))).credential)).status).toBe(
      'valid',
    );
  });

  it('that are too weak stop the start, and so does a setting that names no file', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey.export(pkcs8).toString();
    await expect(openBadgeBank({ env: { BADGE_SIGNING_KEYS: weak } })).rejects.toThrow('RSA ≥ 2048');
    await expect(openBadgeBank({ env: { BADGE_SIGNING_KEYS: '/nowhere.pem' } })).rejects.toThrow(
      'BADGE_SIGNING_KEYS',
    );
  });

  it('are trusted by another hub through their root, for their own issuer only', async () => {
    const here = await world();
    const badge = await approveBadge(here);
    const { credential } = await issue(here, badge);
    const root = await getRootCertificate(here.bank, 'hub');
    const there = await world({ baseUrl: 'https://other.example', env: { BADGE_TRUST_ROOTS: root } });
    const list = partOf(credential, 1).credentialStatus.statusListCredential;
    const web = webOf({ [list]: (await getStatusList(here.bank, list.split('/').at(-1)!)).jws });
    const found = await verifyBadge(there.bank, credential, { seams: web });
    expect([codesOf(found), found.status, web.asked]).toEqual([[], 'valid', [list]]);

    const stranger = await world({ baseUrl: 'https://third.example' });
    const unknown = await verifyOffline(stranger, credential);
    expect([codesOf(unknown), unknown.status]).toEqual([['issuer_unknown', 'key_not_bound'], 'unverifiable']);

    const elsewhere = await world({ baseUrl: 'https://b.example' });
    const foreign = await issue(elsewhere, await approveBadge(elsewhere));
    const unanchored = await verifyOffline(there, foreign.credential);
    expect([codesOf(unanchored), unanchored.status]).toEqual([
      ['issuer_unknown', 'chain_invalid'],
      'unverifiable',
    ]);

    const attacker = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const stolenChain = {
      ...attacker.publicKey.export({ format: 'jwk' }),
      x5c: partOf(credential, 0).jwk.x5c,
    };
    const forged = forge(attacker.privateKey, { alg: 'RS256', jwk: stolenChain }, partOf(credential, 1));
    const mismatched = await verifyOffline(there, forged);
    expect([codesOf(mismatched), mismatched.status]).toEqual([
      ['issuer_unknown', 'chain_invalid'],
      'invalid',
    ]);
  });

  it('do not let a good chain speak for another name', async () => {
    const here = await world();
    const badge = await approveBadge(here);
    const { credential } = await issue(here, badge);
    const there = await world({
      baseUrl: 'https://other.example',
      env: { BADGE_TRUST_ROOTS: await getRootCertificate(here.bank, 'hub') },
    });
    const { createPrivateKey } = await import('node:crypto');
    const { readFileSync } = await import('node:fs');
    const file = `${partOf(credential, 0).kid.split('/').at(-1)}.key.pem`;
    const key = createPrivateKey(readFileSync(join(here.dataDir, 'keys', file)));
    const id = 'https://ministry.example/issuers/1';
    const payload = { ...partOf(credential, 1), issuer: { id, type: ['Profile'], name: '某部' }, iss: id };
    const found = await verifyOffline(there, forge(key, partOf(credential, 0), payload));
    expect([codesOf(found), found.valid]).toEqual([['issuer_unknown', 'key_not_bound'], false]);
  });

  it('are listed in a DID document that names itself rightly, port included', async () => {
    const here = await world({ baseUrl: 'https://badges.gov.example:8443' });
    const document = await getDidDocument(here.bank);
    expect(document.id).toBe('did:web:badges.gov.example%3A8443');
    expect(document.assertionMethod).toHaveLength(2);
    expect(JSON.stringify(document)).not.toMatch(/"d":/);
  });
});

describe('addresses that may be asked', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.1.1',
    '172.16.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('do not include %s', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(['1.1.1.1', '203.69.34.1', '2606:4700::1111', '2001:b000::1'])('include %s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});
