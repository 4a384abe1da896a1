import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDriver, openPglite } from '../../core/db/pglite.ts';

let driver: EmbeddedDriver;
beforeAll(async () => {
  driver = await openPglite({});
  await driver.hold((session) => session.exec('create table t (n int)'));
});
afterAll(() => driver.close());

const insert = (frame: { before?: string; after?: string }) =>
  driver.hold(async (session) => {
    await session.query('insert into t values ($1)', [1], frame).catch(() => session.exec('rollback'));
  });
const count = async () =>
  (await driver.hold((session) => session.query<{ n: number }>('select count(*)::int as n from t')))[0]!.n;

it('a statement travels with what opens and ends its transaction', async () => {
  await insert({ before: 'begin', after: 'commit' });
  expect(await count()).toBe(1);
});

it('is not run when what comes before it fails, nor kept when what comes after does', async () => {
  await insert({ before: 'select 1 / 0' });
  await insert({ before: 'begin', after: 'select 1 / 0' });
  expect(await count()).toBe(1);
});

describe('a trip', () => {
  const ways = { before: 'begin', after: 'commit' };
  const trip = (...texts: string[]) =>
    driver.hold(
      (session) =>
        session.trip(
          texts.map((text) => ({ text, params: [] })),
          ways,
        ),
      { brief: true },
    );

  it('brings back the rows of each statement, in order', async () => {
    expect(await trip('select 1 as n', 'select 2 as n')).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  });

  it('that fails undoes itself, and nothing of those sent before and after it', async () => {
    const before = await count();
    const [one, failing, other] = await Promise.allSettled([
      trip('insert into t values (2)'),
      trip('insert into t values (3)', 'select 1 / 0'),
      trip('insert into t values (4)'),
    ]);
    expect([one!.status, failing!.status, other!.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count()).toBe(before + 2);
  });
});
