import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  curve,
  makeIssuingAuthority,
  makeLeaf,
  makeRoot,
} from '../../../badges/keys/make-certificates.ts';
import { readCertificate } from '../../../badges/x509/certificate.ts';
import { readRevocationList } from '../../../badges/x509/revocation-list.ts';
import { type PathResult, verifyPath } from '../../../badges/x509/verify-path.ts';

const now = new Date('2026-06-01T00:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const newPair = () => webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
const derOf = (one: { rawData: ArrayBuffer }) => new Uint8Array(one.rawData);

describe('revocation lists of certificates', () => {
  let root: Authority;
  let issuing: Authority;
  let leaf: x509.X509Certificate;
  beforeAll(async () => {
    root = await makeRoot('Root', await newPair(), now);
    issuing = await makeIssuingAuthority(root, 'Issuing', await newPair(), now);
    const { publicKey } = await newPair();
    leaf = await makeLeaf(issuing, { name: 'Leaf', issuerUrl: 'https://a.example/i', publicKey, now });
  });

  async function listOf(
    by: Authority,
    revoked: readonly x509.X509Certificate[],
    change: Partial<x509.X509CrlCreateParams> = {},
  ): Promise<Uint8Array> {
    const list = await x509.X509CrlGenerator.create({
      issuer: by.certificate.subjectName,
      thisUpdate: days(-1),
      nextUpdate: days(7),
      signingAlgorithm: curve,
      signingKey: by.key,
      entries: revoked.map((one) => ({ serialNumber: one.serialNumber, revocationDate: days(-1) })),
      ...change,
    });
    return derOf(list);
  }
  const judge = (...lists: Uint8Array[]): PathResult =>
    verifyPath([derOf(leaf), derOf(issuing.certificate)], {
      roots: [readCertificate(derOf(root.certificate))],
      lists: lists.map(readRevocationList),
      now,
    });

  it('leave a path as it is when they name none of it, or are somebody else’s', async () => {
    const other = await makeRoot('Root', await newPair(), now);
    expect(judge().ok).toBe(true);
    expect(judge(await listOf(issuing, []), await listOf(root, [])).ok).toBe(true);
    expect(judge(await listOf(other, [issuing.certificate])).ok).toBe(true);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['the leaf', () => listOf(issuing, [leaf])],
    ['the authority', () => listOf(root, [issuing.certificate])],
    ['the leaf, in a list out of date', () => listOf(issuing, [leaf], { nextUpdate: days(-0.5) })],
  ])('refuse a path when they name %s', async (_what, list) => {
    expect(judge(await list())).toEqual({
      ok: false,
      reason: 'a certificate was revoked',
      unanchored: false,
    });
  });

  it('leave a path open when the only list of its authority is out of date', async () => {
    const old = await listOf(issuing, [], { nextUpdate: days(-0.5) });
    expect(judge(old)).toEqual({ ok: false, reason: 'the revocation list is out of date', unanchored: true });
    expect(judge(old, await listOf(issuing, [])).ok).toBe(true);
  });

  it('are not read when they are none, or hold something critical', async () => {
    expect(() => readRevocationList(new Uint8Array([1, 2, 3]))).toThrow('not a revocation list');
    const partial = await listOf(issuing, [], {
      extensions: [new x509.Extension('2.5.29.28', true, new Uint8Array([0x30, 0x00]))],
    });
    expect(() => readRevocationList(partial)).toThrow('critical extension 2.5.29.28');
  });
});
