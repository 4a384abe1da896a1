import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { capabilities as can } from '../../capabilities.ts';
import type { Bank } from '../../core/context.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseIn, caseInput } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import type { TestPerson } from '../support/people.ts';
import { createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
let staff: TestPerson;
let reviewer: TestPerson;
let caseId: string;
const token = testAdminToken;

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  http = openHttp(bank);
  staff = await createPerson(bank, { roles: ['staff'] });
  reviewer = await createPerson(bank, { roles: ['reviewer'] });
  await putSource(bank, {
    id: 'guide',
    title: '生成式 AI 使用指引',
    texts: ['機關使用生成式 AI 前應先評估風險。', '敏感資料不得輸入生成式 AI。'],
  });
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
});
afterAll(() => bank?.store.close());

/** A reply is what its capability declares: nothing missing, nothing beside it. */
function expectShape(output: z.ZodType, body: unknown): void {
  expect(output.parse(body)).toEqual(body);
}

const error = (code: string) => ({
  error: { code, message: expect.any(String), requestId: expect.stringMatching(/^req_/) },
});

describe('the routes', () => {
  it('answer a question, keep the answer and take what people think of it', async () => {
    const asked = await http.api('POST', '/ask', {
      json: { question: '青山市政府的語音辨識案例有什麼風險？' },
    });
    expect(asked.status).toBe(200);
    expectShape(can.ask.output, asked.json);
    expect(asked.json).toMatchObject({ outcome: 'answered', mode: 'extractive', language: 'zh-TW' });
    expect(asked.json.citations[0]).toMatchObject({ n: 1, externalId: caseId, version: 1 });

    const kept = await http.api('GET', `/answers/${asked.json.answerId}`);
    expect(kept.status).toBe(200);
    expectShape(can.getAnswer.output, kept.json);
    expect(kept.json.answer).toBe(asked.json.answer);

    const feedback = { json: { helpful: true, comment: '有幫助' } };
    const rated = await http.api('POST', `/answers/${asked.json.answerId}/feedback`, feedback);
    expect(rated.status).toBe(200);
    expectShape(can.giveFeedback.output, rated.json);
    expect((await http.api('POST', '/answers/answer_none/feedback', feedback)).json).toMatchObject(
      error('NOT_FOUND'),
    );
  });

  it('search, and open passages and sources', async () => {
    const found = await http.api('GET', '/search?q=生成式AI風險&limit=5&kind=document&language=zh');
    expect(found.status).toBe(200);
    expectShape(can.search.output, found.json);
    const [hit] = found.json.results;
    expect(hit).toMatchObject({ externalId: 'guide', kind: 'document' });
    const passage = await http.api('GET', `/passages/${hit.passageId}`);
    expect(passage.status).toBe(200);
    expectShape(can.getPassage.output, passage.json);
    for (const id of [hit.sourceId, 'guide', 'guide?version=1']) {
      const source = await http.api('GET', `/sources/${id}`);
      expect(source.status).toBe(200);
      expectShape(can.getSource.output, source.json);
    }
  });

  it('share, change, submit, review, list and withdraw a case', async () => {
    const mine = { token: staff.token };
    const made = await http.api('POST', '/cases', { ...mine, json: caseInput({ visibility: 'public' }) });
    expect(made.status).toBe(201);
    expectShape(can.createCase.output, made.json);
    const { id } = made.json;
    const act = async (method: string, path: string, who: string, json?: unknown) =>
      http.api(method, `/cases/${id}${path}`, { token: who, json });
    expect(await act('PUT', '', staff.token, caseInput({ visibility: 'public' }))).toMatchObject({
      status: 200,
      json: { id, state: 'draft' },
    });
    expect(await act('POST', '/submit', staff.token)).toMatchObject({
      status: 200,
      json: { id, state: 'submitted' },
    });
    const waiting = await http.api('GET', '/reviews', { token: reviewer.token });
    expectShape(can.listWaiting.output, waiting.json);
    expect(waiting.json.items).toMatchObject([{ kind: 'case', id }]);
    const written = await act('GET', '', reviewer.token);
    expectShape(can.getCase.output, written.json);
    expect(await act('POST', '/reviews', reviewer.token, { decision: 'approve' })).toMatchObject({
      status: 200,
      json: { state: 'published' },
    });
    const listed = await http.api('GET', '/cases?country=TW&outcome=mixed&aiType=nlp&stage=pilot&q=語音辨識');
    expectShape(can.listCases.output, listed.json);
    expect(listed.json).toMatchObject({ total: 2, facets: { outcome: { mixed: 2 } } });
    expect(listed.json.items.map((item: { id: string }) => item.id)).toContain(id);
    const open = await http.api('GET', `/cases/${id}`);
    expectShape(can.getCase.output, open.json);
    const own = await http.api('GET', '/me/cases', mine);
    expectShape(can.listOwnCases.output, own.json);
    expect(await act('POST', '/withdraw', staff.token, {})).toMatchObject({
      status: 200,
      json: { state: 'withdrawn' },
    });
    expect(await act('POST', '/submit', staff.token)).toMatchObject({ status: 409, json: error('CONFLICT') });
  });

  it('make, list and revoke tokens, and list the audit', async () => {
    const made = await http.api('POST', '/tokens', {
      token,
      json: { name: 'x', roles: ['staff'], agency: 'moda' },
    });
    expect(made.status).toBe(201);
    expectShape(can.createToken.output, made.json);
    for (const [path, output] of [
      ['/tokens?limit=1', can.listTokens.output],
      ['/audit?limit=1', can.listAudit.output],
    ] as const) {
      const listed = await http.api('GET', path, { token });
      expect(listed.status).toBe(200);
      expectShape(output, listed.json);
      expect(listed.json.items).toHaveLength(1);
      const next = await http.api('GET', `${path}&cursor=${listed.json.nextCursor}`, { token });
      expect(next.json.items[0]).not.toEqual(listed.json.items[0]);
    }
    expect(await http.api('DELETE', `/tokens/${made.json.id}`, { token })).toMatchObject({ status: 200 });
    expect(await http.api('GET', '/me/cases', { token: made.json.token })).toMatchObject({
      status: 401,
      json: error('UNAUTHENTICATED'),
    });
  });

  it('take a file in and say what became of it', async () => {
    const form = new FormData();
    form.set('file', new File(['{"id":"f1","text":"全文"}\n'], 'a.jsonl'));
    form.set('visibility', 'public');
    const taken = await http.api('POST', '/ingest', { token, body: form });
    expect(taken.status).toBe(202);
    expectShape(can.ingestFile.output, taken.json);
    const job = await http.api('GET', `/ingest/${taken.json.jobId}`, { token });
    expect(job.status).toBe(200);
    expectShape(can.getIngestJob.output, job.json);
  });

  it('chat and show the glossary', async () => {
    const said = await http.api('POST', '/chat', { json: { text: '/bank help' } });
    expect(said).toMatchObject({ status: 200, json: { conversationId: expect.any(String) } });
    const glossary = await http.api('GET', '/glossary?q=資安');
    expect(glossary.status).toBe(200);
    expectShape(can.browseGlossary.output, glossary.json);
  });
});

describe('health', () => {
  it('is alive before it is ready, and says why it is not', async () => {
    const loading = openHttp(bank, false);
    expect(await loading.get('/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await loading.get('/readyz')).toMatchObject({
      status: 503,
      json: { status: 'not ready', reason: 'content is being loaded' },
    });
    expect(await http.get('/readyz')).toMatchObject({ status: 200, json: { status: 'ready' } });
    const version = await http.get('/version');
    expect(version.json).toEqual({
      version: bank.config.version,
      commit: bank.config.commit,
      engine: bank.store.engine,
    });
  });

  it('needs no database and minds no bad token', async () => {
    const broken: Bank = {
      ...bank,
      store: {
        ...bank.store,
        system: {
          query: () => Promise.reject(new Error('down')),
          transaction: () => Promise.reject(new Error('down')),
          batch: () => Promise.reject(new Error('down')),
        },
      },
    };
    const reply = await openHttp(broken).get('/healthz', {
      token: 'nonsense',
      headers: { cookie: 'bank_session=x' },
    });
    expect(reply.status).toBe(200);
  });
});

describe('every reply', () => {
  const paths = [
    '/healthz',
    '/api/v1/cases',
    '/api/v1/nope',
    '/nope',
    '/',
    '/openapi.json',
    '/api/v1/tokens',
  ];

  it.each(paths)('of %s carries an id of its own and the headers that keep a browser safe', async (path) => {
    const [one, two] = [await http.get(path), await http.get(path)];
    expect(one.headers.get('x-request-id')).toMatch(/^req_/);
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
    const policy = one.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(one.headers.get('x-content-type-options')).toBe('nosniff');
    expect(one.headers.get('x-frame-options')).toBe('DENY');
    expect(one.headers.get('referrer-policy')).toBe('no-referrer');
    expect(one.headers.get('access-control-allow-origin')).toBeNull();
    expect(one.headers.get('x-powered-by')).toBeNull();
  });

  it('of the API is kept by no cache', async () => {
    for (const path of ['/cases', '/nope', '/tokens'])
      expect((await http.api('GET', path)).headers.get('cache-control')).toBe('private, no-store');
  });

  it('to a browser elsewhere is silence: no preflight is granted', async () => {
    const preflight = await http.api('OPTIONS', '/ask', {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(404);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('to HEAD is that to GET without a body', async () => {
    const head = await http.api('HEAD', '/cases');
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect((await http.api('HEAD', '/nope')).status).toBe(404);
  });

  it('to a method a route does not have is a clear 404', async () => {
    for (const [method, path] of [
      ['DELETE', '/cases'],
      ['PATCH', '/cases/x'],
      ['GET', '/ask'],
      ['PUT', '/tokens'],
    ] as const)
      expect(await http.api(method, path)).toMatchObject({ status: 404, json: error('NOT_FOUND') });
  });
});

describe('who asks', () => {
  const protectedRoutes = [
    ['POST', '/cases'],
    ['PUT', '/cases/x'],
    ['POST', '/cases/x/submit'],
    ['POST', '/cases/x/reviews'],
    ['POST', '/cases/x/withdraw'],
    ['GET', '/me/cases'],
    ['GET', '/reviews'],
    ['GET', '/tokens'],
    ['POST', '/tokens'],
    ['DELETE', '/tokens/x'],
    ['GET', '/audit'],
    ['POST', '/ingest'],
    ['GET', '/ingest/x'],
  ] as const;

  it.each(protectedRoutes)('%s %s wants a token, before it looks at the body', async (method, path) => {
    const reply = await http.api(
      method,
      path,
      method === 'GET' || method === 'DELETE'
        ? {}
        : { body: '{broken', headers: { 'content-type': 'application/json' } },
    );
    expect(reply).toMatchObject({ status: 401, json: error('UNAUTHENTICATED') });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(protectedRoutes.filter(([, path]) => /tokens|audit|ingest|reviews/.test(path)))(
    '%s %s refuses staff',
    async (method, path) => {
      const reply = await http.api(method, path, {
        token: staff.token,
        ...(method === 'POST' && { json: {} }),
      });
      expect(reply).toMatchObject({ status: 403, json: error('FORBIDDEN') });
    },
  );

  it('is refused with a token nobody has, even where none is needed', async () => {
    for (const authorization of [
      'Bearer nonsense',
      'Bearer',
      'Basic YTpi',
      '',
      `Bearer ${'x'.repeat(501)}`,
      `Bearer ${token} x`,
    ])
      expect(await http.api('GET', '/cases', { headers: { authorization } })).toMatchObject({ status: 401 });
    expect((await http.api('GET', '/cases', { headers: { cookie: 'bank_session=nonsense' } })).status).toBe(
      200,
    );
  });

  it('may not review, being the administrator', async () => {
    expect(
      await http.api('POST', '/cases/x/reviews', { token, json: { decision: 'approve' } }),
    ).toMatchObject({ status: 403 });
  });
});

describe('the language of a refusal', () => {
  const refused = async (headers: Record<string, string>, query = '') =>
    (await http.api('GET', `/sources/none${query}`, { headers })).json.error.message as string;
  const isEnglish = (text: string) => /^[\x20-\x7e]+$/.test(text);

  it.each([
    [{}, '', false],
    [{ 'accept-language': '*' }, '', false],
    [{ 'accept-language': 'en' }, '', true],
    [{ 'accept-language': 'fr, en-GB;q=0.8, zh-TW;q=0.9' }, '', false],
    [{ 'accept-language': 'zh;q=0.1, en;q=0.7' }, '', true],
    [{ 'accept-language': 'en;q=0, zh-Hant' }, '', false],
    [{ 'accept-language': 'zh-TW' }, '?lang=en', true],
    [{ 'accept-language': 'en', cookie: 'bank_language=zh-TW' }, '', false],
    [{ cookie: 'bank_language=en' }, '', true],
    [{ cookie: 'bank_language=en' }, '?lang=zh-CN', false],
    [{ cookie: 'bank_language=klingon' }, '?lang=xx', false],
  ] as [Record<string, string>, string, boolean][])(
    'given %j and "%s" is English: %s',
    async (headers, query, english) => {
      expect(isEnglish(await refused(headers, query))).toBe(english);
    },
  );

  it("is the question's when no other is given", async () => {
    const refusal = async (json: unknown, headers = {}) =>
      (await http.api('POST', '/ask', { json, headers })).json.error.message as string;
    const bad = { conversationId: 7 };
    expect(isEnglish(await refusal({ question: 'What went wrong with Robodebt?', ...bad }))).toBe(true);
    expect(isEnglish(await refusal({ question: 'Robodebt 出了什麼問題？', ...bad }))).toBe(false);
    expect(isEnglish(await refusal({ question: '問題', language: 'en', ...bad }))).toBe(true);
    expect(isEnglish(await refusal({ question: 'What?', ...bad }, { 'accept-language': 'zh-TW' }))).toBe(
      false,
    );
  });
});

describe('bodies', () => {
  const post = (
    path: string,
    body: NonNullable<RequestInit['body']>,
    type = 'application/json',
    who?: string,
  ) => http.api('POST', path, { body, headers: { 'content-type': type }, token: who });

  it('over the limit are refused with 413, unread', async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const request = new Request('http://bank/api/v1/ask', {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit);
    const reply = await http.app.request(request);
    expect(reply.status).toBe(413);
    expect(given).toBeLessThan(3_000_000);
    expect(await reply.json()).toMatchObject(error('TOO_LARGE'));
  });

  it('that break off are the fault of the caller', async () => {
    const cut = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('aborted')),
    });
    const init = { method: 'POST', body: cut, duplex: 'half' } as RequestInit;
    expect((await http.app.request(new Request('http://bank/api/v1/ask', init))).status).toBe(400);
  });

  it('of another type get 415', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
    ])
      expect(await post('/ask', '{"question":"問題"}', type)).toMatchObject({
        status: 415,
        json: error('UNSUPPORTED'),
      });
    expect(
      (await post('/ask', '{"question":"什麼是開放徽章？"}', 'application/json; charset=utf-8')).status,
    ).toBe(200);
  });

  it.each([
    '{',
    '[]',
    '"x"',
    'null',
    '7',
    '\ufeff{',
    '{"question":"a"}{}',
    "{'question':'a'}",
    '[['.repeat(100_000),
  ])('that are no JSON object get 400: %.20s', async (body) => {
    expect(await post('/ask', body)).toMatchObject({ status: 400, json: error('INVALID_INPUT') });
  });

  it('that are not UTF-8 get 400', async () => {
    expect(
      await post('/ask', new Uint8Array([0x7b, 0x22, 0xa4, 0xa4, 0x22, 0x3a, 0x31, 0x7d])),
    ).toMatchObject({ status: 400 });
  });

  it('of ingest are a form with a file, or an address', async () => {
    const form = (fields: Record<string, string | File>) => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      return http.api('POST', '/ingest', { token, body: data });
    };
    const file = new File(['{}'], 'a.jsonl');
    expect(await form({})).toMatchObject({ status: 400 });
    expect(await form({ file: 'not a file' })).toMatchObject({ status: 400 });
    expect(await form({ file, visibility: 'everybody' })).toMatchObject({ status: 400 });
    expect(await form({ file, mapping: '{' })).toMatchObject({ status: 400 });
    expect(await form({ file: new File(['x'], 'a.exe') })).toMatchObject({ status: 400 });
    expect(await post('/ingest', 'garbage', 'multipart/form-data; boundary=x', token)).toMatchObject({
      status: 400,
    });
    expect(await post('/ingest', 'garbage', 'multipart/form-data', token)).toMatchObject({ status: 400 });
    for (const url of [
      'file:///etc/passwd',
      'http://169.254.169.254/x.jsonl',
      'http://localhost/x.jsonl',
      'nonsense',
      '',
    ])
      expect([400, 403]).toContain((await http.api('POST', '/ingest', { token, json: { url } })).status);
  });
});

describe('Idempotency-Key', () => {
  const make = (key: string, name = 'robot', who = token) =>
    http.api('POST', '/tokens', {
      token: who,
      json: { name, roles: ['staff'] },
      headers: { 'idempotency-key': key },
    });

  it('gives the first reply again and acts once', async () => {
    const [first, again] = [await make('k1'), await make('k1')];
    expect(first.status).toBe(201);
    expect({ status: again.status, json: again.json }).toEqual({ status: 201, json: first.json });
  });

  it('keeps no readable copy of a reply that holds a token', async () => {
    const { json } = await make('k2');
    const rows = await bank.store.system.query<{ all: string }>(
      'select string_agg(i::text, $1) as all from idempotency i',
      [''],
    );
    expect(rows[0]!.all).not.toContain(json.token);
  });

  it('with another body, or on another route, conflicts', async () => {
    await make('k3');
    expect(await make('k3', 'other')).toMatchObject({ status: 409, json: error('CONFLICT') });
  });

  it("is the caller's own", async () => {
    const second = await createPerson(bank, { roles: ['admin'] });
    const [mine, theirs] = [await make('k4'), await make('k4', 'robot', second.token)];
    expect(theirs.status).toBe(201);
    expect(theirs.json.id).not.toBe(mine.json.id);
  });

  it('of a refused request is free again', async () => {
    expect((await make('k5', '')).status).toBe(400);
    expect((await make('k5', 'now named')).status).toBe(201);
  });

  it('sent twice at once acts once', async () => {
    const replies = await Promise.all([make('k6'), make('k6'), make('k6')]);
    const made = replies.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ json }) => json.id)).size).toBe(1);
    expect(replies.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it('must be visible characters', async () => {
    for (const key of ['', ' ', 'x'.repeat(201), 'é']) expect((await make(key)).status).toBe(400);
  });
});
