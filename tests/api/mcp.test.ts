import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities as can } from '../../capabilities.ts';
import { type Actor, mayCall } from '../../core/actor.ts';
import type { Capability } from '../../core/capability.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank } from '../../core/context.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseIn } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { listen } from '../support/listen.ts';
import type { TestPerson } from '../support/people.ts';
import { admin, createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
let server: Awaited<ReturnType<typeof listen>>;
let staff: TestPerson;
let caseId: string;
const clients: Client[] = [];

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  staff = await createPerson(bank, { roles: ['staff'] });
  const reviewer = await createPerson(bank, { roles: ['reviewer'] });
  await putSource(bank, { id: 'guide', text: '機關使用生成式 AI 前應先評估風險。' });
  await putSource(bank, { id: 'inner', visibility: 'government', text: '稽核小組盤點青苗專案的演算法。' });
  caseId = await caseIn(
    bank,
    'published',
    { author: staff.actor, reviewer: reviewer.actor },
    {
      title: '青山市以語音辨識整理會議紀錄',
      agency: '青山市政府',
      visibility: 'public',
      sections: { background: '青山市政府的會議紀錄費時。', risks: '青山市政府發現語音辨識對方言辨識不佳。' },
    },
  );
  http = openHttp(bank);
  server = await listen(http.app);
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await server?.close();
  await bank?.store.close();
});

/** A real client, over a real port. */
async function connect(token?: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const sent = { ...headers, ...(token && { authorization: `Bearer ${token}` }) };
  const transport = new StreamableHTTPClientTransport(new URL(`${server.origin}/mcp`), {
    requestInit: { headers: sent },
  });
  await client.connect(transport as Parameters<Client['connect']>[0]);
  clients.push(client);
  return client;
}

interface Called {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: replies of every tool
  readonly structuredContent: any;
  readonly _meta?: { readonly code: string; readonly requestId: string };
}

async function call(client: Client, name: string, input: Record<string, unknown> = {}): Promise<Called> {
  return (await client.callTool({ name, arguments: input })) as unknown as Called;
}

const namesFor = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
const all = Object.values<Capability>(can);

describe('the tools', () => {
  it('are the reading capabilities the caller may call, and no others', async () => {
    const expected = (actor: Actor) =>
      all
        .filter(({ acts, allow }) => !acts && mayCall(actor, allow) && String(allow) !== 'admin')
        .map(({ name }) => name);
    const anybody = await namesFor(await connect());
    expect(anybody).toEqual(expected({ roles: [] }));
    expect(anybody).toEqual(expect.arrayContaining(['ask', 'search', 'get-case', 'recommend-path']));
    const own = await namesFor(await connect(staff.token));
    expect(own).toEqual(expected(staff.actor));
    expect(own.length).toBeGreaterThan(anybody.length);
  });

  it('never include one that acts, nor the running of the bank, whoever asks', async () => {
    const names = await namesFor(await connect(testAdminToken));
    const acting = all.filter(({ acts }) => acts).map(({ name }) => name);
    expect(names.filter((name) => acting.includes(name))).toEqual([]);
    const running = ['list-tokens', 'list-audit', 'get-ingest-job', 'list-trusted-issuers'];
    expect(running.filter((name) => !all.some((one) => one.name === name))).toEqual([]);
    expect(names.filter((name) => running.includes(name))).toEqual([]);
    expect(names).toContain('get-profile');
    expect(mayCall(admin, can.listTokens.allow)).toBe(true);
  });

  it('say what they take and give as JSON schema, in the language asked for', async () => {
    const { tools } = await (await connect(undefined, { 'accept-language': 'en' })).listTools();
    const ask = tools.find(({ name }) => name === 'ask')!;
    expect(ask).toMatchObject({
      title: can.ask.title.en,
      description: can.ask.description.en,
      inputSchema: { type: 'object', required: ['question'], properties: { question: { maxLength: 2_000 } } },
      outputSchema: { type: 'object', properties: { citations: { type: 'array' } } },
      annotations: { readOnlyHint: true },
    });
    const { tools: chinese } = await (await connect()).listTools();
    expect(chinese[0]!.title).toBe(can.ask.title['zh-TW']);
    const verify = tools.find(({ name }) => name === 'verify-badge')!;
    expect(verify.inputSchema.properties!.credential).toMatchObject({
      anyOf: [{ type: 'string' }, { type: 'object' }],
    });
  });
});

describe('a call', () => {
  it('asks, and gets what the HTTP API answers', async () => {
    const client = await connect();
    await client.listTools(); // from now on the client checks every reply against its schema
    const question = '青山市政府的語音辨識案例有什麼風險？';
    const { structuredContent: answer, content } = await call(client, 'ask', { question });
    expect(JSON.parse(content[0]!.text)).toEqual(answer);
    const { json } = await http.api('POST', '/ask', { json: { question } });
    expect(answer).toEqual({ ...json, answerId: answer.answerId, conversationId: answer.conversationId });
    expect(answer).toMatchObject({ outcome: 'answered', citations: [{ n: 1, externalId: caseId }] });
    const kept = await call(client, 'get-answer', { id: answer.answerId });
    expect(kept.structuredContent.answer).toBe(answer.answer);
  });

  it('searches, opens a case and lists without any input', async () => {
    const client = await connect();
    await client.listTools();
    const found = await call(client, 'search', { q: '生成式AI風險', limit: 5 });
    expect(found.structuredContent.results[0]).toMatchObject({ externalId: 'guide' });
    const opened = await call(client, 'get-case', { id: caseId });
    expect(opened.structuredContent).toMatchObject({ state: 'published' });
    const listed = await client.callTool({ name: 'list-clusters' });
    expect(listed.isError).toBeUndefined();
  });

  it('sees no more than its token allows', async () => {
    const hidden = { q: '青苗專案的演算法' };
    const anybody = await connect();
    const own = await connect(staff.token);
    expect(JSON.stringify(await call(anybody, 'search', hidden))).not.toContain('青苗專案');
    const found = await call(own, 'search', hidden);
    expect(found.structuredContent.results[0]).toMatchObject({ externalId: 'inner' });
    const { sourceId } = found.structuredContent.results[0];
    expect(await call(anybody, 'get-source', { id: sourceId })).toMatchObject({
      isError: true,
      _meta: { code: 'NOT_FOUND' },
    });
  });

  it('is refused with a sentence in the language of the asker', async () => {
    const wrong = await call(await connect(), 'search', { q: '', limit: 500 });
    expect(wrong).toMatchObject({ isError: true, _meta: { code: 'INVALID_INPUT' } });
    expect(wrong.content[0]!.text).toMatch(/^輸入有誤：.*q .*limit /);
    const english = await connect(undefined, { 'accept-language': 'en' });
    expect((await call(english, 'ask', {})).content[0]!.text).toMatch(/^Invalid input: question/);
    const named = await call(await connect(), 'search', { q: '', language: 'en' });
    expect(named.content[0]!.text).toMatch(/^Invalid input: q/);
    expect((await call(await connect(), 'get-profile')).content[0]!.text).toContain('登入');
  });

  it('cannot reach an acting capability or the running of the bank by name', async () => {
    const client = await connect(testAdminToken);
    const before = (await http.api('GET', '/tokens', { token: testAdminToken })).json.items.length;
    const refused = { isError: true, _meta: { code: 'NOT_FOUND' } };
    expect(await call(client, 'create-token', { name: 'n', roles: ['staff'] })).toMatchObject(refused);
    for (const { name } of all.filter(({ acts }) => acts))
      expect(await call(client, name), name).toMatchObject(refused);
    expect(await call(client, 'list-tokens')).toMatchObject(refused);
    expect(await call(client, 'constructor')).toMatchObject(refused);
    const after = (await http.api('GET', '/tokens', { token: testAdminToken })).json.items.length;
    expect(after).toBe(before);
  });
});

describe('the address /mcp', () => {
  const accept = { accept: 'application/json, text/event-stream' };
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const post = (sent: Parameters<TestHttp['send']>[2] = {}, over = http) =>
    over.send('POST', '/mcp', { json: list, ...sent, headers: { ...accept, ...sent.headers } });

  it('needs no session: any request answers for itself and is kept by no cache', async () => {
    const reply = await post();
    expect(reply).toMatchObject({ status: 200, json: { id: 1, result: { tools: expect.any(Array) } } });
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    expect(reply.headers.get('x-request-id')).toMatch(/^req_/);
    expect(reply.headers.get('mcp-session-id')).toBeNull();
  });

  it('takes POST alone, so that no stream is held open', async () => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const reply = await http.send(method, '/mcp', { headers: { accept: 'text/event-stream' } });
      expect(reply.status).toBe(405);
      expect(reply.headers.get('allow')).toBe('POST');
    }
  });

  it('refuses a token nobody has, and takes no word from a cookie', async () => {
    expect((await post({ token: 'nobody' })).status).toBe(401);
    const reply = await post({ headers: { cookie: 'bank_session=whatever' } });
    expect(reply.json.result.tools.map(({ name }: { name: string }) => name)).not.toContain('get-profile');
  });

  it('refuses pages of other sites', async () => {
    const from = (origin: string, over = http) => post({ headers: { origin } }, over);
    expect((await from('https://elsewhere.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    // A name that was made to point here after the page was loaded.
    const rebound = await post({
      headers: { origin: 'http://evil.example:8787', host: 'evil.example:8787' },
    });
    expect(rebound.status).toBe(403);
    expect((await from('http://localhost:8787')).status).toBe(200);
    const known = openHttp({ ...bank, config: loadConfig({ PUBLIC_URL: 'https://bank.example/' }) });
    expect((await from('https://bank.example', known)).status).toBe(200);
    expect((await from('http://localhost:8787', known)).status).toBe(403);
  });

  it.each([
    ['a body over the limit', 413, JSON.stringify({ ...list, params: { x: 'x'.repeat(1_000_001) } }), {}],
    ['what is no JSON', 400, '{', {}],
    ['a batch', 400, JSON.stringify([list, list]), {}],
    ['what is no JSON-RPC', 400, '{"hello":1}', {}],
    ['another content type', 415, JSON.stringify(list), { 'content-type': 'text/plain' }],
    ['a client that reads no JSON', 406, JSON.stringify(list), { accept: 'text/html' }],
  ])('refuses %s', async (_what, status, body, headers) => {
    const sent = { 'content-type': 'application/json', ...accept, ...headers };
    expect((await http.send('POST', '/mcp', { body, headers: sent })).status).toBe(status);
  });

  it('counts towards the rate limit', async () => {
    const limited = openHttp({ ...bank, config: loadConfig({ RATE_LIMIT_PER_MINUTE: '1' }) });
    expect((await post({}, limited)).status).toBe(200);
    expect((await post({}, limited)).status).toBe(429);
  });
});
