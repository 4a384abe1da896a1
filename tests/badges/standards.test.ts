import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import jsonld from 'jsonld';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getIssuerProfile } from '../../badges/issuers/publish-keys.ts';
import { getStatusList } from '../../badges/status/own-lists.ts';
import { checkSchema } from '../../badges/verify/check-schema.ts';
import { readCredential } from '../../badges/verify/credential-form.ts';
import { type BadgeBank, noTestData, openBadgeBank, orWhyNot, partOf, testData } from './support.ts';
import { issueVaried, type VariedBadge } from './varied-badges.ts';

type Json = Record<string, unknown>;

const contextFiles: Record<string, string> = {
  'https://www.w3.org/ns/credentials/v2': 'credentials-v2.jsonld',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json': 'ob-v3p0-3.0.3.json',
};

/** Contexts come from files; anything else would be a request to somewhere. */
const documentLoader = async (url: string) => {
  const file = contextFiles[url];
  if (!file) throw new Error(`no context ${url}`);
  const document = JSON.parse(readFileSync(join(testData!, 'contexts', file), 'utf8'));
  return { document, documentUrl: url, contextUrl: null };
};

/** Every member of a value, replaced by what it must not be, one at a time. */
function* mutations(value: unknown, path: string[] = []): Generator<{ path: string[]; value: unknown }> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    for (const other of [undefined, 7, 'text', true, [], {}, ['text'], [{}], 'ext:word'])
      yield { path: here, value: other };
    yield* mutations(inner, here);
  }
}

function mutated(value: Json, path: readonly string[], change: unknown): Json {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1)!;
  if (change === undefined && !Array.isArray(at)) delete at[last];
  else at[last] = change ?? null;
  return copy;
}

describe.skipIf(noTestData)(orWhyNot('what others say an Open Badge is'), () => {
  let world: BadgeBank;
  let made: VariedBadge[];
  let badges: Json[];
  const validate = noTestData ? () => true : officialSchema();

  function officialSchema() {
    const ajv = new Ajv2019({ strict: false });
    addFormats.default(ajv);
    return ajv.compile(
      JSON.parse(readFileSync(join(testData!, 'ob_v3p0_achievementcredential_schema.json'), 'utf8')),
    );
  }

  beforeAll(async () => {
    world = await openBadgeBank();
    made = await issueVaried(world);
    badges = made.map((one) => one.credential);
  });
  afterAll(() => world?.close());

  it('the official JSON Schema accepts every badge', () => {
    for (const badge of badges) {
      validate(badge);
      expect((validate as { errors?: unknown }).errors ?? null).toBeNull();
    }
  });

  it('JSON-LD knows every term of every badge, claims included', async () => {
    for (const jws of made.flatMap((one) => [one.jws, one.jwsVc]))
      await expect(jsonld.expand(partOf(jws, 1), { documentLoader, safe: true })).resolves.toHaveLength(1);
  });

  it('JSON-LD knows every term of a status list and of an issuer', async () => {
    const list = String((badges[0]!.credentialStatus as Json).statusListCredential)
      .split('/')
      .at(-1)!;
    const { jws } = await getStatusList(world.bank, list);
    await expect(jsonld.expand(partOf(jws, 1), { documentLoader, safe: true })).resolves.toHaveLength(1);
    const profile = await getIssuerProfile(world.bank, 'hub', 'zh-TW');
    await expect(jsonld.expand(profile, { documentLoader, safe: true })).resolves.toHaveLength(1);
  });

  it('whatever the official schema refuses of changed badges is refused here', () => {
    const samples = readdirSync(join(testData!, '1edtech-samples'))
      .filter((name) => name === 'complete.json')
      .map((name) => JSON.parse(readFileSync(join(testData!, '1edtech-samples', name), 'utf8')) as Json);
    let refused = 0;
    // The badge with most in it, and the standard's own sample.
    for (const badge of [badges[1]!, ...samples])
      for (const { path, value } of mutations(badge)) {
        const changed = mutated(badge, path, value);
        if (validate(changed)) continue;
        refused++;
        const read = readCredential(changed);
        const ok = 'members' in read && checkSchema(read).ok;
        if (ok && !isLeniency(path, value)) expect([path.join('.'), value]).toBe('refused');
      }
    expect(refused).toBeGreaterThan(1_000);
  });

  /** The compacted schema and later documents allow these; the bundled older schema does not. */
  function isLeniency(path: readonly string[], _value: unknown): boolean {
    const last = path.findLast((key) => !/^\d+$/.test(key));
    if (last === 'type' || last === '@context') return true;
    if (['proof', 'credentialSchema', 'termsOfUse'].includes(last ?? '')) return true;
    return path.at(-2) === 'credentialStatus' && last === 'id';
  }
});
