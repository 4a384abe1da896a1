import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyBits, encodeBits, withBit } from '../../../badges/status/bitstring.ts';
import { distrustIssuer, trustIssuer } from '../../../badges/trust/manage-trust.ts';
import { type Verification, verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { type BadgeBank, openBadgeBank } from '../support.ts';
import { codesOf, forge, webOf } from './forge.ts';

type Json = Record<string, unknown>;

const issuerId = 'https://school.example/issuers/1';
const kid = 'https://school.example/keys/a';
const listUrl = 'https://school.example/status/3';

describe('badges of other issuers', () => {
  let world: BadgeBank;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk: Json = { ...(key.publicKey.export({ format: 'jwk' }) as Json), kid };
  let listNo = 0;
  let list = listUrl;

  beforeAll(async () => {
    world = await openBadgeBank();
  });
  beforeEach(async () => {
    list = `${listUrl}-${listNo++}`;
    await trust();
  });
  afterAll(() => world?.close());

  const admin = () => world.as('chen', ['admin']);
  const trust = (keys: Json[] = []) =>
    callCapability(trustIssuer, admin(), { id: issuerId, name: '某校', keys });

  const badge = (changes: Json = {}): Json => ({
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'https://school.example/badges/1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuerId, type: ['Profile'], name: '某校' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: 'urn:uuid:1',
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://school.example/a/1',
        type: ['Achievement'],
        name: '課程',
        description: '說明',
        criteria: { narrative: '條件' },
      },
    },
    credentialStatus: {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '42',
      statusListCredential: list,
    },
    iss: issuerId,
    sub: 'urn:uuid:1',
    jti: 'https://school.example/badges/1',
    nbf: Date.parse('2026-01-01T00:00:00Z') / 1_000,
    ...changes,
  });
  const sign = (payload: Json, header: Json = {}, by: KeyObject = key.privateKey) =>
    forge(by, { alg: 'ES256', kid, typ: 'JWT', ...header }, payload);

  const listOf = (changes: Json = {}, subject: Json = {}, by: KeyObject = key.privateKey) =>
    sign(
      {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        id: list,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: issuerId,
        validFrom: '2026-05-31T00:00:00Z',
        validUntil: '2026-06-02T00:00:00Z',
        credentialSubject: {
          id: `${list}#list`,
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          encodedList: encodeBits(emptyBits()),
          ...subject,
        },
        ...changes,
      },
      { typ: 'vc+jwt' },
      by,
    );
  const verify = (jws: string, documents: Record<string, string | object | Buffer>): Promise<Verification> =>
    verifyBadge(world.bank, jws, { seams: webOf(documents) });
  const site = (status: string | Buffer | object = listOf()) => ({ [kid]: jwk, [list]: status });

  it('are valid when the issuer is trusted, its key published and its list says so', async () => {
    const found = await verify(sign(badge()), site());
    expect(codesOf(found)).toEqual([]);
    expect(found.status).toBe('valid');
    const remarks = found.checks.flatMap((check) => (check.ok && check.code ? [check.code] : []));
    expect(remarks).toEqual(['achievement_not_issuers_own']);
  });

  it('need no request for a pinned key, and no other key will do', async () => {
    await trust([jwk]);
    const web = webOf({ [list]: listOf() });
    expect((await verifyBadge(world.bank, sign(badge()), { seams: web })).status).toBe('valid');
    expect(web.asked).toEqual([list]);
    const other = { ...jwk, kid: 'https://school.example/keys/b' };
    expect(
      codesOf(await verify(sign(badge(), { kid: other.kid }), { ...site(), [other.kid]: other })),
    ).toEqual(['key_not_found']);
  });

  it('are asked about nowhere when the issuer is not trusted', async () => {
    await callCapability(distrustIssuer, admin(), { id: issuerId });
    const web = webOf(site());
    const found = await verifyBadge(world.bank, sign(badge(), { jwk }), { seams: web });
    expect([found.status, web.asked]).toEqual(['unverifiable', []]);
  });

  it('are asked about at the issuer’s own host alone', async () => {
    const web = webOf({});
    const elsewhere = await verifyBadge(world.bank, sign(badge(), { kid: 'https://evil.example/key' }), {
      seams: web,
    });
    expect(elsewhere.valid).toBe(false);
    await verifyBadge(world.bank, sign(badge(), { kid: 'https://school.example/a/../keys/a' }), {
      seams: web,
    });
    expect(web.asked).toEqual([
      'https://school.example/.well-known/jwks.json',
      'https://school.example/.well-known/jwks.json',
    ]);
    const away = webOf({ [kid]: jwk });
    const status = {
      ...(badge().credentialStatus as Json),
      statusListCredential: 'https://evil.example/list',
    };
    const found = await verifyBadge(world.bank, sign(badge({ credentialStatus: status })), { seams: away });
    expect([codesOf(found), found.status, away.asked]).toEqual([
      ['status_unavailable'],
      'unverifiable',
      [kid],
    ]);
  });

  it('find their key in a key set, once', async () => {
    const keyName = 'key-1';
    const set = 'https://school.example/.well-known/jwks.json';
    const jws = sign(badge(), { kid: keyName });
    const named = { ...jwk, kid: keyName };
    expect((await verify(jws, { ...site(), [set]: { keys: [named] } })).status).toBe('valid');
    expect(codesOf(await verify(jws, { ...site(), [set]: { keys: [named, named] } }))).toEqual([
      'key_not_found',
    ]);
    expect(codesOf(await verify(jws, { ...site(), [set]: '{"keys":[],"keys":[]}' }))).toEqual([
      'key_not_found',
    ]);
  });

  it('find their key in a DID document under assertionMethod alone', async () => {
    const did = 'did:web:school.example:d:1';
    await callCapability(trustIssuer, admin(), { id: did, name: '某校' });
    const method = { id: `${did}#k`, type: 'JsonWebKey', controller: did, publicKeyJwk: jwk };
    const jws = sign(badge({ issuer: did, iss: did, credentialStatus: undefined }), { kid: `${did}#k` });
    const at = 'https://school.example/d/1/did.json';
    const document = (more: Json) => ({ [at]: { id: did, verificationMethod: [method], ...more } });
    expect((await verify(jws, document({ assertionMethod: ['#k'] }))).status).toBe('valid');
    expect(codesOf(await verify(jws, document({ authentication: ['#k'] })))).toEqual(['key_not_found']);
    expect(
      codesOf(await verify(jws, document({ id: 'did:web:evil.example', assertionMethod: ['#k'] }))),
    ).toEqual(['key_not_found']);
  });

  const bitSet = () => encodeBits(withBit(emptyBits(), 42));
  it('are revoked or suspended when the bit is set, and the neighbours are not', async () => {
    expect((await verify(sign(badge()), site(listOf({}, { encodedList: bitSet() })))).status).toBe('revoked');
    const at = (statusListIndex: string, statusPurpose = 'revocation') =>
      badge({ credentialStatus: { ...(badge().credentialStatus as Json), statusListIndex, statusPurpose } });
    const fresh = { encodedList: bitSet() };
    expect((await verify(sign(at('41')), site(listOf({}, fresh)))).status).toBe('valid');
    expect((await verify(sign(at('43')), site(listOf({}, fresh)))).status).toBe('valid');
    const suspended = listOf({}, { ...fresh, statusPurpose: 'suspension' });
    expect((await verify(sign(at('42', 'suspension')), site(suspended))).status).toBe('suspended');
  });

  it('stay revoked though a later list clears the bit', async () => {
    expect((await verify(sign(badge()), site(listOf({}, { encodedList: bitSet() })))).status).toBe('revoked');
    const cleared = listOf({ validFrom: '2026-06-01T00:00:00Z' });
    expect((await verify(sign(badge()), site(cleared))).status).toBe('revoked');
  });

  it('are left open when the list is older than one already seen', async () => {
    expect((await verify(sign(badge()), site(listOf()))).status).toBe('valid');
    const older = listOf({ validFrom: '2026-05-30T00:00:00Z' });
    expect(codesOf(await verify(sign(badge()), site(older)))).toEqual(['status_invalid']);
  });

  const gzipped = (bytes: Buffer) => `u${gzipSync(bytes, { level: 9 }).toString('base64url')}`;
  it.each<[string, () => string | Buffer | object, string]>([
    ['nothing', () => Buffer.alloc(0), 'status_invalid'],
    ['a page', () => '<html></html>', 'status_invalid'],
    ['an unsigned list', () => ({ encodedList: bitSet() }), 'status_invalid'],
    [
      'a list signed by another',
      () => listOf({}, {}, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'status_invalid',
    ],
    ['a list of another issuer', () => listOf({ issuer: 'https://evil.example/i' }), 'status_invalid'],
    ['an expired list', () => listOf({ validUntil: '2026-05-31T12:00:00Z' }), 'status_invalid'],
    [
      'a list to come',
      () => listOf({ validFrom: '2026-07-01T00:00:00Z', validUntil: undefined }),
      'status_invalid',
    ],
    ['a list without a date', () => listOf({ validFrom: undefined }), 'status_invalid'],
    ['another purpose', () => listOf({}, { statusPurpose: 'suspension' }), 'status_invalid'],
    ['another list', () => listOf({ id: 'https://school.example/status/other' }), 'status_invalid'],
    ['another type', () => listOf({ type: ['VerifiableCredential'] }), 'status_invalid'],
    ['one byte', () => listOf({}, { encodedList: gzipped(Buffer.alloc(1)) }), 'status_invalid'],
    [
      'no gzip',
      () => listOf({}, { encodedList: `u${Buffer.alloc(16_384).toString('base64url')}` }),
      'status_invalid',
    ],
    ['no prefix', () => listOf({}, { encodedList: bitSet().slice(1) }), 'status_invalid'],
    ['padding', () => listOf({}, { encodedList: `${bitSet()}==` }), 'status_invalid'],
  ])('are left open when the address of the list answers with %s', async (_what, answer, code) => {
    const found = await verify(sign(badge()), site(answer()));
    expect([codesOf(found), found.status]).toEqual([[code], 'unverifiable']);
  });

  it('are left open when the list cannot be had, and say so', async () => {
    const found = await verify(sign(badge()), { [kid]: jwk });
    expect([codesOf(found), found.status]).toEqual([['status_unavailable'], 'unverifiable']);
  });

  it('cannot fill the memory with a list of 512 MB of zeros', async () => {
    const bomb = listOf({}, { encodedList: gzipped(Buffer.alloc(512 * 1_048_576)) });
    expect(bomb.length).toBeLessThan(1_048_576);
    const web = site(bomb);
    global.gc?.();
    const before = process.memoryUsage().rss;
    expect(codesOf(await verify(sign(badge()), web))).toEqual(['status_invalid']);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_048_576);
  });

  it('read the revocation list that came before', async () => {
    const url = 'https://school.example/revocations';
    const old = badge({ credentialStatus: { id: url, type: '1EdTechRevocationList' } });
    const answer = (revokedCredential: unknown) => ({
      ...site(),
      [url]: { id: url, issuer: issuerId, revokedCredential },
    });
    expect((await verify(sign(old), answer([]))).status).toBe('valid');
    expect((await verify(sign(old), answer([{ id: old.id, revoked: false }]))).status).toBe('valid');
    expect((await verify(sign(old), answer('none'))).status).toBe('unverifiable');
    expect((await verify(sign(old), answer([{ id: old.id }]))).status).toBe('revoked');
    expect((await verify(sign(old), answer([]))).status).toBe('revoked');
  });

  it('are read in the older data model, in the vc claim too', async () => {
    const { iss, sub, jti, nbf, validFrom, credentialStatus: _s, ...members } = badge();
    const vc = {
      ...members,
      '@context': [
        'https://www.w3.org/2018/credentials/v1',
        'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      ],
      issuanceDate: validFrom,
    };
    expect((await verify(sign({ vc, iss, sub, jti, nbf }), site())).status).toBe('valid');
    expect((await verify(sign({ ...vc, iss, sub, jti, nbf }), site())).status).toBe('valid');
    expect(codesOf(await verify(sign({ vc: members, iss, sub, jti, nbf }), site()))).toEqual([
      'payload_ambiguous',
    ]);
    const over = { vc: { ...vc, expirationDate: '2026-05-01T00:00:00Z' }, iss, sub, jti, nbf };
    expect(
      (await verify(sign({ ...over, exp: Date.parse('2026-05-01T00:00:00Z') / 1_000 }), site())).status,
    ).toBe('expired');
  });

  it('end with their signature in the VC-JOSE-COSE profile', async () => {
    const { nbf: _nbf, iss: _iss, sub: _sub, jti: _jti, ...plain } = badge();
    expect((await verify(sign(plain, { typ: 'vc+jwt' }), site())).status).toBe('valid');
    const ended = { ...plain, exp: Date.parse('2026-05-01T00:00:00Z') / 1_000 };
    expect((await verify(sign(ended, { typ: 'vc+jwt' }), site())).status).toBe('expired');
  });

  it('are fetched by their address from a trusted host', async () => {
    const address = 'https://school.example/badges/1.jwt';
    expect((await verify(address, { ...site(), [address]: `${sign(badge())}\n` })).status).toBe('valid');
    expect(codesOf(await verify(address, site()))).toEqual(['url_unavailable']);
    expect(codesOf(await verify('http://school.example/badges/1', site()))).toEqual(['url_not_trusted']);
  });
});
