import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { dumpStore } from '../../core/db/backup/dump.ts';
import { linesOf, readBackup, writeBackup } from '../../core/db/backup/file.ts';
import { restoreStore } from '../../core/db/backup/restore.ts';
import type { Driver } from '../../core/db/client.ts';
import { migrate } from '../../core/db/migrate.ts';
import { openPglite } from '../../core/db/pglite.ts';
import { openPostgres } from '../../core/db/postgres.ts';
import { openStore } from '../../core/db/store.ts';
import { openHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';
import { dropSource, putSource } from '../support/sources.ts';
import { createTestDatabase, testServerUrl } from '../support/test-store.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let lines: string[];
/** Takes every refused backup, and stays empty. */
let spare: Driver;
const folder = mkdtempSync(join(tmpdir(), 'backup-'));
const closing: (() => Promise<unknown>)[] = [];

async function linesOfStore(): Promise<string[]> {
  const read: string[] = [];
  await bank.store.backup((line) => void read.push(line));
  return read;
}

/** A database that holds nothing, on the engine of this run. */
async function openEmpty(): Promise<Driver> {
  const database = testServerUrl ? await createTestDatabase() : undefined;
  const driver = database ? openPostgres(database.url) : await openPglite({});
  closing.push(async () => {
    await driver.close();
    await database?.drop();
  });
  if (testServerUrl) await driver.hold((session) => session.exec('create extension if not exists vector'));
  return driver;
}

const iterate = async function* (all: readonly string[]): AsyncGenerator<string> {
  yield* all;
};
const restore = (driver: Driver, all: readonly string[]) => restoreStore(driver, iterate(all), new Date());
const countSources = (driver: Driver) =>
  driver.hold((session) => session.query<{ n: number }>('select count(*) as n from sources'));

beforeAll(async () => {
  bank = await openTestBank();
  await createPerson(bank, { roles: ['issuer'], agency: 'a1', name: '王「引號」\\ "q" \n 換行' });
  for (const visibility of ['public', 'government', 'agency:a1'])
    await putSource(bank, { id: `s-${visibility.slice(0, 3)}`, text: '採購驗收 𠮷 😀 <b>', visibility });
  await dropSource(bank, 's-gov');
  lines = await linesOfStore();
  spare = await openEmpty();
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await bank.store.close();
  rmSync(folder, { recursive: true });
});

describe('a backup', () => {
  it('restores every row as it was, row-level security, keys and numbering included', async () => {
    const driver = await openEmpty();
    const { rows } = await restore(driver, lines);
    expect(rows).toBeGreaterThan(10);
    const again: string[] = [];
    await dumpStore(driver, new Date(), (line) => void again.push(line));
    expect(again.slice(1)).toEqual(lines.slice(1));
    // Never over a store in use.
    await expect(restore(driver, lines)).rejects.toMatchObject({ code: 'CONFLICT' });
    await driver.hold(async (session) => {
      await expect(session.query(`delete from audiences where name = 'public'`)).rejects.toThrow();
      await expect(
        session.query(
          `insert into tokens select * from tokens where false union all select 'x', 'x', 'x', 'nobody', '{}'`,
        ),
      ).rejects.toThrow();
      const [next] = await session.query<{ id: number }>(
        `insert into audiences (name) values ('agency:new') returning id`,
      );
      const [max] = await session.query<{ id: number }>('select max(id) as id from audiences');
      expect(next!.id).toBe(max!.id);
    });
  });

  it.each([
    ['cut off', (all: string[]) => all.slice(0, -2)],
    ['without its end', (all: string[]) => all.slice(0, -1)],
    ['short of a row', (all: string[]) => all.filter((_, at) => at !== all.length - 3)],
    ['of something else', () => ['{"a":1}']],
    ['empty', () => []],
    ['with a line that is no JSON', (all: string[]) => [...all.slice(0, 3), '{"id":', ...all.slice(3)]],
    [
      'with a table nobody knows',
      (all: string[]) => [all[0]!, '{"@table":"pg_authid","columns":"rolname"}', ...all.slice(1)],
    ],
    [
      'with a file outside the keys',
      (all: string[]) => [...all.slice(0, -1), '{"@file":"keys/../../x","base64":""}', all.at(-1)!],
    ],
  ])('%s is refused and leaves nothing', async (_, spoil) => {
    const driver = spare;
    await expect(restore(driver, spoil([...lines]))).rejects.toThrow();
    const tables = await driver.hold((session) =>
      session.query<{ n: number }>(
        `select count(*) as n from pg_tables where tablename = 'sources' and schemaname = 'public'`,
      ),
    );
    if (tables[0]!.n > 0) expect((await countSources(driver))[0]!.n).toBe(0);
  });

  it('of a version this one does not know is refused', async () => {
    const head = JSON.parse(lines[0]!);
    head.migrations.push({ name: '9999-later.sql', hash: 'x' });
    await expect(restore(spare, [JSON.stringify(head), ...lines.slice(1)])).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
  });

  it('taken under fewer migrations is restored and brought up to date', async () => {
    const old = await openEmpty();
    const all = JSON.parse(lines[0]!).migrations as { name: string; hash: string }[];
    await migrate(old, new Date(), all.slice(0, 3));
    const older: string[] = [];
    await dumpStore(old, new Date(), (line) => void older.push(line));
    const driver = await openEmpty();
    await restore(driver, older);
    const done = await driver.hold((session) => session.query('select name from migrations'));
    expect(done).toHaveLength(all.length);
  });
});

describe('the file', () => {
  it('is there whole, for its owner alone, and a damaged one cannot be read', async () => {
    const path = join(folder, 'one.jsonl.gz');
    await writeBackup(
      path,
      linesOf((write) => bank.store.backup(write)),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['one.jsonl.gz']);
    const read: string[] = [];
    for await (const line of readBackup(path)) read.push(line);
    expect(read.slice(1)).toEqual(lines.slice(1));
    truncateSync(path, statSync(path).size - 20);
    await expect(restoreStore(spare, readBackup(path), new Date())).rejects.toThrow();
  });

  it('lets go of the store when its reader leaves', async () => {
    const stream = linesOf(async (write) => {
      for (let at = 0; ; at += 1) await write('x'.repeat(10_000) + at);
    });
    stream.once('data', () => stream.destroy());
    await new Promise((resolve) => stream.once('close', resolve));
    expect(stream.destroyed).toBe(true);
  });
});

describe('before migrating', () => {
  it.skipIf(testServerUrl)('an embedded store that holds something is written to a file first', async () => {
    const dataDir = join(folder, 'data');
    const first = await openPglite({ dataDir });
    const all = JSON.parse(lines[0]!).migrations as { name: string; hash: string }[];
    await migrate(first, new Date(), all.slice(0, 5));
    await first.close();
    const store = await openStore({ dataDir }, new Date());
    await store.close();
    const kept = readdirSync(join(dataDir, 'backups'));
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatch(/^before-0006-.*\.jsonl\.gz$/);
    const again = await openStore({ dataDir }, new Date());
    expect(again.migrated).toEqual([]);
    await again.close();
    expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1);
  });
});

describe('GET /backup', () => {
  it('is for the administrator, and audited', async () => {
    const http = openHttp(bank);
    const staff = await createPerson(bank, { roles: ['reviewer'] });
    expect((await http.api('GET', '/backup')).status).toBe(401);
    expect((await http.api('GET', '/backup', { token: staff.token })).status).toBe(403);
    const { status, text } = await http.api('GET', '/backup', { token: testAdminToken });
    expect(status).toBe(200);
    expect(JSON.parse(text.trim().split('\n').at(-1)!)).toMatchObject({ '@end': true });
    const { json } = await http.api('GET', '/audit?limit=5', { token: testAdminToken });
    expect(json.items.some((entry: { action: string }) => entry.action === 'backup')).toBe(true);
  });
});
