import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { adminTokenFile, openBank } from './bank.ts';
import { loadConfig } from './core/config.ts';

/** The rest of the program and its dictionaries, read while the store opens in a thread of its own. */
async function loadProgram() {
  const [{ startServer }, { readDictionaries }] = await Promise.all([
    import('./start-server.ts'),
    import('./knowledge/answers/warm-up.ts'),
  ]);
  await readDictionaries();
  return startServer;
}

async function main(): Promise<void> {
  const config = loadConfig();
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort');
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => stopping.abort());
  const running = await Promise.all([openBank(config), loadProgram()])
    .then(([bank, startServer]) => startServer(bank, stopping.signal))
    .catch((error) => {
      if (!stopping.signal.aborted) throw error;
    });
  if (!running) return;
  process.stderr.write(`AI 治理實作知識庫 is ready: ${running.url}\n`);
  if (!config.adminToken) process.stderr.write(`管理權杖 admin token: ${adminTokenFile(config)}\n`);
  if (!stopping.signal.aborted) await stopped;
  await running.close();
}

const started = process.argv[1];
if (started && import.meta.url === pathToFileURL(realpathSync(started)).href) {
  main().then(
    () => process.exit(0),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}
