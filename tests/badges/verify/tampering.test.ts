import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../../badges/credentials/get-credential.ts';
import { getBadgeImage } from '../../../badges/image/badge-image.ts';
import { bakePng } from '../../../badges/image/bake-png.ts';
import { bakeSvg } from '../../../badges/image/bake-svg.ts';
import { verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, partOf } from '../support.ts';
import { codesOf, encode, verifyOffline, webOf } from './forge.ts';

type Json = Record<string, unknown>;

/** What may be the first thing wrong with a badge in which something was changed. */
const headerCodes = new Set([
  'json_malformed',
  'json_duplicate_key',
  'alg_not_allowed',
  'header_forbidden',
  'key_not_found',
  'key_not_bound',
  'key_alg_mismatch',
  'signature_invalid',
]);
const payloadCodes = new Set([
  'json_malformed',
  'json_duplicate_key',
  'context_invalid',
  'type_invalid',
  'payload_ambiguous',
  'schema_invalid',
  'issuer_unknown',
  'key_not_bound',
  'signature_invalid',
]);

/** Every path to a value, and the value. */
function* leaves(value: unknown, path: string[] = []): Generator<string[]> {
  if (value === null || typeof value !== 'object') yield path;
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

function changed(value: Json, path: readonly string[]): Json {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1)!;
  at[last] = typeof at[last] === 'number' ? (at[last] as number) + 1 : `${String(at[last])}x`;
  return copy;
}

const textCodes = new Set([...headerCodes, ...payloadCodes, 'jws_malformed', 'unsupported_format']);
const pngCodes = new Set(['image_malformed', 'unsupported_format']);

describe('a badge in which anything was changed', () => {
  let world: BadgeBank;
  /** Both signed forms of nine badges that differ in language, recipient, evidence, results and dates. */
  let forms: string[];
  beforeAll(async () => {
    world = await openBadgeBank();
    const [dated, endless] = [
      await approveBadge(world),
      await approveBadge(world, { validityMonths: undefined, name: { 'zh-TW': '資料治理 "一" & <二>' } }),
    ];
    const evidence = [{ name: '證明一' }, { name: '證明二', narrative: 'x'.repeat(300) }];
    const requests: [string, Json][] = [
      [dated, {}],
      [endless, { language: 'en', recipient: { id: 'holder' } }],
      [dated, { results: [{ name: '總分', value: 87 }] }],
      [endless, { results: [{ name: 'Score', value: 'A+' }], language: 'en' }],
      [dated, { evidence }],
      [endless, { validUntil: '2027-01-01T00:00:00Z' }],
      [dated, { validFrom: '2026-05-01T00:00:00+08:00' }],
      [endless, { recipient: { email: 'other@gov.example' } }],
      [dated, { language: 'en', evidence, results: [{ name: 'x', value: 0 }] }],
    ];
    forms = [];
    for (const [badge, changes] of requests) {
      const { id, credential } = await issue(world, badge, changes);
      forms.push(credential, (await findCredential(world.bank, id))!.row.jwsVc);
    }
  });
  afterAll(() => world?.close());

  /** What was taken for genuine, or refused for something nobody expects, among many changed copies. */
  async function wrongOf(
    copies: Iterable<readonly [string, string | Uint8Array]>,
    expected: ReadonlySet<string>,
  ): Promise<string[]> {
    const wrong: string[] = [];
    const web = webOf();
    for (const [what, copy] of copies) {
      const found = await verifyBadge(world.bank, copy, { seams: web });
      const codes = codesOf(found);
      if (found.valid || !codes.some((code) => expected.has(code)))
        wrong.push(`${what}: ${found.status} ${codes}`);
    }
    expect(web.asked).toEqual([]);
    return wrong;
  }

  it('is genuine before', async () => {
    expect(forms).toHaveLength(18);
    for (const jws of forms) expect((await verifyOffline(world, jws)).status).toBe('valid');
  });

  it.each([0, 1])('is rejected whichever field it was (form %i)', async (form) => {
    const [head, , signature] = forms[form]!.split('.');
    const payload = partOf(forms[form]!, 1);
    let count = 0;
    for (const path of leaves(payload)) {
      const found = await verifyOffline(world, `${head}.${encode(changed(payload, path))}.${signature}`);
      expect([path.join('.'), found.valid, payloadCodes.has(codesOf(found)[0]!)]).toEqual([
        path.join('.'),
        false,
        true,
      ]);
      count++;
    }
    expect(count).toBeGreaterThan(40);
  });

  function* flippedBits(jws: string, part: number): Generator<[string, string]> {
    const parts = jws.split('.');
    const original = Buffer.from(parts[part]!, 'base64url');
    for (let bit = 0; bit < original.length * 8; bit++) {
      const bytes = Buffer.from(original);
      bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
      yield [
        String(bit),
        parts.map((text, at) => (at === part ? bytes.toString('base64url') : text)).join('.'),
      ];
    }
  }

  const expectedIn = [headerCodes, payloadCodes, new Set(['signature_invalid'])];
  // One badge in the Open Badges profile, another in the VC-JOSE-COSE profile.
  it.each([0, 3].flatMap((form) => [0, 1, 2].map((part) => [form, part] as const)))(
    'is rejected whichever bit it was (form %i, part %i)',
    async (form, part) => {
      expect(await wrongOf(flippedBits(forms[form]!, part), expectedIn[part]!)).toEqual([]);
    },
    300_000,
  );

  function* flippedBytes(original: Uint8Array, mask: number): Generator<[string, Uint8Array]> {
    for (let at = 0; at < original.length; at++) {
      const bytes = Uint8Array.from(original);
      bytes[at]! ^= mask;
      yield [String(at), bytes];
    }
  }

  it('is rejected whichever byte it was, in each of 18', async () => {
    for (const [form, jws] of forms.entries())
      expect([form, await wrongOf(flippedBytes(Buffer.from(jws), 0x01), textCodes)]).toEqual([form, []]);
  }, 300_000);

  const badgeOf = (jws: string) => String(partOf(jws, 1).credentialSubject.achievement.id).split('/').at(-1)!;

  it('is rejected whichever byte of its PNG it was', async () => {
    const { bytes } = await getBadgeImage(world.as(undefined), badgeOf(forms[0]!), 'png', 'zh-TW');
    expect(await wrongOf(flippedBytes(bakePng(bytes, forms[0]!), 0x01), pngCodes)).toEqual([]);
  }, 300_000);

  it('is rejected whichever byte of its SVG it was, unless the SVG carries the very same badge', async () => {
    const { bytes } = await getBadgeImage(world.as(undefined), badgeOf(forms[0]!), 'svg', 'zh-TW');
    const wrong: string[] = [];
    for (const [at, copy] of flippedBytes(Buffer.from(bakeSvg(bytes.toString(), forms[0]!)), 0x01)) {
      const found = await verifyOffline(world, copy);
      if (found.valid && found.jws !== forms[0]) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});
