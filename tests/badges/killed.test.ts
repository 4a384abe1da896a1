import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../badges/credentials/get-credential.ts';
import { testServerUrl } from '../support/test-store.ts';
import { openBadgeBank, partOf } from './support.ts';
import { verifyOffline } from './verify/forge.ts';

describe.skipIf(testServerUrl)('a process killed while it issues', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'killed-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  /** What the process said it had issued before it was killed. */
  async function issueUntilKilled(count: number): Promise<string[]> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'tests/support/issue-badges-child.ts', dataDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === count + 1) child.kill('SIGKILL');
    }
    await ended;
    return lines.slice(1).filter((line) => line.startsWith('credential_') && line.length > 30);
  }

  it('leaves nothing signed but unstored, and nothing stored but unsigned', async () => {
    const told = await issueUntilKilled(21);
    expect(told.length).toBeGreaterThanOrEqual(21);
    const world = await openBadgeBank({ dataDir, now: new Date() });
    try {
      for (const id of told) expect(await findCredential(world.bank, id)).toBeDefined();
      const stored = await world.bank.store.system.query<{ id: string; jws: string; jws_vc: string }>(
        'select c.id, c.jws, c.jws_vc from credentials c',
      );
      for (const { id, jws, jws_vc } of stored) {
        expect((await verifyOffline(world, jws)).status).toBe('valid');
        expect((await verifyOffline(world, jws_vc)).status).toBe('valid');
        expect(partOf(jws, 1).id.endsWith(id)).toBe(true);
      }
      const [counts] = await world.bank.store.system.query(
        `select (select count(*) from evidence e where e.kind = 'badge') as evidence,
                (select count(*) from audit a where a.action = 'issue-badge') as audited,
                (select sum(l.used)::int from status_lists l) as places,
                (select count(distinct (c.list_id, c.list_index)) from credentials c) as distinct_places`,
      );
      const n = stored.length;
      expect(counts).toEqual({ evidence: n, audited: n, places: n, distinct_places: n });
    } finally {
      await world.bank.store.close();
    }
  }, 120_000);
});
