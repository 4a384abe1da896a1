import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schoolBadge, schoolId, trustSchool } from '../../badges/foreign-issuer.ts';
import { request } from '../../badges/support.ts';
import { type BadgeHttp, openBadgeHttp } from './badge-site.ts';

let site: BadgeHttp;
let id: string;
let url: string;
let credential: string;
beforeAll(async () => {
  site = await openBadgeHttp();
  const badge = await site.approved();
  const issued = await site.http.api('POST', `/badges/${badge}/credentials`, {
    token: site.issuer.token,
    json: request,
  });
  ({ id, url, credential } = issued.json);
});
afterAll(() => site?.close());

const verify = (json: unknown, headers: Record<string, string> = {}) =>
  site.http.api('POST', '/credentials/verify', { json, headers });

function upload(parts: Record<string, string | Blob>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.append(name, value);
  return site.http.api('POST', '/credentials/verify', { body });
}

const document = async (suffix: string, accept?: string) =>
  site.http.app.request(`/credentials/${id}${suffix}`, accept ? { headers: { accept } } : {});

describe('verifying over HTTP', () => {
  it('takes the text, with line breaks, the address, JSON as text and as object', async () => {
    const envelope = await (await document('.json')).json();
    const broken = credential.replaceAll(/(.{60})/g, '$1\r\n');
    for (const held of [credential, `  ${broken}  `, url, `${url}.png`, envelope, JSON.stringify(envelope)]) {
      const reply = await verify({ credential: held });
      expect([reply.status, reply.json.status], String(held).slice(0, 40)).toEqual([200, 'valid']);
    }
  });

  it.each(['.jwt', '.json', '.png', '.svg'])('takes the file %s', async (suffix) => {
    const file = new Blob([await (await document(suffix)).arrayBuffer()]);
    const reply = await upload({ file, email: 'holder@gov.example' });
    expect([reply.status, reply.json.status, reply.json.recipient.matches]).toEqual([200, 'valid', true]);
    const other = await upload({ file, recipient: '{"email":"other@gov.example"}' });
    expect([other.json.valid, other.json.recipient.matches]).toEqual([false, false]);
  });

  it('tells every step and one sentence, in the language asked for', async () => {
    const zh = (await verify({ credential })).json;
    const en = (await verify({ credential }, { 'accept-language': 'en' })).json;
    expect(zh.summary).toMatch(/這張徽章有效/);
    expect(en.summary).toMatch(/This badge is valid/);
    expect(zh.checks.map((one: { name: string }) => one.name)).toEqual(
      expect.arrayContaining(['signature', 'binding', 'dates', 'status']),
    );
    for (const { detail } of en.checks) expect(detail).toMatch(/^[A-Z][^:]+: ./);
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['words', '這不是徽章'],
    ['a badge cut short', 'eyJhbGciOiJSUzI1NiJ9.e30'],
    ['control characters', 'a\u0000b\u0007'],
    ['half a character', '\ud800'],
    ['an empty object', {}],
    ['half a character in an object', { id: '\ud800' }],
    ['a control character in an object', { id: 'a\u0000' }],
    ['HTML', '<html><body>x</body></html>'],
  ])('answers 200 to %s, and never valid', async (_, held) => {
    const reply = await verify({ credential: held });
    expect(reply.status).toBe(200);
    expect(reply.json.valid).toBe(false);
    expect(reply.json.summary.length).toBeGreaterThan(5);
  });

  it('answers 200 to JSON nested a hundred thousand deep', async () => {
    const body = `{"credential":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const reply = await site.http.api('POST', '/credentials/verify', {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([reply.status, reply.json.valid]).toEqual([200, false]);
  });

  it.each<[string, unknown]>([
    ['no credential', {}],
    ['null', { credential: null }],
    ['a number', { credential: 7 }],
    ['a list', { credential: ['x'] }],
    ['a recipient that is a text', { credential: 'x', recipient: 'holder@gov.example' }],
    ['a recipient without e-mail and id', { credential: 'x', recipient: {} }],
    ['a recipient with both', { credential: 'x', recipient: { email: 'a@b.example', id: 'x' } }],
    ['a list for a body', []],
  ])('answers 400 to %s', async (_, body) => {
    expect((await verify(body)).status).toBe(400);
  });

  it('answers 400 to a form without a file or with text in its place', async () => {
    expect((await upload({ email: 'a@b.example' })).status).toBe(400);
    expect((await upload({ file: credential })).status).toBe(400);
  });

  it('answers 413 above 512 KB of text or 5 MB of image, and reads what is just below', async () => {
    const text = 'a.'.repeat(270_000);
    expect((await verify({ credential: text })).status).toBe(413);
    expect((await upload({ file: new Blob([text]) })).status).toBe(413);
    expect((await verify({ credential: 'a'.repeat(520_000) })).status).toBe(200);
    const png = Buffer.from(await (await document('.png')).arrayBuffer());
    const big = (size: number) => new Blob([png, Buffer.alloc(size - png.length)]);
    expect((await upload({ file: big(5_300_000) })).status).toBe(413);
    expect((await upload({ file: big(5_200_000) })).status).toBe(200);
  });
});

describe('importing a badge over HTTP', () => {
  beforeAll(() => trustSchool(site.world));
  const bring = (token: string | undefined, json: unknown, headers: Record<string, string> = {}) =>
    site.http.api('POST', '/me/credentials', { token, json, headers });
  const recipient = { email: 'holder@gov.example' };
  const mine = async (token: string) =>
    (await site.http.api('GET', '/me/credentials', { token })).json.imported as { id: string }[];

  it('answers 201, once for one key, and it is in the own list until it is deleted', async () => {
    const { token } = site.staff;
    const body = { credential: schoolBadge({ id: 'https://school.example/badges/http' }), recipient };
    const made = await bring(token, body, { 'idempotency-key': 'import-1' });
    expect([made.status, made.json.state, made.json.issuer.id]).toEqual([201, 'valid', schoolId]);
    expect((await bring(token, body, { 'idempotency-key': 'import-1' })).json).toEqual(made.json);
    expect(await mine(token)).toMatchObject([{ id: made.json.id }]);
    const path = `/me/credentials/${made.json.id}`;
    expect((await site.http.api('POST', `${path}/check`, { token })).json.state).toBe('valid');
    expect((await site.http.api('DELETE', path, { token: site.leader.token })).status).toBe(404);
    expect((await site.http.api('DELETE', path, { token })).status).toBe(200);
    expect(await mine(token)).toEqual([]);
  });

  it('takes a file', async () => {
    const body = new FormData();
    body.append('file', new Blob([schoolBadge({ id: 'https://school.example/badges/file' })]));
    body.append('email', recipient.email);
    const made = await site.http.api('POST', '/me/credentials', { token: site.staff.token, body });
    expect([made.status, made.json.name]).toEqual([201, '資料治理課程']);
  });

  it('is for people who are signed in', async () => {
    expect((await bring(undefined, { credential: schoolBadge(), recipient })).status).toBe(401);
  });

  it('names what is wrong: somebody else’s, one of this hub, no badge, nothing', async () => {
    const { token } = site.staff;
    const foreign = schoolBadge({ id: 'https://school.example/badges/wrong' });
    const other = await bring(token, { credential: foreign, recipient: { email: 'x@gov.example' } });
    expect([other.status, other.json.error.fields]).toEqual([
      400,
      [{ path: 'recipient', message: 'invalid' }],
    ]);
    expect((await bring(token, { credential, recipient })).status).toBe(409);
    expect((await bring(token, { credential: 'hello', recipient })).status).toBe(400);
    expect((await bring(token, {})).status).toBe(400);
  });
});

describe('what other programs read', () => {
  const get = (path: string, accept?: string) =>
    site.http.app.request(path, accept ? { headers: { accept } } : {});

  it.each<[string, string | undefined, RegExp]>([
    ['.jwt', undefined, /^text\/plain/],
    ['', 'application/vc+jwt', /^application\/vc\+jwt$/],
    ['.json', undefined, /^application\/vc\+ld\+json$/],
    ['.png', undefined, /^image\/png$/],
    ['.svg', undefined, /^image\/svg\+xml$/],
  ])('serves /credentials/{id}%s as %s', async (suffix, accept, type) => {
    const reply = await document(suffix, accept);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(type);
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves the first profile bare, the second when asked for, and the second in its envelope', async () => {
    expect(await (await document('.jwt')).text()).toBe(credential);
    const second = await (await document('', 'application/vc+jwt')).text();
    expect(JSON.parse(Buffer.from(second.split('.')[0]!, 'base64url').toString())).toMatchObject({
      alg: 'ES256',
      typ: 'vc+jwt',
    });
    expect(await (await document('.json')).json()).toEqual({
      '@context': 'https://www.w3.org/ns/credentials/v2',
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${second}`,
    });
  });

  it('lets nothing in an SVG run', async () => {
    const { headers } = await document('.svg');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('finds key, issuer, root and status list at the addresses the badge names', async () => {
    const [header, payload] = credential
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    const path = (address: string) => new URL(address).pathname;
    // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is there
    const json = async (reply: Response): Promise<any> => reply.json();
    const key = await json(await get(path(header.kid)));
    expect(key).toMatchObject({ kty: 'RSA', kid: header.kid });
    expect(key.x5c).toHaveLength(2);
    expect(Object.keys(key)).not.toEqual(expect.arrayContaining(['d']));
    const issuer = await get(path(payload.issuer.id));
    expect(await issuer.json()).toMatchObject({ id: payload.issuer.id, type: ['Profile'] });
    const root = await get(`${path(payload.issuer.id)}/root.pem`);
    expect(await root.text()).toMatch(/^-----BEGIN CERTIFICATE-----/);
    const list = await get(path(payload.credentialStatus.statusListCredential));
    expect(list.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(list.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect((await list.text()).split('.')).toHaveLength(3);
    const set = await json(await get('/.well-known/jwks.json'));
    expect(set.keys.map((one: { kid: string }) => one.kid)).toContain(header.kid);
    const did = await (await get('/.well-known/did.json')).json();
    expect(did).toMatchObject({ id: 'did:web:badges.gov.example' });
    const picture = await get(path(payload.credentialSubject.achievement.image.id));
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  it.each([
    '/credentials/credential_none',
    '/credentials/credential_none.png',
    '/credentials/x.exe',
    '/status/none',
    '/issuers/none',
    '/issuers/hub/keys/none',
    '/issuers/none/root.pem',
    '/badges/badge_none/image.png',
  ])('answers 404 to %s and lets nobody keep that', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('cache-control') ?? '').not.toContain('public');
  });
});
