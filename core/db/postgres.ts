import pg from 'pg';
import { AppError } from '../errors.ts';
import type { Driver, Session } from './client.ts';

// A day has no time zone, so it stays the text it is.
const parsers: Record<number, (value: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: String,
};

function sessionOf(client: pg.PoolClient): Session {
  return {
    query: async <R>(text: string, params: readonly unknown[] = []) =>
      (await client.query(text, [...params])).rows as R[],
    exec: async (sql) => void (await client.query(sql)),
  };
}

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

/** Opens a pool on a PostgreSQL server; values come back as on the embedded engine. */
export function openPostgres(url: string): Driver {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      parsers[oid] ?? pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as pg.CustomTypesConfig });
  pool.on('error', () => undefined); // an idle client lost its server: the next hold() reports it
  return {
    engine: 'postgres',
    async hold(fn) {
      const client = await pool.connect().catch((cause) => Promise.reject(unavailable(cause)));
      let broken = false;
      try {
        return await fn(sessionOf(client));
      } catch (error) {
        broken = !(error instanceof AppError) && !(error as { code?: string }).code?.match(/^[0-9A-Z]{5}$/);
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
