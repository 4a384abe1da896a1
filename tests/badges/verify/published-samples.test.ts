import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustIssuer } from '../../../badges/trust/manage-trust.ts';
import { jwkOfMultikey } from '../../../badges/verify/multikey.ts';
import { openJws } from '../../../badges/verify/open-jws.ts';
import { readPublicKey, signatureHolds } from '../../../badges/verify/public-key.ts';
import type { BadgeStatus } from '../../../badges/verify/report.ts';
import { type Verification, verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { type BadgeBank, noTestData, openBadgeBank, orWhyNot, testData } from '../support.ts';
import { webOf } from './forge.ts';

const samples = noTestData ? '' : join(testData!, '1edtech-samples');
const filesOf = (folder: string) =>
  noTestData ? [] : readdirSync(folder).filter((name) => name.includes('.'));

/** Every file of a folder and its folders, by its path in it. */
function sampleFiles(folder: string): string[] {
  if (noTestData) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

const unknown = 'issuer_unknown key_not_bound';
type Expected = readonly [status: BadgeStatus, codes: string, signature?: 'good'];
/** Well signed, and from an issuer nobody here knows: a hub that trusts the issuer takes it. */
const stranger: Expected = ['unverifiable', unknown, 'good'];
const notABadge: Expected = ['invalid', 'type_invalid'];
/** Not checked here: suites of the older kind, and selective disclosure. */
const otherSuite: Expected = ['unverifiable', 'proof_unsupported'];
/** An undefined type leaves the proof without its RDF too. */
const wrongType: Expected = ['invalid', `${unknown} proof_unsupported schema_invalid`];
const malformed: Expected = ['invalid', 'proof_malformed'];
/** The Open Badges profile requires `sub` to repeat the subject's id; these lack it. */
const withoutSub: Expected = ['invalid', `${unknown} claim_missing`, 'good'];
/** Neither `kid` nor `jwk` that anybody here could follow. */
const withoutKey: Expected = ['unverifiable', 'issuer_unknown key_not_found'];

/** Each published sample, what it is here and why: wrong ones, and good ones that are not taken. */
const expected: Readonly<Record<string, Expected>> = {
  'bit-string-list/credential-status-revoked-blank-nodes.json': stranger,
  'bit-string-list/credential-status-revoked.json': stranger,
  'bit-string-list/testlist': notABadge,
  'complete.json': stranger,
  'complete_v1.json': ['invalid', 'schema_invalid proof_unsupported expired'],
  'credential-status-revoked.json': otherSuite,
  'endorsement-err-schema-status-refresh.json': notABadge,
  'endorsement-valid.json': notABadge,
  'sd/derivedcredential.json': otherSuite,
  'simple-context-alias.json': stranger,
  'simple-context-version.json': stranger,
  'simple-did-key-method.json': stranger,
  'simple-did-web-method.json': stranger,
  'simple-eddsa-2022.json': otherSuite,
  'simple-err-context.json': ['invalid', 'context_invalid'],
  'simple-err-credential-subject-achievement-result-description-type.json': wrongType,
  'simple-err-credential-subject-identifier-type.json': wrongType,
  'simple-err-credential-subject-profile-type.json': wrongType,
  'simple-err-credential-subject-result-type.json': wrongType,
  'simple-err-credential-subject-type.json': wrongType,
  'simple-err-evidence-type.json': wrongType,
  'simple-err-expired.json': ['expired', `${unknown} expired`, 'good'],
  'simple-err-issued.json': ['invalid', `${unknown} schema_invalid`, 'good'],
  'simple-err-issuer-otheridentifier-type.json': wrongType,
  'simple-err-issuer-parentorg-type.json': wrongType,
  'simple-err-issuer-type.json': wrongType,
  'simple-err-issuer.json': ['invalid', 'schema_invalid'],
  'simple-err-proof-method-no-scheme.json': malformed,
  'simple-err-proof-method-unknown-did-method.json': malformed,
  'simple-err-proof-method-unknown-scheme.json': malformed,
  'simple-err-proof-method.json': malformed,
  'simple-err-proof-value.json': ['invalid', `${unknown} signature_invalid`],
  'simple-err-type.json': notABadge,
  'simple-json.png': stranger,
  'simple-json.svg': stranger,
  'simple-jwt.png': withoutSub,
  'simple-jwt.svg': withoutSub,
  'simple-jwt_v1.png': withoutSub,
  'simple-jwt_v1.svg': withoutSub,
  'simple-multiple-proofs.json': stranger,
  'simple-noproof.json': ['unverifiable', 'proof_missing'],
  'simple.1ob': stranger,
  'simple.json': stranger,
  'simple.jwt': withoutKey,
  'simple_v1.json': otherSuite,
  'velocity.jwt': withoutKey,
};

describe.skipIf(noTestData)(orWhyNot('published samples'), () => {
  let world: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
  });
  afterAll(() => world?.close());
  const verify = (name: string): Promise<Verification> =>
    verifyBadge(world.bank, readFileSync(join(samples, name)));

  const codesOf = (found: Verification) => found.checks.flatMap((check) => (check.ok ? [] : [check.code]));

  it('are all in the list below, and none is valid here: no issuer of theirs is known', async () => {
    expect(Object.keys(expected).sort()).toEqual(sampleFiles(samples).sort());
  });

  it.each(Object.entries(expected))('%s is what it is for a stated reason', async (name, [status, codes]) => {
    const found = await verify(name);
    expect([found.status, codesOf(found).join(' '), found.valid]).toEqual([status, codes, false]);
  });

  it.each(Object.keys(expected).filter((name) => name.startsWith('simple-err-')))(
    'finds that %s is wrong',
    async (name) => {
      expect(['invalid', 'expired']).toContain((await verify(name)).status);
    },
  );

  it.each(Object.entries(expected).filter(([, [, , signature]]) => signature === 'good'))(
    'finds the signature of %s good',
    async (name) => {
      const signature = (await verify(name)).checks.find((check) => check.name === 'signature');
      expect(signature).toMatchObject({ ok: true });
    },
  );

  it('are valid, revoked and expired as they should be once their issuers are trusted', async () => {
    const trusting = await openBadgeBank({ now: new Date('2025-06-01T00:00:00Z') });
    const admin = trusting.as('chen', ['admin']);
    for (const id of ['https://example.com/issuers/876543', 'https://1edtech.edu/issuers/565049']) {
      const x = Buffer.from(
        jwkOfMultikey('z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi')!.x as string,
        'base64url',
      );
      const keys = [{ kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') }];
      await callCapability(trustIssuer, admin, { id, name: '某校', keys });
    }
    const statusOf = async (name: string) =>
      (await verifyBadge(trusting.bank, readFileSync(join(samples, name)), { seams: webOf() })).status;
    expect(await statusOf('simple-did-web-method.json')).toBe('valid');
    expect(await statusOf('simple-err-expired.json')).toBe('expired');
    await trusting.close();
  });

  const joseOf = (name: string) => readFileSync(join(testData!, 'w3c-jose', name));

  it('tells SD-JWT apart as another format', async () => {
    for (const name of filesOf(join(testData!, 'w3c-jose')).filter((one) => one.includes('sdjwt')))
      expect(codesOf(await verifyBadge(world.bank, joseOf(name)))).toEqual(['unsupported_format']);
  });

  it('refuses the credentials of the VC-JOSE-COSE suite for what each of them is', async () => {
    const codes = async (name: string) =>
      codesOf(await verifyBadge(world.bank, joseOf(`credential-jose-${name}.txt`)));
    expect(await codes('minimal')).toEqual(['type_invalid']); // well signed, but no badge
    expect(await codes('bad-media-type')).toEqual(['header_forbidden']);
    expect(await codes('vc-vp-claims')).toEqual(['payload_ambiguous']);
    expect(await codes('unknown-extensions')).toEqual(['alg_not_allowed']); // ES512
  });

  it('agrees with the suite on signatures', () => {
    const keyOf = (name: string) => JSON.parse(joseOf(name).toString()).publicKeyJwk;
    const holds = (name: string, key: string) => {
      const jws = openJws(joseOf(`credential-jose-${name}.txt`).toString().trim());
      if (!('payload' in jws)) throw new Error(name);
      return signatureHolds(
        jws.header.alg,
        readPublicKey(keyOf(key), jws.header.alg),
        jws.signed,
        jws.signature,
      );
    };
    expect(holds('minimal', 'vm-p256.json')).toBe(true);
    expect(holds('bad-signature', 'vm-ed25519.json')).toBe(false);
  });
});
