import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import type { Language } from '../../../core/language.ts';
import { findCourse, selectCatalogue } from '../../../knowledge/courses/catalogue.ts';
import { csvColumns, csvTemplate } from '../../../knowledge/courses/csv-columns.ts';
import { importCourses } from '../../../knowledge/courses/import-courses.ts';
import { listCourseReviews, listOwnCourses } from '../../../knowledge/courses/list-written-courses.ts';
import { reviewCourses } from '../../../knowledge/courses/review-course.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;
const people: Record<string, Actor> = { admin };

beforeAll(async () => {
  bank = await openSeededBank();
  await ensureAdmin(bank);
  for (const agency of ['a', 'b'])
    for (const name of ['importer', 'second'])
      people[`${name} of ${agency}`] = (await createPerson(bank, { roles: ['reviewer'], agency })).actor;
  people.staff = (await createPerson(bank, { roles: ['staff'], agency: 'a' })).actor;
}, 240_000);
afterAll(() => bank?.store.close());

const as = (name: string, language: Language = 'en') => contextOf(bank, { actor: people[name]!, language });
const run = (name: string, input: Record<string, unknown>, language?: Language) =>
  callCapability(importCourses, as(name, language), input);
const own = async (name: string) => (await callCapability(listOwnCourses, as(name), {})).items;

const row = {
  code: 'A-1',
  title_zh: '驗收實務',
  aim_zh: '能主持驗收。',
  levels: '中階；senior',
  develops: '服務驗收@中階:0>2; Service acceptance@senior:0>1',
  session_zh: '實體課程一天。',
  session_minutes: '300',
  readings: 'tw-customs-ai-xray:20',
  task_zh: '寫五項驗收項目，含「逗號, 與換行\n」。',
  task_minutes: '80',
  check_kind: '簽核',
  check_zh: '由同事核對。',
  check_minutes: '20',
};
type Row = Partial<Record<keyof typeof row | 'prerequisites' | 'clusters' | 'title_en', string>>;

function csvOf(rows: readonly Row[], extra: readonly string[] = []): string {
  const names = [...csvColumns.map(({ name }) => name), ...extra];
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((one) =>
    names.map((name) => cell((one as Record<string, string>)[name] ?? '')).join(','),
  );
  return `\uFEFF${names.join(',')}\r\n${lines.join('\r\n')}\r\n`;
}

describe('a dry run', () => {
  it('tells row by row what would happen and writes nothing', async () => {
    const reply = await run('importer of a', {
      csv: csvOf([row, { ...row, code: 'A-2', prerequisites: 'A-1' }]),
    });
    expect(reply).toMatchObject({ dryRun: true, errors: [] });
    expect(reply.rows.map(({ id, state, hours }) => [id, state, hours])).toEqual([
      ['a.A-1', 'added', 7],
      ['a.A-2', 'added', 7],
    ]);
    expect(await own('importer of a')).toEqual([]);
  });

  it('names every error by row and column in the language of the reader', async () => {
    const bad: Row[] = [
      { ...row, task_minutes: 'many' },
      { ...row, code: 'A-2', develops: '服務驗收' },
      { ...row, code: 'A-3', develops: '新興技術監測與評估@基層:0>1' },
      { ...row, code: 'A-4', readings: 'xx-none:10' },
      { ...row, code: 'A-5', prerequisites: 'nowhere' },
      { ...row, code: 'A-6', check_kind: 'talk', levels: 'boss' },
      { ...row, code: 'A-6', title_zh: '' },
      { ...row, code: 'A 7' },
      { ...row, code: 'A-8' },
      { ...row, code: 'A-8' },
      { ...row, code: 'A-9', develops: '服務驗收@中階:2>1' },
    ];
    const en = await run('importer of a', { csv: csvOf(bad) });
    const columns = en.errors.map(({ column }) => column);
    for (const column of [
      'task_minutes',
      'develops',
      'readings',
      'prerequisites',
      'check_kind',
      'levels',
      'title_zh',
      'code',
    ])
      expect(columns).toContain(column);
    // What was typed is quoted as typed; the sentence around it is English.
    expect(en.errors.every(({ message }) => /[a-z]{2}/.test(message))).toBe(true);
    expect(en.errors.every(({ message }) => !/[，。不沒必]/.test(message))).toBe(true);
    const zh = await run('importer of a', { csv: csvOf(bad) }, 'zh-TW');
    expect(zh.errors.length).toBe(en.errors.length);
    expect(zh.errors.every(({ message }) => /\p{Script=Han}/u.test(message))).toBe(true);
    expect([...new Set(zh.errors.map((error) => error.row))]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 11, 12]);
  });

  it('finds a circle within the file', async () => {
    const csv = csvOf([
      { ...row, prerequisites: 'A-2' },
      { ...row, code: 'A-2', prerequisites: 'A-1' },
    ]);
    const { errors } = await run('importer of a', { csv });
    expect(errors.map(({ column }) => column)).toEqual(['prerequisites', 'prerequisites']);
  });

  it('takes the template as it is handed out, and Chinese headers', async () => {
    expect((await run('importer of a', { csv: csvTemplate() })).errors).toEqual([]);
    const chinese = csvTemplate().replace(/^.*\r\n/, `${csvColumns.map(({ zh }) => zh).join(',')}\r\n`);
    expect((await run('importer of a', { csv: chinese })).errors).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a header alone', csvOf([])],
    ['an unknown column', csvOf([row], ['salary'])],
    ['a missing column', 'code,title_zh\r\nA-1,課程\r\n'],
    ['an open quote', `${csvOf([row])}"A-2,`],
    [
      'over 500 rows',
      csvOf(Array.from({ length: 501 }, (_, index) => ({ ...row, task_zh: '做', code: `B${index}` }))),
    ],
  ])('refuses %s', async (_what, csv) => {
    await expect(run('importer of a', { csv })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('an import', () => {
  it('writes nothing when one row is bad', async () => {
    const csv = csvOf([row, { ...row, code: 'A-2', readings: 'xx-none:10' }]);
    await expect(run('importer of a', { csv, dryRun: false })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: expect.stringMatching(/^row 3 readings/) }],
    });
    expect(await own('importer of a')).toEqual([]);
  });

  it('waits for somebody else, then is listed for the agency alone', async () => {
    const csv = csvOf([{ ...row, code: 'A-2', prerequisites: 'A-1' }, row]);
    await run('importer of a', { csv, dryRun: false });
    expect(await findCourse(as('staff').db, 'a.A-1')).toBeNull();
    const waiting = await callCapability(listCourseReviews, as('second of a'), {});
    expect(waiting.items.map(({ id }) => id).sort()).toEqual(['a.A-1', 'a.A-2']);
    expect((await callCapability(listCourseReviews, as('second of b'), {})).items).toEqual([]);
    expect((await callCapability(listCourseReviews, as('importer of a'), {})).items).toEqual([]);
    const ids = ['a.A-2', 'a.A-1'];
    await expect(
      callCapability(reviewCourses, as('importer of a'), { ids, decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await callCapability(reviewCourses, as('second of a'), { ids, decision: 'approve' });
    expect(await findCourse(as('staff').db, 'a.A-2')).toMatchObject({ prerequisites: ['a.A-1'], hours: 7 });
    const others = await selectCatalogue(as('second of b').db);
    expect(others.some(({ id }) => id.startsWith('a.'))).toBe(false);
  });

  it('changes nothing when sent again, and a changed row goes back to review while the old one stays listed', async () => {
    const again = csvOf([{ ...row, code: 'A-2', prerequisites: 'A-1' }, row]);
    const same = await run('importer of a', { csv: again, dryRun: false });
    expect(same.rows.map(({ state }) => state)).toEqual(['unchanged', 'unchanged']);
    const changed = await run('importer of a', {
      csv: csvOf([{ ...row, task_minutes: '140' }]),
      dryRun: false,
    });
    expect(changed.rows.map(({ state }) => state)).toEqual(['updated']);
    expect(await findCourse(as('staff').db, 'a.A-1')).toMatchObject({ hours: 7 });
    await callCapability(reviewCourses, as('second of a'), { ids: ['a.A-1'], decision: 'approve' });
    expect(await findCourse(as('staff').db, 'a.A-1')).toMatchObject({ hours: 8 });
  });

  it('does not take over a module of somebody else, and agencies do not meet', async () => {
    const { errors } = await run('second of a', { csv: csvOf([row]) });
    expect(errors).toMatchObject([{ column: 'code' }]);
    expect((await run('importer of b', { csv: csvOf([row]) })).rows[0]?.id).toBe('b.A-1');
  });

  it('is for reviewers and the administrator, and only for an audience of theirs', async () => {
    await expect(run('staff', { csv: csvOf([row]) })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(run('importer of a', { csv: csvOf([row]), visibility: 'agency:b' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const byAdmin = await run('admin', { csv: csvOf([row]), dryRun: false });
    expect(byAdmin.rows[0]).toMatchObject({ id: 'hub.A-1', state: 'added' });
    expect(await findCourse(as('staff').db, 'hub.A-1')).toBeNull();
  });
});
