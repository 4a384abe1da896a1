import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../support/project-files.ts';
import {
  newProcessStore,
  type ProcessStore,
  processAdminToken,
  type ServerProcess,
  seededProcessStore,
  startServerProcess,
} from '../support/server-process.ts';
import { testServerUrl } from '../support/test-store.ts';

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const folder = mkdtempSync(join(tmpdir(), 'bank-tools-'));
let store: ProcessStore;

/** Runs one of the tools as `npm run` does; `onError` may interrupt it by what it says. */
function run(
  script: string,
  args: string[],
  { on = store, onStart }: { on?: ProcessStore; onStart?: (pid: number) => void } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, ...on.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
    if (onStart && said.err.includes('60/')) onStart(child.pid!);
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, ...said })));
}

const ask = (...args: string[]) => run('bot/cli.ts', args);
const ingest = (...args: string[]) => run('ingest/cli.ts', args);
const migrate = (on?: ProcessStore) => run('core/db/migrate-cli.ts', [], { on });
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the command line', () => {
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    store = await seededProcessStore(join(folder, 'data'));
    cpSync(join(projectRoot, 'tests/fixtures/ingest/folder'), join(folder, 'inbox'), { recursive: true });
  }, 300_000);
  afterAll(async () => {
    await server?.kill();
    await store?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('migrates and says what it did, then that there is nothing to do', async () => {
    const empty = await newProcessStore(join(folder, 'empty'));
    const first = await migrate(empty);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('0001-foundation.sql');
    expect((await migrate(empty)).out).toContain('nothing to do');
    await empty.drop();
  }, 120_000);

  it('says how each tool is used', async () => {
    expect(await ask()).toMatchObject({ code: 1, err: expect.stringContaining('npm run ask') });
    expect(await ask('問題', '--lang', 'fr')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--lang'),
    });
    expect(await ingest()).toMatchObject({ code: 1, err: expect.stringContaining('npm run ingest') });
  }, 120_000);

  describe('beside a running server', () => {
    beforeAll(async () => {
      server = await startServerProcess(store);
    }, 120_000);

    it('takes in a folder through it, and the same folder again without a change', async () => {
      const first = await ingest(join(folder, 'inbox'));
      expect(first.code).toBe(0);
      if (!store.databaseUrl) expect(first.err).toContain(server!.url);
      expect(first.out).toContain('sub/table.csv: 新增 added 1');
      const again = await ingest(join(folder, 'inbox'), '--json');
      expect(again.code).toBe(0);
      const outcomes: { unchanged: number; added: number }[] = JSON.parse(again.out);
      expect(outcomes.map(({ added }) => added)).toEqual([0, 0, 0, 0]);
      expect(outcomes.map(({ unchanged }) => unchanged)).toEqual([2, 1, 1, 1]);
    }, 120_000);

    it('says by line what failed, takes in the rest and exits with 2', async () => {
      const file = write(
        'mixed.jsonl',
        '{"id":"mixed-1","text":"甲。"}\n{"id":\n{"id":"mixed-2","text":"乙。"}\n',
      );
      const ran = await ingest(file);
      expect(ran.code).toBe(2);
      expect(ran.out).toMatch(/mixed\.jsonl: 新增 added 2.*有誤 errors 1\n\s+略過 skipped mixed\.jsonl:2: /);
    }, 120_000);

    it('exits with 1 for what cannot be taken in at all', async () => {
      const bad = write('bad.pdf', 'a,b\n1,2\n');
      expect(await ingest(bad)).toMatchObject({
        code: 1,
        out: expect.stringContaining('not what its name says'),
      });
      expect(await ingest(join(folder, 'none.md'))).toMatchObject({
        code: 1,
        err: expect.stringContaining('none.md'),
      });
      expect(await ingest(bad, '--visibility', 'all')).toMatchObject({
        code: 1,
        err: expect.stringContaining('all'),
      });
      expect(await ingest('http://127.0.0.1:9/a.jsonl')).toMatchObject({
        code: 1,
        out: expect.stringContaining('FETCH_ALLOW'),
      });
    }, 120_000);

    it('asks it, with citations or as JSON, in the language wanted', async () => {
      const told = await ask('聊天機器人有哪些失敗的例子？');
      expect(told).toMatchObject({ code: 0 });
      expect(told.out).toMatch(/\[1\][\s\S]*出處\n\[1\] /);
      const json = await ask('聊天機器人有哪些失敗的例子？', '--json', '--lang', 'en');
      expect(JSON.parse(json.out)).toMatchObject({ outcome: 'answered', language: 'en' });
    }, 120_000);

    it('asks as the administrator of the folder, or as anybody with --public', async () => {
      const question = '聊天機器人有哪些失敗的例子？';
      const goesOn = async (conversationId: string, token?: string) => {
        const response = await fetch(`${server!.url}/api/v1/ask`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify({ question, conversationId }),
        });
        const reply = z.object({ conversationId: z.string() }).parse(await response.json());
        return reply.conversationId === conversationId;
      };
      const own = JSON.parse((await ask(question, '--json')).out).conversationId;
      expect([await goesOn(own, processAdminToken), await goesOn(own)]).toEqual([true, false]);
      const anybodys = JSON.parse((await ask(question, '--json', '--public')).out).conversationId;
      expect([await goesOn(anybodys, processAdminToken), await goesOn(anybodys)]).toEqual([false, true]);
    }, 120_000);

    it('passes on what it says is wrong', async () => {
      expect(await ask('？！')).toMatchObject({ code: 1, err: expect.stringMatching(/輸入有誤/) });
      expect(await ask('問題', '--url', server!.url, '--token', 'wrong')).toMatchObject({ code: 1 });
    }, 120_000);

    it.skipIf(testServerUrl)(
      'does not migrate a folder a server has open',
      async () => {
        expect(await migrate()).toMatchObject({ code: 1, err: expect.stringContaining('in use') });
      },
      60_000,
    );
  });

  describe('without a server', () => {
    beforeAll(async () => {
      expect(await server?.stop()).toBe(0);
    }, 120_000);

    it('asks the store itself', async () => {
      const told = await ask('聊天機器人有哪些失敗的例子？', '--json');
      expect(JSON.parse(told.out)).toMatchObject({ outcome: 'answered', language: 'zh-TW' });
    }, 120_000);

    it('takes in files itself, stops at Ctrl-C between two records and goes on when repeated', async () => {
      const lines = Array.from({ length: 400 }, (_, n) =>
        JSON.stringify({ id: `long-${n}`, text: `第${n}則紀錄。` }),
      );
      const file = write('long.jsonl', lines.join('\n'));
      let sent = false;
      const first = await run('ingest/cli.ts', [file], {
        onStart: (pid) => {
          if (!sent) process.kill(pid, 'SIGINT');
          sent = true;
        },
      });
      const again = JSON.parse((await ingest(file, '--json')).out)[0];
      expect(again.added + again.unchanged).toBe(400);
      expect(first.code === 130 ? again.unchanged : 1).toBeGreaterThan(0);
    }, 120_000);

    it('leaves the folder free', () => {
      expect(() => readFileSync(join(store.dataDir, 'bank.lock'))).toThrow('ENOENT');
    });
  });
});
