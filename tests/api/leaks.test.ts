import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseFacts } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { openTestBank } from '../support/world.ts';

const audiences = ['public', 'government', 'community', 'agency:a', 'agency:b'] as const;
type Audience = (typeof audiences)[number];

interface Reader {
  readonly name: string;
  readonly token?: string;
  readonly roles: readonly Role[];
  readonly agency?: string;
}

/** The policy, said once more and independently of the product. */
function maySee({ roles, agency }: Reader, audience: Audience): boolean {
  if (audience === 'public') return true;
  if (audience === 'community') return roles.includes('pilot_leader');
  if (audience === 'government') return roles.length > 0;
  return roles.length > 0 && audience === `agency:${agency}`;
}

/** A source with words nobody else has: `asked` is used in questions, `secret` never is. */
interface Planted {
  readonly id: string;
  readonly audience: Audience;
  readonly kind: 'case' | 'document' | 'study';
  readonly asked: string;
  readonly secret: string;
}

let bank: Bank;
let http: TestHttp;
const readers: Reader[] = [{ name: 'anyone', roles: [] }];
const planted: Planted[] = [];

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  http = openHttp(bank);
  const mixes: [Actor['roles'], string?][] = [
    [['staff']],
    [['staff'], 'a'],
    [['staff'], 'b'],
    [['pilot_leader']],
    [['pilot_leader', 'reviewer'], 'a'],
    [['reviewer'], 'b'],
    [['issuer']],
    [['manager'], 'a'],
    [['admin']],
    [['admin'], 'b'],
  ];
  for (const [roles, agency] of mixes) {
    const { token } = await createPerson(bank, { roles, ...(agency && { agency }) });
    readers.push({
      name: `${roles.join('+')} of ${agency ?? 'nowhere'}`,
      token,
      roles,
      ...(agency && { agency }),
    });
  }
  for (let n = 0; n < 6; n++) await plant({ audience: 'public', kind: n % 2 ? 'case' : 'document' });
});
afterAll(() => bank?.store.close());

const syllables = 'bacedifoguhakelimonuparesitovuxazeb'.match(/../g)!;
const word = (n: number, first: string) =>
  first +
  [7, 11, 13, 17].map((step) => syllables[(n * step + Math.floor(n / step)) % syllables.length]).join('') +
  n.toString(36);

async function plant({ audience, kind }: Pick<Planted, 'audience' | 'kind'>): Promise<Planted> {
  const n = planted.length;
  const one: Planted = { id: `planted-${n}`, audience, kind, asked: word(n, 'q'), secret: word(n, 'z') };
  const text = `風險評估與資料治理：${one.asked} 導入語音辨識，風險是誤判，${one.secret} 負責複核。`;
  await putSource(bank, {
    id: one.id,
    kind,
    visibility: audience,
    title: `${one.asked} 風險評估 ${one.secret}`,
    texts: [text, `${one.asked} 的成效與治理作法由 ${one.secret} 說明。`],
    keywords: [one.secret],
    details:
      kind === 'case'
        ? caseFacts({
            id: one.id,
            title_zh: `${one.asked} 風險評估`,
            agency_zh: `${one.asked}市政府`,
            sector: one.secret,
          })
        : {},
  });
  planted.push(one);
  return one;
}

const sent = (reader: Reader) => ({ token: reader.token });
const as = (reader: Reader, method: string, path: string, json?: unknown) =>
  http.api(method, path, { ...sent(reader), ...(json !== undefined && { json }) });

/** The secrets in a reply that the reader may not see. */
function leaksIn(text: string, reader: Reader): string[] {
  return planted
    .filter((one) => !maySee(reader, one.audience) && text.includes(one.secret))
    .map((one) => `${one.audience} ${one.id}`);
}

const withoutId = (text: string) => text.replaceAll(/req_\w+/g, 'req');

async function readEverywhere(reader: Reader, one: Planted): Promise<{ where: string; text: string }[]> {
  const { asked, id } = one;
  const calls: [string, string, unknown?][] = [
    ['GET', `/search?q=${asked}&limit=50`],
    ['GET', `/search?q=${encodeURIComponent(`${asked} 風險評估`)}&limit=50&kind=${one.kind}`],
    ['GET', `/cases?limit=100&q=${asked}`],
    ['GET', `/sources/${id}`],
    ['GET', `/sources/${id}?version=1`],
    ['GET', `/cases/${id}`],
    ['POST', '/ask', { question: `${asked} 的案例有什麼風險？` }],
    ['POST', '/chat', { text: `/case find ${asked}` }],
  ];
  const replies = [];
  for (const [method, path, json] of calls)
    replies.push({ where: `${method} ${path}`, text: (await as(reader, method, path, json)).text });
  return replies;
}

const someSources = fc.array(
  fc.record({
    audience: fc.constantFrom(...audiences),
    kind: fc.constantFrom('case', 'document', 'study'),
  }) as fc.Arbitrary<Pick<Planted, 'audience' | 'kind'>>,
  { minLength: 1, maxLength: 4 },
);

describe('what a reader may not see', () => {
  it('appears nowhere, whoever asks whatever about it', { timeout: 240_000 }, async () => {
    const leaks: string[] = [];
    let found = 0;
    await fc.assert(
      fc.asyncProperty(someSources, async (sources) => {
        const fresh = [];
        for (const source of sources) fresh.push(await plant(source));
        for (const reader of readers)
          for (const one of fresh)
            for (const { where, text } of await readEverywhere(reader, one)) {
              if (maySee(reader, one.audience) && text.includes(one.secret)) found++;
              for (const leak of leaksIn(text, reader)) leaks.push(`${reader.name}, ${where}: ${leak}`);
            }
        expect(leaks).toEqual([]);
      }),
      { numRuns: 8 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('would be noticed here if it did appear', async () => {
    const inside = readers.find(({ roles, agency }) => roles.includes('pilot_leader') && agency === 'a')!;
    const hidden = planted.filter(({ audience }) => audience !== 'public' && maySee(inside, audience));
    expect(hidden.length).toBeGreaterThan(0);
    for (const one of hidden) {
      const replies = await readEverywhere(inside, one);
      expect(replies.some(({ text }) => leaksIn(text, readers[0]!).length > 0)).toBe(true);
    }
  });

  it('is not counted, neither in totals nor in facets', async () => {
    for (const reader of readers) {
      const { json } = await as(reader, 'GET', '/cases?limit=100');
      const visible = planted.filter((one) => one.kind === 'case' && maySee(reader, one.audience));
      expect(json.items.map((item: { id: string }) => item.id).sort(), reader.name).toEqual(
        visible.map(({ id }) => id).sort(),
      );
      expect(json.total, reader.name).toBe(visible.length);
      for (const counts of Object.values<Record<string, number>>(json.facets))
        expect(
          Object.values(counts).reduce((sum, count) => sum + count, 0),
          reader.name,
        ).toBe(visible.length);
    }
  });

  it('is told no differently from what does not exist', async () => {
    const inside = readers.find(({ roles, agency }) => roles.includes('pilot_leader') && agency === 'a')!;
    const outside = readers[0]!;
    for (const one of planted.filter(({ audience }) => audience !== 'public' && maySee(inside, audience))) {
      const source = (await as(inside, 'GET', `/sources/${one.id}`)).json;
      for (const path of ['/sources/', '/cases/'])
        for (const id of [one.id, source.id]) {
          const [hidden, missing] = [
            await as(outside, 'GET', path + id),
            await as(outside, 'GET', `${path}none-${id.length}`),
          ];
          expect([hidden.status, withoutId(hidden.text)]).toEqual([missing.status, withoutId(missing.text)]);
          expect(hidden.status).toBe(404);
        }
      const [hidden, missing] = [
        await as(outside, 'GET', `/passages/${source.passages[0].id}`),
        await as(outside, 'GET', '/passages/passage_none'),
      ];
      expect([hidden.status, withoutId(hidden.text)]).toEqual([404, withoutId(missing.text)]);
    }
  });

  it('is left out of an answer somebody else may read', { timeout: 60_000 }, async () => {
    const leaks: string[] = [];
    let shared = 0;
    for (const asker of readers)
      for (const one of planted
        .filter(({ audience, kind }) => kind === 'case' && audience !== 'public' && maySee(asker, audience))
        .slice(0, 4)) {
        const asked = await as(asker, 'POST', '/ask', { question: `${one.asked}市政府的案例有什麼風險？` });
        if (asked.json.answer.includes(one.secret)) shared++;
        for (const reader of readers) {
          const kept = await as(reader, 'GET', `/answers/${asked.json.answerId}`);
          expect([200, 404]).toContain(kept.status);
          for (const leak of leaksIn(kept.text, reader))
            leaks.push(`${reader.name} reading ${asker.name}: ${leak}`);
        }
      }
    expect(leaks).toEqual([]);
    expect(shared).toBeGreaterThan(3);
  });

  it('does not move what a reader does see: scores, order, answers and neighbours stay', {
    timeout: 240_000,
  }, async () => {
    const publicCase = planted.find((one) => one.kind === 'case' && one.audience === 'public')!;
    const view = async (reader: Reader) => {
      const texts = [];
      for (const path of [
        `/search?q=${encodeURIComponent('風險評估與資料治理')}&limit=50`,
        `/search?q=${publicCase.asked}%20speech%20risk&limit=50`,
        `/cases?limit=100&q=${encodeURIComponent('語音辨識')}`,
        '/cases?limit=100',
        `/cases/${publicCase.id}`,
      ])
        texts.push((await as(reader, 'GET', path)).text);
      const { answer, outcome, suggestions, citations } = (
        await as(reader, 'POST', '/ask', { question: '語音辨識的風險是什麼？' })
      ).json;
      return [...texts, JSON.stringify({ answer, outcome, suggestions, citations })];
    };
    await fc.assert(
      fc.asyncProperty(someSources, fc.constantFrom(...readers), async (sources, reader) => {
        const before = await view(reader);
        for (const source of sources) if (!maySee(reader, source.audience)) await plant(source);
        expect(await view(reader)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
