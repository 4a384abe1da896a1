import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseInput } from '../support/cases.ts';
import {
  afterClose,
  callInput,
  nominationInput,
  openProgrammeWorld,
  type ProgrammeWorld,
  scores,
  whileOpen,
} from '../support/programme.ts';

let world: ProgrammeWorld;
beforeAll(async () => {
  world = await openProgrammeWorld();
  for (const name of ['organiser', 'panel a', 'panel b', 'panel c', 'nominating reviewer'])
    await world.person(name, ['reviewer']);
  await world.person('reviewer of moda', ['reviewer'], 'moda');
  await world.person('lin', ['staff'], 'moda');
  await world.person('chen', ['staff'], 'mof');
  await world.person('wu', ['pilot_leader'], 'moi');
  await world.person('outsider', ['staff'], 'moea');
  await world.person('manager of moda', ['manager'], 'moda');
  await world.person('manager of mof', ['manager'], 'mof');
});
afterAll(() => world.close());

const codeOf = async (reply: Promise<{ status: number; json: { error?: { code: string } } }>) => {
  const { status, json } = await reply;
  return `${status} ${json?.error?.code ?? ''}`.trim();
};
const post = (name: string | undefined, path: string, json: unknown = {}) =>
  world.call(name, 'POST', path, json);
const get = async (name: string | undefined, path: string) => (await world.call(name, 'GET', path)).json;
const noticesOf = async (name: string) =>
  (
    await world.bank.store.system.query<{ text: { 'zh-TW': string } }>(
      'select n.text from notices n where n.person_id = $1 order by n.created_at, n.id',
      [(await world.person(name)).actor.personId],
    )
  ).map(({ text }) => text['zh-TW']);

describe('from a call to a cohort that learns together', () => {
  let callId = '';
  const nominations: Record<string, string> = {};
  let cohortId = '';

  it('is drafted by a reviewer, seen by nobody else, and stands once published', async () => {
    world.setNow('2026-03-02T01:00:00.000Z');
    expect(await codeOf(post('lin', '/calls', callInput()))).toBe('403 FORBIDDEN');
    const made = await post('organiser', '/calls', callInput());
    expect(made.status).toBe(201);
    callId = made.json.id;
    expect(await codeOf(world.call('lin', 'GET', `/calls/${callId}`))).toBe('404 NOT_FOUND');
    expect(await codeOf(post('lin', '/nominations', nominationInput(callId)))).toBe('404 NOT_FOUND');
    expect((await post('organiser', `/calls/${callId}/publish`)).json).toEqual({ id: callId, phase: 'open' });
    expect(await codeOf(post('organiser', `/calls/${callId}/publish`))).toBe('409 CONFLICT');
    const change = { ...callInput(), criteria: [{ id: 'other', text: { 'zh-TW': '換標準' } }] };
    expect(await codeOf(world.call('organiser', 'PUT', `/calls/${callId}`, change))).toBe('409 CONFLICT');
    const seen = await get(undefined, `/calls/${callId}`);
    expect(seen.criteria.map((one: { id: string }) => one.id)).toEqual(['project', 'governance']);
    expect(seen.rule).toEqual({ quorum: 2, passMean: 3.5, minCriterion: 2.5 });
    expect(seen.panel).toBeUndefined();
  });

  it('takes nominations of oneself and of others, with the supervisor’s consent by name and day', async () => {
    world.setNow(whileOpen);
    expect(await codeOf(post(undefined, '/nominations', nominationInput(callId)))).toBe(
      '401 UNAUTHENTICATED',
    );
    const early = nominationInput(callId, { consent: { supervisor: '陳處長', givenOn: '2026-03-20' } });
    expect(await codeOf(post('lin', '/nominations', early))).toBe('400 INVALID_INPUT');
    const { consent: _none, ...without } = nominationInput(callId);
    expect(await codeOf(post('lin', '/nominations', without))).toBe('400 INVALID_INPUT');

    const own = await post('lin', '/nominations', nominationInput(callId));
    expect(own).toMatchObject({ status: 201, json: { state: 'submitted' } });
    nominations.lin = own.json.id;
    expect(await codeOf(post('lin', '/nominations', nominationInput(callId)))).toBe('409 CONFLICT');

    const chen = await world.person('chen');
    const forChen = nominationInput(callId, { agency: 'mof', nominee: { id: chen.actor.personId } });
    const other = await post('nominating reviewer', '/nominations', forChen);
    expect(other.json.state).toBe('invited');
    nominations.chen = other.json.id;
    expect(await noticesOf('chen')).toHaveLength(1);
    expect(await codeOf(post('outsider', `/nominations/${nominations.chen}/accept`))).toBe('404 NOT_FOUND');
    expect(await codeOf(post('nominating reviewer', `/nominations/${nominations.chen}/accept`))).toBe(
      '403 FORBIDDEN',
    );
    expect((await post('chen', `/nominations/${nominations.chen}/accept`)).json.state).toBe('submitted');
    expect(await codeOf(post('chen', `/nominations/${nominations.chen}/accept`))).toBe('409 CONFLICT');
    expect(await noticesOf('nominating reviewer')).toHaveLength(1);

    const byName = await post(
      'lin',
      '/nominations',
      nominationInput(callId, { agency: 'moi', nominee: { name: '吳小姐' } }),
    );
    nominations.wu = byName.json.id;
    expect(byName.json.inviteCode).toMatch(/^[0-9a-z]{50,}$/);
    expect(await codeOf(post('wu', '/nominations/accept', { code: 'x'.repeat(52) }))).toBe('404 NOT_FOUND');
    expect((await post('wu', '/nominations/accept', { code: byName.json.inviteCode })).json.state).toBe(
      'submitted',
    );
    expect(await codeOf(post('outsider', '/nominations/accept', { code: byName.json.inviteCode }))).toBe(
      '404 NOT_FOUND',
    );
    const seen = await get('wu', `/nominations/${nominations.wu}`);
    expect(seen).toMatchObject({ mine: 'nominee', nominee: { name: 'wu' }, consentRecorded: { by: 'lin' } });
  });

  it('is edited and withdrawn until the call closes, by its own people alone', async () => {
    const path = `/nominations/${nominations.lin}`;
    const { callId: _id, ...changed } = nominationInput(callId, { reason: '改寫的理由' });
    expect((await world.call('lin', 'PUT', path, changed)).status).toBe(200);
    expect((await get('lin', path)).reason).toBe('改寫的理由');
    expect(await codeOf(world.call('outsider', 'PUT', path, changed))).toBe('404 NOT_FOUND');
    expect(await codeOf(world.call('organiser', 'PUT', path, changed))).toBe('403 FORBIDDEN');
    const spare = await post('outsider', '/nominations', nominationInput(callId, { agency: 'moea' }));
    expect((await post('outsider', `/nominations/${spare.json.id}/withdraw`)).json.state).toBe('withdrawn');
    expect(await codeOf(post('outsider', `/nominations/${spare.json.id}/withdraw`))).toBe('409 CONFLICT');
    const never = await post(
      'outsider',
      '/nominations',
      nominationInput(callId, { agency: 'moea', nominee: { name: '無人' } }),
    );
    nominations.lapsing = never.json.id;
  });

  it('has a panel without those who stand in it', async () => {
    const panel = `/calls/${callId}/panel`;
    expect(await codeOf(post('lin', panel))).toBe('403 FORBIDDEN');
    expect(await codeOf(post('nominating reviewer', panel))).toBe('403 FORBIDDEN');
    for (const name of ['panel a', 'panel b', 'panel c', 'reviewer of moda'])
      expect((await post(name, panel)).json).toEqual({ id: callId, onPanel: true });
    expect(await codeOf(post('panel a', panel))).toBe('409 CONFLICT');
    // Whoever sits on the panel puts nobody up, and is put up by nobody.
    expect(await codeOf(post('panel a', '/nominations', nominationInput(callId)))).toBe('403 FORBIDDEN');
    const id = (await world.person('panel a')).actor.personId;
    expect(await codeOf(post('outsider', '/nominations', nominationInput(callId, { nominee: { id } })))).toBe(
      '403 FORBIDDEN',
    );
    expect(await codeOf(world.call('nominating reviewer', 'GET', `/nominations/${nominations.lin}`))).toBe(
      '404 NOT_FOUND',
    );
    expect((await get('nominating reviewer', `/calls/${callId}/nominations`)).items).toEqual([]);
  });

  it('is judged after the close, once by each member, on every criterion, with conflicts refused', async () => {
    const path = `/nominations/${nominations.lin}/scores`;
    expect(await codeOf(post('panel a', path, scores(4, 4)))).toBe('409 CONFLICT');
    world.setNow(afterClose);
    const { callId: _id, ...changed } = nominationInput(callId);
    expect(await codeOf(world.call('lin', 'PUT', `/nominations/${nominations.lin}`, changed))).toBe(
      '409 CONFLICT',
    );
    expect(await codeOf(post('outsider', '/nominations', nominationInput(callId)))).toBe('409 CONFLICT');
    expect(await codeOf(post('organiser', path, scores(4, 4)))).toBe('403 FORBIDDEN'); // not on the panel
    expect(await codeOf(post('reviewer of moda', path, scores(5, 5)))).toBe('403 FORBIDDEN'); // same agency
    expect(await codeOf(post('panel a', path, { scores: scores(4, 4).scores.slice(0, 1) }))).toBe(
      '400 INVALID_INPUT',
    );
    expect((await post('panel a', path, scores(4, 4))).status).toBe(200);
    expect(await codeOf(post('panel a', path, scores(5, 5)))).toBe('409 CONFLICT');
    expect(await codeOf(post('panel a', `/calls/${callId}/panel/leave`))).toBe('409 CONFLICT');
    const listed = await get('reviewer of moda', `/calls/${callId}/nominations`);
    const lin = listed.items.find((one: { id: string }) => one.id === nominations.lin);
    expect(lin).toMatchObject({ ballots: 1, own: null });
    expect(lin.conflict).toContain('同機關');
  });

  it('is decided by the published rule when every nomination has its quorum, and told with reasons', async () => {
    expect(await codeOf(post('organiser', `/calls/${callId}/decide`))).toBe('409 CONFLICT');
    await post('panel b', `/nominations/${nominations.lin}/scores`, scores(4, 3));
    await post('panel a', `/nominations/${nominations.chen}/scores`, scores(5, 4));
    await post('panel b', `/nominations/${nominations.chen}/recuse`, { reason: '曾共事' });
    expect(await codeOf(post('organiser', `/calls/${callId}/decide`))).toBe('409 CONFLICT');
    await post('panel c', `/nominations/${nominations.chen}/scores`, scores(4, 4));
    await post('panel a', `/nominations/${nominations.wu}/scores`, scores(5, 2));
    await post('panel c', `/nominations/${nominations.wu}/scores`, scores(5, 2));
    expect(await codeOf(post('nominating reviewer', `/calls/${callId}/decide`))).toBe('403 FORBIDDEN');
    expect(await codeOf(post('lin', `/calls/${callId}/decide`))).toBe('403 FORBIDDEN');
    const decided = await post('organiser', `/calls/${callId}/decide`);
    expect(decided.json).toEqual({ id: callId, phase: 'decided', selected: 2 });
    expect(await codeOf(post('organiser', `/calls/${callId}/decide`))).toBe('409 CONFLICT');

    const lin = await get('lin', `/nominations/${nominations.lin}`);
    expect(lin).toMatchObject({ state: 'selected', result: { mean: 3.75, judges: 2, ground: 'passed' } });
    expect(lin.result.criteria[0]).toEqual({
      id: 'project',
      mean: 4,
      comments: ['專案 4 分的理由', '專案 4 分的理由'],
    });
    const wu = await get('wu', `/nominations/${nominations.wu}`);
    expect(wu).toMatchObject({ state: 'not_selected', result: { mean: 3.5, ground: 'low_criterion' } });
    expect(JSON.stringify(wu.result)).not.toContain('panel');
    expect((await get('outsider', `/nominations/${nominations.lapsing}`)).state).toBe('lapsed');
    for (const [name, part] of [
      ['lin', '入選（總平均 3.75'],
      ['wu', '未入選（總平均 3.50'],
      ['nominating reviewer', '入選（總平均 4.25'],
    ] as const)
      expect(
        (await noticesOf(name)).some((text) => text.includes(part)),
        name,
      ).toBe(true);
    expect(await codeOf(post('lin', `/nominations/${nominations.lin}/withdraw`))).toBe('409 CONFLICT');
  });

  it('becomes a cohort of those selected alone', async () => {
    const cohort = { name: '第一梯', startsOn: '2026-04-06', endsOn: '2026-07-13' };
    expect(await codeOf(post('lin', '/cohorts', cohort))).toBe('403 FORBIDDEN');
    const made = await post('organiser', '/cohorts', { ...cohort, callId });
    expect(made).toMatchObject({ status: 201, json: { added: 2 } });
    cohortId = made.json.id;
    expect(
      await codeOf(post('organiser', `/cohorts/${cohortId}/members`, { nominationIds: [nominations.wu] })),
    ).toBe('409 CONFLICT');
    expect((await get('lin', '/cohorts')).items).toHaveLength(1);
    expect((await get('outsider', '/cohorts')).items).toEqual([]);
    expect(await codeOf(world.call('outsider', 'GET', `/cohorts/${cohortId}`))).toBe('404 NOT_FOUND');
    expect(await noticesOf('chen')).toContain('您已加入 AI 領航主管梯次「第一梯」。');
  });

  it('takes a track together, on a shared schedule, each seeing what the others agreed to share', async () => {
    expect(await codeOf(post('lin', `/cohorts/${cohortId}/track`, { track: 'managers-mid' }))).toBe(
      '403 FORBIDDEN',
    );
    const track = await post('organiser', `/cohorts/${cohortId}/track`, { track: 'managers-mid' });
    expect(track.json.units).toHaveLength(7);
    expect(track.json.units[0].dueOn).toBe('2026-04-20');
    expect(track.json.units.at(-1).dueOn).toBe('2026-07-13');
    const courseId = track.json.units[0].courseId;

    const done = await post('lin', '/me/completions', { courseId, note: '決定書在共用資料夾' });
    expect(done.json.state).toBe('waiting');
    const completionId = done.json.id;
    const before = await get('chen', `/cohorts/${cohortId}`);
    expect(before.units[0]).toMatchObject({ sharing: 0, done: 0, people: [], mine: null });
    expect(before.toSign).toEqual([]);
    expect((await get('lin', `/cohorts/${cohortId}`)).units[0].mine).toBe('waiting');
    const signed = `/cohorts/${cohortId}/sign-offs`;
    expect(await codeOf(post('chen', signed, { completionId, decision: 'confirm' }))).toBe('404 NOT_FOUND');

    await post('lin', `/cohorts/${cohortId}/sharing`, { shares: true });
    const shared = await get('chen', `/cohorts/${cohortId}`);
    expect(shared.units[0]).toMatchObject({
      sharing: 1,
      done: 0,
      people: [{ name: 'lin', state: 'waiting' }],
    });
    expect(shared.toSign).toMatchObject([
      { id: completionId, person: { name: 'lin' }, note: '決定書在共用資料夾' },
    ]);
    expect(await codeOf(post('outsider', signed, { completionId, decision: 'confirm' }))).toBe(
      '404 NOT_FOUND',
    );
    expect(await codeOf(post('lin', signed, { completionId, decision: 'confirm' }))).toBe('409 CONFLICT');
    expect(await codeOf(post('organiser', signed, { completionId, decision: 'confirm' }))).toBe(
      '403 FORBIDDEN',
    );
    expect((await post('chen', signed, { completionId, decision: 'confirm' })).json.state).toBe('done');
    expect(await codeOf(post('chen', signed, { completionId, decision: 'confirm' }))).toBe('409 CONFLICT');
    expect((await get('organiser', `/cohorts/${cohortId}`)).units[0]).toMatchObject({ sharing: 1, done: 1 });
    const evidence = await world.bank.store.system.query('select from evidence e where e.object = $1', [
      completionId,
    ]);
    expect(evidence.length).toBeGreaterThan(0);

    await post('lin', `/cohorts/${cohortId}/sharing`, { shares: false });
    expect((await get('organiser', `/cohorts/${cohortId}`)).units[0]).toMatchObject({
      sharing: 0,
      done: 0,
      people: [],
    });
  });

  it('walks a project through its gates in order, each signed by somebody else', async () => {
    const gates = `/cohorts/${cohortId}/gates`;
    const scope = { gate: 'scope', evidence: '現況：每件公文分文 12 分鐘。' };
    expect(await codeOf(post('lin', gates, scope))).toBe('409 CONFLICT'); // no project yet
    const { projectId } = (
      await post('lin', `/cohorts/${cohortId}/project`, { title: '公文摘要', summary: '試辦' })
    ).json;
    expect(await codeOf(post('outsider', `/cohorts/${cohortId}/project`, { title: 'x', summary: 'x' }))).toBe(
      '404 NOT_FOUND',
    );
    expect(
      await codeOf(post('organiser', `/cohorts/${cohortId}/project`, { title: 'x', summary: 'x' })),
    ).toBe('403 FORBIDDEN');
    expect(await codeOf(post('lin', gates, { ...scope, gate: 'trial' }))).toBe('409 CONFLICT'); // out of turn
    expect((await post('lin', gates, scope)).json.state).toBe('handed_in');
    const sign = `/projects/${projectId}/gates`;
    const yes = { gate: 'scope', decision: 'sign' };
    expect(await codeOf(post('lin', sign, yes))).toBe('409 CONFLICT');
    expect(await codeOf(post('outsider', sign, yes))).toBe('404 NOT_FOUND');
    expect(await codeOf(post('manager of mof', sign, yes))).toBe('404 NOT_FOUND');
    expect((await get('manager of moda', '/gates')).items).toMatchObject([
      { projectId, gate: 'scope', person: { name: 'lin' } },
    ]);
    expect((await get('lin', '/gates')).items).toEqual([]);
    expect(await codeOf(post('chen', sign, { ...yes, decision: 'return' }))).toBe('400 INVALID_INPUT');
    expect((await post('chen', sign, { ...yes, decision: 'return', comment: '缺現況數字' })).json.state).toBe(
      'returned',
    );
    expect(await codeOf(post('chen', sign, yes))).toBe('409 CONFLICT');
    await post('lin', gates, { ...scope, evidence: '補上數字', url: 'https://example.gov.tw/plan' });
    expect((await post('manager of moda', sign, yes)).json.state).toBe('signed');
    expect(await codeOf(post('lin', gates, scope))).toBe('409 CONFLICT');
    await post('lin', gates, { gate: 'governance', evidence: '人工覆核' });
    expect((await post('organiser', sign, { gate: 'governance', decision: 'sign' })).json.state).toBe(
      'signed',
    );
    const lin = (await get('chen', `/cohorts/${cohortId}`)).milestones.find(
      (one: { person: { name: string } }) => one.person.name === 'lin',
    );
    expect(lin.gates.map((one: { state: string }) => one.state)).toEqual([
      'signed',
      'signed',
      'open',
      'open',
    ]);
    expect(lin).toMatchObject({ reached: 2, steps: 6 });
  });

  it('counts a linked case when it is published, and a peer review of somebody else’s', async () => {
    const draft = (await post('lin', '/cases', caseInput({ title: '公文摘要試辦' }))).json.id;
    const link = `/cohorts/${cohortId}/case`;
    expect(await codeOf(post('chen', link, { caseId: draft }))).toBe('404 NOT_FOUND');
    expect((await post('lin', link, { caseId: draft })).json.state).toBe('draft');
    const review = { caseId: draft, strengths: '量了現況', questions: '誰能停用？' };
    const reviews = `/cohorts/${cohortId}/peer-reviews`;
    expect(await codeOf(post('chen', reviews, review))).toBe('404 NOT_FOUND'); // a draft is its author's
    await post('lin', `/cases/${draft}/submit`);
    await post('organiser', `/cases/${draft}/reviews`, { decision: 'approve' });
    expect(await codeOf(post('lin', reviews, review))).toBe('409 CONFLICT');
    expect((await post('chen', reviews, review)).status).toBe(200);
    expect(await codeOf(post('chen', reviews, review))).toBe('409 CONFLICT');
    expect(await codeOf(post('organiser', reviews, review))).toBe('403 FORBIDDEN');
    const { milestones } = await get('organiser', `/cohorts/${cohortId}`);
    const of = (name: string) =>
      milestones.find((one: { person: { name: string } }) => one.person.name === name);
    expect(of('lin')).toMatchObject({
      reached: 3,
      case: { id: draft, state: 'published', title: '公文摘要試辦' },
    });
    expect(of('chen')).toMatchObject({ reached: 1, peerReviews: [{ caseId: draft, strengths: '量了現況' }] });
  });

  it('changes no more once it is closed', async () => {
    expect(await codeOf(post('lin', `/cohorts/${cohortId}/close`))).toBe('403 FORBIDDEN');
    expect((await post('organiser', `/cohorts/${cohortId}/close`)).json.state).toBe('closed');
    expect(await codeOf(post('lin', `/cohorts/${cohortId}/gates`, { gate: 'trial', evidence: 'x' }))).toBe(
      '409 CONFLICT',
    );
    expect(await codeOf(post('organiser', `/cohorts/${cohortId}/track`, { track: 'managers-mid' }))).toBe(
      '409 CONFLICT',
    );
    expect((await get('lin', `/cohorts/${cohortId}`)).state).toBe('closed');
  });
});

describe('the administrator', () => {
  it('decides nothing in the programme', async () => {
    const token = world.bank.adminToken;
    for (const path of [
      '/calls/x/decide',
      '/calls/x/panel',
      '/nominations/x/scores',
      '/cohorts/x/close',
      '/comments/x/hide',
    ])
      expect((await world.http.api('POST', path, { token, json: {} })).status, path).toBe(403);
  });
});
