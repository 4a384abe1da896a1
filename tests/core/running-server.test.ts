import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../core/config.ts';
import { lockFolder } from '../../core/db/folder-lock.ts';
import { findAdminToken, findRunningServer } from '../../core/running-server.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const thing of opened.splice(0).reverse()) thing.close();
});

function newConfig(env: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bank-running-'));
  opened.push({ close: () => rmSync(dataDir, { recursive: true, force: true }) });
  return loadConfig({ DATA_DIR: dataDir, ...env });
}

/** A server whose /readyz answers with one status after another, the last for ever. */
async function serveReadyz(...statuses: number[]): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.statusCode = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function hold(dataDir: string, url?: string): void {
  const lock = lockFolder(dataDir);
  opened.push({ close: () => lock.release() });
  if (url) lock.announce(url);
}

describe('the running server', () => {
  it('is nobody when the folder is free or the store is on a server', async () => {
    expect(await findRunningServer(newConfig())).toBeUndefined();
    const shared = newConfig({ DATABASE_URL: 'postgresql://db/bank' });
    hold(shared.dataDir);
    expect(await findRunningServer(shared)).toBeUndefined();
  });

  it('is found once it is ready, however long it loads', async () => {
    const config = newConfig();
    const url = await serveReadyz(503, 503, 200);
    hold(config.dataDir, url);
    expect(await findRunningServer(config)).toBe(url);
  });

  it('is given up when it never answers', async () => {
    const config = newConfig();
    hold(config.dataDir, await serveReadyz(503));
    await expect(findRunningServer(config, 500)).rejects.toThrow(`process ${process.pid}`);
  });
});

describe('the administrator’s token', () => {
  it('comes from the settings, else from the file, else from nowhere', () => {
    const config = newConfig();
    expect(findAdminToken(config)).toBeUndefined();
    writeFileSync(join(config.dataDir, 'admin-token'), 'from-the-file\n');
    expect(findAdminToken(config)).toBe('from-the-file');
    expect(findAdminToken(newConfig({ ADMIN_TOKEN: 'from-the-settings-1234567' }))).toBe(
      'from-the-settings-1234567',
    );
  });
});
