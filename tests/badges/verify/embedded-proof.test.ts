import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importBadge } from '../../../badges/imported/import-badge.ts';
import { emptyBits, encodeBits, withBit } from '../../../badges/status/bitstring.ts';
import { trustIssuer } from '../../../badges/trust/manage-trust.ts';
import { hashCanonical } from '../../../badges/verify/canonical-rdf.ts';
import { decodeBase58 } from '../../../badges/verify/multikey.ts';
import { verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { hashedEmail } from '../foreign-issuer.ts';
import { type BadgeBank, baseUrl, openBadgeBank } from '../support.ts';
import { codesOf, webOf } from './forge.ts';

type Json = Record<string, unknown>;

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
function encodeBase58(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)] + text;
  return `z${'1'.repeat(bytes.findIndex((byte) => byte !== 0))}${text}`;
}

const key = generateKeyPairSync('ed25519');
const jwk = key.publicKey.export({ format: 'jwk' });
const multikey = encodeBase58(Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(jwk.x!, 'base64url')]));
const issuer = 'https://academy.example/issuers/1';
const method = `${issuer}#${multikey}`;
const list = 'https://academy.example/status/1';
const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

function badge(changes: Json = {}): Json {
  return {
    '@context': contexts,
    id: 'https://academy.example/badges/1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuer, type: ['Profile'], name: '學院' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: 'urn:uuid:9d1d4f5e-3b0e-4f0e-8a51-3e1c9a0b7c11',
      type: ['AchievementSubject'],
      identifier: [hashedEmail('holder@gov.example')],
      achievement: {
        id: 'https://academy.example/a/1',
        type: ['Achievement'],
        name: '資料治理',
        description: '說明',
        criteria: { narrative: '條件' },
      },
    },
    ...changes,
  };
}

async function prove(document: Json, changes: Json = {}): Promise<Json> {
  const options = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-01-01T00:00:00Z',
    verificationMethod: method,
    proofPurpose: 'assertionMethod',
    ...changes,
  };
  const hashes = [
    await hashCanonical({ ...options, '@context': document['@context'] }),
    await hashCanonical(document),
  ];
  const proofValue = encodeBase58(sign(null, Buffer.concat(hashes), key.privateKey));
  return { ...document, proof: [{ ...options, proofValue }] };
}

const statusAt = (statusListIndex: string) => ({
  credentialStatus: {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex,
    statusListCredential: list,
  },
});

describe('a badge with its proof inside', () => {
  let world: BadgeBank;
  let stranger: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
    stranger = await openBadgeBank({ baseUrl: 'https://other.example' });
    const pinned = [{ kty: 'OKP', crv: 'Ed25519', x: jwk.x }];
    const admin = world.as('chen', ['admin']);
    await callCapability(trustIssuer, admin, { id: issuer, name: '學院', keys: pinned });
  });
  afterAll(async () => {
    await world?.close();
    await stranger?.close();
  });
  const verify = (document: Json, documents = {}, where = world) =>
    verifyBadge(where.bank, document, { seams: webOf(documents) });
  const report = async (document: Json, documents = {}) => {
    const found = await verify(document, documents);
    return [found.status, codesOf(found)];
  };

  it('is valid when the issuer is trusted and the key is its own', async () => {
    expect(await report(await prove(badge()))).toEqual(['valid', []]);
    expect(await report({ ...(await prove(badge())), proof: (await prove(badge())).proof })).toEqual([
      'valid',
      [],
    ]);
  });

  it.each<[string, (good: Json) => Json]>([
    [
      'the achievement',
      (good) => ({ ...good, credentialSubject: { ...(good.credentialSubject as Json), role: 'x' } }),
    ],
    ['the date', (good) => ({ ...good, validFrom: '2026-01-02T00:00:00Z' })],
    ['a name', (good) => ({ ...good, name: 'x' })],
    [
      'an option of the proof',
      (good) => ({ ...good, proof: [{ ...(good.proof as Json[])[0], created: '2026-01-02T00:00:00Z' }] }),
    ],
  ])('is invalid when %s was changed, trusted or not', async (_what, change) => {
    const changed = change(await prove(badge()));
    expect(await report(changed)).toEqual(['invalid', ['signature_invalid']]);
    expect((await verify(changed, {}, stranger)).status).toBe('invalid');
  });

  it('is unverifiable, its signature good, where nobody knows the issuer', async () => {
    const found = await verify(await prove(badge()), {}, stranger);
    expect([found.status, codesOf(found)]).toEqual(['unverifiable', ['issuer_unknown', 'key_not_bound']]);
    expect(found.checks.find((check) => check.name === 'signature')).toMatchObject({ ok: true });
  });

  it('is never one of this hub’s own', async () => {
    const id = `${baseUrl}/issuers/hub`;
    const forged = await prove(badge({ issuer: { id, type: ['Profile'], name: 'x' } }), {
      verificationMethod: `${id}#${multikey}`,
    });
    expect(await report(forged)).toEqual(['invalid', ['key_not_found']]);
  });

  it('finds its key in the issuer’s own document, under assertionMethod alone', async () => {
    const open = 'https://open.example/issuers/2';
    await callCapability(trustIssuer, world.as('chen', ['admin']), { id: open, name: '開放' });
    const proven = await prove(badge({ issuer: { id: open, type: ['Profile'], name: 'x' } }), {
      verificationMethod: `${open}#key-1`,
    });
    const listed = { id: `${open}#key-1`, type: 'Multikey', controller: open, publicKeyMultibase: multikey };
    const document = (more: Json) => ({ [open]: { id: open, verificationMethod: [listed], ...more } });
    expect(await report(proven, document({ assertionMethod: ['#key-1'] }))).toEqual(['valid', []]);
    const elsewhere = document({ authentication: ['#key-1'] });
    expect(await report(proven, elsewhere)).toEqual(['unverifiable', ['key_not_found']]);
    expect(await report(proven)).toEqual(['unverifiable', ['key_not_found']]);
  });

  it('is read by members and signed as RDF: a member under its full address hides nothing', async () => {
    const revoked = await prove(badge(statusAt('7')));
    const { credentialStatus, ...rest } = revoked;
    const hidden = { ...rest, 'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus };
    const [status, codes] = await report(hidden);
    expect([status, codes]).toEqual(['unverifiable', ['proof_unsupported']]);
    const expired = await prove(badge({ validUntil: '2026-02-01T00:00:00Z' }));
    const { validUntil, ...endless } = expired;
    const moved = {
      ...endless,
      evidence: [{ id: 'https://academy.example/badges/1', type: ['Evidence'], validUntil }],
    };
    expect((await verify(moved)).valid).toBe(false);
    expect((await verify({ ...endless, '@included': [{ id: expired.id, validUntil }] })).valid).toBe(false);
  });

  it.each<[string, unknown]>([
    ['of its own', [...contexts, { name: 'https://schema.org/other' }]],
    ['from elsewhere', [...contexts, 'https://evil.example/context']],
  ])('takes no context %s', async (_what, context) => {
    const proven = await prove(badge());
    expect(await report({ ...proven, '@context': context })).toEqual(['unverifiable', ['proof_unsupported']]);
  });

  it('needs a proof made to assert, with a value and a method that can be ones', async () => {
    const [proof] = (await prove(badge())).proof as Json[];
    for (const change of [
      { proofPurpose: 'authentication' },
      { proofPurpose: undefined },
      { proofValue: 'z1' },
      { proofValue: `${proof!.proofValue}0` },
      { verificationMethod: `${issuer}#z6Mk1` },
      { verificationMethod: 'ftp://academy.example/key' },
    ])
      expect(await report(badge({ proof: [{ ...proof, ...change }] }))).toEqual([
        'invalid',
        ['proof_malformed'],
      ]);
    const chained = { ...proof, previousProof: 'urn:uuid:1' };
    expect(await report(badge({ proof: [chained] }))).toEqual(['unverifiable', ['proof_unsupported']]);
  });

  it('is revoked by a list that carries its proof the same way', async () => {
    const listOf = (bits: Uint8Array) =>
      prove({
        '@context': contexts,
        id: list,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer,
        validFrom: '2026-05-31T00:00:00Z',
        credentialSubject: {
          id: `${list}#list`,
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          encodedList: encodeBits(bits),
        },
      });
    const proven = await prove(badge(statusAt('7')));
    const good = await listOf(emptyBits());
    expect(await report(proven, { [list]: good })).toEqual(['valid', []]);
    const spoiled = { ...good, validFrom: '2026-05-31T00:00:01Z' };
    expect(await report(proven, { [list]: spoiled })).toEqual(['unverifiable', ['status_invalid']]);
    expect(await report(proven, { [list]: await listOf(withBit(emptyBits(), 7)) })).toEqual([
      'revoked',
      ['revoked'],
    ]);
  });

  it('is imported like any other', async () => {
    const credential = await prove(badge({ id: 'https://academy.example/badges/import' }));
    const recipient = { email: 'holder@gov.example' };
    const made = await callCapability(importBadge, world.as('holder', ['staff']), { credential, recipient });
    expect(made).toMatchObject({ name: '資料治理', state: 'valid' });
  });

  it('costs little, however tangled it is made', async () => {
    const nodes = Array.from({ length: 400 }, () => ({ type: ['Related'], id: '_:same' }));
    const [proof] = (await prove(badge())).proof as Json[];
    const tangled = badge({ proof: [proof] });
    const subject = tangled.credentialSubject as Json;
    const achievement = { ...(subject.achievement as Json), related: nodes };
    // Processor time: what a busy machine does meanwhile does not count.
    const before = process.cpuUsage();
    const found = await verify({ ...tangled, credentialSubject: { ...subject, achievement } });
    expect(found.valid).toBe(false);
    const many = Array.from({ length: 900 }, () => ({
      type: ['Profile'],
      otherIdentifier: [{ type: 'IdentifierEntry' }],
    }));
    expect((await verify({ ...tangled, evidence: many })).valid).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(4_000);
    const large = await verify({ ...tangled, name: 'x'.repeat(200_000) });
    expect(codesOf(large)).toEqual(['proof_unsupported']);
  });

  it('has a key and a signature in digits of 58', () => {
    const bytes = Buffer.from([0, 0, 1, 255, 7]);
    expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
    expect([decodeBase58('z'), decodeBase58('m00'), decodeBase58('z0')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
