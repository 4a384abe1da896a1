import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './project-files.ts';
import { createTestDatabase, dumpOf, templateDatabase, testServerUrl } from './test-store.ts';
import { shippedContent } from './world.ts';

/** The product as people start it: a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 */
  kill(): Promise<void>;
}

export const processAdminToken = 'admin-token-of-the-server-process';

/** Where a process keeps its data, on the engine of this run. */
export interface ProcessStore {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

function processStore(dataDir: string, database?: { url: string; drop(): Promise<void> }): ProcessStore {
  return {
    dataDir,
    databaseUrl: database?.url,
    env: {
      DATA_DIR: dataDir,
      ADMIN_TOKEN: processAdminToken,
      LOG_LEVEL: 'error',
      ...(database && { DATABASE_URL: database.url }),
    },
    drop: async () => database?.drop(),
  };
}

/** An empty store that a first start fills. */
export async function newProcessStore(dataDir: string): Promise<ProcessStore> {
  return processStore(dataDir, testServerUrl ? await createTestDatabase() : undefined);
}

/** A store that holds the shipped content already, so that the process is ready in seconds. */
export async function seededProcessStore(dataDir: string): Promise<ProcessStore> {
  if (testServerUrl)
    return processStore(dataDir, await createTestDatabase(await templateDatabase(shippedContent)));
  const folder = join(dataDir, 'pg');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-x', '-C', folder], {
    input: await dumpOf(shippedContent),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return processStore(dataDir);
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface(child.stderr!)) {
    said.push(line);
    const url = /is ready: (http\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`the server did not start:\n${said.join('\n')}`);
}

/** Starts `server.ts` on a free port and waits until it is ready. */
export async function startServerProcess(store: ProcessStore): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, PORT: '0', ...store.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await readyUrl(child);
  child.stderr!.resume();
  return {
    url,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
