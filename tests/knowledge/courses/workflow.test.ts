import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { anonymous } from '../../../core/actor.ts';
import type { Capability } from '../../../core/capability.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { findCourse, selectCatalogue } from '../../../knowledge/courses/catalogue.ts';
import { createCourseFromCase } from '../../../knowledge/courses/create-from-case.ts';
import { getCourse } from '../../../knowledge/courses/get-course.ts';
import { listCourses } from '../../../knowledge/courses/list-courses.ts';
import { listCourseReviews, listOwnCourses } from '../../../knowledge/courses/list-written-courses.ts';
import { reviewCourse, reviewCourses, withdrawCourse } from '../../../knowledge/courses/review-course.ts';
import type { CourseState } from '../../../knowledge/courses/schema.ts';
import { createCourse, submitCourse, updateCourse } from '../../../knowledge/courses/write-course.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { searchPassages } from '../../../knowledge/search/search-passages.ts';
import { caseIn } from '../../support/cases.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { courseInput } from './course-input.ts';

let bank: Bank;
const people: Record<string, Actor> = { anonymous, admin };

beforeAll(async () => {
  bank = await openSeededBank();
  await ensureAdmin(bank);
  const make = async (name: string, roles: Actor['roles'], agency?: string) => {
    people[name] = (await createPerson(bank, { roles, ...(agency && { agency }) })).actor;
  };
  await make('author', ['manager']);
  await make('reviewing author', ['reviewer', 'pilot_leader']);
  await make('colleague', ['staff']);
  await make('issuer', ['issuer']);
  await make('reviewer', ['reviewer']);
  await make('pilot leader', ['pilot_leader']);
  await make('manager of a', ['manager'], 'a');
  await make('clerk of a', ['staff'], 'a');
  await make('reviewer of a', ['reviewer'], 'a');
  await make('reviewer of b', ['reviewer'], 'b');
}, 240_000);
afterAll(() => bank?.store.close());

const as = (name: string) => contextOf(bank, { actor: people[name]!, language: 'en' });
const call = (capability: Capability, name: string, input: unknown) =>
  callCapability(capability, as(name), input);
const outcomeOf = (result: Promise<unknown>) =>
  result.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );

/** A module in a state, brought there by the acts that lead to it. */
async function make(
  state: CourseState,
  fields: Record<string, unknown> = {},
  author = 'author',
  reviewer = 'reviewer',
): Promise<string> {
  const { id } = await callCapability(createCourse, as(author), courseInput(fields));
  if (state === 'draft') return id;
  if (state === 'withdrawn') {
    await call(withdrawCourse, author, { id });
    return id;
  }
  await call(submitCourse, author, { id });
  if (state === 'in_review') return id;
  const decision = state === 'published' ? 'approve' : 'return';
  await call(reviewCourse, reviewer, { id, decision, comment: '請補充' });
  return id;
}

const states: readonly CourseState[] = ['draft', 'in_review', 'returned', 'published', 'withdrawn'];
const acts: Record<string, (name: string, id: string) => Promise<unknown>> = {
  read: (name, id) => call(getCourse, name, { id }),
  change: (name, id) => call(updateCourse, name, { id, ...courseInput() }),
  submit: (name, id) => call(submitCourse, name, { id }),
  approve: (name, id) => call(reviewCourse, name, { id, decision: 'approve' }),
  return: (name, id) => call(reviewCourse, name, { id, decision: 'return', comment: '請補充' }),
  withdraw: (name, id) => call(withdrawCourse, name, { id }),
};

const isReviewer = (name: string) => /review|pilot/.test(name);
const writes = (name: string) => isReviewer(name) || /author|issuer|manager/.test(name);

/** The whole policy for a module the government may read, in one place. */
function expected(name: string, isAuthor: boolean, state: CourseState, act: string): string {
  const sees = isAuthor || (isReviewer(name) && state !== 'draft');
  if (act === 'read') return sees || (state === 'published' && name !== 'anonymous') ? 'done' : 'NOT_FOUND';
  if (name === 'anonymous') return 'UNAUTHENTICATED';
  if (act === 'approve' || act === 'return') {
    if (!isReviewer(name)) return 'FORBIDDEN';
    if (!sees) return 'NOT_FOUND';
    if (isAuthor) return 'FORBIDDEN';
    return state === 'in_review' ? 'done' : 'CONFLICT';
  }
  if (act !== 'withdraw' && !writes(name)) return 'FORBIDDEN';
  if (!sees) return 'NOT_FOUND';
  if (act === 'withdraw') return state === 'withdrawn' ? 'CONFLICT' : 'done';
  if (!isAuthor) return 'FORBIDDEN';
  return state === 'draft' || state === 'returned' ? 'done' : 'CONFLICT';
}

const callers = [
  'anonymous',
  'colleague',
  'issuer',
  'admin',
  'reviewer',
  'pilot leader',
  'author',
  'reviewing author',
];

describe('the states of a module', () => {
  it.each(callers.flatMap((name) => states.map((state) => [name, state] as const)))(
    'lets %s do with one that is %s what the policy says, and nothing else',
    async (name, state) => {
      const author = /author/.test(name) ? name : 'author';
      for (const [act, run] of Object.entries(acts)) {
        const id = await make(state, {}, author);
        const wanted = expected(name, name === author, state, act);
        expect([act, await outcomeOf(run(name, id))]).toEqual([act, wanted]);
      }
    },
  );

  it('lists it only when somebody else has approved it, and finds it in search', async () => {
    const title = { 'zh-TW': '獨木舟驗收研習', en: 'Canoe acceptance' };
    const id = await make('in_review', { title });
    expect(await findCourse(as('colleague').db, id)).toBeNull();
    await call(reviewCourse, 'reviewer', { id, decision: 'approve' });
    const found = await findCourse(as('colleague').db, id);
    expect(found).toMatchObject({ id, origin: 'agency', state: 'published', hours: 2 });
    const hits = await searchPassages(as('colleague'), {
      question: '獨木舟驗收',
      limit: 5,
      kinds: ['course'],
    });
    expect(hits[0]?.externalId).toBe(id);
    await call(withdrawCourse, 'author', { id });
    expect(await findCourse(as('colleague').db, id)).toBeNull();
  });

  it('keeps a returned module with its reason, and a second review reads what was changed', async () => {
    const id = await make('returned');
    const read = await callCapability(getCourse, as('author'), { id });
    expect(read.written).toMatchObject({ state: 'returned', mine: true, reviews: [{ comment: '請補充' }] });
    await call(updateCourse, 'author', { id, ...courseInput({ title: { 'zh-TW': '改過', en: 'Changed' } }) });
    await call(submitCourse, 'author', { id });
    const waiting = await callCapability(listCourseReviews, as('reviewer'), {});
    expect(waiting.items.find((one) => one.id === id)?.title.en).toBe('Changed');
  });

  it('needs a comment to return one', async () => {
    const id = await make('in_review');
    expect(await outcomeOf(call(reviewCourse, 'reviewer', { id, decision: 'return' }))).toBe('INVALID_INPUT');
  });
});

describe('what a module may name', () => {
  const refused: [string, Record<string, unknown>][] = [
    [
      'a competency the framework lacks at that level',
      { develops: [{ competency: '新興技術監測與評估', level: 'basic', from: 0, to: 1 }] },
    ],
    ['a module that does not exist', { prerequisites: ['no-such-module'] }],
    [
      'a case that does not exist',
      { readings: [{ caseId: 'xx-none', minutes: 10, why: { 'zh-TW': '讀', en: 'Read' } }] },
    ],
  ];
  it.each(refused)('cannot be handed in with %s', async (_what, fields) => {
    const id = await make('draft', fields);
    await expect(call(submitCourse, 'author', { id })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('cannot need itself by way of others', async () => {
    const first = await make('published');
    const second = await make('published', { prerequisites: [first] });
    const id = await make('draft');
    await call(updateCourse, 'author', { id, ...courseInput({ prerequisites: [id, second] }) });
    await expect(call(submitCourse, 'author', { id })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('does not carry a case to readers who may not see it', async () => {
    const authors = { author: people['clerk of a']!, reviewer: people['reviewer of a']! };
    const hidden = await caseIn(bank, 'published', authors, { visibility: 'agency:a' });
    const readings = [{ caseId: hidden, minutes: 10, why: { 'zh-TW': '讀', en: 'Read' } }];
    const wide = await make('draft', { readings }, 'manager of a');
    expect(await outcomeOf(call(submitCourse, 'manager of a', { id: wide }))).toBe('INVALID_INPUT');
    const own = await make(
      'published',
      { readings, visibility: 'agency:a' },
      'manager of a',
      'reviewer of a',
    );
    expect(await findCourse(as('clerk of a').db, own)).not.toBeNull();
    expect(await findCourse(as('reviewer of b').db, own)).toBeNull();
    expect(await outcomeOf(call(getCourse, 'reviewer of b', { id: own }))).toBe('NOT_FOUND');
  });

  it('is for an audience its author belongs to', async () => {
    const input = courseInput({ visibility: 'agency:b' });
    expect(await outcomeOf(call(createCourse, 'manager of a', input))).toBe('INVALID_INPUT');
  });
});

describe('the database by itself', () => {
  it('publishes nothing without the approval of somebody else', async () => {
    const id = await make('in_review');
    const publish = bank.store.system.transaction((tx) =>
      tx.query(`update courses set state = 'published' where id = $1`, [id]),
    );
    await expect(publish).rejects.toThrow(/other people only/);
  });

  it('does not let an author publish, nor others read a draft', async () => {
    const id = await make('in_review');
    const publish = as('author').db.transaction((tx) =>
      tx.query(`update courses set state = 'published' where id = $1`, [id]),
    );
    await expect(publish).rejects.toThrow();
    const draft = await make('draft');
    const rows = await as('reviewer').db.query('select c.id from courses c where c.id = $1', [draft]);
    expect(rows).toEqual([]);
  });

  it('does not count an approval of an earlier hand-in', async () => {
    const id = await make('published');
    await bank.store.system.transaction((tx) =>
      tx.query(`update courses set state = 'in_review', round = round + 1 where id = $1`, [id]),
    );
    const publish = bank.store.system.transaction((tx) =>
      tx.query(`update courses set state = 'published' where id = $1`, [id]),
    );
    await expect(publish).rejects.toThrow(/other people only/);
  });
});

describe('a case study made from a case', () => {
  it('is a draft that quotes the sections of the case and says which passages', async () => {
    const { id, state } = await callCapability(createCourseFromCase, as('author'), {
      caseId: 'tw-customs-ai-xray',
    });
    expect(state).toBe('draft');
    const course = await callCapability(getCourse, as('author'), { id });
    expect(course.origin).toBe('case-study');
    expect(course.caseStudy?.parts.map(({ part }) => part)).toEqual([
      'situation',
      'decision',
      'happened',
      'questions',
    ]);
    for (const { text, passages } of course.caseStudy!.parts) {
      const quoted = await as('author').db.query<{ text: string }>(
        'select p.text from passages p where p.id = any ($1)',
        [passages],
      );
      expect(quoted.length).toBeGreaterThan(0);
      expect(quoted.every((passage) => text.includes(passage.text.trim()))).toBe(true);
    }
    expect(course.develops.every(({ from, to }) => from === 0 && to === 1)).toBe(true);
    expect(await findCourse(as('author').db, id)).toBeNull();
  });

  it('is used only after somebody else has approved it', async () => {
    const { id } = await callCapability(createCourseFromCase, as('reviewing author'), {
      caseId: 'uk-redbox',
    });
    await call(submitCourse, 'reviewing author', { id });
    expect(await outcomeOf(call(reviewCourse, 'reviewing author', { id, decision: 'approve' }))).toBe(
      'FORBIDDEN',
    );
    await call(reviewCourse, 'pilot leader', { id, decision: 'approve' });
    expect((await selectCatalogue(as('colleague').db)).some((course) => course.id === id)).toBe(true);
    expect((await selectCatalogue(contextOf(bank).db)).some((course) => course.id === id)).toBe(false);
  });

  it('is made by nobody who may not write modules, and of no case one may not see', async () => {
    const input = { caseId: 'uk-redbox' };
    expect(await outcomeOf(call(createCourseFromCase, 'colleague', input))).toBe('FORBIDDEN');
    expect(await outcomeOf(call(createCourseFromCase, 'admin', input))).toBe('FORBIDDEN');
    expect(await outcomeOf(call(createCourseFromCase, 'author', { caseId: 'none' }))).toBe('NOT_FOUND');
  });
});

describe('several modules at once', () => {
  it('are approved in the order they need each other, all or none', async () => {
    const first = await make('in_review');
    const second = await make('draft');
    await call(updateCourse, 'author', { id: second, ...courseInput() });
    await call(submitCourse, 'author', { id: second });
    const other = await make('draft');
    const ids = [second, first, other];
    expect(await outcomeOf(call(reviewCourses, 'reviewer', { ids, decision: 'approve' }))).toBe('NOT_FOUND');
    expect(await findCourse(as('reviewer').db, first)).toBeNull();
    await call(reviewCourses, 'reviewer', { ids: [second, first], decision: 'approve' });
    expect(await findCourse(as('reviewer').db, second)).not.toBeNull();
  });
});

describe('lists', () => {
  it('show own modules with their states', async () => {
    const id = await make('returned');
    const { items } = await callCapability(listOwnCourses, as('author'), {});
    expect(items.find((one) => one.id === id)?.state).toBe('returned');
  });

  it('filter by competency at a level, by cluster and by text, page by page', async () => {
    const list = (input: Record<string, unknown>) => callCapability(listCourses, contextOf(bank), input);
    const { items } = await list({ competency: 'AI literacy', level: '基層', limit: 100 });
    expect(items.length).toBeGreaterThan(1);
    expect(
      items.every(({ develops }) =>
        develops.some((one) => one.competency === 'AI素養' && one.level === 'basic'),
      ),
    ).toBe(true);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect((await list({ q: '查核 AI 產出', limit: 3 })).items[0]?.id).toBe('ai-literacy-check-output');
    await expect(list({ cursor: 'nowhere' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(list({ level: 'nobody' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
