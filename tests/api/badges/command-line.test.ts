import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBakedImage } from '../../../badges/image/badge-image.ts';
import { type FolderLock, lockFolder } from '../../../core/db/folder-lock.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank } from '../../badges/support.ts';
import { projectRoot } from '../../support/project-files.ts';
import { openSite, type Site } from '../pages/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'badge-cli-'));
const dataDir = join(folder, 'data');
let world: BadgeBank;
let site: Site;
let lock: FolderLock;
let issued: { id: string; url: string; credential: string };
beforeAll(async () => {
  world = await openBadgeBank();
  site = await openSite(world.bank);
  lock = lockFolder(dataDir);
  lock.announce(site.origin);
  issued = await issue(world, await approveBadge(world));
});
afterAll(async () => {
  lock?.release();
  await site?.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

function run(args: string[], home = dataDir): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'badges/cli.ts', ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, DATA_DIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, out, err })));
}

describe('npm run badge -- verify', () => {
  it('ends with 0 for a valid badge: text, image, address, and for its holder', async () => {
    const { bytes } = await getBakedImage(world.bank, issued.id, 'png');
    for (const held of [put('badge.jwt', issued.credential), put('badge.png', bytes), issued.url]) {
      const { code, out, err } = await run(['verify', held, '--email', 'holder@gov.example']);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^這張徽章有效[\s\S]*✓ 簽章[\s\S]*✓ 持有人/);
    }
  }, 60_000);

  it('ends with 1 for one that is not: changed, somebody else’s, or no badge at all', async () => {
    const changed = `${issued.credential.slice(0, -8)}AAAAAAAA`;
    const cases: [string[], RegExp][] = [
      [[put('changed.jwt', changed)], /✗ 簽章.*\[signature_invalid\]/],
      [[put('badge.jwt', issued.credential), '--email', 'other@gov.example'], /recipient_mismatch/],
      [[put('notes.txt', '只是筆記')], /unsupported_format/],
    ];
    for (const [args, expected] of cases) {
      const { code, out } = await run(['verify', ...args]);
      expect(code).toBe(1);
      expect(out).toMatch(expected);
    }
  }, 60_000);

  it('prints the whole report as JSON, in the language asked for', async () => {
    const { out } = await run(['verify', put('badge.jwt', issued.credential), '--json', '--lang', 'en']);
    expect(JSON.parse(out)).toMatchObject({
      valid: true,
      status: 'valid',
      summary: expect.stringContaining('valid'),
    });
  }, 60_000);

  it.each([
    [[]],
    [['verify', 'no-such-file.jwt']],
    [['verify', 'x', '--lang', 'fr']],
    [['verify', 'x', '--nonsense']],
  ])(
    'ends with 2 for %j and says how it is used',
    async (args: string[]) => {
      const { code, out, err } = await run(args);
      expect([code, out]).toEqual([2, '']);
      expect(err.length).toBeGreaterThan(10);
    },
    60_000,
  );

  it('works without a server, and calls a badge of somebody unknown unverifiable', async () => {
    const { code, out } = await run(
      ['verify', put('badge.jwt', issued.credential), '--json'],
      join(folder, 'other'),
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ valid: false, status: 'unverifiable' });
  }, 120_000);
});
