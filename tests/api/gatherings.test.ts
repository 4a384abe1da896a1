import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remindOfGatherings } from '../../knowledge/programme/gatherings/remind-of-gatherings.ts';
import { openProgrammeWorld, type ProgrammeWorld } from '../support/programme.ts';

let world: ProgrammeWorld;
beforeAll(async () => {
  world = await openProgrammeWorld();
  await world.person('organiser', ['reviewer']);
  await world.person('leader', ['pilot_leader']);
  await world.person('other leader', ['pilot_leader']);
  for (const name of ['an', 'bo', 'chi', 'da']) await world.person(name, ['staff']);
});
afterAll(() => world.close());

const input = (fields: Record<string, unknown> = {}) => ({
  title: '跨部會聚會',
  place: '會議室 3',
  agenda: [{ minutes: 30, topic: '案例分享' }],
  startsAt: '2026-04-20T14:00:00+08:00',
  endsAt: '2026-04-20T16:00:00+08:00',
  ...fields,
});
const codeOf = async (reply: Promise<{ status: number; json: { error?: { code: string } } }>) => {
  const { status, json } = await reply;
  return `${status} ${json?.error?.code ?? ''}`.trim();
};
const post = (name: string | undefined, path: string, json: unknown = {}) =>
  world.call(name, 'POST', path, json);
const get = async (name: string | undefined, path: string) => (await world.call(name, 'GET', path)).json;
const make = async (fields: Record<string, unknown> = {}, by = 'organiser'): Promise<string> =>
  (await post(by, '/events', input(fields))).json.id;
const noticesOf = async (name: string, id: string) =>
  (
    await world.bank.store.system.query<{ text: { 'zh-TW': string } }>(
      'select n.text from notices n where n.person_id = $1 and n.link = $2 order by n.created_at, n.id',
      [(await world.person(name)).actor.personId, `/programme/gatherings/${id}`],
    )
  ).map(({ text }) => text['zh-TW']);

describe('a gathering', () => {
  it('is planned by a reviewer or a pilot leader, in the future, ending after it starts', async () => {
    expect(await codeOf(post(undefined, '/events', input()))).toBe('401 UNAUTHENTICATED');
    expect(await codeOf(post('an', '/events', input()))).toBe('403 FORBIDDEN');
    expect(await codeOf(post('leader', '/events', input({ startsAt: '2026-01-01T10:00:00+08:00' })))).toBe(
      '400 INVALID_INPUT',
    );
    expect(await codeOf(post('leader', '/events', input({ endsAt: '2026-04-20T14:00:00+08:00' })))).toBe(
      '400 INVALID_INPUT',
    );
    expect((await post('leader', '/events', input())).status).toBe(201);
  });

  it('is seen by its audience alone', async () => {
    const open = await make();
    const community = await make({ visibility: 'community' }, 'leader');
    expect((await get('an', `/events/${open}`)).title).toBe('跨部會聚會');
    expect(await codeOf(world.call('an', 'GET', `/events/${community}`))).toBe('404 NOT_FOUND');
    expect(await codeOf(post('an', `/events/${community}/sign-up`))).toBe('404 NOT_FOUND');
    expect((await get('other leader', `/events/${community}`)).id).toBe(community);
    const listed = await get('an', '/events?limit=100');
    const ids = listed.items.map(({ id }: { id: string }) => id);
    expect([ids.includes(open), ids.includes(community)]).toEqual([true, false]);
    expect(await codeOf(world.call(undefined, 'GET', `/events/${open}`))).toBe('401 UNAUTHENTICATED');
  });

  it('gives out its places in order, then a waiting list; a place that comes free goes to who waited longest', async () => {
    const id = await make({ capacity: 2 });
    for (const [name, state] of [
      ['an', 'going'],
      ['bo', 'going'],
      ['chi', 'waiting'],
      ['da', 'waiting'],
    ] as const)
      expect((await post(name, `/events/${id}/sign-up`)).json).toEqual({ id, state });
    expect(await codeOf(post('an', `/events/${id}/sign-up`))).toBe('409 CONFLICT');
    expect(await get('da', `/events/${id}`)).toMatchObject({
      going: 2,
      waiting: 2,
      mine: { state: 'waiting', place: 2 },
    });
    expect((await get('da', `/events/${id}`)).people).toBeUndefined();
    await post('an', `/events/${id}/sign-up/cancel`);
    expect(await codeOf(post('an', `/events/${id}/sign-up/cancel`))).toBe('409 CONFLICT');
    expect((await get('chi', `/events/${id}`)).mine).toEqual({ state: 'going', place: null });
    expect((await get('da', `/events/${id}`)).mine).toEqual({ state: 'waiting', place: 1 });
    expect(await noticesOf('chi', id)).toEqual(['聚會「跨部會聚會」有名額了，您已由候補轉為參加。']);
    const { people } = await get('organiser', `/events/${id}`);
    expect(people.map((one: { name: string; state: string }) => [one.name, one.state])).toEqual([
      ['bo', 'going'],
      ['chi', 'going'],
      ['da', 'waiting'],
    ]);
    expect(
      (await world.call('organiser', 'PUT', `/events/${id}`, input({ capacity: 3 }))).json.sequence,
    ).toBe(1);
    expect((await get('da', `/events/${id}`)).mine).toEqual({ state: 'going', place: null });
  });

  it('reminds those who come, once, when less than a day is left', async () => {
    const id = await make({ capacity: 1 });
    for (const name of ['an', 'bo']) await post(name, `/events/${id}/sign-up`);
    const run = (at: string) =>
      remindOfGatherings.run({ ...world.bank, now: () => new Date(at) }, undefined as never);
    await run('2026-04-19T13:00:00+08:00');
    expect(await noticesOf('an', id)).toEqual([]);
    for (let times = 0; times < 2; times += 1) await run('2026-04-19T14:30:00+08:00');
    expect(await noticesOf('an', id)).toEqual(['提醒您：聚會「跨部會聚會」2026-04-20 14:00 開始。']);
    expect(await noticesOf('bo', id)).toEqual([]);
  });

  it('never gives out more places than there are, however many sign up at once', async () => {
    const id = await make({ capacity: 2 });
    const replies = await Promise.all(
      ['an', 'bo', 'chi', 'da', 'leader'].map((name) => post(name, `/events/${id}/sign-up`)),
    );
    expect(replies.filter(({ json }) => json.state === 'going')).toHaveLength(2);
    expect(replies.filter(({ json }) => json.state === 'waiting')).toHaveLength(3);
  });

  it('is changed and called off by its organiser; those signed up are told and calendars follow', async () => {
    const id = await make({}, 'leader');
    await post('an', `/events/${id}/sign-up`);
    const read = async () => {
      const { ics } = await get('an', `/events/${id}/calendar`);
      const calendar = new ICAL.Component(ICAL.parse(ics));
      const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
      return {
        method: calendar.getFirstPropertyValue('method'),
        uid: event.uid,
        sequence: event.sequence,
        start: event.startDate.toJSDate().toISOString(),
      };
    };
    const before = await read();
    expect(before).toMatchObject({ method: 'PUBLISH', sequence: 0, start: '2026-04-20T06:00:00.000Z' });
    const moved = input({ startsAt: '2026-04-21T14:00:00+08:00', endsAt: '2026-04-21T16:00:00+08:00' });
    expect(await codeOf(world.call('other leader', 'PUT', `/events/${id}`, moved))).toBe('403 FORBIDDEN');
    await world.call('leader', 'PUT', `/events/${id}`, moved);
    expect(await read()).toEqual({ ...before, sequence: 1, start: '2026-04-21T06:00:00.000Z' });
    expect(await codeOf(post('other leader', `/events/${id}/cancel`))).toBe('403 FORBIDDEN');
    await post('leader', `/events/${id}/cancel`);
    expect(await read()).toMatchObject({ method: 'CANCEL', uid: before.uid, sequence: 2 });
    expect(await codeOf(post('leader', `/events/${id}/cancel`))).toBe('409 CONFLICT');
    expect(await codeOf(world.call('leader', 'PUT', `/events/${id}`, moved))).toBe('409 CONFLICT');
    expect(await codeOf(post('bo', `/events/${id}/sign-up`))).toBe('409 CONFLICT');
    const told = await noticesOf('an', id);
    expect(told).toHaveLength(2);
    // The clock of this test stands still, so the two have no order.
    expect(told).toContain('聚會「跨部會聚會」取消了。');
    expect(told.filter((text) => text.includes('有異動'))).toHaveLength(1);
  });

  it('has notes once it has begun, which become a draft of one’s own', async () => {
    const id = await make();
    expect(await codeOf(post('organiser', `/events/${id}/notes`, { notes: '紀錄' }))).toBe('409 CONFLICT');
    world.setNow('2026-04-20T07:00:00.000Z');
    expect(await codeOf(post('an', `/events/${id}/sign-up`))).toBe('409 CONFLICT');
    expect(await codeOf(post('an', `/events/${id}/case`, { agency: 'moda' }))).toBe('409 CONFLICT');
    expect(await codeOf(post('an', `/events/${id}/notes`, { notes: '紀錄' }))).toBe('403 FORBIDDEN');
    expect((await post('organiser', `/events/${id}/notes`, { notes: '三個機關都先量了現況。' })).status).toBe(
      200,
    );
    const draft = await post('an', `/events/${id}/case`, { agency: 'moda' });
    expect(draft).toMatchObject({ status: 201, json: { state: 'draft' } });
    const one = await get('an', `/cases/${draft.json.id}`);
    expect(one.draft).toMatchObject({
      title: '跨部會聚會',
      sections: { background: '三個機關都先量了現況。' },
    });
    expect(await codeOf(world.call('bo', 'GET', `/cases/${draft.json.id}`))).toBe('404 NOT_FOUND');
  });

  it('sends what nobody can answer to the board', async () => {
    world.setNow('2026-03-02T01:00:00.000Z');
    const id = await make();
    world.setNow('2026-04-20T07:00:00.000Z');
    await post('organiser', `/events/${id}/notes`, { notes: '還有一題沒人答得出來。' });
    const asked = await post('an', `/events/${id}/gap`, {
      question: '機關採購 AI 語音客服時，契約如何約定方言辨識率？',
    });
    expect(asked).toMatchObject({ status: 200 });
    expect(asked.json.outcome).toBe('no_source');
    expect((await get('an', `/gaps/${asked.json.gapId}`)).question).toContain('方言辨識率');
  });
});
