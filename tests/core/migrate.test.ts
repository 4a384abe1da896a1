import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Driver } from '../../core/db/client.ts';
import { migrate } from '../../core/db/migrate.ts';
import { openPglite } from '../../core/db/pglite.ts';
import { openPostgres } from '../../core/db/postgres.ts';
import { createTestDatabase, testServerUrl } from '../support/test-store.ts';

const files = readdirSync(new URL('../../core/db/migrations/', import.meta.url)).sort();
const folder = mkdtempSync(join(tmpdir(), 'bank-migrate-'));
let driver: Driver;
let drop = async () => rmSync(folder, { recursive: true, force: true });

beforeAll(async () => {
  if (!testServerUrl) {
    driver = await openPglite({ dataDir: folder });
    return;
  }
  const database = await createTestDatabase();
  drop = database.drop;
  driver = openPostgres(database.url);
});
afterAll(async () => {
  await driver.close();
  await drop();
});

const recorded = () =>
  driver.hold((session) =>
    session.query<{ name: string; hash: string }>('select m.name, m.hash from migrations m order by m.name'),
  );

describe('migrations', () => {
  it('run in order on an empty database', async () => {
    expect(await migrate(driver, new Date())).toEqual(files);
    expect((await recorded()).map((row) => row.name)).toEqual(files);
  });

  it('run once', async () => {
    expect(await migrate(driver, new Date())).toEqual([]);
    expect(await Promise.all([migrate(driver, new Date()), migrate(driver, new Date())])).toEqual([[], []]);
  });

  it('are refused when a file was edited afterwards', async () => {
    await driver.hold((session) =>
      session.exec("update migrations set hash = 'other' where name like '0001%'"),
    );
    await expect(migrate(driver, new Date())).rejects.toThrow('was edited after it was applied');
  });

  it('leave nothing of one that fails', async () => {
    // Without its record the first file runs again and stumbles over what is there.
    await driver.hold((session) => session.exec('delete from migrations; drop table audit'));
    await expect(migrate(driver, new Date())).rejects.toThrow(/migration 0001-\S+ failed: /);
    expect(await recorded()).toEqual([]);
    const audit = await driver.hold((session) => session.query("select to_regclass('audit')::text as name"));
    expect(audit).toEqual([{ name: null }]);
  });

  it('every table of ours is under row-level security', async () => {
    const open = await driver.hold((session) =>
      session.query<{ name: string }>(
        `select c.relname as name from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relrowsecurity
         order by c.relname`,
      ),
    );
    expect(open.map((row) => row.name)).toEqual(['audiences', 'migrations']);
  });

  it('give the callers’ role no table that holds secrets', async () => {
    const readable = await driver.hold((session) =>
      session.query<{ name: string }>(
        `select t.name from unnest(array['tokens', 'sessions', 'people', 'idempotency', 'ingest_jobs', 'migrations']) as t(name)
         where has_table_privilege('bank_app', t.name, 'select')`,
      ),
    );
    expect(readable).toEqual([]);
  });
});
