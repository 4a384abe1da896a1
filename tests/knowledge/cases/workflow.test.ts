import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { anonymous } from '../../../core/actor.ts';
import type { Capability } from '../../../core/capability.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { getCase } from '../../../knowledge/cases/get-case.ts';
import { listCases } from '../../../knowledge/cases/list-cases.ts';
import { listOwnCases, listReviews } from '../../../knowledge/cases/list-written.ts';
import { reviewCase, withdrawCase } from '../../../knowledge/cases/review-case.ts';
import type { CaseState } from '../../../knowledge/cases/schema.ts';
import { createCase, submitCase, updateCase } from '../../../knowledge/cases/write-case.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { searchPassages } from '../../../knowledge/search/search-passages.ts';
import { getSource } from '../../../knowledge/sources/get-source.ts';
import { caseIn, caseInput } from '../../support/cases.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
const people: Record<string, Actor> = { anonymous, admin };
const authorName = '隱名者王曉明';

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  const make = async (name: string, roles: Actor['roles'], agency?: string, person?: string) => {
    people[name] = (
      await createPerson(bank, { roles, ...(agency && { agency }), ...(person && { person }) })
    ).actor;
  };
  await make('author', ['staff'], undefined, authorName);
  await make('reviewing author', ['staff', 'reviewer', 'pilot_leader']);
  await make('colleague', ['staff']);
  await make('issuer', ['issuer']);
  await make('manager', ['manager']);
  await make('reviewer', ['reviewer']);
  await make('pilot leader', ['pilot_leader']);
  await make('clerk of a', ['staff'], 'a');
  await make('reviewer of a', ['reviewer'], 'a');
  await make('reviewer of b', ['reviewer'], 'b');
});
afterAll(() => bank?.store.close());

const as = (name: string) => contextOf(bank, { actor: people[name]!, language: 'en' });
const call = (capability: Capability, name: string, input: unknown) =>
  callCapability(capability, as(name), input);
const outcomeOf = (result: Promise<unknown>) =>
  result.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );
const make = (
  state: CaseState,
  fields: Record<string, unknown> = {},
  author = 'author',
  reviewer = 'reviewer',
) => caseIn(bank, state, { author: people[author]!, reviewer: people[reviewer]! }, fields);
const find = async (name: string, question: string) =>
  (await searchPassages(as(name), { question, limit: 20 })).map(({ externalId }) => externalId);

const states: readonly CaseState[] = ['draft', 'submitted', 'returned', 'published', 'withdrawn'];
const acts: Record<string, (name: string, id: string) => Promise<unknown>> = {
  read: (name, id) => call(getCase, name, { id }),
  change: (name, id) => call(updateCase, name, { id, ...caseInput() }),
  submit: (name, id) => call(submitCase, name, { id }),
  approve: (name, id) => call(reviewCase, name, { id, decision: 'approve' }),
  return: (name, id) => call(reviewCase, name, { id, decision: 'return', comment: '請補充' }),
  withdraw: (name, id) => call(withdrawCase, name, { id }),
};

const isReviewer = (name: string) => /review|pilot/.test(name);
/** The whole policy for a case the government may read, in one place. */
function expected(name: string, isAuthor: boolean, state: CaseState, act: string): string {
  const out = state === 'published' || state === 'withdrawn';
  const sees = isAuthor || (isReviewer(name) && state !== 'draft');
  if (act === 'read') return sees || (out && name !== 'anonymous') ? 'done' : 'NOT_FOUND';
  if (name === 'anonymous') return 'UNAUTHENTICATED';
  if (act === 'approve' || act === 'return') {
    if (!isReviewer(name)) return 'FORBIDDEN';
    if (!sees) return 'NOT_FOUND';
    if (isAuthor) return 'FORBIDDEN';
    return state === 'submitted' ? 'done' : 'CONFLICT';
  }
  if (!sees) return 'NOT_FOUND';
  if (act === 'withdraw') return state === 'withdrawn' ? 'CONFLICT' : 'done';
  if (!isAuthor) return 'FORBIDDEN';
  return state === 'draft' || state === 'returned' ? 'done' : 'CONFLICT';
}

describe.each(['author', 'reviewing author'])('a case by the %s', (author) => {
  const everybody = [
    'anonymous',
    author,
    'colleague',
    'issuer',
    'manager',
    'reviewer',
    'pilot leader',
    'admin',
  ];

  it.each(states)('that is %s allows each person what the policy says', async (state) => {
    let id = await make(state, {}, author);
    const wrong: string[] = [];
    for (const name of everybody)
      for (const [act, run] of Object.entries(acts)) {
        const got = await outcomeOf(run(name, id));
        const want = expected(name, name === author, state, act);
        if (got !== want) wrong.push(`${name} ${act}: ${got}, not ${want}`);
        if (got === 'done' && act !== 'read') id = await make(state, {}, author);
      }
    expect(wrong).toEqual([]);
  });
});

describe('a published case', () => {
  it('is found at once, and lost at once when it is withdrawn', async () => {
    const words = '瑞香紅寶石流程';
    const fields = { sections: { background: `${words}之導入。` }, visibility: 'public' };
    const id = await make('submitted', fields);
    expect(await find('anonymous', words)).not.toContain(id);
    await call(reviewCase, 'reviewer', { id, decision: 'approve' });
    expect(await find('anonymous', words)).toContain(id);
    expect((await callCapability(listCases, as('anonymous'), {})).items.map((item) => item.id)).toContain(id);
    await call(withdrawCase, 'author', { id });
    expect(await find('anonymous', words)).not.toContain(id);
    expect((await callCapability(listCases, as('anonymous'), {})).items.map((item) => item.id)).not.toContain(
      id,
    );
    expect(await callCapability(getCase, as('anonymous'), { id })).toMatchObject({ id, state: 'withdrawn' });
  });

  it('carries every part, however long, that the author wrote', async () => {
    const metrics = Array.from({ length: 50 }, (_, n) => ({
      name: `${'指標'.repeat(140)}${n}`,
      value: 'v'.repeat(200),
      unit: 'u'.repeat(60),
    }));
    const sections = { background: '背'.repeat(10_000), questions: '問'.repeat(10_000) };
    const id = await make('published', { metrics, sections, visibility: 'public' });
    const { passages } = await callCapability(getSource, as('anonymous'), { id });
    const text = passages.map((passage) => passage.text).join('\n');
    for (const { name } of metrics) expect(text).toContain(name);
    expect(text).toContain(sections.background);
  });

  it('names its author only when the author wants to be named', async () => {
    const everythingAbout = async (id: string) => {
      const [cases, reviews] = [
        await call(listCases, 'colleague', { limit: 100 }),
        await call(listReviews, 'reviewer', {}),
      ];
      return JSON.stringify([
        await call(getCase, 'colleague', { id }),
        await call(getCase, 'reviewer', { id }),
        await call(getSource, 'colleague', { id }),
        cases,
        reviews,
      ]);
    };
    const hidden = await make('published', { credit: 'anonymous' });
    expect(await everythingAbout(hidden)).not.toContain(authorName);
    const waiting = await make('submitted', { credit: 'anonymous' });
    expect(
      JSON.stringify([
        await call(getCase, 'reviewer', { id: waiting }),
        await call(listReviews, 'reviewer', {}),
      ]),
    ).not.toMatch(new RegExp(`${authorName}|${people.author!.personId}`));
    const [source] = await bank.store.system.query<{ all: string }>(
      "select string_agg(s::text || v::text || p::text, '') as all from sources s join source_versions v on v.source_id = s.id join passages p on p.source_id = s.id where s.external_id = $1",
      [hidden],
    );
    expect(source!.all).not.toMatch(new RegExp(`${authorName}|${people.author!.personId}`));
    const named = await make('published', { credit: 'named' });
    expect(await everythingAbout(named)).toContain(authorName);
  });

  it('is decided once, by whoever comes first', async () => {
    const id = await make('submitted');
    const results = await Promise.all([
      outcomeOf(call(reviewCase, 'reviewer', { id, decision: 'approve' })),
      outcomeOf(call(reviewCase, 'pilot leader', { id, decision: 'approve' })),
      outcomeOf(call(reviewCase, 'pilot leader', { id, decision: 'return', comment: '不妥' })),
      outcomeOf(call(withdrawCase, 'author', { id })),
    ]);
    expect(results.filter((result) => result === 'done').length).toBeLessThanOrEqual(2);
    const { state } = (await call(getCase, 'author', { id })) as { state: CaseState };
    expect(await find('colleague', '語音辨識整理會議紀錄').then((ids) => ids.includes(id))).toBe(
      state === 'published',
    );
    const reviews = await bank.store.system.query('select r.id from case_reviews r where r.case_id = $1', [
      id,
    ]);
    expect(reviews.length).toBeLessThanOrEqual(1);
  });

  it('leaves nothing behind when publishing fails', async () => {
    const id = await make('submitted');
    await bank.store.system.query(
      'update cases set record = record || \'{"title": ""}\' || \'{"sections": {}}\' where id = $1',
      [id],
    );
    expect(await outcomeOf(call(reviewCase, 'reviewer', { id, decision: 'approve' }))).not.toBe('done');
    expect(
      await bank.store.system.query('select r.id from case_reviews r where r.case_id = $1', [id]),
    ).toEqual([]);
    expect(await call(getCase, 'author', { id })).toMatchObject({ state: 'submitted' });
    await call(withdrawCase, 'author', { id });
  });
});

describe('a case of an agency', () => {
  it('is seen and reviewed by that agency alone', async () => {
    const id = await make('submitted', { visibility: 'agency:a' }, 'clerk of a');
    for (const outsider of ['reviewer', 'reviewer of b', 'pilot leader', 'colleague', 'admin'])
      expect(await outcomeOf(call(getCase, outsider, { id }))).toBe('NOT_FOUND');
    for (const outsider of ['reviewer', 'reviewer of b', 'pilot leader']) {
      expect(await outcomeOf(call(reviewCase, outsider, { id, decision: 'approve' }))).toBe('NOT_FOUND');
      expect(JSON.stringify(await call(listReviews, outsider, { limit: 100 }))).not.toContain(id);
    }
    expect(JSON.stringify(await call(listReviews, 'reviewer of a', { limit: 100 }))).toContain(id);
    await call(reviewCase, 'reviewer of a', { id, decision: 'approve' });
    expect(await call(getCase, 'clerk of a', { id })).toMatchObject({ state: 'published' });
    for (const outsider of ['anonymous', 'colleague', 'reviewer of b', 'pilot leader'])
      expect(await outcomeOf(call(getCase, outsider, { id }))).toBe('NOT_FOUND');
  });

  it('cannot be written by somebody of another', async () => {
    for (const name of ['author', 'reviewer of b', 'admin'])
      expect(await outcomeOf(call(createCase, name, caseInput({ visibility: 'agency:a' })))).toBe(
        'INVALID_INPUT',
      );
  });

  it('for the community is reviewed by pilot leaders', async () => {
    const id = await make('submitted', { visibility: 'community' }, 'author', 'pilot leader');
    expect(await outcomeOf(call(getCase, 'reviewer', { id }))).toBe('NOT_FOUND');
    expect(await outcomeOf(call(reviewCase, 'pilot leader', { id, decision: 'approve' }))).toBe('done');
    expect(await outcomeOf(call(getCase, 'colleague', { id }))).toBe('NOT_FOUND');
  });
});

describe('a draft', () => {
  it('without a written section is not handed in, and a return says why', async () => {
    const id = await make('draft', { sections: { background: '  \n ' } });
    expect(await outcomeOf(call(submitCase, 'author', { id }))).toBe('INVALID_INPUT');
    await call(updateCase, 'author', { id, ...caseInput() });
    await call(submitCase, 'author', { id });
    expect(await outcomeOf(call(reviewCase, 'reviewer', { id, decision: 'return', comment: ' ' }))).toBe(
      'INVALID_INPUT',
    );
    await call(reviewCase, 'reviewer', { id, decision: 'return', comment: '成效沒有數據' });
    expect(await call(getCase, 'author', { id })).toMatchObject({
      state: 'returned',
      reviews: [{ decision: 'return', comment: '成效沒有數據' }],
    });
  });

  it('is listed to its author only', async () => {
    const id = await make('draft');
    expect(JSON.stringify(await call(listOwnCases, 'author', { limit: 100 }))).toContain(id);
    for (const name of ['colleague', 'reviewer', 'admin'])
      expect(JSON.stringify(await call(listOwnCases, name, { limit: 100 }))).not.toContain(id);
  });
});

describe('own cases and waiting ones', () => {
  it('are listed page by page, each once', async () => {
    for (let n = 0; n < 5; n++) await make('submitted');
    type Page = { items: { id: string }[]; nextCursor?: string | undefined };
    const lists: ((input: unknown) => Promise<Page>)[] = [
      (input) => callCapability(listOwnCases, as('author'), input),
      (input) => callCapability(listReviews, as('reviewer'), input),
    ];
    for (const list of lists) {
      const all = await list({ limit: 100 });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit: 2, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(all.items.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(4);
    }
  });
});

describe('the list of cases', () => {
  it('goes on where a cursor says and refuses one it does not know', async () => {
    for (let n = 0; n < 3; n++) await make('published', { visibility: 'public' });
    const first = await callCapability(listCases, as('anonymous'), { limit: 2 });
    const rest = await callCapability(listCases, as('anonymous'), { limit: 100, cursor: first.nextCursor });
    const ids = [...first.items, ...rest.items].map((item) => item.id);
    expect(ids).toHaveLength(first.total);
    expect(new Set(ids).size).toBe(first.total);
    expect(await outcomeOf(call(listCases, 'anonymous', { cursor: 'no-such-case' }))).toBe('INVALID_INPUT');
  });
});
