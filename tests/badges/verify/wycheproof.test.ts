import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AllowedAlgorithm, splitJws } from '../../../badges/verify/open-jws.ts';
import { KeyError, readPublicKey, signatureHolds } from '../../../badges/verify/public-key.ts';
import { noTestData, orWhyNot, testData } from '../support.ts';

type Jwk = Record<string, unknown>;
interface Vector {
  tcId: number;
  comment: string;
  jws: string | Record<string, unknown>;
  result: 'valid' | 'invalid';
}
interface Group {
  comment: string;
  public?: Jwk | { keys: Jwk[] };
  private?: Jwk | { keys: Jwk[] };
  tests: Vector[];
}

function read(name: string): Group[] {
  if (noTestData) return [];
  return JSON.parse(readFileSync(join(testData!, 'wycheproof', name), 'utf8')).testGroups;
}

/** A token accepted by the steps a badge's goes through. */
function accepts(jws: Vector['jws'], keys: Jwk[]): boolean {
  if (typeof jws !== 'string') return false;
  const opened = splitJws(jws);
  if (!('payloadBytes' in opened)) return false;
  const { kid } = opened.header;
  const named = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  if (named.length !== 1) return false;
  try {
    const key = readPublicKey(named[0]!, opened.header.alg as AllowedAlgorithm);
    return signatureHolds(opened.header.alg, key, opened.signed, opened.signature);
  } catch (error) {
    if (error instanceof KeyError) return false;
    throw error;
  }
}

const keysOf = (group: Group): Jwk[] => {
  const given = group.public ?? group.private;
  if (!given) return [];
  return 'keys' in given ? (given.keys as Jwk[]) : [given];
};

describe.skipIf(noTestData)(orWhyNot('Wycheproof'), () => {
  it.each(['json_web_signature_test.json', 'json_web_key_test.json'])(
    '%s: no invalid vector is accepted',
    (name) => {
      const wrong = read(name).flatMap((group) =>
        group.tests
          .filter((vector) => vector.result === 'invalid' && accepts(vector.jws, keysOf(group)))
          .map((vector) => `${vector.tcId} ${group.comment} ${vector.comment}`),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('accepts the good signatures of the algorithms allowed here', () => {
    const algorithms = ['RS256', 'ES256', 'ES384', 'EdDSA'];
    const good = read('json_web_signature_test.json')
      .filter((group) => keysOf(group).some((key) => algorithms.includes(String(key.alg))))
      .flatMap((group) =>
        group.tests.filter((vector) => vector.result === 'valid').map((vector) => ({ group, vector })),
      );
    const refused = good.filter(({ group, vector }) => !accepts(vector.jws, keysOf(group)));
    expect(good.length).toBeGreaterThanOrEqual(10);
    // A badge has three parts that are not empty.
    expect(refused.map(({ vector }) => vector.comment)).toEqual(['emptyPayload']);
  });
});
