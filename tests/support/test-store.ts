import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Store } from '../../core/db/store.ts';
import { openMemoryStore, openStore } from '../../core/db/store.ts';
import { listProjectFiles, projectRoot, readProjectFile } from './project-files.ts';
import { slimmed } from './slim-dump.ts';

/** The server the store's tests run on; unset = the embedded engine, in memory. */
export const testServerUrl = process.env.DATABASE_URL || undefined;

/** What test files start from a copy of. Made once, and anew when a file under `dependsOn` changes. */
export interface StoreTemplate {
  readonly name: string;
  readonly dependsOn: readonly string[];
  fill(store: Store): Promise<void>;
}

const emptyStore: StoreTemplate = { name: 'empty', dependsOn: ['core/db/'], fill: async () => {} };

declare const WebAssembly: { compile(code: Uint8Array): Promise<object> };

/** Held so that the engine is compiled once in a process, not once for every store. */
let engine: Promise<object> | undefined;
const engineFile = join(projectRoot, 'node_modules/@electric-sql/pglite/dist/pglite.wasm');

const artifacts = join(projectRoot, 'tests/.artifacts');
const templateLock = 7_265_773;
const oneHourMs = 3_600_000;

function keyOf(template: StoreTemplate): string {
  const hash = createHash('sha256').update(readProjectFile('node_modules/@electric-sql/pglite/package.json'));
  for (const path of listProjectFiles().sort())
    if (template.dependsOn.some((folder) => path.startsWith(folder)))
      hash.update(path).update(readProjectFile(path));
  return `${template.name}_${hash.digest('hex').slice(0, 16)}`;
}

/** Runs `fn` in one process at a time; a lock that outlived ten minutes belongs to nobody. */
async function inTurn<T>(lock: string, fn: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > oneHourMs / 6) rmSync(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await fn();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function removeOldDumps(): void {
  for (const name of readdirSync(artifacts).filter((file) => /\.tar(\.gz)?$/.test(file))) {
    const path = join(artifacts, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > oneHourMs)
      rmSync(path, { force: true });
  }
}

async function makeDump(template: StoreTemplate, path: string): Promise<void> {
  const store = await openMemoryStore(new Date());
  await template.fill(store);
  const filled = await store.dump();
  await store.close();
  writeFileSync(`${path}.new`, await slimmed(filled));
  renameSync(`${path}.new`, path);
}

/** The archive of a template, for `openPglite`: a store is open from it in about a second. */
export async function dumpOf(template: StoreTemplate = emptyStore): Promise<Uint8Array> {
  const path = join(artifacts, `${keyOf(template)}.tar`);
  if (!existsSync(path)) {
    mkdirSync(artifacts, { recursive: true });
    await inTurn(`${path}.lock`, async () => {
      if (existsSync(path)) return;
      removeOldDumps();
      await makeDump(template, path);
    });
  }
  return readFileSync(path);
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

function urlOfDatabase(name: string): string {
  const url = new URL(testServerUrl!);
  url.pathname = `/${name}`;
  return url.href;
}

function openDatabase(name: string, now: Date): Promise<Store> {
  return openStore({ databaseUrl: urlOfDatabase(name), dataDir: '' }, now);
}

/** The name of the template's database on the server, made when it is not there. */
export function templateDatabase(template: StoreTemplate): Promise<string> {
  const name = `bank_test_${keyOf(template)}`;
  return onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]); // until the connection ends
    const { rowCount } = await client.query('select from pg_database d where d.datname = $1', [name]);
    if (rowCount) return name;
    const unfinished = `${name}_${randomBytes(4).toString('hex')}`;
    await client.query(`create database ${unfinished}`);
    const store = await openDatabase(unfinished, new Date());
    await template.fill(store);
    await store.close();
    await client.query(`alter database ${unfinished} rename to ${name}`);
    return name;
  });
}

/** A database of its own on the test server, and how to be rid of it. */
export async function createTestDatabase(
  template?: string,
): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  const name = `bank_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer((client) =>
    client.query(`create database ${name}${template ? ` template ${template}` : ''}`),
  );
  return {
    name,
    url: urlOfDatabase(name),
    drop: () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/**
 * A store of its own on the engine of this run, migrated and filled as the template says (default: empty).
 * Close it in `afterAll`.
 */
export async function openTestStore(
  now: Date = new Date(),
  template: StoreTemplate = emptyStore,
): Promise<Store> {
  if (!testServerUrl) {
    engine ??= WebAssembly.compile(readFileSync(engineFile));
    await engine;
    return openMemoryStore(now, await dumpOf(template));
  }
  const database = await createTestDatabase(await templateDatabase(template));
  const store = await openDatabase(database.name, now);
  return {
    ...store,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

/** Makes what nearly every file starts from, and says which engine this run is on. */
export async function prepareTestStores(): Promise<string> {
  if (!testServerUrl) {
    await dumpOf(emptyStore);
    return 'PGlite (embedded, in memory)';
  }
  await templateDatabase(emptyStore);
  const { rows } = await onServer((client) => client.query('show server_version'));
  return `PostgreSQL ${rows[0].server_version} (server)`;
}
