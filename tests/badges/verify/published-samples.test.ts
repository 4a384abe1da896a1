import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJws } from '../../../badges/verify/open-jws.ts';
import { readPublicKey, signatureHolds } from '../../../badges/verify/public-key.ts';
import { type Verification, verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { type BadgeBank, noTestData, openBadgeBank, orWhyNot, testData } from '../support.ts';

const samples = noTestData ? '' : join(testData!, '1edtech-samples');
const filesOf = (folder: string) =>
  noTestData ? [] : readdirSync(folder).filter((name) => name.includes('.'));

describe.skipIf(noTestData)(orWhyNot('published samples'), () => {
  let world: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
  });
  afterAll(() => world?.close());
  const verify = (name: string): Promise<Verification> =>
    verifyBadge(world.bank, readFileSync(join(samples, name)));

  const codesOf = (found: Verification) => found.checks.flatMap((check) => (check.ok ? [] : [check.code]));

  it('has none that is valid here: no issuer of theirs is known', async () => {
    for (const name of filesOf(samples)) expect([name, (await verify(name)).valid]).toEqual([name, false]);
  });

  /** Its proof is of a kind that is not checked here, so only the proof's form can be told wrong. */
  const leftOpen = ['simple-err-proof-value.json'];
  it.each(filesOf(samples).filter((name) => name.startsWith('simple-err-') && !leftOpen.includes(name)))(
    'finds what is wrong with %s',
    async (name) => {
      const { status } = await verify(name);
      expect(status).toBe(name === 'simple-err-expired.json' ? 'expired' : 'invalid');
    },
  );

  it.each(['simple-jwt.png', 'simple-jwt.svg', 'simple-jwt_v1.png', 'simple-jwt_v1.svg'])(
    'finds the signature of %s good, its issuer unknown and its `sub` missing',
    async (name) => {
      const found = await verify(name);
      expect(found.checks.find((check) => check.name === 'signature')).toMatchObject({ ok: true });
      expect(codesOf(found)).toEqual(['issuer_unknown', 'key_not_bound', 'claim_missing']);
      expect(found.valid).toBe(false);
    },
  );

  it('leaves a badge without a key to check it open', async () => {
    expect((await verify('simple.jwt')).status).toBe('unverifiable');
    expect((await verify('simple-noproof.json')).checks.at(-2)).toMatchObject({ code: 'proof_missing' });
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
