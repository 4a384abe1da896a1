import { loadConfig } from '../config.ts';
import { openStore } from './store.ts';

const usage =
  'npm run migrate\n  更新資料庫結構；設定同伺服器（DATABASE_URL、DATA_DIR）。Brings the schema up to date; settings as for the server.';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(usage);
  const config = loadConfig();
  const store = await openStore(config, new Date());
  const where = config.databaseUrl ? 'PostgreSQL' : `${config.dataDir} (PGlite)`;
  console.log(
    store.migrated.length > 0
      ? `${where}：套用了 applied\n${store.migrated.map((name) => `  ${name}`).join('\n')}`
      : `${where}：結構已是最新，沒有變更。The schema is up to date; nothing to do.`,
  );
  await store.close();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
