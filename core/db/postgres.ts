import pg from 'pg';
import { AppError } from '../errors.ts';
import type { Driver, Frame, Session } from './client.ts';

// A day has no time zone, so it stays the text it is.
const parsers: Record<number, (value: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: String,
};

function unavailable(cause: unknown): AppError {
  return new AppError(
    'UNAVAILABLE',
    {
      'zh-TW': '資料庫目前無法連線，請稍後再試。',
      en: 'The database cannot be reached; please try again later.',
    },
    { cause },
  );
}

/**
 * Whether the server, or the line to it, went away under a statement.
 * @see PostgreSQL, Appendix A: class 08 connection exceptions, 57P01 to 57P03 shutdown, crash, not yet up
 */
function isLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(?:08|57P0[123])/.test(error.code ?? '');
  return error instanceof Error && ('syscall' in error || /connection/i.test(error.message));
}

function sessionOf(client: pg.PoolClient): Session {
  const run = (text: string, params?: unknown[]) =>
    client.query(text, params).catch((error) => Promise.reject(isLost(error) ? unavailable(error) : error));
  const exec = async (sql: string) => void (await run(sql));
  return {
    query: async <R>(text: string, params: readonly unknown[] = [], { before, after }: Frame = {}) => {
      if (before) await run(before);
      const { rows } = await run(text, [...params]);
      if (after) await run(after);
      return rows as R[];
    },
    async trip(statements, { before, after }) {
      try {
        await exec(before);
        const rows: unknown[][] = [];
        for (const { text, params } of statements) rows.push((await run(text, [...params])).rows);
        await exec(after);
        return rows;
      } catch (error) {
        await exec('rollback');
        throw error;
      }
    },
    exec,
  };
}

/** A client that keeps no trace of the failure serves the next caller: the statement was refused, or the domain threw. */
function isSound(error: unknown): boolean {
  return error instanceof AppError ? error.code !== 'UNAVAILABLE' : error instanceof pg.DatabaseError;
}

/** Opens a pool on a PostgreSQL server; values come back as on the embedded engine. */
export function openPostgres(url: string): Driver {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      parsers[oid] ?? pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as pg.CustomTypesConfig });
  // A client that loses its server also says so as an event, idle or not; the statement it carried, or the next, reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    engine: 'postgres',
    async hold(fn) {
      const client = await pool.connect().catch((cause) => Promise.reject(unavailable(cause)));
      let broken = false;
      try {
        return await fn(sessionOf(client));
      } catch (error) {
        broken = !isSound(error);
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
