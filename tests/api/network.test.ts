import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseInput } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { listen } from '../support/listen.ts';
import { createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  http = openHttp(bank);
  server = await listen(http.app);
});
afterAll(async () => {
  await server?.close();
  await bank?.store.close();
});

/** What comes back for bytes sent as they are. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    let got = '';
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (data) => {
      got += data;
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
}

describe('on a port', () => {
  it('a body over the limit gets its 413 and the server goes on', async () => {
    const reply = await fetch(`${server.origin}/api/v1/ask`, {
      method: 'POST',
      body: JSON.stringify({ question: 'x'.repeat(3_000_000) }),
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(413);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  it.each([
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['an unknown method', 'PROPFIND /api/v1/cases HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a broken path', 'GET /%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    [
      'a broken path of the API',
      'GET /api/v1/cases/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an odd host', 'GET /healthz2 HTTP/1.1\r\nHost: a b"><script>\r\nConnection: close\r\n\r\n'],
    ['an absolute address', 'GET http://elsewhere/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['nonsense', 'hello\r\n\r\n'],
    [
      'a body shorter than said',
      'POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{'.concat(
        '}',
      ),
    ],
  ])('%s gets a 4xx', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });
});

describe('two hundred requests at once', () => {
  it('get no 5xx and what each asked for', { timeout: 120_000 }, async () => {
    for (let n = 0; n < 20; n++)
      await putSource(bank, { id: `doc-${n}`, text: `第 ${n} 份文件：風險評估與資料治理。` });
    const { token } = await createPerson(bank, { roles: ['staff'] });
    const kinds: (() => Promise<{ status: number }>)[] = [
      () => http.api('POST', '/ask', { json: { question: '風險評估是什麼？' } }),
      () => http.api('GET', '/search?q=風險評估'),
      () => http.api('GET', '/cases?limit=5'),
      () => http.api('GET', '/sources/doc-3', { token }),
      () => http.api('POST', '/cases', { token, json: caseInput() }),
      () => http.api('POST', '/tokens', { token: testAdminToken, json: { name: 'n', roles: ['staff'] } }),
      () => http.api('GET', '/audit', { token: testAdminToken }),
      () => http.get('/readyz'),
      () => http.api('GET', '/sources/none'),
      () => http.api('POST', '/chat', { json: { text: '/bank help' } }),
    ];
    const replies = await Promise.all(Array.from({ length: 200 }, (_, n) => kinds[n % kinds.length]!()));
    const statuses = kinds.map((_, kind) => [
      ...new Set(replies.filter((_reply, n) => n % kinds.length === kind).map(({ status }) => status)),
    ]);
    expect(statuses).toEqual([[200], [200], [200], [200], [201], [201], [200], [200], [404], [200]]);
    const audit = await http.api('GET', '/audit?limit=100', { token: testAdminToken });
    expect(audit.json.items.every(({ intact }: { intact: boolean }) => intact)).toBe(true);
  });
});
