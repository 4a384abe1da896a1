import type { Driver, Session } from '../client.ts';
import type { Head, WriteLine } from './format.ts';
import { selectTables, type Table } from './tables.ts';

/** Rows fetched at a time. */
const BATCH = 500;

async function dumpTable(session: Session, { name, columns }: Table, write: WriteLine): Promise<number> {
  await write(JSON.stringify({ '@table': name, columns }));
  await session.exec(
    `declare rows_of cursor for select to_jsonb(t)::text as row from (select ${columns} from "${name}") t`,
  );
  let count = 0;
  for (;;) {
    const rows = await session.query<{ row: string }>(`fetch ${BATCH} from rows_of`);
    for (const { row } of rows) await write(row);
    count += rows.length;
    if (rows.length < BATCH) break;
  }
  await session.exec('close rows_of');
  return count;
}

/** Writes every row of the store as it is at one moment, as lines of a backup. */
export function dumpStore(driver: Driver, takenAt: Date, write: WriteLine): Promise<void> {
  return driver.hold(async (session) => {
    await session.exec('begin isolation level repeatable read read only');
    try {
      const migrations = await session.query<{ name: string; hash: string }>(
        'select m.name, m.hash from migrations m order by m.name',
      );
      const head: Head = {
        '@backup': 'ai-governance-knowledge-bank',
        format: 1,
        takenAt: takenAt.toISOString(),
        engine: driver.engine,
        migrations,
      };
      await write(JSON.stringify(head));
      let rows = 0;
      for (const table of await selectTables(session)) rows += await dumpTable(session, table, write);
      await write(JSON.stringify({ '@end': true, rows }));
    } finally {
      await session.exec('rollback');
    }
  });
}
