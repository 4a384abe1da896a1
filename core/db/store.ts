import { join } from 'node:path';
import { createMetrics } from '../metrics.ts';
import { dumpStore } from './backup/dump.ts';
import { linesOf, writeBackup } from './backup/file.ts';
import type { WriteLine } from './backup/format.ts';
import type { Db, DbActor, Driver } from './client.ts';
import { createDb } from './client.ts';
import type { FolderLock } from './folder-lock.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import type { EmbeddedDriver } from './pglite.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { timed } from './timed.ts';

export interface Store {
  readonly engine: 'pglite' | 'postgres';
  /** Names of the migrations this opening applied; [] when the schema was up to date. */
  readonly migrated: readonly string[];
  /** Runs everything under row-level security as this actor. */
  as(actor: DbActor): Db;
  /** The product itself: ingest, sign-in, retention. Never used on a caller's behalf to read sources. */
  readonly system: Db;
  /** The same for work that can wait, such as ingest: on one connection everybody else goes first. */
  readonly patient: Db;
  /** Writes every row as it is at one moment, as lines of a backup. */
  backup(write: WriteLine): Promise<void>;
  /**
   * Frees the room of deleted rows and renews what the planner knows, after much was stored or removed: the embedded
   * engine never does so by itself. Nothing on a server, which does.
   */
  tidy(): Promise<void>;
  /** Publishes where the server listens, for the command-line tools (embedded store only). */
  announce(url: string): void;
  close(): Promise<void>;
}

async function requirePgvector(driver: Driver): Promise<void> {
  const [row] = await driver.hold((session) =>
    session.query<{ version: number; available: boolean }>(
      `select current_setting('server_version_num')::int as version,
              exists (select from pg_available_extensions e where e.name = 'vector') as available`,
    ),
  );
  if (!row || row.version < 150_000)
    throw new Error('PostgreSQL 15 以上版本才能使用 (PostgreSQL 15 or newer is needed).');
  if (!row.available)
    throw new Error(
      '這部 PostgreSQL 沒有 pgvector。請先安裝（例如 Debian 套件 postgresql-15-pgvector），再重新啟動。\n' +
        'This PostgreSQL server lacks pgvector. Install it (for example the Debian package postgresql-15-pgvector) and start again.',
    );
  await driver
    .hold((session) => session.exec('create extension if not exists vector'))
    .catch(explainPrivilege);
}

const insufficientPrivilege = '42501';

function explainPrivilege(error: Error & { code?: string }): never {
  if (error.code !== insufficientPrivilege) throw error;
  throw new Error(
    '這個登入帳號不能啟用 pgvector。請資料庫管理者在這個資料庫執行一次：CREATE EXTENSION vector;\n' +
      'This login may not enable pgvector. Have the administrator run once in this database: CREATE EXTENSION vector;',
    { cause: error },
  );
}

/** Refuses to run when row-level security does not hide a row it must hide. */
async function requireRowSecurity(driver: Driver): Promise<void> {
  const count = 'select count(*) as n from canary c';
  const [hidden] = await createDb(driver, { audiences: ['public'], roles: [] }).query<{ n: number }>(count);
  const [seen] = await createDb(driver, 'system').query<{ n: number }>(count);
  if (hidden?.n !== 0 || seen?.n !== 1)
    throw new Error('row-level security is not in force on this database; refusing to run');
}

/** Everything search reads, smallest first; each statement lets others in between. */
const tidied = ['search_chunks', 'search_passages', 'sources', 'passages', 'search_postings'];

async function tidy(driver: Driver): Promise<void> {
  if (driver.engine !== 'pglite') return;
  for (const table of tidied)
    for (const statement of ['vacuum', 'analyze'])
      await driver.hold((session) => session.exec(`${statement} ${table}`), { patient: true });
}

function storeOf(driver: Driver, migrated: readonly string[], lock?: FolderLock): Store {
  return {
    engine: driver.engine,
    migrated,
    as: (actor) => createDb(driver, actor),
    system: createDb(driver, 'system'),
    patient: createDb(driver, 'system', true),
    backup: (write) => dumpStore(driver, new Date(), write),
    tidy: () => tidy(driver),
    announce: (url) => lock?.announce(url),
    async close() {
      await driver.close();
      lock?.release();
    },
  };
}

/** A store that holds something is written to a file before its structure changes. */
async function backUpBeforeMigrating(driver: Driver, dataDir: string, now: Date): Promise<void> {
  const [first] = (await pendingMigrations(driver)) ?? [];
  if (!first) return;
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const path = join(dataDir, 'backups', `before-${first.slice(0, 4)}-${stamp}.jsonl.gz`);
  await writeBackup(
    path,
    linesOf((write) => dumpStore(driver, now, write)),
  );
  process.stderr.write(`結構更新前已備份 backed up before migrating: ${path}\n`);
}

async function prepare(driver: Driver, now: Date, dataDir?: string): Promise<string[]> {
  await requirePgvector(driver);
  if (dataDir) await backUpBeforeMigrating(driver, dataDir, now);
  const migrated = await migrate(driver, now);
  await requireRowSecurity(driver);
  return migrated;
}

/** An embedded store in memory, and a way to dump it: what tests start from. */
export async function openMemoryStore(
  now: Date,
  dump?: Uint8Array,
): Promise<Store & Pick<EmbeddedDriver, 'dump'>> {
  const driver = await openPglite(dump ? { dump } : {});
  const migrated = await prepare(driver, now);
  return { ...storeOf(driver, migrated), dump: () => driver.dump() };
}

export interface StoreOptions {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

interface Opened {
  readonly driver: Driver;
  readonly lock?: FolderLock | undefined;
}

/**
 * The database the settings name, as it is.
 * @throws Error when the folder is in use
 */
export async function openDriver(options: StoreOptions): Promise<Opened> {
  if (options.databaseUrl) return { driver: openPostgres(options.databaseUrl) };
  const lock = lockFolder(options.dataDir);
  try {
    return { driver: await openPglite({ dataDir: options.dataDir }), lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens the store the settings name, migrated and proven to enforce row-level security.
 * @throws Error when the folder is in use, the server is too old or lacks pgvector, or the canary row is seen
 */
export async function openStore(options: StoreOptions, now: Date, metrics = createMetrics()): Promise<Store> {
  const { driver, lock } = await openDriver(options);
  try {
    const migrated = await prepare(driver, now, options.dataDir);
    return storeOf(timed(driver, metrics), migrated, lock);
  } catch (error) {
    await driver.close();
    lock?.release();
    throw error;
  }
}
