import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../../badges/credentials/get-credential.ts';
import { getBadgeImage } from '../../../badges/image/badge-image.ts';
import { bakePng } from '../../../badges/image/bake-png.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, partOf } from '../support.ts';
import { codesOf, encode, verifyOffline } from './forge.ts';

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

describe('a badge in which anything was changed', () => {
  let world: BadgeBank;
  let forms: string[];
  beforeAll(async () => {
    world = await openBadgeBank();
    const { id, credential } = await issue(world, await approveBadge(world));
    forms = [credential, (await findCredential(world.bank, id))!.row.jwsVc];
  });
  afterAll(() => world?.close());

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

  it.each([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ])(
    'is rejected whichever bit it was (form %i, part %i)',
    async (form, part) => {
      const parts = forms[form]!.split('.');
      const original = Buffer.from(parts[part]!, 'base64url');
      const expected = part === 0 ? headerCodes : part === 1 ? payloadCodes : new Set(['signature_invalid']);
      const wrong: string[] = [];
      for (let bit = 0; bit < original.length * 8; bit++) {
        const bytes = Buffer.from(original);
        bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
        const jws = parts.map((text, at) => (at === part ? bytes.toString('base64url') : text)).join('.');
        const found = await verifyOffline(world, jws);
        const codes = codesOf(found);
        if (found.valid || !codes.some((code) => expected.has(code)))
          wrong.push(`${bit}: ${found.status} ${codes}`);
      }
      expect(wrong).toEqual([]);
    },
    300_000,
  );

  it('is rejected whichever byte of its picture was changed, or the picture says the same', async () => {
    const [jws] = forms;
    const badge = String(partOf(jws!, 1).credentialSubject.achievement.id).split('/').at(-1)!;
    const { bytes } = await getBadgeImage(world.as(undefined), badge, 'png', 'zh-TW');
    const baked = bakePng(bytes, jws!);
    for (let at = 0; at < baked.length; at += 97) {
      const spoiled = Buffer.from(baked);
      spoiled[at]! ^= 0x01;
      const found = await verifyOffline(world, spoiled);
      expect([at, found.valid]).toEqual([at, false]);
    }
  });
});
