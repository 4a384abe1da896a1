import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from './support/project-files.ts';
import { testServerUrl } from './support/test-store.ts';

const home = mkdtempSync(join(tmpdir(), 'bank-server-'));
// A path with what a file address would escape.
const project = join(home, '知識 庫');
symlinkSync(projectRoot, project);
const dataDir = join(home, 'data');
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** `server.ts` as a person starts it, with nothing set but where it may write. */
function start() {
  const child = spawn(process.execPath, ['--import', 'tsx', join(project, 'server.ts')], {
    cwd: project,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    exited,
    said: () => said,
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(said);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
        await sleep(20);
      }
    },
  };
}

const ready = /is ready: (http:\S+)/;
const holder = () => JSON.parse(readFileSync(join(dataDir, 'bank.lock'), 'utf8')) as { url: string | null };

describe.skipIf(testServerUrl)('the server from nothing', () => {
  it('survives kill -9 while it loads its content the first time', async () => {
    const server = start();
    await server.until(/loading content \d*[1-9]\d*\/\d+/);
    const url = holder().url!;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    server.child.kill('SIGKILL');
    await server.exited;
  }, 120_000);

  it('ends cleanly when asked to in the middle of loading', async () => {
    const server = start();
    await server.until(/loading content \d*[1-9]\d*\/\d+/);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.said()).not.toMatch(ready);
    expect(existsSync(join(dataDir, 'bank.lock'))).toBe(false);
  }, 120_000);

  it('then starts, answers, keeps its token to itself and refuses a second one on its folder', async () => {
    const server = start();
    const url = (await server.until(ready))[1]!;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const tokenFile = join(dataDir, 'admin-token');
    const token = readFileSync(tokenFile, 'utf8').trim();
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    expect(server.said()).toContain(tokenFile);
    expect(server.said()).not.toContain(token);
    const tokens = `${url}/api/v1/tokens`;
    expect((await fetch(tokens)).status).toBe(401);
    expect((await fetch(tokens, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);

    const second = start();
    expect(await second.exited).toBe(1);
    expect(second.said()).toContain(`is in use (pid ${server.child.pid}`);

    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  }, 180_000);

  it('is ready again at once, with nothing to load', async () => {
    const began = performance.now();
    const server = start();
    const url = (await server.until(ready))[1]!;
    // Five seconds on an idle machine; the suite runs other files beside this one.
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(server.said()).not.toContain('loading content');
    const { items } = (await (await fetch(`${url}/api/v1/cases?limit=100`)).json()) as { items: unknown[] };
    expect(items).toHaveLength(100);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  }, 60_000);
});
