import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseUrl, draft, request } from '../../badges/support.ts';
import { createPerson } from '../../support/people.ts';
import { type BadgeHttp, openBadgeHttp } from './badge-site.ts';

let site: BadgeHttp;
let badge: string;
beforeAll(async () => {
  site = await openBadgeHttp();
  badge = await site.approved();
});
afterAll(() => site?.close());

type Who = 'leader' | 'reviewer' | 'second' | 'issuer' | 'staff';
const send = (method: string, path: string, who: Who | undefined, json?: unknown) =>
  site.http.api(method, path, {
    ...(who && { token: site[who].token }),
    ...(json !== undefined && { json }),
  });
const propose = async () => (await send('POST', '/badges', 'leader', draft)).json.id as string;

describe('a badge definition over HTTP', () => {
  it('goes from draft to approved by two other people, and the reply says where it stands', async () => {
    const made = await send('POST', '/badges', 'leader', draft);
    expect([made.status, made.json]).toEqual([
      201,
      { id: expect.stringMatching(/^badge_/), version: 1, state: 'draft' },
    ]);
    const { id } = made.json;
    const changed = await send('PUT', `/badges/${id}`, 'leader', { ...draft, assessment: '口試與實作。' });
    expect(changed.json).toEqual({ id, version: 2, state: 'draft' });
    expect((await send('POST', `/badges/${id}/submit`, 'leader')).json.state).toBe('in_review');
    const first = await send('POST', `/badges/${id}/reviews`, 'reviewer', {
      decision: 'approve',
      comment: '可',
    });
    expect(first.json).toMatchObject({ state: 'in_review', approvals: 1, needed: 2 });
    const second = await send('POST', `/badges/${id}/reviews`, 'second', { decision: 'approve' });
    expect(second.json).toMatchObject({ state: 'approved', approvals: 2 });
    expect((await send('GET', `/badges/${id}`, undefined)).json).toMatchObject({
      id,
      state: 'approved',
      version: 2,
    });
    expect((await send('POST', `/badges/${id}/retire`, 'issuer', { reason: '課程停辦' })).json.state).toBe(
      'retired',
    );
  });

  it('is hidden from others until it is approved', async () => {
    const id = await propose();
    expect((await send('GET', `/badges/${id}`, undefined)).status).toBe(404);
    expect((await send('GET', `/badges/${id}`, 'staff')).status).toBe(404);
    expect((await send('GET', `/badges/${id}`, 'leader')).status).toBe(200);
    const listed = (await send('GET', '/badges?limit=100', undefined)).json.items as {
      id: string;
      state: string;
    }[];
    expect(listed.map((one) => one.id)).toContain(badge);
    expect(listed.every((one) => one.state === 'approved')).toBe(true);
  });

  it('waits in the list of each reviewer who has not yet looked at it', async () => {
    const id = await propose();
    await send('POST', `/badges/${id}/submit`, 'leader');
    const waiting = async (who: Who) =>
      ((await send('GET', '/reviews/badges', who)).json.items as { id: string }[]).map((one) => one.id);
    expect(await waiting('reviewer')).toContain(id);
    await send('POST', `/badges/${id}/reviews`, 'reviewer', { decision: 'return', comment: '時數不合理' });
    expect(await waiting('reviewer')).not.toContain(id);
    expect(await waiting('second')).not.toContain(id);
  });

  it.each<[string, Who | undefined, number]>([
    ['nobody', undefined, 401],
    ['staff', 'staff', 403],
    ['a reviewer', 'reviewer', 403],
  ])('is not proposed by %s', async (_, who, status) => {
    expect((await send('POST', '/badges', who, draft)).status).toBe(status);
  });

  it('answers 409 to an act in the wrong state and 403 to reviewing one’s own', async () => {
    const id = await propose();
    expect((await send('POST', `/badges/${id}/submit`, 'leader')).status).toBe(200);
    expect((await send('POST', `/badges/${id}/submit`, 'leader')).status).toBe(409);
    expect((await send('PUT', `/badges/${id}`, 'leader', draft)).status).toBe(409);
    expect((await send('POST', `/badges/${id}/credentials`, 'issuer', request)).status).toBe(409);
    expect((await send('POST', `/badges/${badge}/submit`, 'leader')).status).toBe(409);
    const both = await createPerson(site.world.bank, { roles: ['pilot_leader', 'reviewer'], name: 'both' });
    const own = (await site.http.api('POST', '/badges', { token: both.token, json: draft })).json.id;
    await site.http.api('POST', `/badges/${own}/submit`, { token: both.token });
    const review = { token: both.token, json: { decision: 'approve' } };
    expect((await site.http.api('POST', `/badges/${own}/reviews`, review)).status).toBe(403);
  });

  it.each<[string, unknown]>([
    ['no name', { ...draft, name: undefined }],
    ['a name in an unknown language', { ...draft, name: { fr: 'x' } }],
    ['no competency', { ...draft, competencies: [] }],
    [
      'an unknown level',
      { ...draft, competencies: [{ competency: 'AI素養', level: 'boss', proficiency: 3 }] },
    ],
    [
      'a proficiency of 6',
      { ...draft, competencies: [{ competency: 'AI素養', level: 'mid', proficiency: 6 }] },
    ],
    ['no hours', { ...draft, course: { title: 'x', hours: 0 } }],
    ['an issuer nobody knows', { ...draft, issuer: 'nobody' }],
    ['an unknown field', { ...draft, state: 'approved' }],
    ['a name of 100 KB', { ...draft, name: { 'zh-TW': 'x'.repeat(100_000) } }],
    ['a name that reads backwards', { ...draft, name: { 'zh-TW': 'abc\u202Edef' } }],
    ['a picture that is no PNG', { ...draft, image: 'data:image/svg+xml;base64,AAAA' }],
  ])('with %s is refused with the field named', async (_, body) => {
    const reply = await send('POST', '/badges', 'leader', body);
    expect(reply.status).toBe(400);
    expect(reply.json.error.code).toBe('INVALID_INPUT');
    expect(reply.json.error.fields.length).toBeGreaterThan(0);
  });
});

describe('issuing over HTTP', () => {
  const path = () => `/badges/${badge}/credentials`;

  it('gives id, address and the signed badge, which then verifies', async () => {
    const reply = await send('POST', path(), 'issuer', request);
    expect(reply.status).toBe(201);
    const { id, url, credential } = reply.json;
    expect(url).toBe(`${baseUrl}/credentials/${id}`);
    const verified = await send('POST', '/credentials/verify', undefined, {
      credential,
      recipient: { email: 'holder@gov.example' },
    });
    expect(verified.json).toMatchObject({ valid: true, status: 'valid', recipient: { matches: true } });
    expect(JSON.stringify(reply.json)).not.toContain('王小明');
  });

  it('of an array answers each in order, a bad one harming no other', async () => {
    const rows = [
      request,
      { ...request, recipient: { email: 'not an address' } },
      7,
      { ...request, evidence: [] },
      request,
    ];
    const reply = await send('POST', path(), 'issuer', rows);
    expect(reply.status).toBe(200);
    expect(reply.json.results.map((one: { ok: boolean }) => one.ok)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(reply.json.results[1].error).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'recipient.email' }],
    });
    expect(reply.json.results[0].credential.split('.')).toHaveLength(3);
  });

  it('with an Idempotency-Key issues once, for one and for many', async () => {
    for (const [key, json] of [
      ['one', request],
      ['many', [request, request]],
    ] as const) {
      const once = () =>
        site.http.api('POST', path(), {
          token: site.issuer.token,
          json,
          headers: { 'idempotency-key': `issue-${key}` },
        });
      const first = await once();
      const again = await once();
      expect(again.status).toBe(first.status);
      expect(again.json).toEqual(first.json);
      const other = await site.http.api('POST', path(), {
        token: site.issuer.token,
        json: { ...request, language: 'en' },
        headers: { 'idempotency-key': `issue-${key}` },
      });
      expect(other.status).toBe(409);
    }
  });

  it.each<[string, Who | undefined, unknown, number]>([
    ['nobody', undefined, request, 401],
    ['a reviewer', 'reviewer', request, 403],
    ['a text', 'issuer', 'x', 400],
    ['an empty list', 'issuer', [], 400],
    ['an empty object', 'issuer', {}, 400],
    ['e-mail and id at once', 'issuer', { ...request, recipient: { email: 'a@b.example', id: 'x' } }, 400],
    ['no evidence', 'issuer', { ...request, evidence: [] }, 400],
    [
      'dates the wrong way round',
      'issuer',
      { ...request, validFrom: '2027-01-02T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
      400,
    ],
  ])('for %s is refused', async (_, who, body, status) => {
    expect((await send('POST', path(), who, body)).status).toBe(status);
  });

  it('of a badge that is not there is 404, and more than a thousand at once is 400', async () => {
    expect((await send('POST', '/badges/badge_none/credentials', 'issuer', request)).status).toBe(404);
    expect((await send('POST', path(), 'issuer', Array(1_001).fill({}))).status).toBe(400);
  });

  it('another agency’s issuer may neither issue nor revoke', async () => {
    await site.http.api('POST', '/issuers', {
      token: site.world.bank.adminToken,
      json: { id: 'taipei', agency: 'taipei', name: { 'zh-TW': '北市訓練中心' } },
    });
    const id = await site.approved({ issuer: 'taipei' });
    expect((await send('POST', `/badges/${id}/credentials`, 'issuer', request)).status).toBe(403);
    const own = await createPerson(site.world.bank, { roles: ['issuer'], agency: 'taipei', name: 'taipei' });
    const issued = await site.http.api('POST', `/badges/${id}/credentials`, {
      token: own.token,
      json: request,
    });
    expect(issued.status).toBe(201);
    const revoke = await send('POST', `/credentials/${issued.json.id}/revoke`, 'issuer', { reason: 'x' });
    expect(revoke.status).toBe(403);
  });
});

describe('revoking and the record feed over HTTP', () => {
  it('is seen at once by verifying, in the list and in the feed', async () => {
    const { id, credential } = (await send('POST', `/badges/${badge}/credentials`, 'issuer', request)).json;
    const before = (await send('GET', '/credentials?since=2020-01-01&limit=100', 'issuer')).json.items;
    expect(before.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'issued' });
    const revoked = await send('POST', `/credentials/${id}/revoke`, 'issuer', { reason: '冒名領取' });
    expect([revoked.status, revoked.json.revoked]).toEqual([200, true]);
    const report = (await send('POST', '/credentials/verify', undefined, { credential })).json;
    expect(report).toMatchObject({ valid: false, status: 'revoked' });
    expect(report.summary).toContain('撤銷');
    expect((await send('POST', `/credentials/${id}/revoke`, 'issuer', { reason: '再一次' })).status).toBe(
      409,
    );
    expect((await send('GET', `/credentials/${id}`, undefined)).json.revokedReason).toBe('冒名領取');
    const after = (await send('GET', '/credentials?since=2020-01-01&limit=100', 'issuer')).json.items;
    expect(after.find((one: { id: string }) => one.id === id)).toMatchObject({
      state: 'revoked',
      revokedReason: '冒名領取',
    });
  });

  it.each<[string, Who | undefined, unknown, number]>([
    ['nobody', undefined, { reason: 'x' }, 401],
    ['staff', 'staff', { reason: 'x' }, 403],
    ['no reason', 'issuer', {}, 400],
    ['a badge that is not there', 'issuer', { reason: 'x' }, 404],
  ])('refuses %s', async (_, who, body, status) => {
    expect((await send('POST', '/credentials/credential_none/revoke', who, body)).status).toBe(status);
  });

  it('is read by issuers alone, with a proper time', async () => {
    expect((await send('GET', '/credentials', undefined)).status).toBe(401);
    expect((await send('GET', '/credentials', 'staff')).status).toBe(403);
    expect((await send('GET', '/credentials?since=yesterday', 'issuer')).status).toBe(400);
  });

  it('shows a person their own badges alone', async () => {
    const recipient = { id: site.staff.actor.personId };
    const { id } = (await send('POST', `/badges/${badge}/credentials`, 'issuer', { ...request, recipient }))
      .json;
    expect(
      (await send('GET', '/me/credentials', 'staff')).json.items.map((one: { id: string }) => one.id),
    ).toEqual([id]);
    expect((await send('GET', '/me/credentials', 'leader')).json.items).toEqual([]);
    expect((await send('GET', '/me/credentials', undefined)).status).toBe(401);
  });
});

describe('issuers, over HTTP', () => {
  const asAdmin = (method: string, path: string, json?: unknown) =>
    site.http.api(method, path, { token: site.world.bank.adminToken, ...(json !== undefined && { json }) });

  it('are made, changed and given new keys by the administrator alone', async () => {
    const made = await asAdmin('POST', '/issuers', {
      id: 'labor',
      name: { 'zh-TW': '勞動局' },
      sandbox: true,
    });
    expect([made.status, made.json.sandbox]).toEqual([201, true]);
    expect((await asAdmin('POST', '/issuers', { id: 'labor', name: { 'zh-TW': '勞動局' } })).status).toBe(
      409,
    );
    expect(
      (await asAdmin('PUT', '/issuers/labor', { name: { 'zh-TW': '勞動發展局' } })).json.name['zh-TW'],
    ).toBe('勞動發展局');
    expect((await asAdmin('POST', '/issuers/labor/keys')).json.keys).toHaveLength(2);
    expect((await send('POST', '/issuers', 'issuer', { id: 'x', name: { 'zh-TW': 'x' } })).status).toBe(403);
    expect(
      (await send('GET', '/issuers', undefined)).json.items.map((one: { id: string }) => one.id),
    ).toContain('labor');
  });

  it('of other places are trusted and no longer trusted by their address', async () => {
    const id = 'https://other.example/issuers/1';
    expect((await asAdmin('POST', '/trusted-issuers', { id, name: 'Other' })).status).toBe(201);
    expect((await asAdmin('GET', '/trusted-issuers')).json.items).toMatchObject([{ id }]);
    expect((await asAdmin('DELETE', `/trusted-issuers?id=${encodeURIComponent(id)}`)).status).toBe(200);
    expect((await send('GET', '/trusted-issuers', 'staff')).status).toBe(403);
  });
});
