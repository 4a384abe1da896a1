import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { selectAttained } from '../../../knowledge/evidence/attained.ts';
import { selectProfile, updateProfile } from '../../../knowledge/people/profile.ts';
import { exportPersonnel } from '../../../knowledge/personnel/export-csv.ts';
import { importPersonnel } from '../../../knowledge/personnel/import-csv.ts';
import { holdsNationalId, isNationalId } from '../../../knowledge/personnel/national-id.ts';
import { csvCell } from '../../../knowledge/personnel/read-csv.ts';
import { type LearnerBank, openLearnerBank } from '../../support/learners.ts';
import { admin } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

const office = () => contextOf(world.bank, { actor: admin });
const load = (file: string, csv: string, more: object = {}) =>
  callCapability(importPersonnel, office(), { file, csv, dryRun: false, ...more });
const personOf = async (number: string) =>
  (
    await world.bank.store.system.query<{ id: string; name: string; agency: string | null }>(
      'select p.id, p.name, p.agency from people p where p.login = $1',
      [`person:${number}`],
    )
  )[0];

describe('national numbers', () => {
  it.each([
    'A123456789',
    'a123456789',
    'Ａ１２３４５６７８９',
    '身分證 A123456789。',
    'A12-345-6789',
    'A 123 456 789',
  ])('are recognised in %s', (text) => {
    expect(holdsNationalId(text)).toBe(true);
  });

  it.each(['A123456788', 'EMP123456789', 'A1234567890', 'AA123456789X', '0912345678', '2026-01-01'])(
    'are not seen in %s',
    (text) => {
      expect(holdsNationalId(text)).toBe(false);
    },
  );

  it('have one check digit in ten, for residents too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
        fc.constantFrom(...'1289ABCD'),
        fc.integer({ min: 0, max: 9_999_999 }),
        (letter, second, serial) => {
          const head = `${letter}${second}${String(serial).padStart(7, '0')}`;
          const right = [...'0123456789'].filter((digit) => isNationalId(head + digit));
          expect(right).toHaveLength(1);
          expect(holdsNationalId(`x ${head}${right[0]} y`)).toBe(true);
        },
      ),
    );
  });
});

describe('a personnel file', () => {
  const csv =
    '\uFEFF員工代號,姓名,機關代碼,層級,工作群\r\nE001,王小明,moda,中階,系統規劃\r\nE002,林小華,moda,,\r\n';

  it('changes nothing in a dry run, which is the default', async () => {
    const reply = await callCapability(importPersonnel, office(), { file: 'personnel', csv });
    expect(reply).toEqual({ dryRun: true, rows: 2, added: 2, updated: 0, errors: [] });
    expect(await personOf('E001')).toBeUndefined();
  });

  it('makes people, and fills a profile only where it is empty', async () => {
    await load('personnel', csv);
    expect(await personOf('E001')).toMatchObject({ name: '王小明', agency: 'moda' });
    const { id } = (await personOf('E001'))!;
    const me = await world.as('E001');
    expect(me.actor.personId).not.toBe(id);
    expect(await selectProfile(world.bank.store.system, id)).toMatchObject({ level: 'mid', cluster: 'sys' });
    const own = contextOf(world.bank, { actor: { personId: id, roles: ['staff'] } });
    await callCapability(updateProfile, own, { level: 'senior' });
    expect(await load('personnel', csv)).toMatchObject({ added: 0, updated: 2 });
    expect(await selectProfile(world.bank.store.system, id)).toMatchObject({ level: 'senior' });
  });

  it('takes any headings by a mapping', async () => {
    const mapped = 'No,Who,Rank\nE003,陳三,高階\n';
    await load('personnel', mapped, { mapping: { person: 'No', name: 'Who', level: 'Rank' } });
    expect(await personOf('E003')).toMatchObject({ name: '陳三' });
  });

  it('is refused whole for one bad line, which names no value', async () => {
    const bad = 'person,name,level,memo\nE010,甲,中階,\nE011,,xx,A123456789\nE010,乙,,\n';
    const dry = await callCapability(importPersonnel, office(), { file: 'personnel', csv: bad });
    expect(dry.errors.map((one) => `${one.line} ${one.column}`).sort()).toEqual([
      '3 level',
      '3 memo',
      '3 name',
      '4 person',
    ]);
    expect(JSON.stringify(dry)).not.toContain('A123456789');
    await expect(load('personnel', bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await personOf('E010')).toBeUndefined();
  });

  it.each(['', 'name\nx\n', 'person,name\n"broken'])('is refused when it is %j', async (text) => {
    await expect(load('personnel', text)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is for the administrator', async () => {
    await expect(
      callCapability(importPersonnel, await world.as('boss', ['manager', 'reviewer']), {
        file: 'personnel',
        csv,
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('learning records', () => {
  const csv =
    'person,title,hours,completed_on,provider,course_id\nE001,AI 課,1.5,2026-05-01,國家文官學院,written-course\nE001,=cmd(),2,2026-05-02,,\n';

  it('are kept, and count as completion where they name a course of the catalogue', async () => {
    await load('learning_record', csv);
    await load('learning_record', csv);
    const { id } = (await personOf('E001'))!;
    const rows = await world.bank.store.system.query(
      'select from learning_records r where r.person_id = $1',
      [id],
    );
    expect(rows).toHaveLength(2);
    const [one] = await selectAttained(world.bank.store.system, id, world.now());
    expect(one?.evidenced).toMatchObject({ proficiency: 2, kind: 'completion' });
  });

  it('tell line by line what is wrong', async () => {
    const bad =
      'person,title,hours,completed_on,course_id\nE999,課,1,2026-05-01,\nE001,課,-1,2030-01-01,no-such\n';
    const { errors } = await callCapability(importPersonnel, office(), { file: 'learning_record', csv: bad });
    expect(errors.map((one) => `${one.line} ${one.column}`).sort()).toEqual([
      '2 person',
      '3 completed_on',
      '3 course_id',
      '3 hours',
    ]);
  });

  it('are given out as they came, with nothing a spreadsheet would run, and can be read in again', async () => {
    const { csv: out } = await callCapability(exportPersonnel, office(), { file: 'learning_record' });
    expect(out).toContain('E001,AI 課,1.5,2026-05-01,國家文官學院,written-course');
    expect(out).toContain("'=cmd()");
    const again = await callCapability(importPersonnel, office(), { file: 'learning_record', csv: out });
    expect(again.errors).toEqual([]);
    const { csv: people } = await callCapability(exportPersonnel, office(), { file: 'personnel' });
    expect(people).toContain('E001,王小明,moda,senior,sys,');
    expect(
      (await callCapability(importPersonnel, office(), { file: 'personnel', csv: people })).errors,
    ).toEqual([]);
  });

  it('quotes what a cell needs', () => {
    expect([csvCell('a,b'), csvCell('"x"'), csvCell('-1'), csvCell(null), csvCell(2)]).toEqual([
      '"a,b"',
      '"""x"""',
      "'-1",
      '',
      '2',
    ]);
  });
});
