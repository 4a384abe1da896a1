import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../../badges/credentials/get-credential.ts';
import { isoSeconds } from '../../../badges/credentials/times.ts';
import { createIssuer } from '../../../badges/issuers/manage-issuers.ts';
import { callCapability } from '../../../core/capability.ts';
import { approveBadge, type BadgeBank, baseUrl, issue, openBadgeBank, partOf } from '../support.ts';
import { codesOf, encode, forge, stolenKey, verifyOffline } from './forge.ts';

type Json = Record<string, unknown>;

describe('attacks on a badge', () => {
  let world: BadgeBank;
  let good: string;
  let header: Json;
  let payload: Json;
  let own: KeyObject;
  const attacker = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const attackerEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const attackerJwk = attacker.publicKey.export({ format: 'jwk' }) as Json;

  beforeAll(async () => {
    world = await openBadgeBank();
    good = (await issue(world, await approveBadge(world))).credential;
    header = partOf(good, 0);
    payload = partOf(good, 1);
    own = await stolenKey(world, String(header.kid));
  });
  afterAll(() => world?.close());

  const verify = (input: string | Uint8Array | Json) => verifyOffline(world, input);
  /** A badge as this hub would sign it, with another header or payload. */
  const signedHere = (changes: Json, headerChanges: Json = {}) =>
    forge(own, { ...header, ...headerChanges }, { ...payload, ...changes });
  const firstCode = async (input: string | Uint8Array | Json) => codesOf(await verify(input))[0];

  it('finds the untouched badge valid, so that what follows means something', async () => {
    expect((await verify(good)).status).toBe('valid');
    expect((await verify(signedHere({}))).status).toBe('valid');
  });

  it.each(['none', 'None', 'NONE', 'nOnE', 'HS256', 'PS256', 'ES512', 'RS1', '', 7, null, ['RS256']])(
    'refuses the algorithm %s before any cryptography',
    async (alg) => {
      const [, body, signature] = good.split('.');
      const head = encode({ ...header, alg });
      expect(await firstCode(`${head}.${body}.${signature}`)).toBe('alg_not_allowed');
    },
  );

  it('refuses an empty signature, and one made with the public key as a secret', async () => {
    const [, body] = good.split('.');
    expect(await firstCode(`${encode({ alg: 'none' })}.${body}.`)).toBe('jws_malformed');
    const head = encode({ ...header, alg: 'HS256' });
    const mac = createHmac('sha256', JSON.stringify(header.jwk))
      .update(`${head}.${body}`)
      .digest('base64url');
    expect(await firstCode(`${head}.${body}.${mac}`)).toBe('alg_not_allowed');
  });

  it('refuses an RSA key under an elliptic algorithm', async () => {
    expect(await firstCode(forge(attackerEc.privateKey, { ...header, alg: 'ES256' }, payload))).toBe(
      'key_alg_mismatch',
    );
    const foreign = { ...payload, issuer: 'https://a.example/i', iss: 'https://a.example/i' };
    const mixed = forge(attackerEc.privateKey, { alg: 'ES256', jwk: attackerJwk }, foreign);
    expect(codesOf(await verify(mixed))).toContain('key_alg_mismatch');
  });

  it('does not take a key the badge brings along for its issuer', async () => {
    const kidless = forge(attacker.privateKey, { alg: 'RS256', jwk: attackerJwk }, payload);
    expect(await verify(kidless)).toMatchObject({ status: 'invalid' });
    expect(await firstCode(kidless)).toBe('key_not_bound');
    const withKid = forge(attacker.privateKey, { ...header, jwk: attackerJwk }, payload);
    expect(await firstCode(withKid)).toBe('signature_invalid');
  });

  it('calls a well-signed badge of an unknown issuer unverifiable, never valid', async () => {
    const foreign = {
      ...payload,
      issuer: { id: 'https://elsewhere.example/i', type: ['Profile'], name: 'AI 治理實作知識庫' },
      iss: 'https://elsewhere.example/i',
    };
    const found = await verify(forge(attacker.privateKey, { alg: 'RS256', jwk: attackerJwk }, foreign));
    expect(found.status).toBe('unverifiable');
    expect(codesOf(found)).toEqual(['issuer_unknown', 'key_not_bound']);
  });

  it('does not let one issuer of the hub sign for another', async () => {
    await callCapability(createIssuer, world.as('chen', ['admin']), {
      id: 'other',
      name: { 'zh-TW': '另一單位' },
    });
    const id = `${baseUrl}/issuers/other`;
    const swapped = signedHere({ issuer: { id, type: ['Profile'], name: '另一單位' }, iss: id });
    expect(await firstCode(swapped)).toBe('key_not_bound');
  });

  it.each(['crit', 'jku', 'x5u', 'b64'])('refuses the header member %s', async (member) => {
    const value = member === 'crit' ? ['exp'] : member === 'b64' ? false : 'https://evil.example/keys';
    expect(await firstCode(signedHere({}, { [member]: value }))).toBe('header_forbidden');
  });

  it('refuses any other header member in the Open Badges profile, a private key and a strange type', async () => {
    expect(await firstCode(signedHere({}, { x5c: ['AA=='] }))).toBe('header_forbidden');
    expect(await firstCode(signedHere({}, { cty: 'vc' }))).toBe('header_forbidden');
    expect(await firstCode(signedHere({}, { typ: 'at+jwt' }))).toBe('header_forbidden');
    expect(await firstCode(signedHere({}, { jwk: { ...attackerJwk, d: 'AA' } }))).toBe('header_forbidden');
  });

  it.each([
    'https://127.0.0.1/key',
    'http://169.254.169.254/latest/meta-data',
    'https://[::1]/key',
    'https://localhost/key',
    'https://evil.example/redirect',
    `${baseUrl}/issuers/hub/keys/../keys/x`,
    "x' or '1'='1",
    'a\u0000b',
    'k'.repeat(10_000),
    '../../etc/passwd',
    '__proto__',
  ])('compares a kid and follows it nowhere: %.40s', async (kid) => {
    const found = await verify(forge(own, { ...header, kid, jwk: undefined }, payload));
    expect(['key_not_found', 'header_forbidden']).toContain(codesOf(found)[0]);
    expect(found.valid).toBe(false);
  });

  it('refuses a doubled, cut or padded signature and stray bits', async () => {
    const [head, body, signature] = good.split('.') as [string, string, string];
    const cut = signature.slice(0, -4);
    for (const jws of [
      `${good}.${signature}`,
      `${head}.${body}`,
      `${head}..${signature}`,
      `${head}.${body}.${signature}=`,
      `${head}.${body}.${signature}A`,
      `${head}=.${body}.${signature}`,
      `${head}.${body}.${signature.slice(0, 40)}+${signature.slice(41)}`,
    ])
      expect([jws.slice(-12), await firstCode(jws)]).toEqual([jws.slice(-12), 'jws_malformed']);
    expect(await firstCode(`${head}.${body}.${cut}`)).toBe('signature_invalid');
    expect(await firstCode(`${head}.${body}.${signature}${signature}`)).toMatch(
      /signature_invalid|jws_malformed/,
    );
  });

  it('reads a badge pasted with line breaks and spaces all the same', async () => {
    const pasted = `\n  ${good.match(/.{1,60}/g)!.join('\n  ')}\r\n`;
    expect((await verify(pasted)).status).toBe('valid');
    expect((await verify(Buffer.from(`\uFEFF${good}\n`))).status).toBe('valid');
  });

  it.each([
    ['a member twice', '{"id":"a","id":"b"}', 'json_duplicate_key'],
    ['a member twice after unescaping', '{"id":"a","\\u0069d":"b"}', 'json_duplicate_key'],
    ['a member twice deep inside', '{"a":[{"b":{"c":1,"c":2}}]}', 'json_duplicate_key'],
    ['half a character', '{"a":"\\ud800"}', 'json_malformed'],
    ['half a character in a name', '{"\\udc00":1}', 'json_malformed'],
    ['a number out of range', '{"a":1e400}', 'json_malformed'],
    ['10,000 lists in each other', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'json_malformed'],
    ['10,000 objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'json_malformed'],
    ['33 levels', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'json_malformed'],
    ['a list', '[]', 'json_malformed'],
    ['text', '"badge"', 'json_malformed'],
    ['null', 'null', 'json_malformed'],
    ['no JSON', '{', 'json_malformed'],
    ['something after', '{} {}', 'json_malformed'],
  ])('refuses a payload that is %s', async (_what, text, code) => {
    expect(await firstCode(forge(own, header, text))).toBe(code);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const [head, , signature] = good.split('.');
    expect(
      await firstCode(`${head}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${signature}`),
    ).toBe('json_malformed');
  });

  it('takes a list of names inside strings for what it is', async () => {
    const tricky = { ...payload, name: '","id":"x\\"{[' };
    expect((await verify(forge(own, header, tricky))).status).toBe('valid');
  });

  it.each([
    ['both forms at once', { vc: { id: 'x' } }, 'payload_ambiguous'],
    ['no context', { '@context': undefined }, 'context_invalid'],
    ['contexts the other way round', { '@context': 'swap' }, 'context_invalid'],
    ['another type', { type: ['VerifiableCredential', 'EndorsementCredential'] }, 'type_invalid'],
    ['a type alone', { type: 'OpenBadgeCredential' }, 'type_invalid'],
    ['no issuer', { issuer: undefined }, 'schema_invalid'],
    ['another iss', { iss: 'https://evil.example' }, 'claim_mismatch'],
    ['no iss', { iss: undefined }, 'claim_missing'],
    ['another sub', { sub: 'urn:uuid:0' }, 'claim_mismatch'],
    ['no sub', { sub: undefined }, 'claim_missing'],
    ['another jti', { jti: 'x' }, 'claim_mismatch'],
    ['no nbf', { nbf: undefined }, 'claim_missing'],
    ['another nbf', { nbf: 1 }, 'claim_mismatch'],
    ['nbf as text', { nbf: '1780300800' }, 'claim_mismatch'],
    ['no exp', { exp: undefined }, 'claim_missing'],
    ['exp without an end', { validUntil: undefined }, 'claim_mismatch'],
    ['an extra identity member', { credentialSubject: 'extra' }, 'schema_invalid'],
    ['an array of statuses', { credentialStatus: [] }, 'schema_invalid'],
  ])('refuses %s even when signed with the issuer’s key', async (_what, changes, code) => {
    const change: Json = { ...changes };
    if (change['@context'] === 'swap') change['@context'] = [...(payload['@context'] as string[])].reverse();
    if (change.credentialSubject === 'extra') {
      const subject = structuredClone(payload.credentialSubject) as { identifier: Json[] };
      subject.identifier[0]!.extra = 1;
      change.credentialSubject = subject;
    }
    expect(await firstCode(signedHere(change))).toBe(code);
  });

  it('refuses a badge for nobody and a result of another achievement', async () => {
    const subject = payload.credentialSubject as Json;
    const nobody = { ...subject, id: undefined, identifier: undefined };
    expect(await firstCode(signedHere({ credentialSubject: nobody, sub: undefined }))).toBe(
      'subject_unidentified',
    );
    const result = [{ type: ['Result'], resultDescription: 'urn:uuid:elsewhere', value: '100' }];
    expect(await firstCode(signedHere({ credentialSubject: { ...subject, result } }))).toBe('schema_invalid');
  });

  const dated = (validFrom: unknown, validUntil: unknown) => {
    const seconds = (value: unknown) => Math.floor(Date.parse(String(value)) / 1_000);
    const until = validUntil === undefined ? {} : { exp: seconds(validUntil) };
    return signedHere({ validFrom, nbf: seconds(validFrom), validUntil, exp: undefined, ...until });
  };

  it.each([
    ['over', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z', 'expired', 'expired'],
    ['to come', '2030-01-01T00:00:00Z', undefined, 'not_yet_valid', 'not_yet_valid'],
    ['back to front', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'schema_invalid', 'invalid'],
    ['without a zone', '2026-01-01T00:00:00', undefined, 'claim_mismatch', 'invalid'],
    ['a leap second', '2016-12-31T23:59:60Z', undefined, 'claim_mismatch', 'invalid'],
    ['a day that does not exist', '2026-02-30T00:00:00Z', undefined, 'claim_mismatch', 'invalid'],
  ])('tells dates that are %s', async (_what, from, until, code, status) => {
    const found = await verify(dated(from, until));
    expect([codesOf(found)[0], found.status]).toEqual([code, status]);
  });

  it('lets clocks differ by a minute and no more', async () => {
    const at = (seconds: number) => isoSeconds(new Date(world.bank.now().getTime() + seconds * 1_000));
    expect((await verify(dated(at(59), undefined))).status).toBe('valid');
    expect((await verify(dated(at(61), undefined))).status).toBe('not_yet_valid');
    expect((await verify(dated('2026-01-01T00:00:00Z', at(-59)))).status).toBe('valid');
    expect((await verify(dated('2026-01-01T00:00:00Z', at(-60)))).status).toBe('expired');
    expect((await verify(dated('2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z'))).status).toBe('valid');
  });

  it.each(['-1', '1.5', '007', '131072', '1e3', '', ' 1', '0x10', 5, null, '99999999999999999999'])(
    'refuses the status index %s',
    async (statusListIndex) => {
      const credentialStatus = { ...(payload.credentialStatus as Json), statusListIndex };
      const found = await verify(signedHere({ credentialStatus }));
      expect([codesOf(found), found.valid]).toEqual([['status_invalid'], false]);
    },
  );

  it('refuses the own issuer’s badge without a status, with a list it does not have, or of an unknown kind', async () => {
    const status = payload.credentialStatus as Json;
    expect(await firstCode(signedHere({ credentialStatus: undefined }))).toBe('status_invalid');
    const nowhere = { ...status, statusListCredential: `${baseUrl}/status/none` };
    expect(await firstCode(signedHere({ credentialStatus: nowhere }))).toBe('status_invalid');
    const elsewhere = { ...status, statusListCredential: 'https://evil.example/list' };
    expect(await firstCode(signedHere({ credentialStatus: elsewhere }))).toBe('status_invalid');
    const unknown = await verify(signedHere({ credentialStatus: { id: 'urn:x', type: 'StatusList2099' } }));
    expect([codesOf(unknown)[0], unknown.status]).toEqual(['status_unavailable', 'unverifiable']);
  });

  it('reads the envelope of the VC-JOSE-COSE form and refuses an empty one', async () => {
    const id = String(payload.id).split('/').at(-1)!;
    const { row } = (await findCredential(world.bank, id))!;
    const envelope = (data: string) => ({
      '@context': 'https://www.w3.org/ns/credentials/v2',
      type: 'EnvelopedVerifiableCredential',
      id: data,
    });
    expect((await verify(envelope(`data:application/vc+jwt,${row.jwsVc}`))).status).toBe('valid');
    expect(await firstCode(envelope('https://evil.example/x'))).toBe('unsupported_format');
  });

  it('refuses what is no badge, and what is too large, by content', async () => {
    expect(await firstCode('hello')).toBe('unsupported_format');
    expect(await firstCode(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('unsupported_format');
    expect(await firstCode('eyJ.a~b~')).toBe('unsupported_format');
    expect(await firstCode('a'.repeat(524_289))).toBe('input_too_large');
    expect(await firstCode(Buffer.alloc(5_242_881))).toBe('input_too_large');
    expect(await firstCode({ a: 'x'.repeat(600_000) })).toBe('input_too_large');
  });

  it('has no answer but a plain one for a badge without a proof', async () => {
    const { iss: _i, sub: _s, jti: _j, nbf: _n, exp: _e, iat: _t, ...plain } = payload;
    const found = await verify(plain);
    expect([codesOf(found), found.status]).toEqual([['proof_missing'], 'unverifiable']);
    const proof = {
      type: 'DataIntegrityProof',
      verificationMethod: 'nowhere',
      cryptosuite: 'eddsa-rdfc-2022',
    };
    expect(await firstCode({ ...plain, proof })).toBe('proof_malformed');
    const other = { type: 'SomeOtherProof', proofValue: 'z1' };
    const open = await verify({ ...plain, proof: other });
    expect([codesOf(open), open.status]).toEqual([['proof_unsupported'], 'unverifiable']);
  });

  it('looks its own addresses up and follows no other', async () => {
    expect((await verify(String(payload.id))).status).toBe('valid');
    for (const ending of ['.jwt', '.json', '.png', '.svg'])
      expect((await verify(`${String(payload.id)}${ending}`)).status).toBe('valid');
    expect(await firstCode(`${baseUrl}/credentials/none`)).toBe('not_found');
    expect(await firstCode(`${baseUrl}/admin`)).toBe('not_found');
    expect(await firstCode('https://evil.example/badge')).toBe('url_not_trusted');
    expect(await firstCode('http://169.254.169.254/latest')).toBe('url_not_trusted');
  });

  it('matches the recipient by e-mail in any case, and nobody else', async () => {
    const ask = (recipient: { email?: string; id?: string }) => verifyOffline(world, good, { recipient });
    expect((await ask({ email: 'HOLDER@gov.example' })).status).toBe('valid');
    expect((await ask({ id: String((payload.credentialSubject as Json).id) })).status).toBe('valid');
    const other = await ask({ email: 'other@gov.example' });
    expect([codesOf(other), other.status]).toEqual([['recipient_mismatch'], 'invalid']);
    expect((await ask({ id: 'holder@gov.example' })).status).toBe('invalid');
  });

  it('never believes md5 or a name for an identity', async () => {
    const identifier = [
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: 'md5$5d41402abc4b2a76b9719d911017c592',
        identityType: 'emailAddress',
      },
      { type: 'IdentityObject', hashed: false, identityHash: 'a@b.example', identityType: 'name' },
    ];
    const subject = { ...(payload.credentialSubject as Json), identifier };
    const jws = signedHere({ credentialSubject: subject });
    expect((await verifyOffline(world, jws, { recipient: { email: 'hello' } })).valid).toBe(false);
    expect((await verifyOffline(world, jws, { recipient: { email: 'a@b.example' } })).valid).toBe(false);
  });
});
