import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapUpkeep } from '../../../knowledge/gaps/gap-upkeep.ts';
import { runDueJobs } from '../../../knowledge/schedule/run-due.ts';
import type { TestPerson } from '../../support/people.ts';
import { type GapWorld, openGapWorld } from './world.ts';

let clock = Date.parse('2026-03-02T01:00:00Z');
let world: GapWorld;
let asker: TestPerson;
let colleague: TestPerson;
let focused: TestPerson;
let cluster: TestPerson;
let reviewer: TestPerson;
beforeAll(async () => {
  world = await openGapWorld(() => new Date(clock));
  asker = await world.person('asker');
  colleague = await world.person('colleague');
  focused = await world.person('focused', ['pilot_leader']);
  cluster = await world.person('cluster', ['pilot_leader']);
  reviewer = await world.person('reviewer', ['reviewer']);
  await world.http.api('PUT', '/me/profile', { token: focused.token, json: { focus: ['AI素養'] } });
  await world.http.api('PUT', '/me/profile', { token: cluster.token, json: { cluster: 'hw' } });
});
afterAll(() => world?.bank.store.close());

const noticesOf = async (who: TestPerson) =>
  (await world.get(who, '/me/notices?limit=100')).json.items.map(
    ({ kind, link }: { kind: string; link: string }) => `${kind} ${link}`,
  );

describe('a question no source answers', () => {
  const question = 'AI素養的內訓，請洽 wang@example.gov.tw 或 0912-345-678，經費要編多少？';
  let id = '';

  it('goes to the community masked and unnamed, and to the leader whose field it is', async () => {
    const opened = await world.gap(asker, question);
    expect(opened).toMatchObject({
      status: 201,
      json: { outcome: 'opened', masked: 2, asked: 1, alike: [] },
    });
    id = opened.json.id;
    const seen = await world.get(colleague, `/gaps/${id}`);
    expect(seen.json).toMatchObject({
      state: 'open',
      asker: null,
      answerId: null,
      votes: 1,
      mine: false,
      reason: 'no_source',
      competencies: [{ id: 'AI素養' }],
    });
    expect(seen.text).not.toMatch(/wang@|0912|"asker":"asker"/);
    expect((await world.get(asker, `/gaps/${id}`)).json).toMatchObject({ mine: true, asker: 'asker' });
    expect(await noticesOf(focused)).toEqual([`gap-asked /gaps/${id}`]);
    expect(await noticesOf(cluster)).toEqual([]);
    expect((await world.get(focused, '/gaps?mine=true')).json.items).toMatchObject([{ id, askedMe: true }]);
  });

  it('asked again in other words is joined, and both are told of the reply', async () => {
    const again = await world.gap(colleague, '請問AI素養的內訓，請洽 wang@example.gov.tw，要編多少經費呢？');
    expect(again.json).toMatchObject({ id, outcome: 'joined', asked: 0 });
    const replied = await world.post(focused, `/gaps/${id}/replies`, {
      text: '本機關編列每人三小時，電話 02-2345-6789。',
    });
    expect(replied).toMatchObject({ status: 201, json: { state: 'answered', masked: 1, told: 2 } });
    for (const who of [asker, colleague]) expect(await noticesOf(who)).toContain(`gap-replied /gaps/${id}`);
    const seen = await world.get(colleague, `/gaps/${id}`);
    expect(seen.json).toMatchObject({
      votes: 2,
      needed: true,
      answers: [{ author: 'focused', text: expect.stringContaining('電話已遮蔽') }],
    });
  });

  it('is solved by its asker and nobody else, and its replier thanked', async () => {
    expect((await world.post(colleague, `/gaps/${id}/close`)).status).toBe(403);
    expect((await world.post(asker, `/gaps/${id}/close`, { reason: '照做了' })).json.state).toBe('closed');
    expect(await noticesOf(focused)).toContain(`gap-solved /gaps/${id}`);
    expect((await world.post(colleague, `/gaps/${id}/replies`, { text: '晚了' })).status).toBe(409);
    expect((await world.post(asker, `/gaps/${id}/reopen`)).json.state).toBe('open');
    expect((await world.post(asker, `/gaps/${id}/close`)).json.state).toBe('closed');
  });

  it('shows who asked when the asker wants it', async () => {
    const name = (who: TestPerson, named: boolean) =>
      world.http.api('PUT', `/gaps/${id}/name`, { token: who.token, json: { named } });
    expect((await name(colleague, true)).status).toBe(403);
    expect((await name(asker, true)).status).toBe(200);
    expect((await world.get(colleague, `/gaps/${id}`)).json.asker).toBe('asker');
  });
});

describe('an answer', () => {
  it('that helped does not become a gap; one rated badly does', async () => {
    const { answerId, outcome } = await world.ask(asker, '機關使用生成式 AI 前應該做什麼？');
    expect(outcome).toBe('answered');
    expect((await world.post(asker, '/gaps', { answerId })).status).toBe(409);
    await world.post(asker, `/answers/${answerId}/feedback`, { helpful: false });
    const opened = await world.post(asker, '/gaps', { answerId });
    expect(opened.status).toBe(201);
    expect((await world.get(asker, `/gaps/${opened.json.id}`)).json).toMatchObject({
      reason: 'badly_rated',
      answerId,
    });
  });

  it('of somebody else is put up by a pilot leader only, who finds it in the list', async () => {
    const { answerId } = await world.ask(asker, '哪個機關用 AI 管理停車場？聯絡 lee@example.gov.tw');
    expect((await world.post(colleague, '/gaps', { answerId })).status).toBe(403);
    expect((await world.get(colleague, '/gaps/unanswered')).status).toBe(403);
    const list = await world.get(focused, '/gaps/unanswered');
    expect(list.json.items.map((one: { answerId: string }) => one.answerId)).toContain(answerId);
    expect(list.text).not.toMatch(/lee@|person_/);
    const opened = await world.post(focused, '/gaps', { answerId });
    expect(opened.json).toMatchObject({ outcome: 'opened' });
    await world.post(cluster, `/gaps/${opened.json.id}/replies`, { text: '可參考鄰近機關。' });
    expect(await noticesOf(asker)).toContain(`gap-replied /gaps/${opened.json.id}`);
    const left = await world.get(focused, '/gaps/unanswered');
    expect(left.json.items.map((one: { answerId: string }) => one.answerId)).not.toContain(answerId);
  });

  it('is put up by nobody who is not signed in', async () => {
    expect((await world.http.api('POST', '/gaps', { json: { answerId: 'x' } })).status).toBe(401);
    expect((await world.http.api('GET', '/gaps')).status).toBe(401);
  });
});

describe('the leaders', () => {
  it('are asked in turn when it is nobody’s field, and others after a week', async () => {
    const opened = await world.gap(asker, '候鳥遷徙路線用 AI 追蹤的機關是哪個？');
    expect(opened.json.asked).toBe(2);
    const id = opened.json.id;
    expect(await noticesOf(cluster)).toContain(`gap-asked /gaps/${id}`);
    const late = await world.person('late', ['pilot_leader']);
    await runDueJobs(world.bank, [gapUpkeep]);
    expect(await noticesOf(late)).toEqual([]);
    clock += 8 * 86_400_000;
    await runDueJobs(world.bank, [gapUpkeep]);
    expect(await noticesOf(late)).toContain(`gap-asked /gaps/${id}`);
    expect((await noticesOf(cluster)).filter((one: string) => one === `gap-asked /gaps/${id}`)).toHaveLength(
      1,
    );
  });

  it('of another agency are not asked about what they may not see', async () => {
    const member = await world.person('member', ['staff'], 'moda');
    const own = await world.person('own-leader', ['pilot_leader'], 'moda');
    const opened = await world.gap(member, '火星探測器的 AI 要怎麼編預算？', { visibility: 'agency:moda' });
    expect(opened.json.asked).toBe(1);
    expect(await noticesOf(own)).toEqual([`gap-asked /gaps/${opened.json.id}`]);
    expect((await world.get(focused, `/gaps/${opened.json.id}`)).status).toBe(404);
  });
});

describe('a reply', () => {
  it('becomes a draft of its author, and its case is told when published', async () => {
    const opened = await world.gap(asker, '捷運車廂溫度用 AI 調節的作法是什麼？');
    const id = opened.json.id;
    const { replyId } = (
      await world.post(focused, `/gaps/${id}/replies`, { text: '我們以感測器資料訓練模型。' })
    ).json;
    expect((await world.post(cluster, `/gaps/${id}/replies/${replyId}/case`)).status).toBe(404);
    const made = await world.post(focused, `/gaps/${id}/replies/${replyId}/case`);
    expect(made.status).toBe(201);
    const { caseId } = made.json;
    expect((await world.get(focused, '/me/cases')).json.items).toMatchObject([
      { id: caseId, state: 'draft' },
    ]);
    await world.bank.store.system.query("update cases set state = 'published' where id = $1", [caseId]);
    clock += 3_600_000;
    await runDueJobs(world.bank, [gapUpkeep]);
    clock += 3_600_000;
    await runDueJobs(world.bank, [gapUpkeep]);
    const told = (await noticesOf(asker)).filter((one: string) => one === `gap-case /cases/${caseId}`);
    expect(told).toHaveLength(1);
  });

  it('taken away by its author opens the question again', async () => {
    const { id } = (await world.gap(asker, '機場行李輸送帶的 AI 由誰維護？')).json;
    const { replyId } = (await world.post(colleague, `/gaps/${id}/replies`, { text: '不確定。' })).json;
    const away = (who: TestPerson) =>
      world.post(who, `/gaps/${id}/replies/${replyId}/withdraw`, { reason: '答非所問' });
    expect((await away(asker)).status).toBe(403);
    expect((await away(colleague)).status).toBe(200);
    expect((await away(reviewer)).status).toBe(404);
    expect((await world.get(asker, `/gaps/${id}`)).json).toMatchObject({ state: 'open', answers: [] });
  });
});

describe('moderation', () => {
  it('declines with a reason, told to everybody who needs it', async () => {
    const { id } = (await world.gap(asker, '今天午餐吃什麼的 AI 推薦系統要多少錢？')).json;
    await world.post(colleague, `/gaps/${id}/votes`);
    expect((await world.post(focused, `/gaps/${id}/decline`, { reason: '離題' })).status).toBe(403);
    expect((await world.post(reviewer, `/gaps/${id}/decline`, { reason: '' })).status).toBe(400);
    expect((await world.post(reviewer, `/gaps/${id}/decline`, { reason: '與政府業務無關' })).json.state).toBe(
      'declined',
    );
    for (const who of [asker, colleague]) expect(await noticesOf(who)).toContain(`gap-declined /gaps/${id}`);
    expect((await world.post(asker, `/gaps/${id}/reopen`)).status).toBe(409);
    expect((await world.post(reviewer, `/gaps/${id}/reopen`)).json.state).toBe('open');
  });
});

describe('a person who leaves', () => {
  it('takes along what nobody else needs, and leaves the rest without a name', async () => {
    const leaver = await world.person('leaver-of-gaps');
    const alone = (await world.gap(leaver, '潛水艇的 AI 聲納由哪個機關負責？')).json.id;
    const shared = (await world.gap(leaver, '樹木健康的 AI 診斷由哪個機關負責？', { named: true })).json.id;
    await world.post(colleague, `/gaps/${shared}/votes`);
    const out = await world.get(leaver, '/me/export');
    expect(out.json.data['gaps.asker']).toHaveLength(2);
    expect(out.json.data.gap_votes).toHaveLength(2);
    await world.http.api('DELETE', '/me', { token: leaver.token });
    expect((await world.get(colleague, `/gaps/${alone}`)).status).toBe(404);
    expect((await world.get(colleague, `/gaps/${shared}`)).json).toMatchObject({ asker: null, votes: 1 });
  });
});
