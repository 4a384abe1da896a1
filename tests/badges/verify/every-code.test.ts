import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeBadge } from '../../../badges/credentials/revoke-badge.ts';
import { getBadgeImage } from '../../../badges/image/badge-image.ts';
import { bakePng } from '../../../badges/image/bake-png.ts';
import { readPngChunks } from '../../../badges/image/png-chunks.ts';
import { createIssuer, reportCompromisedKey } from '../../../badges/issuers/manage-issuers.ts';
import { getRootCertificate } from '../../../badges/issuers/publish-keys.ts';
import { emptyBits, encodeBits, withBit } from '../../../badges/status/bitstring.ts';
import { trustIssuer } from '../../../badges/trust/manage-trust.ts';
import type { BadgeInput } from '../../../badges/verify/read-input.ts';
import { type BadgeStatus, type CheckCode, checkCodes } from '../../../badges/verify/report.ts';
import { type VerifyOptions, verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { approveBadge, type BadgeBank, baseUrl, issue, openBadgeBank, partOf } from '../support.ts';
import { encode, forge, stolenKey, webOf } from './forge.ts';

type Json = Record<string, unknown>;

/** What is verified to bring a code about, and what the badge is then. */
interface Case {
  readonly status: BadgeStatus;
  make(): BadgeInput | Promise<BadgeInput>;
  readonly options?: VerifyOptions;
  /** Verified by a hub that trusts this one's root. */
  readonly elsewhere?: true;
}

/** The codes of each step in the order a badge is verified; a step stops at its first hard failure. */
const steps: Readonly<Record<string, readonly CheckCode[]>> = {
  '1 size and kind': ['input_too_large', 'unsupported_format'],
  '1 address': ['not_found', 'url_not_trusted', 'url_unavailable'],
  '2 image': ['image_malformed', 'baked_missing', 'baked_duplicate'],
  '3 three parts': ['jws_malformed'],
  '4 JSON': ['json_malformed', 'json_duplicate_key'],
  '5 header': ['alg_not_allowed', 'header_forbidden'],
  '6 form': ['context_invalid', 'type_invalid', 'payload_ambiguous'],
  '6 proof': ['proof_missing', 'proof_unsupported', 'proof_malformed'],
  '7 issuer': ['issuer_unknown', 'sandbox'],
  '8 key': ['key_not_found', 'key_alg_mismatch'],
  '9 binding': ['key_not_bound', 'key_compromised', 'chain_invalid'],
  '10 signature': ['signature_invalid'],
  '11 claims': ['claim_missing', 'claim_mismatch'],
  '12 content': ['schema_invalid', 'subject_unidentified', 'achievement_not_issuers_own'],
  '13 dates': ['not_yet_valid', 'expired'],
  '14 status': ['revoked', 'suspended', 'status_unavailable', 'status_invalid'],
  '16 recipient': ['recipient_mismatch'],
};

describe('every code of a report', () => {
  let world: BadgeBank;
  let other: BadgeBank;
  let good: string;
  let header: Json;
  let payload: Json;
  let own: KeyObject;
  let png: Buffer;
  let revoked: string;
  let sandbox: string;
  let leaked: string;
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwk = stranger.publicKey.export({ format: 'jwk' }) as Json;
  const school = 'https://school.example/i';
  const list = 'https://school.example/list';

  beforeAll(async () => {
    world = await openBadgeBank();
    const admin = world.as('chen', ['admin']);
    const badge = await approveBadge(world);
    good = (await issue(world, badge)).credential;
    header = partOf(good, 0);
    payload = partOf(good, 1);
    own = await stolenKey(world, String(header.kid));
    png = (await getBadgeImage(world.as(undefined), badge, 'png', 'zh-TW')).bytes;
    const taken = await issue(world, badge);
    revoked = taken.credential;
    await callCapability(revokeBadge, world.as('wang', ['issuer']), { id: taken.id, reason: 'x' });
    await callCapability(trustIssuer, admin, { id: school, name: '某校', keys: [{ ...jwk, kid: 'k' }] });
    await callCapability(createIssuer, admin, { id: 'try', name: { 'zh-TW': '試' }, sandbox: true });
    sandbox = (await issue(world, await approveBadge(world, { issuer: 'try' }))).credential;
    await callCapability(createIssuer, admin, { id: 'leaky', name: { 'zh-TW': '漏' } });
    leaked = (await issue(world, await approveBadge(world, { issuer: 'leaky' }))).credential;
    const thumbprint = String(partOf(leaked, 0).kid).split('/').at(-1)!;
    const since = world.bank.now().toISOString();
    await callCapability(reportCompromisedKey, admin, { id: 'leaky', thumbprint, since, reason: 'x' });
    const root = await getRootCertificate(world.bank, 'hub');
    other = await openBadgeBank({ baseUrl: 'https://other.example', env: { BADGE_TRUST_ROOTS: root } });
  });
  afterAll(async () => {
    await world?.close();
    await other?.close();
  });

  const ours = (changes: Json, head: Json = {}) =>
    forge(own, { ...header, ...head }, { ...payload, ...changes });
  const theirs = (changes: Json = {}, head: Json = { jwk }) =>
    forge(
      stranger.privateKey,
      { alg: 'RS256', ...head },
      { ...payload, issuer: school, iss: school, ...changes },
    );
  const statusAt = (changes: Json = {}) => ({
    credentialStatus: {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: list,
      ...changes,
    },
  });
  const suspending = () =>
    forge(
      stranger.privateKey,
      { alg: 'RS256', kid: 'k', typ: 'vc+jwt' },
      {
        id: list,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: school,
        validFrom: '2026-05-31T00:00:00Z',
        credentialSubject: {
          type: 'BitstringStatusList',
          statusPurpose: 'suspension',
          encodedList: encodeBits(withBit(emptyBits(), 7)),
        },
      },
    );
  const suspension: VerifyOptions = {
    seams: { fetchDocument: (url, ...rest) => webOf({ [list]: suspending() }).fetchDocument(url, ...rest) },
  };
  const subject = () => payload.credentialSubject as Json;
  const plain = (): Json => {
    const { iss: _i, sub: _s, jti: _j, nbf: _n, exp: _e, iat: _t, ...members } = payload;
    return members;
  };
  const doubled = () => {
    const baked = bakePng(png, good);
    const chunk = readPngChunks(baked)[1]!;
    return Buffer.concat([baked.subarray(0, chunk.end), baked.subarray(chunk.start)]);
  };
  const dated = (validFrom: string, validUntil: string) =>
    ours({ validFrom, validUntil, nbf: Date.parse(validFrom) / 1_000, exp: Date.parse(validUntil) / 1_000 });

  const cases: Readonly<Record<CheckCode, Case>> = {
    input_too_large: { status: 'invalid', make: () => 'a'.repeat(524_289) },
    unsupported_format: { status: 'invalid', make: () => 'hello' },
    not_found: { status: 'invalid', make: () => `${baseUrl}/credentials/none` },
    url_not_trusted: { status: 'unverifiable', make: () => 'https://evil.example/badge' },
    url_unavailable: { status: 'unverifiable', make: () => 'https://school.example/gone.jwt' },
    image_malformed: { status: 'invalid', make: () => bakePng(png, good).subarray(0, 5_000) },
    baked_missing: { status: 'invalid', make: () => png },
    baked_duplicate: { status: 'invalid', make: doubled },
    jws_malformed: { status: 'invalid', make: () => `${good}=` },
    json_malformed: { status: 'invalid', make: () => forge(own, header, '{"a":1e400}') },
    json_duplicate_key: { status: 'invalid', make: () => forge(own, header, '{"id":"a","\\u0069d":"b"}') },
    alg_not_allowed: { status: 'invalid', make: () => ours({}, { alg: 'none' }) },
    header_forbidden: { status: 'invalid', make: () => ours({}, { jku: 'https://evil.example' }) },
    context_invalid: { status: 'invalid', make: () => ours({ '@context': [] }) },
    type_invalid: { status: 'invalid', make: () => ours({ type: ['VerifiableCredential'] }) },
    payload_ambiguous: { status: 'invalid', make: () => ours({ vc: {} }) },
    proof_missing: { status: 'unverifiable', make: plain },
    proof_unsupported: { status: 'unverifiable', make: () => ({ ...plain(), proof: { type: 'Other' } }) },
    proof_malformed: {
      status: 'invalid',
      make: () => ({ ...plain(), proof: { type: 'DataIntegrityProof' } }),
    },
    issuer_unknown: {
      status: 'unverifiable',
      make: () => theirs({ issuer: 'https://x.example', iss: 'https://x.example' }),
    },
    sandbox: { status: 'sandbox', make: () => sandbox },
    key_not_found: { status: 'invalid', make: () => ours({}, { kid: 'https://x.example/key' }) },
    key_alg_mismatch: {
      status: 'invalid',
      make: () => `${encode({ ...header, alg: 'ES256' })}.${good.split('.', 3).slice(1).join('.')}`,
    },
    key_not_bound: {
      status: 'invalid',
      make: () => forge(stranger.privateKey, { alg: 'RS256', jwk }, payload),
    },
    key_compromised: { status: 'invalid', make: () => leaked },
    chain_invalid: {
      status: 'invalid',
      make: () =>
        forge(stranger.privateKey, { alg: 'RS256', jwk: { ...jwk, x5c: (header.jwk as Json).x5c } }, payload),
      elsewhere: true,
    },
    signature_invalid: { status: 'invalid', make: () => `${good.slice(0, -8)}AAAAAAAA` },
    claim_missing: { status: 'invalid', make: () => ours({ jti: undefined }) },
    claim_mismatch: { status: 'invalid', make: () => ours({ iss: 'https://evil.example' }) },
    schema_invalid: {
      status: 'invalid',
      make: () => ours({ credentialSubject: { ...subject(), achievement: {} } }),
    },
    subject_unidentified: {
      status: 'invalid',
      make: () =>
        ours({ sub: undefined, credentialSubject: { ...subject(), id: undefined, identifier: undefined } }),
    },
    achievement_not_issuers_own: {
      status: 'valid',
      make: () => {
        const achievement = { ...(subject().achievement as Json), creator: undefined };
        return ours({ credentialSubject: { ...subject(), achievement } });
      },
    },
    not_yet_valid: {
      status: 'not_yet_valid',
      make: () => dated('2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'),
    },
    expired: { status: 'expired', make: () => dated('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z') },
    revoked: { status: 'revoked', make: () => revoked },
    suspended: {
      status: 'suspended',
      make: () => theirs(statusAt({ statusPurpose: 'suspension' }), { kid: 'k' }),
      options: suspension,
    },
    status_unavailable: { status: 'unverifiable', make: () => theirs(statusAt(), { kid: 'k' }) },
    status_invalid: { status: 'invalid', make: () => ours(statusAt({ statusListIndex: 7 })) },
    recipient_mismatch: {
      status: 'invalid',
      make: () => good,
      options: { recipient: { email: 'somebody-else@gov.example' } },
    },
  };

  it('belongs to a step of verifying, and to one alone', () => {
    const listed = Object.values(steps).flat();
    expect([...listed].sort()).toEqual(Object.keys(checkCodes).sort());
    expect(Object.keys(cases).sort()).toEqual(Object.keys(checkCodes).sort());
  });

  it.each(Object.entries(steps).flatMap(([step, codes]) => codes.map((code) => [step, code] as const)))(
    'step %s: %s happens',
    async (_step, code) => {
      const { status, make, options, elsewhere } = cases[code];
      const { bank } = elsewhere ? other : world;
      const found = await verifyBadge(bank, await make(), { seams: webOf(), ...options });
      const met = found.checks.filter((check) => check.code === code);
      expect([met.length, found.status, found.valid]).toEqual([1, status, status === 'valid']);
    },
  );
});
