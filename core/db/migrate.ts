import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '../errors.ts';
import type { Driver, Session } from './client.ts';

const folder = new URL('./migrations/', import.meta.url);
const lockKey = 7_265_771;

/** A migration as it was applied. */
export interface Applied {
  readonly name: string;
  readonly hash: string;
}

interface Migration extends Applied {
  readonly sql: string;
}

function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    });
}

async function applied(session: Session): Promise<Map<string, string>> {
  await session.exec(`create table if not exists migrations (
    name text primary key, hash text not null, applied_at timestamptz not null)`);
  const rows = await session.query<{ name: string; hash: string }>('select m.name, m.hash from migrations m');
  return new Map(rows.map((row) => [row.name, row.hash]));
}

async function apply(session: Session, migration: Migration, now: Date): Promise<void> {
  await session.exec('begin');
  try {
    await session.exec(migration.sql);
    await session.query('insert into migrations (name, hash, applied_at) values ($1, $2, $3)', [
      migration.name,
      migration.hash,
      now,
    ]);
    await session.exec('commit');
  } catch (error) {
    await session.exec('rollback');
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** The migrations to apply: all, or just those a backup was taken under. */
function wanted(only: readonly Applied[] | undefined): Migration[] {
  const known = readMigrations();
  if (!only) return known;
  return only.map(({ name, hash }) => {
    const found = known.find((one) => one.name === name && one.hash === hash);
    if (found) return found;
    throw new AppError('UNSUPPORTED', {
      'zh-TW': `這份備份來自別的版本（${name}）；請用建立它的版本或更新的版本還原。`,
      en: `This backup comes from another version (${name}); restore it with that version or a newer one.`,
    });
  });
}

/** The names of the migrations a store still lacks; undefined for a store that holds nothing yet. */
export function pendingMigrations(driver: Driver): Promise<string[] | undefined> {
  return driver.hold(async (session) => {
    const done = await applied(session);
    if (done.size === 0) return undefined;
    return readMigrations()
      .map(({ name }) => name)
      .filter((name) => !done.has(name));
  });
}

/**
 * Brings the schema up to date: numbered SQL files, one transaction each, never edited once applied.
 * @param only a backup's list: apply these and no more
 * @returns the names applied now
 * @throws Error when an applied file has changed since, or when one fails (nothing of it stays)
 */
export function migrate(driver: Driver, now: Date, only?: readonly Applied[]): Promise<string[]> {
  return driver.hold(async (session) => {
    if (driver.engine === 'postgres') await session.exec(`select pg_advisory_lock(${lockKey})`);
    try {
      const done = await applied(session);
      const names: string[] = [];
      for (const migration of wanted(only)) {
        const hash = done.get(migration.name);
        if (hash && hash !== migration.hash)
          throw new Error(`migration ${migration.name} was edited after it was applied`);
        if (hash) continue;
        await apply(session, migration, now);
        names.push(migration.name);
      }
      return names;
    } finally {
      if (driver.engine === 'postgres') await session.exec(`select pg_advisory_unlock(${lockKey})`);
    }
  });
}
