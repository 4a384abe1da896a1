import { afterAll, beforeAll, expect, it } from 'vitest';
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
