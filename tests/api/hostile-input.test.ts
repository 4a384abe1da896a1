import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import type { Bank } from '../../core/context.ts';
import { readContent } from '../../ingest/read-content.ts';
import { loadFramework } from '../../knowledge/framework/load-framework.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseIn, caseInput } from '../support/cases.ts';
import type { Reply, TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';
import { badgeInputs, badgeTargets, prepareBadges } from './badges/hostile-inputs.ts';
import { caseInputs } from './case-inputs.ts';
import { courseInputs, prepareCourses } from './course-inputs.ts';
import { gapInputs, prepareGaps } from './gap-inputs.ts';
import { ingestInputs } from './ingest-inputs.ts';
import { learnerInputs, prepareLearners } from './learner-inputs.ts';
import { pathInputs } from './path-inputs.ts';
import { prepareProgramme, programmeInputs } from './programme-inputs.ts';

type Input = Record<string, unknown>;

let bank: Bank;
let http: TestHttp;
const tokens: Record<string, string> = { admin: testAdminToken };
const ids: Record<string, string> = {};

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  const { framework } = await readContent();
  await bank.store.system.transaction((tx) => loadFramework(tx, framework, bank.now()));
  await putSource(bank, { id: 'doc', text: '開放徽章是數位證書。' });
  const author = await createPerson(bank, { roles: ['staff'] });
  const reviewer = await createPerson(bank, { roles: ['reviewer', 'pilot_leader'] });
  Object.assign(tokens, { staff: author.token, reviewer: reviewer.token });
  for (const state of ['draft', 'submitted', 'published'] as const)
    ids[state] = await caseIn(bank, state, { author: author.actor, reviewer: reviewer.actor });
  await prepareBadges(bank, tokens, ids);
  await prepareLearners(bank, tokens);
  http = openHttp(bank);
  await prepareCourses(http, tokens, ids);
  await prepareGaps(bank, http, tokens, ids);
  await prepareProgramme(bank, http, tokens, ids);
  const asked = await http.api('POST', '/ask', { json: { question: '什麼是開放徽章？' } });
  ids.answer = asked.json.answerId;
});
afterAll(() => bank?.store.close());

const fullCase = () =>
  caseInput({
    country: 'TW',
    started: '2024-05',
    ended: '2025',
    metrics: [{ name: '節省時數', value: 3, unit: '小時', source_index: 1, basis: 'measured' }],
    sources: [{ url: 'https://example.org/a', title: '報告', publisher: '某機關', year: 2024 }],
    competencies: ['風險管理'],
    visibility: 'government',
    credit: 'anonymous',
  });

/** For each capability: who calls it here, and an input it takes. */
const good: Record<string, { as?: string; input: () => Input }> = {
  ask: {
    input: () => ({ question: '什麼是開放徽章？', language: 'zh-TW', conversationId: 'conversation_x' }),
  },
  chat: { input: () => ({ text: '/case find 徽章', conversationId: 'conversation_x' }) },
  'get-answer': { input: () => ({ id: ids.answer }) },
  'give-feedback': { input: () => ({ id: ids.answer, helpful: true, comment: '好' }) },
  search: { input: () => ({ q: '徽章', limit: 5, kind: 'document', language: 'zh-TW' }) },
  'get-passage': { input: () => ({ id: 'passage_x' }) },
  'get-source': { input: () => ({ id: 'doc', version: 1 }) },
  'list-cases': {
    input: () => ({
      country: 'TW',
      outcome: 'mixed',
      aiType: 'nlp',
      stage: 'pilot',
      competency: '風險管理',
      q: '語音',
      limit: 5,
      cursor: 'x',
    }),
  },
  'get-case': { as: 'staff', input: () => ({ id: ids.draft }) },
  'create-case': { as: 'staff', input: fullCase },
  'update-case': { as: 'staff', input: () => ({ id: ids.draft, ...fullCase() }) },
  'submit-case': { as: 'staff', input: () => ({ id: ids.submitted }) },
  'review-case': { as: 'reviewer', input: () => ({ id: ids.draft, decision: 'return', comment: '請補' }) },
  'withdraw-case': { as: 'staff', input: () => ({ id: 'case_none', reason: '誤' }) },
  'list-own-cases': { as: 'staff', input: () => ({ limit: 3, cursor: 'case_x' }) },
  'list-reviews': { as: 'reviewer', input: () => ({ limit: 3, cursor: 'case_x' }) },
  'browse-glossary': { input: () => ({ q: '資安', domain: 'ai' }) },
  'list-competencies': {
    input: () => ({ level: 'basic', type: '技術', cluster: 'hw', limit: 5, cursor: '1' }),
  },
  'list-clusters': { input: () => ({ limit: 5, cursor: '1' }) },
  'list-tasks': { input: () => ({ cluster: 'hw', limit: 5, cursor: '1' }) },
  'list-importance': {
    input: () => ({
      level: 'mid',
      cluster: 'pm',
      government: 'central',
      competency: '服務驗收',
      limit: 5,
      cursor: '1',
    }),
  },
  'list-framework-tables': { input: () => ({}) },
  'get-framework-table': { input: () => ({ id: 'population' }) },
  'get-ingest-job': { as: 'admin', input: () => ({ jobId: 'job_x' }) },
  'list-tokens': { as: 'admin', input: () => ({ limit: 3, cursor: 'token_x' }) },
  'create-token': {
    as: 'admin',
    input: () => ({
      name: 'n',
      roles: ['staff'],
      person: 'p',
      agency: 'a',
      expiresAt: '2999-01-01T00:00:00Z',
    }),
  },
  'revoke-token': { as: 'admin', input: () => ({ id: 'token_x' }) },
  'list-audit': { as: 'admin', input: () => ({ limit: 3, cursor: '5' }) },
  ...badgeInputs(ids),
  ...caseInputs(ids, fullCase),
  ...courseInputs(ids),
  ...learnerInputs,
  ...gapInputs(ids),
  ...ingestInputs,
  ...pathInputs,
  ...programmeInputs(ids),
  'ingest-address': {
    as: 'admin',
    input: () => ({ url: 'https://nowhere.example/a.jsonl', visibility: 'public' }),
  },
};

const targets = [
  ...routes.map(({ method, path, capability }) => ({
    name: capability.name,
    method: method.toUpperCase(),
    path,
  })),
  ...badgeTargets,
  { name: 'chat', method: 'POST', path: '/chat' },
  { name: 'ingest-address', method: 'POST', path: '/ingest' },
];
type Target = (typeof targets)[number];

const hostile: unknown[] = [
  '',
  '   \n\t',
  'x'.repeat(100_000),
  '長'.repeat(40_000),
  '\u0000',
  'a\u0000b',
  '\u0007',
  '\u009b31m',
  '\ud800',
  'x\udc00y',
  '\u202e\u2066',
  '\ufeff',
  '\uffff',
  "'; drop table sources; --",
  "1' or '1'='1",
  '$1',
  '%',
  '_',
  '\\',
  '\\x00',
  '"}{"',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}',
  `$${'{7*7}'}`,
  '#{7*7}',
  '<%= 7*7 %>',
  '../../etc/passwd',
  '{"a":1}',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  '1.5',
  '9'.repeat(400),
  'agency:',
  'agency:a b',
  'agency:../x',
  "agency:a'",
  'PUBLIC',
  '0000-00-00',
  '2025-02-31',
  '𠮷🏳️‍🌈é́',
  'ＳＥＬＥＣＴ　１',
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  true,
  null,
  [],
  {},
  [[[[]]]],
  ['x'.repeat(5_000)],
  { $ne: 1 },
  { __proto__: null, toString: 'x' },
  Array.from({ length: 2_000 }, () => 'x'),
  JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`),
];

/** The places inside an input: every field, and inside lists and objects too. */
function placesOf(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  const inner =
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, one]) =>
          placesOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return at.length > 0 ? [at, ...inner] : inner;
}

function withValue(input: Input, place: readonly (string | number)[], value: unknown): Input {
  const copy = structuredClone(input);
  let node: Record<string | number, unknown> = copy;
  for (const key of place.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
  node[place.at(-1)!] = value;
  return copy;
}

/** Percent-encodes what JavaScript cannot: half of a character pair as the three bytes it would be. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [...text].map((one) => (one.isWellFormed() ? encodeURIComponent(one) : '%ED%A0%80')).join('');
}

function call(target: Target, input: Input, headers: Record<string, string> = {}): Promise<Reply> {
  const rest = { ...input };
  const path = target.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = encoded(rest[name]);
    delete rest[name];
    return value;
  });
  const { as } = good[target.name]!;
  const sent = { token: as && tokens[as], headers: { 'accept-language': 'en', ...headers } };
  if (target.method === 'POST' || target.method === 'PUT')
    return http.api(target.method, path, { ...sent, json: rest });
  const query = Object.entries(rest)
    .flatMap(([key, value]) => (Array.isArray(value) ? value.map((one) => [key, one]) : [[key, value]]))
    .map(([key, value]) => `${encoded(key)}=${encoded(value)}`)
    .join('&');
  return http.api(target.method, `${path}${query && `?${query}`}`, sent);
}

/** The number the next transaction that writes will have: the same twice = nothing was written in between. */
async function nextWrite(): Promise<string> {
  const [row] = await bank.store.system.query<{ next: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  );
  return row!.next;
}

let counted = { next: '', rows: '' };

/** Row counts of every table, and what is written in a person's name. */
async function written(): Promise<string> {
  const next = await nextWrite();
  if (next !== counted.next) counted = { next, rows: await countRows() };
  return counted.rows;
}

async function countRows(): Promise<string> {
  const tables = await bank.store.system.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' and c.relrowsecurity order by 1`,
  );
  const [row] = await bank.store.system.query(
    `select ${tables.map(({ name }) => `(select count(*) from ${name}) as ${name}`).join(', ')},
            (select md5(string_agg(c::text, '' order by c.id)) from cases c) as content`,
  );
  return JSON.stringify(row);
}

/** What is wrong with the reply to a hostile request; undefined when it is as it should be. */
function faultOf(reply: Reply): string | undefined {
  if (reply.status >= 500) return `${reply.status} ${reply.text.slice(0, 200)}`;
  if (reply.status < 400) return undefined;
  const error = reply.json?.error;
  if (!error?.code || !error.requestId || !error.message) return `no error body: ${reply.text.slice(0, 200)}`;
  const told = [
    error.message,
    ...(error.fields ?? []).map((field: { message: string }) => field.message),
  ].join(' ');
  if (
    /[\u4e00-\u9fff]/.test(
      told.replaceAll(/Unknown[^;]*|[“"'][^”"']*[”"']|\([^)]*\)|more than once: .*|one of: .*/g, ''),
    )
  )
    return `not English: ${told.slice(0, 200)}`;
  if (told.length > 5_000) return `a message of ${told.length} characters`;
  return undefined;
}

const shown = (place: readonly unknown[], value: unknown) =>
  `${place.join('.')} = ${JSON.stringify(value)?.slice(0, 60)}`;

describe('hostile input', () => {
  it('is tried on every route there is', () => {
    expect(targets.map(({ name }) => name).filter((name) => !good[name])).toEqual([]);
  });

  it.each(targets)(
    'in any field of $name gets a clear refusal and leaves nothing behind',
    { timeout: 120_000 },
    async (target) => {
      const base = good[target.name]!.input();
      const faults: string[] = [];
      for (const place of placesOf(base)) {
        const before = await written();
        let taken = 0;
        for (const value of hostile) {
          const reply = await call(target, withValue(base, place, value));
          const fault = faultOf(reply);
          if (fault) faults.push(`${shown(place, value)}: ${fault}`);
          if (reply.status < 400) taken++;
        }
        if (taken === 0 && (await written()) !== before)
          faults.push(`${place.join('.')}: all refused, yet written`);
      }
      expect(faults).toEqual([]);
    },
  );

  it('made at random gets no 5xx anywhere, and what is refused is not written', {
    timeout: 120_000,
  }, async () => {
    const anything = fc.oneof(
      fc
        .anything({ withNullPrototype: false, maxDepth: 3 })
        .map((value) => JSON.parse(JSON.stringify(value ?? null) ?? 'null')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...hostile),
    );
    const request = fc.constantFrom(...targets).chain((target) => {
      const base = good[target.name]!.input();
      const change = fc.tuple(fc.constantFrom(...placesOf(base), ['extra']), anything);
      return fc.record({
        target: fc.constant(target),
        changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      });
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ target, changes }) => {
        let input = good[target.name]!.input();
        for (const [place, value] of changes)
          try {
            input = withValue(input, place, value);
          } catch {
            // an earlier change removed the place
          }
        const before = await written();
        const reply = await call(target, input);
        expect(faultOf(reply)).toBeUndefined();
        if (reply.status >= 400) expect(await written()).toBe(before);
      }),
      { numRuns: 400 },
    );
  });
});

describe('hostile addresses', () => {
  const bad = [
    '%00',
    'a%00b',
    '%',
    '%zz',
    '%E0%A4%A',
    '%ED%A0%80',
    '%ff',
    '%C0%AE%C0%AE',
    '..%2f..%2fetc',
    '%2e%2e',
    '%0d%0aSet-Cookie:x=1',
    'x'.repeat(3_000),
  ];

  it.each(bad)('%.30s in a path or a query is a 4xx', async (piece) => {
    for (const path of [
      `/cases/${piece}`,
      `/sources/${piece}`,
      `/passages/${piece}`,
      `/answers/${piece}`,
      `/cases?q=${piece}${'y'.repeat(600)}`,
      `/cases?${piece}=1&limit=0`,
      `/sources/doc?version=${piece}`,
    ]) {
      const reply = await http.api('GET', path);
      expect(reply.status, path).toBeGreaterThanOrEqual(400);
      expect(reply.status, path).toBeLessThan(500);
      expect(reply.json.error.requestId).toMatch(/^req_/);
      expect(reply.headers.get('set-cookie')).toBeNull();
    }
  });

  it('with a field given twice are refused by its name', async () => {
    const reply = await http.api('GET', '/search?q=a&q=b', { headers: { 'accept-language': 'en' } });
    expect(reply).toMatchObject({
      status: 400,
      json: { error: { code: 'INVALID_INPUT', message: expect.stringContaining('q') } },
    });
  });

  it('and bodies that name __proto__ change no object', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype'])
      await http.api('POST', '/ask', {
        body: `{"question":"什麼是開放徽章？","${key}":{"polluted":true,"language":"en"}}`,
        headers: { 'content-type': 'application/json' },
      });
    await http.api('GET', '/search?q=a&__proto__=x&constructor=y');
    expect(({} as Input).polluted).toBeUndefined();
  });
});

describe('text that looks like code', () => {
  it('comes back exactly as it was written', async () => {
    const odd = `'"; drop table cases; -- <script>alert("1")</script> {{7*7}} \${7*7} \\x00 %s $1 臺台𠮷🏳️‍🌈`;
    const made = await http.api('POST', '/cases', {
      token: tokens.staff,
      json: caseInput({ title: odd, agency: odd.slice(0, 150), sections: { background: odd } }),
    });
    const read = await http.api('GET', `/cases/${made.json.id}`, { token: tokens.staff });
    expect(read.json.draft).toMatchObject({ title: odd, sections: { background: odd } });
    expect(read.headers.get('content-type')).toMatch(/^application\/json/);
  });
});
