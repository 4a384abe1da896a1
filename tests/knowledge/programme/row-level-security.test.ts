import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous, dbActorOf } from '../../../core/actor.ts';
import { caseInput } from '../../support/cases.ts';
import { admin } from '../../support/people.ts';
import {
  afterClose,
  callInput,
  nominationInput,
  openProgrammeWorld,
  type ProgrammeWorld,
  scores,
  whileOpen,
} from '../../support/programme.ts';

let world: ProgrammeWorld;
const ids: Record<string, string> = {};

const tables = [
  'programme_calls',
  'panel_members',
  'nominations',
  'panel_scores',
  'cohorts',
  'cohort_members',
  'cohort_units',
  'cohort_projects',
  'project_gates',
  'cohort_cases',
  'peer_reviews',
  'gatherings',
  'gathering_signups',
  'case_comments',
  'comment_reports',
  'case_thanks',
];
const everyone: Record<string, Actor> = { nobody: anonymous, admin };
/** How many rows of each table a person sees; tables with none are left out. */
async function seenBy(name: string): Promise<Record<string, number>> {
  const actor = everyone[name] ?? (await world.person(name)).actor;
  const db = world.bank.store.as(dbActorOf(actor));
  const seen: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await db.query<{ n: number }>(`select count(*) as n from ${table}`);
    if (row!.n > 0) seen[table] = row!.n;
  }
  return seen;
}
const post = async (name: string, path: string, json: unknown = {}) => {
  const reply = await world.call(name, 'POST', path, json);
  expect([path, reply.status, reply.text.slice(0, 200)]).toEqual([
    path,
    expect.any(Number),
    expect.any(String),
  ]);
  expect(reply.status, `${path} ${reply.text.slice(0, 300)}`).toBeLessThan(400);
  return reply.json;
};

beforeAll(async () => {
  world = await openProgrammeWorld();
  for (const name of ['organiser', 'judge a', 'judge b']) await world.person(name, ['reviewer']);
  await world.person('lin', ['staff'], 'moda');
  await world.person('chen', ['staff'], 'mof');
  await world.person('rejected', ['reviewer'], 'moi');
  await world.person('outsider', ['staff'], 'moea');
  await world.person('leader', ['pilot_leader'], 'moea');
  await world.person('manager', ['manager'], 'moda');
  await world.person('other manager', ['manager'], 'mof');
  await post('organiser', '/calls', callInput());
  ids.call = (await post('organiser', '/calls', callInput())).id;
  await post('organiser', `/calls/${ids.call}/publish`);
  world.setNow(whileOpen);
  for (const [name, agency] of [
    ['lin', 'moda'],
    ['chen', 'mof'],
    ['rejected', 'moi'],
  ] as const)
    ids[name] = (await post(name, '/nominations', nominationInput(ids.call!, { agency }))).id;
  for (const name of ['judge a', 'judge b']) await post(name, `/calls/${ids.call}/panel`);
  world.setNow(afterClose);
}, 120_000);
afterAll(() => world?.close());

describe('what the database shows of the programme', () => {
  it('while it is judged: everybody the published call, each their own, reviewers without a part the rest', async () => {
    await post('judge a', `/nominations/${ids.lin}/scores`, scores(4, 4));
    const published = { programme_calls: 1 };
    for (const name of ['nobody', 'admin', 'outsider', 'leader', 'manager'])
      expect(await seenBy(name), name).toEqual(published);
    expect(await seenBy('lin')).toEqual({ ...published, nominations: 1 });
    // A reviewer who stands in the call sees nothing of the others in it.
    expect(await seenBy('rejected')).toEqual({ programme_calls: 2, panel_members: 2, nominations: 1 });
    expect(await seenBy('organiser')).toEqual({ programme_calls: 2, panel_members: 2, nominations: 3 });
    expect(await seenBy('judge a')).toEqual({
      programme_calls: 2,
      panel_members: 2,
      nominations: 3,
      panel_scores: 1,
    });
    // Members judge on their own: the other's ballot stays closed until the decision.
    expect((await seenBy('judge b')).panel_scores).toBeUndefined();
  });

  it('of a cohort: its members and the organiser all, a manager the own agency’s project, others nothing', async () => {
    await post('judge b', `/nominations/${ids.lin}/scores`, scores(4, 4));
    for (const judge of ['judge a', 'judge b']) {
      await post(judge, `/nominations/${ids.chen}/scores`, scores(5, 5));
      await post(judge, `/nominations/${ids.rejected}/scores`, scores(1, 1));
    }
    await post('organiser', `/calls/${ids.call}/decide`);
    const dates = { startsOn: '2026-04-06', endsOn: '2026-07-13' };
    ids.cohort = (await post('organiser', '/cohorts', { name: '第一梯', ...dates, callId: ids.call })).id;
    await post('organiser', `/cohorts/${ids.cohort}/track`, { track: 'managers-mid' });
    await post('lin', `/cohorts/${ids.cohort}/project`, { title: '專案', summary: '說明' });
    await post('lin', `/cohorts/${ids.cohort}/gates`, { gate: 'scope', evidence: '佐證' });
    const caseId = (await post('lin', '/cases', caseInput())).id;
    await post('lin', `/cohorts/${ids.cohort}/case`, { caseId });
    await post('lin', `/cases/${caseId}/submit`);
    await post('organiser', `/cases/${caseId}/reviews`, { decision: 'approve' });
    await post('chen', `/cohorts/${ids.cohort}/peer-reviews`, { caseId, strengths: '好', questions: '問' });
    const time = { startsAt: '2026-04-20T14:00:00+08:00', endsAt: '2026-04-20T16:00:00+08:00' };
    const event = { title: '聚會', place: '會議室', cohortId: ids.cohort, ...time };
    ids.gathering = (await post('organiser', '/events', event)).id;
    await post('lin', `/events/${ids.gathering}/sign-up`);

    const cohort = {
      cohorts: 1,
      cohort_members: 2,
      cohort_units: 7,
      cohort_projects: 1,
      project_gates: 1,
      cohort_cases: 1,
      peer_reviews: 1,
      gatherings: 1,
    };
    const published = { programme_calls: 1 };
    expect(await seenBy('lin')).toEqual({ ...published, nominations: 1, ...cohort, gathering_signups: 1 });
    expect(await seenBy('chen')).toEqual({ ...published, nominations: 1, ...cohort });
    expect(await seenBy('organiser')).toMatchObject({ ...cohort, gathering_signups: 1, panel_scores: 6 });
    expect(await seenBy('manager')).toEqual({ ...published, cohort_projects: 1, project_gates: 1 });
    for (const name of ['nobody', 'admin', 'outsider', 'leader', 'other manager'])
      expect(await seenBy(name), name).toEqual(published);
  });

  it('is written by nobody’s own hand', async () => {
    for (const name of ['lin', 'organiser', 'judge a']) {
      const db = world.bank.store.as(dbActorOf((await world.person(name)).actor));
      for (const table of tables) {
        await expect(db.query(`delete from ${table}`), table).rejects.toThrow(/permission denied/);
        await expect(
          db.query(`insert into ${table} overriding system value select * from ${table}`),
          table,
        ).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('refuses even the product itself what must never be', async () => {
    const { system } = world.bank.store;
    const lin = (await world.person('lin')).actor.personId;
    const refusals: [string, unknown[], RegExp][] = [
      ["update programme_calls set record = '{}' where id = $1", [ids.call], /criteria and rule stand/],
      [
        "update nominations set state = 'selected' where id = $1",
        [ids.rejected],
        /does not go from not_selected/,
      ],
      [
        'insert into panel_members (call_id, person_id, joined_at) values ($1, $2, now())',
        [ids.call, lin],
        /nobody judges a call/,
      ],
      ['update project_gates set signed_by = $1', [lin], /signed by somebody else/],
      [
        `insert into panel_scores (nomination_id, person_id, recused, scores, created_at) values ($1, $2, false, '[]', now())`,
        [ids.lin, lin],
        /judged by its panel alone/,
      ],
    ];
    for (const [sql, params, message] of refusals)
      await expect(system.query(sql, params), sql).rejects.toThrow(message);
  });
});

describe('leaving', () => {
  it('takes one’s own along from every table, and leaves the decisions on others whole', async () => {
    const { token, actor } = await world.person('judge a');
    const { data } = (await world.http.api('GET', '/me/export', { token })).json;
    expect([data.panel_members.length, data.panel_scores.length]).toEqual([1, 3]);
    const lin = await world.person('lin');
    const exported = (await world.http.api('GET', '/me/export', { token: lin.token })).json.data;
    for (const table of [
      'cohort_members',
      'cohort_projects',
      'cohort_cases',
      'gathering_signups',
      'nominations.nominee',
    ])
      expect(exported[table], table).toHaveLength(1);
    for (const { token: each, actor: who } of [{ token, actor }, lin]) {
      expect((await world.http.api('DELETE', '/me', { token: each })).json).toEqual({ deleted: true });
      for (const table of tables)
        expect(
          await world.bank.store.system.query(
            `select from ${table} t where position($1 in to_jsonb(t)::text) > 0`,
            [who.personId],
          ),
          table,
        ).toEqual([]);
    }
    const chen = (await world.call('chen', 'GET', `/nominations/${ids.chen}`)).json;
    expect(chen).toMatchObject({ state: 'selected', result: { mean: 5, judges: 2 } });
    expect((await world.call('chen', 'GET', `/cohorts/${ids.cohort}`)).json.members).toHaveLength(1);
  });
});
