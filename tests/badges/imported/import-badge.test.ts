import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOwnCredentials } from '../../../badges/credentials/list-credentials.ts';
import { importBadge } from '../../../badges/imported/import-badge.ts';
import { checkImportedBadge, deleteImportedBadge } from '../../../badges/imported/keep-imported.ts';
import { distrustIssuer } from '../../../badges/trust/manage-trust.ts';
import { callCapability } from '../../../core/capability.ts';
import { listEvidence } from '../../../knowledge/evidence/list-evidence.ts';
import { alignmentTo, schoolBadge, schoolId, trustSchool } from '../foreign-issuer.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, type Person } from '../support.ts';

const email = 'holder@gov.example';

describe('importing a badge earned elsewhere', () => {
  let world: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
    await trustSchool(world);
  });
  afterAll(() => world?.close());
  const person = (name: Person = 'holder') => world.as(name, ['staff']);
  const bring = (credential: string, recipient: object = { email }, name: Person = 'holder') =>
    callCapability(importBadge, person(name), { credential, recipient });
  const mine = async (name: Person = 'holder') =>
    (await callCapability(listOwnCredentials, person(name), {})).imported;
  const proven = async (name: Person = 'holder') =>
    (await callCapability(listEvidence, person(name), {})).items;
  let next = 0;
  const another = () => `https://school.example/badges/n-${next++}`;

  it('stores a valid one, proves what it states in the framework’s terms, and names the rest without a level', async () => {
    const alignment = [
      alignmentTo('AI素養', 'mid/AI素養/3'),
      alignmentTo('服務驗收'),
      alignmentTo('Juggling', 'x/y/9'),
    ];
    const made = await bring(schoolBadge({ id: another(), alignment }));
    expect(made).toMatchObject({
      name: '資料治理課程',
      issuer: { id: schoolId, name: '某校' },
      state: 'valid',
      competencies: [
        { competency: 'AI素養', level: 'mid', proficiency: 3 },
        { competency: '服務驗收', level: null, proficiency: null },
      ],
    });
    expect(await mine()).toMatchObject([{ id: made.id }]);
    expect(await proven()).toMatchObject([
      { kind: 'badge', object: made.id, competency: 'AI素養', level: 'mid', proficiency: 3 },
    ]);
    expect([await mine('wu'), await proven('wu')]).toEqual([[], []]);
  });

  it('takes no level the framework does not have the competency at', async () => {
    const alignment = [alignmentTo('AI素養', 'mid/服務驗收外/3'), alignmentTo('x', 'expert/AI素養/3')];
    const { competencies } = await bring(schoolBadge({ id: another(), alignment }));
    expect(competencies).toEqual([{ competency: 'AI素養', level: null, proficiency: null }]);
  });

  it('goes by the holder’s own id when no address is given', async () => {
    const subject = 'person_holder';
    const credential = schoolBadge({ id: another(), subject });
    expect(await callCapability(importBadge, person(), { credential })).toMatchObject({ state: 'valid' });
    await expect(callCapability(importBadge, person('wu'), { credential })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('does not take the id written in the badge for proof of whose it is', async () => {
    const credential = schoolBadge({ id: another(), subject: 'urn:uuid:seen-by-all' });
    await expect(bring(credential, { id: 'urn:uuid:seen-by-all' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'recipient' }],
    });
  });

  it.each<[string, () => string, object, string, string]>([
    [
      'somebody else’s',
      () => schoolBadge({ id: another() }),
      { email: 'x@gov.example' },
      'recipient',
      'invalid',
    ],
    [
      'an expired one',
      () => schoolBadge({ id: another(), changes: { validUntil: '2026-05-01T00:00:00Z' } }),
      { email },
      'credential',
      'expired',
    ],
    [
      'one to come',
      () => schoolBadge({ id: another(), changes: { validFrom: '2026-09-01T00:00:00Z' } }),
      { email },
      'credential',
      'not_yet_valid',
    ],
    [
      'a changed one',
      () => `${schoolBadge({ id: another() }).slice(0, -6)}AAAAAA`,
      { email },
      'credential',
      'invalid',
    ],
    ['text', () => 'hello', { email }, 'credential', 'invalid'],
  ])('refuses %s and stores nothing', async (_what, make, recipient, path, status) => {
    const before = (await mine()).length;
    await expect(bring(make(), recipient)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path, message: status }],
    });
    expect((await mine()).length).toBe(before);
  });

  it('refuses a badge of this hub: it is here already', async () => {
    const { credential } = await issue(world, await approveBadge(world));
    await expect(bring(credential)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('keeps one copy for one person, the newest', async () => {
    const id = another();
    const first = await bring(schoolBadge({ id }));
    const newer = { validFrom: '2026-02-01T00:00:00Z' };
    const again = await bring(schoolBadge({ id: `${id.replace('n-', 'n%2D')} `, changes: newer }));
    expect([again.id, again.validFrom]).toEqual([first.id, '2026-02-01T00:00:00.000Z']);
    await expect(bring(schoolBadge({ id }))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(bring(schoolBadge({ id }), { email }, 'wu')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('proves nothing any more once a check finds its issuer no longer trusted, and again when it is', async () => {
    const alignment = [alignmentTo('AI素養', 'mid/AI素養/4')];
    const { id } = await bring(schoolBadge({ id: another(), alignment }));
    const check = () => callCapability(checkImportedBadge, person(), { id });
    const counts = async () => (await proven()).some((one) => one.object === id);
    await callCapability(distrustIssuer, world.as('chen', ['admin']), { id: schoolId });
    expect([(await check()).state, await counts()]).toEqual(['unverifiable', false]);
    await trustSchool(world);
    expect([(await check()).state, await counts()]).toEqual(['valid', true]);
    await expect(callCapability(checkImportedBadge, person('wu'), { id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('says when its time is over, without being asked to check', async () => {
    const changes = { validUntil: '2026-06-02T00:00:00Z' };
    const { id } = await bring(schoolBadge({ id: another(), changes }));
    const now = world.bank.now();
    world.setNow(new Date('2026-06-03T00:00:00Z'));
    expect((await mine()).find((one) => one.id === id)).toMatchObject({ state: 'expired' });
    world.setNow(now);
  });

  it('is deleted by its holder alone, with what it proved', async () => {
    const alignment = [alignmentTo('AI素養', 'mid/AI素養/2')];
    const { id } = await bring(schoolBadge({ id: another(), alignment }));
    await expect(callCapability(deleteImportedBadge, person('wu'), { id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await callCapability(deleteImportedBadge, person(), { id });
    expect((await mine()).some((one) => one.id === id)).toBe(false);
    expect((await proven()).some((one) => one.object === id)).toBe(false);
  });

  it('keeps no address of the holder', async () => {
    const rows = await world.bank.store.system.query('select c.* from imported_credentials c');
    const audit = await world.bank.store.system.query(
      "select a.* from audit a where a.action = 'import-badge'",
    );
    expect(JSON.stringify([rows, audit])).not.toContain(email);
  });
});
