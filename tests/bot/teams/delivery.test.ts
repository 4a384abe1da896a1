import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../../bot/teams/activity.ts';
import { Connector } from '../../../bot/teams/connector.ts';
import { withRetries } from '../../../bot/teams/retry.ts';
import { AnswerStream } from '../../../bot/teams/stream.ts';
import type { Bank } from '../../../core/context.ts';
import { openSeededBank } from '../../support/world.ts';
import { rootOf } from './stand-in/check-activity.ts';
import {
  connectorApi,
  group,
  openTeams,
  person,
  personal,
  TeamsPeople,
  type TeamsStandIn,
  teamsConfig,
} from './stand-in/index.ts';

let teams: TeamsStandIn;
let bank: Bank;
let people: TeamsPeople;
const ann = person('ann');
const chat = personal(ann);
const room = group('pilots');
const question = '聊天機器人有哪些失敗的例子？';

beforeAll(async () => {
  teams = await openTeams();
  teams.connector.rosters.set(chat.id, [ann]);
  teams.connector.rosters.set(room.id, [ann]);
  bank = await openSeededBank({ config: { teams: teamsConfig(teams) } });
  people = new TeamsPeople(bank, teams);
});
afterAll(async () => {
  await people.mount.stop();
  await bank.store.close();
  await teams.close();
});
afterEach(() => {
  expect(teams.connector.wrongs).toEqual([]);
  const { connector } = teams;
  connector.clear();
  connector.faultRate = 0;
  connector.streams.refuseWith = undefined;
  connector.streams.stopAfter = Number.POSITIVE_INFINITY;
});

const ofStream = (activity: { entities?: { type: string }[] }) =>
  activity.entities?.find(({ type }) => type === 'streaminfo') as Record<string, unknown> | undefined;

describe('an answer in a chat of two', () => {
  it('is a stream: what is going on, then one whole message at its end', async () => {
    const { posted } = await people.send(people.activity(ann, chat, { text: question }));
    expect(ofStream(posted[0]!.activity)).toMatchObject({ streamType: 'informative', streamSequence: 1 });
    const last = posted.at(-1)!;
    expect(ofStream(last.activity)).toMatchObject({ streamType: 'final', streamId: posted[0]!.id });
    expect(rootOf(last.activity)!.citation.length).toBeGreaterThan(0);
    expect(posted.filter(({ activity }) => activity.type === 'message')).toHaveLength(1);
  });

  it('is one whole message where streams are not allowed', async () => {
    teams.connector.streams.refuseWith = 'Content stream is not allowed';
    const [answer, ...more] = await people.say(ann, chat, question);
    expect(more).toEqual([]);
    expect(ofStream(answer!.activity)).toBeUndefined();
    expect(rootOf(answer!.activity)!.citation.length).toBeGreaterThan(0);
  });

  it('comes no more once the person pressed Stop', async () => {
    teams.connector.streams.stopAfter = 1;
    expect(await people.say(ann, chat, question)).toEqual([]);
  });

  it('two of them come one after the other', async () => {
    const [one, two] = [question, '什麼是生成式 AI？'].map((text) => people.activity(ann, chat, { text }));
    await Promise.all([people.post(one!), people.post(two!)]);
    await people.mount.stop(120_000);
    const ends = teams.connector.messages.map(({ activity }) => ofStream(activity)?.streamType);
    expect(ends).toEqual(['final', 'final']);
  });
});

describe('a stream', () => {
  /** A stream through the real connector classes, on the SDK's own client. */
  async function openStream() {
    const api = await connectorApi(teams.serviceUrl);
    const connector = new Connector(api, people.activity(ann, chat, { text: '' }) as Activity);
    return new AnswerStream(connector, (text) => text);
  }
  const delta = (text: string) => ({ event: 'delta', data: { text } }) as const;
  const whole = { type: 'message', text: '一二三' } as const;

  it('grows by pieces that each hold all the text so far, not faster than Teams takes them', async () => {
    const stream = await openStream();
    await stream.start('查詢中');
    for (const text of ['一', '二', '三', '四', '五']) {
      stream.onProgress(delta(text));
      await new Promise((resolve) => setTimeout(resolve, 800));
    }
    await stream.finish(whole);
    const pieces = teams.connector.posted.filter(
      ({ activity }) => ofStream(activity)?.streamType === 'streaming',
    );
    expect(pieces.length).toBeGreaterThanOrEqual(2);
    for (const { activity } of pieces) expect('一二三四五').toMatch(new RegExp(`^${activity.text}`));
    const gaps = pieces.slice(1).map(({ at }, n) => at - pieces[n]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  it('that dies half-way leaves the whole answer in its place', async () => {
    const stream = await openStream();
    await stream.start('查詢中');
    stream.onProgress(delta('一'));
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    teams.connector.streams.refuseWith = 'Content stream finished due to exceeded streaming time.';
    const ending = await stream.finish(whole);
    const last = teams.connector.posted.at(-1)!;
    expect(last).toMatchObject({ isUpdate: true, activity: { text: '一二三' } });
    expect(ending).toEqual({ kind: 'sent', id: last.id });
  });

  it('throttled in the middle goes on with the next piece', async () => {
    const stream = await openStream();
    await stream.start('查詢中');
    teams.connector.fault({ status: 429, times: 1 });
    stream.onProgress(delta('一'));
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect((await stream.finish(whole)).kind).toBe('sent');
    expect(teams.connector.messages).toHaveLength(1);
  });
});

describe('a refusal of the connector', () => {
  it.each([412, 429, 502, 504])('of %i is tried again until it is taken', async (status) => {
    teams.connector.fault({ status, times: 2 });
    expect(await people.say(ann, room, question)).toHaveLength(1);
    expect(teams.connector.refusals).toBe(2);
  });

  it('is not tried again where trying is of no use', async () => {
    let calls = 0;
    const refused = withRetries(async () => {
      calls += 1;
      throw Object.assign(new Error('no'), { response: { status: 403 } });
    });
    await expect(refused).rejects.toThrow('no');
    expect(calls).toBe(1);
  });

  it('is given the time it asks for', async () => {
    teams.connector.fault({ status: 429, times: 1, retryAfterSeconds: 1 });
    const started = performance.now();
    let done = false;
    await withRetries(async () => {
      if (done) return;
      done = true;
      throw Object.assign(new Error(), { response: { status: 429, headers: { 'retry-after': '1' } } });
    });
    expect(performance.now() - started).toBeGreaterThanOrEqual(1_000);
  });

  it('of every fifth call still leaves every question answered once', async () => {
    teams.connector.faultRate = 0.2;
    const askers = Array.from({ length: 30 }, (_, n) => person(`asker-${n}`));
    await Promise.all(
      askers.map((who) => people.post(people.activity(who, personal(who), { text: question }))),
    );
    await people.mount.stop(60_000);
    const answered = teams.connector.messages.map(({ conversation }) => conversation);
    expect(new Set(answered).size).toBe(askers.length);
    expect(answered).toHaveLength(askers.length);
  });

  it('of everything is survived, and the next question is answered', async () => {
    teams.connector.fault({ status: 500, times: 20 });
    await people.say(ann, room, question);
    teams.connector.clear();
    expect(await people.say(ann, room, question)).toHaveLength(1);
  });
});
