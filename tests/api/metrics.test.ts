import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../api/app.ts';
import { openBank } from '../../bank.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank } from '../../core/context.ts';
import { timed } from '../../core/db/timed.ts';
import { createMetrics } from '../../core/metrics.ts';
import { runJob } from '../../ingest/run-job.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { listen } from '../support/listen.ts';
import { createPerson } from '../support/people.ts';
import { putSource, sourceRecord } from '../support/sources.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  await putSource(bank, { id: 'guide', text: '機關使用生成式 AI 前應先評估風險。' });
  http = openHttp(bank);
  server = await listen(http.app);
});
afterAll(async () => {
  await server?.close();
  await bank?.store.close();
});

const scrape = () => http.get('/metrics', { token: testAdminToken });
/** The value of one series, or undefined where nothing was counted. */
async function countOf(series: string): Promise<number | undefined> {
  const line = (await scrape()).text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('what is counted', () => {
  it('is Prometheus text, kept by no cache', async () => {
    const reply = await scrape();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    const odd = reply.text
      .split('\n')
      .filter((line) => !/^(#.*|[a-z_]+(\{[a-zA-Z0-9_]+="[^\n]*"\})? (NaN|[+-]Inf|[-0-9.e+]+)|)$/.test(line));
    expect(odd).toEqual([]);
  });

  it('requests: by the pattern of the route and the status, never by the address', async () => {
    for (const id of ['one', 'two']) await http.api('GET', `/cases/${id}-secret-id`);
    await http.get('/no/such/place-secret-id');
    const { text } = await scrape();
    expect(text).toContain('bank_http_requests_total{method="GET",route="/api/v1/cases/:id",status="404"} 2');
    expect(text).toContain('bank_http_request_seconds_count{route="/api/v1/cases/:id"} 2');
    expect(text).not.toContain('secret-id');
  });

  it('answers by outcome and mode on every surface, without a word of the question', async () => {
    await http.api('POST', '/ask', { json: { question: '生成式 AI 的風險評估？' } });
    await http.api('POST', '/ask', {
      json: { question: '明天的天氣如何？' },
      headers: { accept: 'text/event-stream' },
    });
    await http.api('POST', '/chat', { json: { text: '明天的天氣如何？' } });
    const { text } = await scrape();
    const counts = [...text.matchAll(/^bank_answers_total\{outcome="(\w+)",mode="extractive"\} (\d+)$/gm)];
    expect(counts.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(3);
    expect(await countOf('bank_answers_total{outcome="out_of_scope",mode="extractive"}')).toBe(2);
    expect(await countOf('bank_answer_seconds_count{mode="extractive"}')).toBe(3);
    expect(text).not.toMatch(/天氣|風險/);
  });

  it('verifications by status and tool calls by outcome', async () => {
    await http.api('POST', '/credentials/verify', { json: { credential: 'not a badge' } });
    expect(await countOf('bank_verifications_total{status="invalid"}')).toBe(1);
    const call = (name: string) =>
      http.send('POST', '/mcp', {
        headers: { accept: 'application/json, text/event-stream' },
        json: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } },
      });
    await call('list-clusters');
    await call('search');
    await call('made-up-by-the-caller');
    expect(await countOf('bank_mcp_calls_total{tool="list-clusters",outcome="ok"}')).toBe(1);
    expect(await countOf('bank_mcp_calls_total{tool="search",outcome="INVALID_INPUT"}')).toBe(1);
    expect(await countOf('bank_mcp_calls_total{tool="unknown",outcome="NOT_FOUND"}')).toBe(1);
    expect((await scrape()).text).not.toContain('made-up');
  });

  it('ingest jobs and what came of their records', async () => {
    const record = { line: 1, read: () => ({ source: sourceRecord({ id: 'new' }) }) };
    const broken = {
      line: 2,
      read: () => {
        throw new Error('unreadable');
      },
    };
    const { signal } = new AbortController();
    await runJob(bank, 'job_a', async () => [record, broken], signal);
    await runJob(bank, 'job_b', () => Promise.reject(new Error('no such file')), signal);
    expect(await countOf('bank_ingest_jobs_total{state="done"}')).toBe(1);
    expect(await countOf('bank_ingest_jobs_total{state="failed"}')).toBe(1);
    expect(await countOf('bank_ingest_records_total{effect="added"}')).toBe(1);
    expect(await countOf('bank_ingest_records_total{effect="failed"}')).toBe(1);
    expect(await countOf('bank_ingest_jobs_running')).toBe(0);
  });

  it('the wait for the database and how long it was kept, background work apart', async () => {
    const metrics = createMetrics();
    const session = { query: async () => [], trip: async () => [], exec: async () => undefined };
    const driver = timed(
      { engine: 'pglite', hold: (fn) => fn(session), close: async () => undefined },
      metrics,
    );
    await driver.hold(async () => undefined);
    await driver.hold(async () => undefined, { patient: true });
    await expect(driver.hold(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    const text = await metrics.registry.metrics();
    for (const what of ['wait', 'hold']) {
      expect(text).toContain(`bank_database_${what}_seconds_count{work="foreground"} 2`);
      expect(text).toContain(`bank_database_${what}_seconds_count{work="background"} 1`);
    }
  });
});

describe('a bank as the server opens it', () => {
  it('tells of its process and of its database', { timeout: 60_000 }, async () => {
    const opened = await openBank(loadConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'metrics-')) }));
    const text = await opened.metrics.registry.metrics();
    await opened.store.close();
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^bank_database_wait_seconds_count\{work="foreground"\} [1-9]/m);
  });
});

describe('who may read it', () => {
  const at = (headers: Record<string, string> = {}) => fetch(`${server.origin}/metrics`, { headers });

  it('is the administrator, or anybody on this machine', async () => {
    const { token } = await createPerson(bank, { roles: ['reviewer'] });
    expect((await http.get('/metrics')).status).toBe(401);
    expect((await http.get('/metrics', { token })).status).toBe(403);
    expect((await scrape()).status).toBe(200);
    expect((await at()).status).toBe(200);
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])(
    'is not who comes through a proxy on this machine (%s), trusted or not',
    async (name) => {
      expect((await at({ [name]: '127.0.0.1' })).status).toBe(401);
      expect((await at({ [name]: '127.0.0.1', authorization: `Bearer ${testAdminToken}` })).status).toBe(200);
      const app = createApi({ ...bank, config: loadConfig({ TRUST_PROXY: 'true' }) }, async () => ({
        ready: true,
      }));
      const trusting = await listen(app);
      const reply = await fetch(`${trusting.origin}/metrics`, { headers: { [name]: '127.0.0.1' } });
      expect(reply.status).toBe(401);
      expect((await fetch(`${trusting.origin}/metrics`)).status).toBe(200);
      await trusting.close();
    },
  );
});
