import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { findHolder } from '../../core/db/folder-lock.ts';
import { openPglite } from '../../core/db/pglite.ts';
import { openStore } from '../../core/db/store.ts';
import { projectRoot } from '../support/project-files.ts';
import { dumpOf, testServerUrl } from '../support/test-store.ts';

const folders: string[] = [];
const newFolder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'bank-store-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Another process on the folder; `until` reads its lines up to one that fits. */
function startOther(dataDir: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/open-store-child.ts', dataDir], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async until(fits: (line: string) => boolean): Promise<string> {
      for (let next = await lines.next(); !next.done; next = await lines.next())
        if (fits(next.value)) return next.value;
      throw new Error('the other process ended');
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe.skipIf(testServerUrl)('the embedded store', () => {
  it('refuses a second process, survives kill -9 and is taken over afterwards', async () => {
    const dataDir = newFolder();
    const other = startOther(dataDir);
    await other.until((line) => line === 'open');
    await expect(openStore({ dataDir }, new Date())).rejects.toThrow(
      /in use \(pid \d+, http:\/\/127\.0\.0\.1:1\)/,
    );
    expect(findHolder(dataDir)?.url).toBe('http://127.0.0.1:1');

    const acknowledged = Number((await other.until((line) => line === 'wrote 40')).split(' ')[1]);
    await other.kill();
    expect(findHolder(dataDir)).toBeUndefined();

    const store = await openStore({ dataDir }, new Date());
    const [row] = await store.system.query<{ n: number }>('select count(*) as n from people p');
    expect(row!.n).toBeGreaterThan(acknowledged);
    await store.close();
    expect(findHolder(dataDir)).toBeUndefined();
  }, 60_000);

  it('refuses a second opening in the same process', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir }, new Date());
    await expect(openStore({ dataDir }, new Date())).rejects.toThrow(`pid ${process.pid}`);
    await store.close();
  }, 60_000);

  it('is not fooled by a lock of a process number that now belongs to another', () => {
    const dataDir = newFolder();
    const holder = { pid: process.pid, startTicks: '1', since: new Date().toISOString(), url: null };
    writeFileSync(join(dataDir, 'bank.lock'), JSON.stringify(holder));
    expect(findHolder(dataDir)).toBeUndefined();
  });

  it('takes over a lock file that is empty or damaged', async () => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, 'bank.lock'), '');
    await (await openStore({ dataDir }, new Date())).close();
  }, 60_000);

  it('keeps the event loop free during a heavy statement', async () => {
    const driver = await openPglite({ dump: await dumpOf() });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    await driver.hold((session) =>
      session.query('select count(*) from generate_series(1, 3000000) as n where sqrt(n) > 0'),
    );
    const heavyMs = performance.now() - started;
    delay.disable();
    await driver.close();
    expect(heavyMs).toBeGreaterThan(300);
    expect(delay.max / 1e6).toBeLessThan(heavyMs / 2);
  });

  it('rejects what is asked of it after it was closed, instead of waiting for ever', async () => {
    const driver = await openPglite({ dump: await dumpOf() });
    await driver.close();
    await expect(driver.hold((session) => session.query('select 1'))).rejects.toThrow('has stopped');
  });
});
