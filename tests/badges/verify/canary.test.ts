import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest';
import { trustIssuer } from '../../../badges/trust/manage-trust.ts';
import type { BadgeInput } from '../../../badges/verify/read-input.ts';
import { verifyBadge } from '../../../badges/verify/verify-badge.ts';
import { callCapability } from '../../../core/capability.ts';
import { approveBadge, type BadgeBank, baseUrl, issue, openBadgeBank, partOf } from '../support.ts';
import { forge, stolenKey } from './forge.ts';

type Json = Record<string, unknown>;

/** Badges made to have the verifier call somebody: each names the canary wherever an address can stand. */
describe('a canary server', () => {
  let world: BadgeBank;
  let canary: Server;
  let at: string;
  let port: number;
  let connections = 0;
  let header: Json;
  let payload: Json;
  let own: KeyObject;
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const strangerJwk = stranger.publicKey.export({ format: 'jwk' }) as Json;
  /** Every socket this process opens to anybody, the canary or not. */
  let opened: MockInstance<Socket['connect']>;

  beforeAll(async () => {
    canary = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, resolve));
    port = (canary.address() as { port: number }).port;
    at = `https://127.0.0.1:${port}`;
    world = await openBadgeBank();
    const { credential } = await issue(world, await approveBadge(world));
    header = partOf(credential, 0);
    payload = partOf(credential, 1);
    own = await stolenKey(world, String(header.kid));
    const admin = world.as('chen', ['admin']);
    const pinned = [{ ...strangerJwk, kid: 'pinned' }];
    await callCapability(trustIssuer, admin, { id: `https://localhost:${port}/open`, name: '甲' });
    await callCapability(trustIssuer, admin, { id: `did:web:localhost%3A${port}`, name: '乙' });
    await callCapability(trustIssuer, admin, { id: `${at}/pinned`, name: '丙', keys: pinned });
    opened = vi.spyOn(Socket.prototype, 'connect');
  });
  afterAll(async () => {
    opened?.mockRestore();
    await world?.close();
    canary?.close();
  });

  const inPlace = (value: Json, path: readonly string[], change: unknown): Json => {
    const [key, ...rest] = path;
    const inner = (value[key!] ?? {}) as Json;
    return { ...value, [key!]: rest.length === 0 ? change : inPlace(inner, rest, change) };
  };
  /** Signed with the hub's own key, so that everything in it is reached. */
  const ours = (path: string, change: unknown) =>
    forge(own, header, inPlace(payload, path.split('.'), change));
  const theirs = (head: Json, id = `${at}/issuers/1`, changes: Json = {}) =>
    forge(
      stranger.privateKey,
      { alg: 'RS256', ...head },
      { ...payload, issuer: { id, type: ['Profile'], name: 'x' }, iss: id, ...changes },
    );
  const profile = (more: Json) => ({ ...(payload.issuer as Json), ...more });
  const image = () => ({ id: `${at}/x.png`, type: 'Image' });
  const status = (list: string) => ({
    credentialStatus: { ...(payload.credentialStatus as Json), statusListCredential: list },
  });
  const oldList = () => ({ credentialStatus: { id: `${at}/list`, type: '1EdTechRevocationList' } });
  const proof = (method: string) => ({
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
    verificationMethod: method,
    proofValue: `z${'1'.repeat(88)}`,
  });
  const endorsement = () => ({
    '@context': payload['@context'],
    type: ['VerifiableCredential', 'EndorsementCredential'],
    id: `${at}/e`,
    name: 'e',
    issuer: { id: `${at}/i`, type: ['Profile'] },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: `${at}/s`, type: ['EndorsementSubject'] },
    proof: [proof(`${at}/key`)],
  });
  const svg = (inside: string, before = '') =>
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential verify="${forge(own, header, payload)}"/>${inside}</svg>`;
  const plain = () => {
    const { iss: _i, sub: _s, jti: _j, nbf: _n, exp: _e, iat: _t, ...members } = payload;
    return members;
  };

  const crafted: [string, () => BadgeInput][] = [
    [
      'credentialSchema',
      () => ours('credentialSchema', [{ id: `${at}/s`, type: '1EdTechJsonSchemaValidator2019' }]),
    ],
    ['refreshService', () => ours('refreshService', { id: `${at}/r`, type: '1EdTechCredentialRefresh' })],
    ['termsOfUse', () => ours('termsOfUse', [{ id: `${at}/t`, type: 'Policy' }])],
    ['evidence', () => ours('evidence', [{ id: `${at}/e`, type: ['Evidence'] }])],
    ['image', () => ours('image', image())],
    ['endorsement', () => ours('endorsement', [endorsement()])],
    ['endorsementJwt', () => ours('endorsementJwt', [theirs({ jwk: strangerJwk })])],
    ['a third context', () => ours('@context', [...(payload['@context'] as string[]), `${at}/context`])],
    ['issuer url', () => ours('issuer', profile({ url: at }))],
    ['issuer image', () => ours('issuer', profile({ image: image() }))],
    ['issuer parent', () => ours('issuer', profile({ parentOrg: { id: at, type: ['Profile'] } }))],
    ['subject image', () => ours('credentialSubject.image', image())],
    ['subject source', () => ours('credentialSubject.source', { id: at, type: ['Profile'] })],
    ['achievement id', () => ours('credentialSubject.achievement.id', `${at}/a`)],
    ['achievement image', () => ours('credentialSubject.achievement.image', image())],
    [
      'achievement creator',
      () => ours('credentialSubject.achievement.creator', { id: at, type: ['Profile'] }),
    ],
    ['criteria', () => ours('credentialSubject.achievement.criteria', { id: `${at}/c` })],
    [
      'alignment',
      () =>
        ours('credentialSubject.achievement.alignment', [
          { type: ['Alignment'], targetName: 'x', targetUrl: `${at}/x` },
        ]),
    ],
    ['related', () => ours('credentialSubject.achievement.related', [{ id: at, type: ['Related'] }])],
    ['status list', () => ours('credentialStatus', status(`${at}/list`).credentialStatus)],
    [
      'status id',
      () => ours('credentialStatus', { ...(payload.credentialStatus as Json), id: `${at}/list` }),
    ],
    ['old revocation list', () => ours('credentialStatus', oldList().credentialStatus)],
    ['unknown status', () => ours('credentialStatus', { id: at, type: 'X' })],
    ['kid over https', () => theirs({ kid: `${at}/key` })],
    ['kid over http', () => theirs({ kid: `http://127.0.0.1:${port}/key`, jwk: strangerJwk })],
    ['kid over IPv6', () => theirs({ kid: `https://[::1]:${port}/key`, jwk: strangerJwk })],
    ['kid at localhost', () => theirs({ kid: `https://localhost:${port}/key` })],
    ['kid of the hub’s own badge', () => forge(own, { ...header, kid: `${at}/key` }, payload)],
    ['jku', () => theirs({ jku: `${at}/keys`, jwk: strangerJwk })],
    ['x5u', () => theirs({ x5u: `${at}/cert`, jwk: strangerJwk })],
    ['x5u in the key', () => theirs({ jwk: { ...strangerJwk, x5u: `${at}/cert` } })],
    ['a stranger’s status list', () => theirs({ jwk: strangerJwk }, at, status(`${at}/list`))],
    ['a stranger’s old list', () => theirs({ jwk: strangerJwk }, at, oldList())],
    ['a stranger’s DID', () => theirs({ kid: '#1' }, `did:web:127.0.0.1%3A${port}`)],
    [
      'a trusted issuer’s key at a private address',
      () => theirs({ kid: `https://localhost:${port}/key` }, `https://localhost:${port}/open`),
    ],
    [
      'a trusted issuer’s key set at a private address',
      () => theirs({ kid: 'k' }, `https://localhost:${port}/open`),
    ],
    [
      'a trusted issuer’s DID at a private address',
      () => theirs({ kid: '#1' }, `did:web:localhost%3A${port}`),
    ],
    [
      'a trusted issuer’s list at a private address',
      () => theirs({ kid: 'pinned' }, `${at}/pinned`, status(`${at}/list`)),
    ],
    [
      'a trusted issuer’s old list at a private address',
      () => theirs({ kid: 'pinned' }, `${at}/pinned`, oldList()),
    ],
    ['an address', () => `${at}/badge`],
    ['an address over http', () => `http://127.0.0.1:${port}/badge.png`],
    ['an address that names the hub as its user', () => `${baseUrl}@127.0.0.1:${port}/credentials/x`],
    ['an address inside the hub’s own', () => `${baseUrl}/credentials/..//127.0.0.1:${port}/x`],
    ['an envelope', () => ({ type: 'EnvelopedVerifiableCredential', id: `${at}/badge` })],
    ['an embedded proof', () => ({ ...plain(), proof: [proof(`${at}/key#1`)] })],
    [
      'a proof and a context',
      () => ({
        ...plain(),
        '@context': [...(payload['@context'] as string[]), at],
        proof: [proof('did:key:z6Mk#z6Mk')],
      }),
    ],
    ['an SVG’s document type', () => svg('', `<!DOCTYPE svg SYSTEM "${at}/x.dtd">`)],
    ['an SVG’s entity', () => svg('&x;', `<!DOCTYPE svg [<!ENTITY x SYSTEM "${at}/x">]>`)],
    ['an SVG’s stylesheet', () => svg('', `<?xml-stylesheet href="${at}/x.css"?>`)],
    [
      'an SVG’s pictures',
      () => svg(`<image href="${at}/a"/><image xlink:href="${at}/b"/><use href="${at}/c"/>`),
    ],
    ['an SVG’s script', () => svg(`<script href="${at}/x.js"/><style>@import url(${at}/x.css)</style>`)],
  ];

  it(`gets no request from ${crafted.length} crafted badges, and no other host gets one`, async () => {
    expect(crafted.length).toBeGreaterThanOrEqual(40);
    for (const [what, make] of crafted) {
      await verifyBadge(world.bank, make());
      expect([what, connections, opened.mock.calls.length]).toEqual([what, 0, 0]);
    }
  });

  it('would have been noticed', async () => {
    await fetch(at).catch(() => undefined);
    expect(opened.mock.calls.length).toBeGreaterThan(0);
    expect(connections).toBeGreaterThan(0);
  });
});
