import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derOf } from '../../../badges/keys/pem.ts';
import { type Certificate, readCertificate } from '../../../badges/x509/certificate.ts';
import { hasName } from '../../../badges/x509/has-name.ts';
import { type PathResult, verifyPath } from '../../../badges/x509/verify-path.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { noTestData, orWhyNot, testData } from '../support.ts';

interface Case {
  id: string;
  expected_result: 'SUCCESS' | 'FAILURE';
  trusted_certs: string[];
  untrusted_intermediates: string[];
  peer_certificate: string;
  validation_time: string | null;
  extended_key_usage: string[];
  expected_peer_name: { kind: string; value: string } | null;
  max_chain_depth: number | null;
}

const purposeIds: Record<string, string> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

/** The cases give intermediates as a set; a badge gives them in order, so both directions are tried. */
function orders(one: Case): string[][] {
  const { untrusted_intermediates: given } = one;
  return given.length > 1 ? [given, [...given].reverse()] : [given];
}

function readRoots(one: Case): Certificate[] {
  return one.trusted_certs.flatMap((pem) => {
    try {
      return [readCertificate(derOf(pem))];
    } catch {
      return []; // what cannot be read is not trusted
    }
  });
}

function judgeOrder(one: Case, intermediates: string[]): PathResult {
  const purposes = one.extended_key_usage.length > 0 ? one.extended_key_usage : Object.keys(purposeIds);
  const result = verifyPath([one.peer_certificate, ...intermediates].map(derOf), {
    roots: readRoots(one),
    now: one.validation_time ? new Date(one.validation_time) : new Date('2026-01-01T00:00:00Z'),
    purposes: purposes.map((name) => purposeIds[name]!),
    ...(one.max_chain_depth !== null && { maxIntermediates: one.max_chain_depth }),
  });
  const name = one.expected_peer_name?.value;
  if (!result.ok || name === undefined || hasName(result.leaf, name)) return result;
  return { ok: false, reason: 'another name', unanchored: false };
}

function judge(one: Case): { accepted: boolean; ms: number } {
  let accepted = false;
  const ms = cpuMsOf(() => {
    accepted = orders(one).some((intermediates) => judgeOrder(one, intermediates).ok);
  });
  return { accepted, ms };
}

/** Good paths that are refused here, and why that is right for badges. */
const refusedOnPurpose: Record<string, string> = {
  'cve::cve-2024-0567':
    'ten certificates: a badge carries four at most, in order, and no path is searched for',
};

describe.skipIf(noTestData)(orWhyNot('the certificate paths of x509-limbo'), () => {
  const { testcases }: { testcases: Case[] } = noTestData
    ? { testcases: [] }
    : JSON.parse(readFileSync(join(testData!, 'x509-limbo-part.json'), 'utf8'));

  it.each(testcases.filter((one) => one.expected_result === 'FAILURE').map((one) => [one.id, one]))(
    'refuses %s',
    (_id, one) => expect(judge(one).accepted).toBe(false),
  );

  it('accepts the good ones, save those refused on purpose', () => {
    const good = testcases.filter((one) => one.expected_result === 'SUCCESS');
    const refused = good.filter((one) => !judge(one).accepted).map((one) => one.id);
    expect(good.length).toBeGreaterThan(10);
    expect(refused).toEqual(Object.keys(refusedOnPurpose));
  });

  it('takes less than 200 ms for each', () => {
    // The best of three: a busy machine may take the processor away for a while.
    const best = (one: Case) => Math.min(...[0, 1, 2].map(() => judge(one).ms));
    expect(testcases.filter((one) => best(one) > 200).map((one) => one.id)).toEqual([]);
  });
});
