import { afterAll, beforeAll, expect, it } from 'vitest';
import { capabilities as can } from '../../../capabilities.ts';
import type { Actor } from '../../../core/actor.ts';
import { type Capability, callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { caseIn } from '../../support/cases.ts';
import { createPerson } from '../../support/people.ts';
import { putSource } from '../../support/sources.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let minute = 0;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  bank = await openTestBank({ now: () => new Date(Date.UTC(2026, 2, 1, 0, minute++)) });
  await ensureAdmin(bank);
  for (const [name, roles] of [
    ['clerk', ['staff']],
    ['reviewer', ['reviewer']],
    ['leader', ['pilot_leader']],
    ['manager', ['manager']],
  ] as const)
    people[name] = (await createPerson(bank, { roles: [...roles], person: `waiting ${name}` })).actor;
});
afterAll(() => bank?.store.close());

const call = (capability: Capability, name: string, input: unknown = {}) =>
  // biome-ignore lint/suspicious/noExplicitAny: each capability has a reply of its own
  callCapability(capability, contextOf(bank, { actor: people[name]! }), input) as Promise<any>;
const kindsFor = async (name: string, input = {}) =>
  (await call(can.listWaiting, name, input)).items.map(({ kind }: { kind: string }) => kind);

it('everything of every part that waits for a person is one list, longest first, never one’s own', async () => {
  await caseIn(bank, 'submitted', { author: people.leader!, reviewer: people.reviewer! });
  await putSource(bank, { id: 'guide', text: '一份指引。' });
  await call(can.reportOutdated, 'leader', { id: 'guide', reason: '已改版' });
  await call(can.createIntake, 'leader', { agency: '測試機關', topic: '語音辨識' });
  expect(await kindsFor('reviewer')).toEqual(['case', 'outdated', 'offer']);
  expect(await kindsFor('leader')).toEqual([]);
  expect(await kindsFor('manager')).toEqual([]);
  const { counts, items } = await call(can.listWaiting, 'reviewer', {});
  expect(counts).toEqual({ case: 1, outdated: 1, offer: 1 });
  expect(items.map(({ url }: { url: string }) => url.split(/[#?]/)[0]!.replace(/case_\w+/, 'case'))).toEqual([
    '/review/cases/case',
    '/sources/guide/care',
    '/review/offers',
  ]);
});

it('is read page by page and by kind', async () => {
  expect(await kindsFor('reviewer', { kind: 'offer' })).toEqual(['offer']);
  const first = await call(can.listWaiting, 'reviewer', { limit: 2 });
  expect(first.items).toHaveLength(2);
  expect(await kindsFor('reviewer', { limit: 2, cursor: first.nextCursor })).toEqual(['offer']);
  await expect(call(can.listWaiting, 'reviewer', { cursor: 'case_gone' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

it('what was dealt with is gone from it; staff without a say have no list', async () => {
  const [offer] = (await call(can.listWaiting, 'reviewer', { kind: 'offer' })).items;
  await call(can.followIntake, 'reviewer', { id: offer.id, act: 'take' });
  await expect(call(can.followIntake, 'reviewer', { id: offer.id, act: 'take' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect(await kindsFor('reviewer')).toEqual(['case', 'outdated']);
  await expect(call(can.listWaiting, 'clerk')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
