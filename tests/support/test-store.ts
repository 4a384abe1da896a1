import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Store } from '../../core/db/store.ts';
import { openMemoryStore, openStore } from '../../core/db/store.ts';
import { listProjectFiles, projectRoot, readProjectFile } from './project-files.ts';

/** The server the store's tests run on; unset = the embedded engine, in memory. */
export const testServerUrl = process.env.DATABASE_URL || undefined;

const artifacts = join(projectRoot, 'tests/.artifacts');
const templateLock = 7_265_773;

/** Changes whenever the schema or the embedded engine does. */
function schemaHash(): string {
  const hash = createHash('sha256').update(readProjectFile('node_modules/@electric-sql/pglite/package.json'));
  for (const path of listProjectFiles().sort())
    if (path.startsWith('core/db/')) hash.update(path).update(readProjectFile(path));
  return hash.digest('hex').slice(0, 16);
}

const dumpPath = () => join(artifacts, `empty-store-${schemaHash()}.tar.gz`);
const templateName = () => `bank_test_${schemaHash()}`;

function urlOfDatabase(name: string): string {
  const url = new URL(testServerUrl!);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(testServerUrl);
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

async function prepareDump(): Promise<void> {
  if (existsSync(dumpPath())) return;
  const store = await openMemoryStore(new Date());
  const dump = await store.dump();
  await store.close();
  mkdirSync(artifacts, { recursive: true });
  const unfinished = `${dumpPath()}.${process.pid}`;
  writeFileSync(unfinished, dump);
  renameSync(unfinished, dumpPath());
}

async function prepareTemplate(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  const name = templateName();
  const { rowCount } = await client.query('select from pg_database d where d.datname = $1', [name]);
  if (rowCount) return;
  const unfinished = `${name}_${randomBytes(4).toString('hex')}`;
  await client.query(`create database ${unfinished}`);
  await (await openStore({ databaseUrl: urlOfDatabase(unfinished), dataDir: '' }, new Date())).close();
  await client.query(`alter database ${unfinished} rename to ${name}`);
}

/** Migrates once, so that every file starts from a copy; says which engine it was. */
export async function prepareTestStores(): Promise<string> {
  if (!testServerUrl) {
    await prepareDump();
    return 'PGlite (embedded, in memory)';
  }
  return onServer(async (client) => {
    await prepareTemplate(client);
    const { rows } = await client.query('show server_version');
    return `PostgreSQL ${rows[0].server_version} (server)`;
  });
}

/** The archive of a migrated, empty embedded store: what `openPglite` starts from in a second. */
export const emptyDump = (): Uint8Array => readFileSync(dumpPath());

/** An empty database of its own on the test server, and how to be rid of it. */
export async function createTestDatabase(template?: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `bank_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer((client) =>
    client.query(`create database ${name}${template ? ` template ${template}` : ''}`),
  );
  return {
    url: urlOfDatabase(name),
    drop: () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** A migrated, empty store on the engine of this run. Close it in `afterAll`. */
export async function openTestStore(now: Date = new Date()): Promise<Store> {
  if (!testServerUrl) return openMemoryStore(now, emptyDump());
  const database = await createTestDatabase(templateName());
  const store = await openStore({ databaseUrl: database.url, dataDir: '' }, now);
  return {
    ...store,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
