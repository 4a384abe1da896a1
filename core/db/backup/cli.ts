import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../../config.ts';
import { loadConfig } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { findAdminToken, findRunningServer } from '../../running-server.ts';
import { openDriver } from '../store.ts';
import { dumpStore } from './dump.ts';
import { keyFileLines, linesOf, readBackup, readLines, writeBackup } from './file.ts';
import type { WriteLine } from './format.ts';
import { restoreStore } from './restore.ts';

const usage = `npm run backup -- 檔案.jsonl.gz [--without-keys]
  備份整個資料庫與徽章金鑰；伺服器可以照常運作。檔案含機密，只有擁有者能讀。
  Writes the whole store and the badge keys to one file; the server may be running. Keep the file secret.
npm run restore -- 檔案.jsonl.gz [--replace]
  還原到空的資料庫。--replace：內嵌資料庫先改名保留，再還原。
  Restores into an empty store. --replace: the embedded store is renamed and kept, then restored.`;

/** Through the running server where the embedded store is open, else from the store itself. */
async function readStore(config: Config, write: WriteLine): Promise<void> {
  const url = await findRunningServer(config);
  if (url === undefined) {
    const { driver, lock } = await openDriver(config);
    return dumpStore(driver, new Date(), write).finally(async () => {
      await driver.close();
      lock?.release();
    });
  }
  const headers = { authorization: `Bearer ${findAdminToken(config) ?? ''}` };
  const response = await fetch(`${url}/api/v1/backup`, { headers });
  if (!response.ok || !response.body) throw new Error(`${url}: HTTP ${response.status}`);
  for await (const line of readLines(response.body)) await write(line);
}

async function backup(config: Config, path: string, withKeys: boolean): Promise<void> {
  if (existsSync(path)) throw new Error(`${path} 已存在，沒有覆寫。It exists and was left as it is.`);
  const keys = withKeys ? keyFileLines(config.dataDir) : [];
  const lines = linesOf((write) =>
    readStore(config, async (line) => {
      if (line.startsWith('{"@end"')) for (const key of keys) await write(key);
      await write(line);
    }),
  );
  await writeBackup(path, lines);
  console.log(`${path}\n${keys.length} 個金鑰檔 key files`);
}

/** Sets the embedded store aside under a new name; nothing is deleted. */
function setAside(config: Config): string | undefined {
  const folder = join(config.dataDir, 'pg');
  if (config.databaseUrl || !existsSync(folder)) return undefined;
  const kept = `${folder}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(folder, kept);
  return kept;
}

async function restore(config: Config, path: string, replace: boolean): Promise<void> {
  if (await findRunningServer(config))
    throw new Error('請先停止伺服器再還原。Stop the server before restoring.');
  const kept = replace ? setAside(config) : undefined;
  const { driver, lock } = await openDriver(config);
  try {
    const { takenAt, rows, files } = await restoreStore(driver, readBackup(path), new Date());
    for (const { file, bytes } of files) {
      const target = join(config.dataDir, file);
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, bytes, { mode: 0o600 });
    }
    console.log(
      `${takenAt}：還原了 ${rows} 筆、${files.length} 個金鑰檔 (${rows} rows, ${files.length} key files restored)`,
    );
    if (kept) console.log(`原來的資料庫保留在 the store before is kept at ${kept}`);
  } finally {
    await driver.close();
    lock?.release();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'without-keys': { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [verb, file] = positionals;
  if (values.help || !file || !['backup', 'restore'].includes(verb ?? '')) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const config = loadConfig();
  if (verb === 'backup') await backup(config, resolve(file), !values['without-keys']);
  else await restore(config, resolve(file), values.replace);
}

main().catch((error: Error) => {
  process.stderr.write(
    `${error instanceof AppError ? Object.values(error.text).join('\n') : error.message}\n`,
  );
  process.exitCode = 1;
});
