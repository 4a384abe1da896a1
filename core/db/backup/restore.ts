import { AppError } from '../../errors.ts';
import type { Driver, Session } from '../client.ts';
import { migrate } from '../migrate.ts';
import { EndLine, FileLine, Head, TableLine } from './format.ts';
import { resetIdentities, selectTables, type Table, withoutChecks } from './tables.ts';

/** Rows put back at a time. */
const BATCH = 500;

function unfit(zh: string, en: string): AppError {
  return new AppError('UNSUPPORTED', { 'zh-TW': zh, en });
}

const broken = () =>
  unfit(
    '這個檔案不是完整的備份，沒有還原任何內容。',
    'This file is not a whole backup; nothing was restored.',
  );

const inUse = () =>
  new AppError('CONFLICT', {
    'zh-TW': '只能還原到空的資料庫。請先建立新的資料庫並把 DATABASE_URL 指向它。',
    en: 'A backup is restored into an empty database only. Make a new one and point DATABASE_URL at it.',
  });

/** Nothing of a bank, or at most the tables of an earlier attempt: the backup's own, without rows. */
async function requireEmpty(session: Session, head: Head): Promise<void> {
  const [row] = await session.query<{ made: boolean }>(
    `select to_regclass('sources') is not null and to_regclass('people') is not null as made`,
  );
  if (!row?.made) return;
  const [used] = await session.query<{ rows: boolean }>(
    'select exists (select from sources) or exists (select from people) as rows',
  );
  const names = await session.query<{ name: string }>('select m.name from migrations m');
  const own = new Set(head.migrations.map(({ name }) => name));
  if (used?.rows || names.some(({ name }) => !own.has(name))) throw inUse();
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw broken();
  }
}

async function insertRows(session: Session, into: Table, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  await session.query(
    `insert into "${into.name}" (${into.columns}) overriding system value
       select ${into.columns} from jsonb_populate_recordset(null::"${into.name}", $1::jsonb)`,
    [`[${rows.join(',')}]`],
  );
}

export interface Restored {
  readonly takenAt: string;
  readonly rows: number;
  /** Files of the data folder, to be written by the caller. */
  readonly files: readonly { readonly file: string; readonly bytes: Buffer }[];
}

/** Reads the lines after the head into the tables they name. */
async function fill(
  session: Session,
  lines: AsyncIterator<string>,
  columnsOf: ReadonlyMap<string, string>,
): Promise<Omit<Restored, 'takenAt'>> {
  const files: { file: string; bytes: Buffer }[] = [];
  let table: Table | undefined;
  let waiting: string[] = [];
  let rows = 0;
  const flush = async () => {
    if (table) await insertRows(session, table, waiting);
    rows += waiting.length;
    waiting = [];
  };
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) throw broken();
    const marker = /^\{"@(table|file|end)":/.exec(line)?.[1];
    if (marker) await flush();
    if (marker === 'end') {
      if (EndLine.safeParse(parseLine(line)).data?.rows !== rows) throw broken();
      return { rows, files };
    }
    if (marker === 'table') {
      const next = TableLine.safeParse(parseLine(line)).data;
      const name = next?.['@table'] ?? '';
      const columns = columnsOf.get(name);
      if (columns === undefined || columns !== next?.columns) throw broken();
      table = { name, columns };
    } else if (marker === 'file') {
      const file = FileLine.safeParse(parseLine(line)).data;
      if (!file) throw broken();
      files.push({ file: file['@file'], bytes: Buffer.from(file.base64, 'base64') });
    } else if (!table) throw broken();
    else if (waiting.push(line) >= BATCH) await flush();
  }
}

/**
 * Fills an empty store from a backup, all of it or nothing, and brings it up to date.
 * @throws AppError CONFLICT when the store is in use, UNSUPPORTED when the file is not whole or comes from a newer version
 */
export async function restoreStore(
  driver: Driver,
  lines: AsyncIterator<string>,
  now: Date,
): Promise<Restored> {
  const first = await lines.next();
  const head = Head.safeParse(first.done ? undefined : parseLine(first.value)).data;
  if (!head) throw broken();
  await driver.hold((session) => requireEmpty(session, head));
  await migrate(driver, now, head.migrations);
  const restored = await driver.hold(async (session) => {
    await session.exec('begin');
    try {
      const tables = await selectTables(session);
      const columnsOf = new Map(tables.map(({ name, columns }) => [name, columns]));
      let filled: Omit<Restored, 'takenAt'> | undefined;
      await withoutChecks(session, tables, async () => {
        for (const { name } of tables) await session.exec(`delete from "${name}"`);
        filled = await fill(session, lines, columnsOf);
      });
      await resetIdentities(session);
      await session.exec('select 1; commit');
      return filled!;
    } catch (error) {
      await session.exec('rollback');
      throw error;
    }
  });
  await migrate(driver, now);
  return { takenAt: head.takenAt, ...restored };
}
