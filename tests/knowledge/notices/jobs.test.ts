import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerRetention } from '../../../knowledge/answers/retention.ts';
import { tellOfChanges } from '../../../knowledge/answers/tell-of-changes.ts';
import {
  noticeDelivery,
  type OutgoingNotice,
  registerNoticeFace,
} from '../../../knowledge/notices/deliver.ts';
import { noticeRetention } from '../../../knowledge/notices/notice-retention.ts';
import { notify } from '../../../knowledge/notices/notify.ts';
import type { ScheduledJob } from '../../../knowledge/schedule/job.ts';
import { runDueJobs } from '../../../knowledge/schedule/run-due.ts';
import { remindOfReviews } from '../../../knowledge/sources/remind-of-reviews.ts';
import { saveSource } from '../../../knowledge/sources/save-source.ts';
import { admin, type TestPerson } from '../../support/people.ts';
import { dropSource, putSource, sourceRecord } from '../../support/sources.ts';
import { contextOf, testAdminToken } from '../../support/world.ts';
import { type GapWorld, openGapWorld } from '../gaps/world.ts';

let clock = Date.parse('2026-03-02T01:00:00Z');
const pass = (seconds: number) => {
  clock += seconds * 1_000;
};
let world: GapWorld;
let lin: TestPerson;
beforeAll(async () => {
  world = await openGapWorld(() => new Date(clock));
  lin = await world.person('lin');
});
afterAll(() => world?.bank.store.close());

/** The job's next run, whenever that is. */
async function run(job: ScheduledJob): Promise<void> {
  pass(job.everySeconds);
  expect(await runDueJobs(world.bank, [job])).toEqual([job.name]);
}
const noticesOf = async (token: string, kind: string) =>
  (await world.http.api('GET', '/me/notices?limit=100', { token })).json.items.filter(
    (one: { kind: string }) => one.kind === kind,
  );

describe('when a cited source changes', () => {
  const question = '青山市政府的語音辨識有什麼風險？';
  const text = (more: string) => `青山市政府試用語音辨識，發現對方言辨識不佳。${more}`;

  it('whoever asked is told once, with the way to the answer, and not what the source is called', async () => {
    await putSource(world.bank, { id: 'green', title: '只給看得到的人的標題', text: text('') });
    const asked = await world.ask(lin, question);
    expect(asked.citations.map((one: { externalId: string }) => one.externalId)).toContain('green');
    await run(tellOfChanges);
    expect(await noticesOf(lin.token, 'source-changed')).toEqual([]);
    pass(60);
    // A new version that leaves what was cited alone, wherever it now stands, is no news.
    await putSource(world.bank, { id: 'green', title: '只給看得到的人的標題', texts: ['前言。', text('')] });
    await run(tellOfChanges);
    expect(await noticesOf(lin.token, 'source-changed')).toEqual([]);
    const kept = (await world.get(lin, `/answers/${asked.answerId}`)).json;
    expect(kept.sourceChanges).toMatchObject([{ what: 'updated', passageChanged: false }]);
    pass(60);
    await putSource(world.bank, { id: 'green', title: '只給看得到的人的標題', text: text('後來改善。') });
    await run(tellOfChanges);
    const told = await noticesOf(lin.token, 'source-changed');
    expect(told).toMatchObject([{ link: `/answers/${asked.answerId}` }]);
    expect(told[0].text).toContain('1 份來源改了被引用的內容');
    expect(told[0].text).not.toContain('標題');
    pass(60);
    await putSource(world.bank, { id: 'green', text: text('再次改善。') });
    await run(tellOfChanges);
    await run(tellOfChanges);
    expect(await noticesOf(lin.token, 'source-changed')).toHaveLength(1);
  });

  it('or is withdrawn, those who ask later are told of that', async () => {
    const late = await world.person('late');
    const asked = await world.ask(late, question);
    pass(60);
    await dropSource(world.bank, 'green');
    await run(tellOfChanges);
    expect(await noticesOf(late.token, 'source-changed')).toMatchObject([
      { link: `/answers/${asked.answerId}`, text: expect.stringContaining('1 份來源已下架') },
    ]);
  });
});

describe('a review date', () => {
  const save = (id: string, reviewBy: string, more: Record<string, unknown> = {}) =>
    world.bank.store.system.transaction((tx) =>
      saveSource(
        tx,
        { ...sourceRecord({ id }), reviewBy, ...more },
        { origin: 'ingest', now: world.bank.now() },
      ),
    );
  const inDays = (days: number) => new Date(clock + days * 86_400_000).toISOString().slice(0, 10);

  it('is told to the owner once for each date, near it and not before', async () => {
    await save('owned', inDays(30), { owner: 'lin' });
    await run(remindOfReviews);
    expect(await noticesOf(lin.token, 'review-due')).toEqual([]);
    await save('owned', inDays(10), { owner: 'lin' });
    await run(remindOfReviews);
    await run(remindOfReviews);
    expect(await noticesOf(lin.token, 'review-due')).toHaveLength(1);
    pass(20 * 86_400);
    await save('owned', inDays(-1), { owner: 'lin' });
    await run(remindOfReviews);
    const told = await noticesOf(lin.token, 'review-due');
    expect(told).toHaveLength(2);
    expect(told[0].text).toContain('已經逾期');
  });

  it('nobody answers for is told to the administrator, unless it is not theirs to see', async () => {
    await save('nobodys', inDays(3));
    await save('secret', inDays(3), { visibility: 'agency:moda', title: '機密標題' });
    await run(remindOfReviews);
    const told = await noticesOf(testAdminToken, 'review-due');
    expect(told.map((one: { text: string }) => one.text).join()).toContain('標題 nobodys');
    expect(JSON.stringify(told)).not.toContain('機密標題');
  });
});

describe('a notice for a person with a linked chat account', () => {
  const text = { 'zh-TW': '有了回覆。', en: 'A reply.' };
  const tell = (personId: string, key: string) =>
    notify(contextOf(world.bank, { actor: admin }), world.bank.store.system, {
      personId,
      kind: 'test',
      text,
      key,
    });
  const link = (personId: string, platform: string) =>
    world.bank.store.system.query(
      'insert into chat_accounts (id, platform, team, account, person_id, linked_at) values ($1, $2, $3, $4, $5, $6)',
      [`account_${platform}_${personId}`, platform, 'T', personId, personId, world.bank.now()],
    );
  const states = async (key: string) =>
    (
      await world.bank.store.system.query<{ state: string; attempts: number }>(
        `select d.state, d.attempts from notice_deliveries d join notices n on n.id = d.notice_id where n.key = $1`,
        [key],
      )
    )[0];

  const sent: OutgoingNotice[] = [];
  let answer: () => Promise<'sent' | 'unreachable' | 'unsure'> = async () => 'sent';
  let slack: TestPerson;
  beforeAll(async () => {
    slack = await world.person('slack');
    await link(slack.actor.personId!, 'slack');
    registerNoticeFace(world.bank, {
      platform: 'slack',
      deliver: async (notice) => {
        sent.push(notice);
        return answer();
      },
    });
  });

  it('comes there once, and to nobody without an account', async () => {
    await tell(slack.actor.personId!, 'chat-1');
    await tell(lin.actor.personId!, 'chat-2');
    await run(noticeDelivery);
    await run(noticeDelivery);
    const [account] = [{ team: 'T', account: slack.actor.personId }];
    expect(sent).toMatchObject([{ personId: slack.actor.personId, text, link: null, accounts: [account] }]);
    expect(await states('chat-1')).toEqual({ state: 'sent', attempts: 1 });
    expect(await states('chat-2')).toBeUndefined();
  });

  it('is tried again when it certainly did not arrive, and given up in the end', async () => {
    sent.length = 0;
    answer = async () => {
      throw new Error('429');
    };
    await tell(slack.actor.personId!, 'chat-3');
    await run(noticeDelivery);
    expect(await states('chat-3')).toEqual({ state: 'pending', attempts: 1 });
    answer = async () => 'sent';
    pass(60);
    await run(noticeDelivery);
    expect(await states('chat-3')).toEqual({ state: 'sent', attempts: 2 });
    answer = async () => {
      throw new Error('down');
    };
    await tell(slack.actor.personId!, 'chat-4');
    for (let hour = 0; hour < 8; hour++) {
      await run(noticeDelivery);
      pass(3_600);
    }
    expect(await states('chat-4')).toEqual({ state: 'failed', attempts: 5 });
    expect(sent).toHaveLength(2 + 5);
  });

  it('is not sent a second time when the server died while sending', async () => {
    sent.length = 0;
    answer = async () => 'sent';
    await tell(slack.actor.personId!, 'chat-5');
    await world.bank.store.system.query(
      `insert into notice_deliveries (notice_id, platform, state, attempts, next_at, updated_at)
       select n.id, 'slack', 'sending', 1, $1, $1 from notices n where n.key = 'chat-5'`,
      [world.bank.now()],
    );
    await run(noticeDelivery);
    expect(sent).toEqual([]);
    expect(await states('chat-5')).toEqual({ state: 'unknown', attempts: 1 });
  });

  it('is not sent a second time when there is no telling whether it arrived', async () => {
    sent.length = 0;
    answer = async () => 'unsure';
    await tell(slack.actor.personId!, 'chat-7');
    for (let hour = 0; hour < 3; hour++) {
      await run(noticeDelivery);
      pass(3_600);
    }
    expect(sent).toHaveLength(1);
    expect(await states('chat-7')).toEqual({ state: 'unknown', attempts: 1 });
  });

  it('is not sent when it was read before', async () => {
    sent.length = 0;
    await tell(slack.actor.personId!, 'chat-6');
    await world.post(slack, '/me/notices/read');
    await run(noticeDelivery);
    expect(sent).toEqual([]);
  });
});

describe('retention', () => {
  it('deletes answers and notices past their time on schedule', async () => {
    const before = await world.bank.store.system.query<{ n: number }>('select count(*) as n from answers a');
    expect(before[0]!.n).toBeGreaterThan(0);
    pass(91 * 86_400);
    await run(answerRetention);
    await run(noticeRetention);
    for (const table of ['answers', 'notices'])
      expect(await world.bank.store.system.query(`select from ${table} t`)).toEqual([]);
  });
});
