import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../core/db/store.ts';
import { saveSources } from '../../../knowledge/sources/save-source.ts';
import { type Endpoint, startEndpoint } from '../../support/embedding-endpoint.ts';
import { projectRoot } from '../../support/project-files.ts';
import { sourceRecord } from '../../support/sources.ts';
import { testServerUrl } from '../../support/test-store.ts';

const passages = 160;
/** Sent in one request. */
const batch = 32;

describe.skipIf(testServerUrl)('kill -9 in the middle of an embedding', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bank-embed-'));
  let endpoint: Endpoint;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    endpoint = await startEndpoint();
    const store = await openStore({ dataDir }, new Date());
    const records = Array.from({ length: passages }, (_, n) => sourceRecord({ id: `s${n}` }));
    await store.system.transaction((tx) => saveSources(tx, records, { origin: 'ingest', now: new Date() }));
    await store.close();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await endpoint.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(): ChildProcess {
    const script = join(projectRoot, 'tests/support/embed-child.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, `${endpoint.url}/v1`], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  it('loses no vector that was stored, and goes on to the end', async () => {
    endpoint.does.slowMs = 150;
    const first = start();
    await once(first.stdout!, 'data');
    await once(first.stdout!, 'data');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const sentBefore = endpoint.seen.length;
    expect(sentBefore).toBeGreaterThan(2 * batch);
    expect(sentBefore).toBeLessThan(passages);

    endpoint.does.slowMs = 0;
    const second = start();
    expect(await once(second, 'exit')).toEqual([0, null]);
    // What was stored is not sent again: at most the request under way when it was killed.
    const sentAgain = endpoint.seen.length - 2 - passages;
    expect(sentAgain).toBeLessThanOrEqual(batch);

    const store = await openStore({ dataDir }, new Date());
    const counts = await store.system.query(
      `select s.state, (select count(*) from embeddings e where e.set_no = s.no and e.vector is not null) as n
         from embedding_sets s`,
    );
    await store.close();
    expect(counts).toEqual([{ state: 'active', n: passages }]);
  }, 90_000);
});
