import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../core/db/store.ts';
import { createTestDatabase, testServerUrl } from '../support/test-store.ts';

const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: '' }, new Date());

describe.skipIf(!testServerUrl)('a PostgreSQL server', () => {
  it('is told apart from one that cannot be reached, without naming the password', async () => {
    const closed = open('postgresql://bank:a-secret-word@127.0.0.1:1/bank');
    await expect(closed).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(closed).rejects.not.toThrow(/a-secret-word/);
  });

  it('is said to be away when it ends the connection under a statement, and serves the next one', async () => {
    const database = await createTestDatabase();
    const store = await open(database.url);
    const cut = expect(store.system.query('select pg_sleep(60)')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    const login = new pg.Client(database.url);
    await login.connect();
    const ended = () =>
      login.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(60)'",
      );
    await expect.poll(async () => (await ended()).rowCount).toBe(1);
    await login.end();
    await cut;
    expect(await store.system.query('select 1 as one')).toEqual([{ one: 1 }]);
    await store.close();
    await database.drop();
  });

  it('serves two processes at once', async () => {
    const database = await createTestDatabase();
    const stores = await Promise.all([open(database.url), open(database.url)]);
    for (const store of stores) expect(await store.system.query('select 1 as one')).toEqual([{ one: 1 }]);
    for (const store of stores) await store.close();
    await database.drop();
  });

  it('says what to run when pgvector is installed but not enabled', async () => {
    const database = await createTestDatabase('template0');
    const outcome = await open(database.url).then(
      async (store) => {
        const [login] = await store.system.query<{ is: string }>('select session_user::text as is');
        await store.close();
        return `enabled by ${login?.is}`;
      },
      (error: Error) => error.message,
    );
    await database.drop();
    // A superuser enables it silently; the plain login of CI may not.
    expect(outcome).toMatch(/CREATE EXTENSION vector;|enabled by postgres/);
  });
});
