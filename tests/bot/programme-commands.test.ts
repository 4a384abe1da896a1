import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  callInput,
  nominationInput,
  openProgrammeWorld,
  type ProgrammeWorld,
  whileOpen,
} from '../support/programme.ts';

let world: ProgrammeWorld;
let gathering: string;
beforeAll(async () => {
  world = await openProgrammeWorld(whileOpen);
  await world.person('organiser', ['reviewer']);
  const member = await world.person('member');
  const call = await world.call('organiser', 'POST', '/calls', callInput());
  await world.call('organiser', 'POST', `/calls/${call.json.id}/publish`);
  const nominated = await world.call('member', 'POST', '/nominations', nominationInput(call.json.id));
  expect(nominated.status).toBeLessThan(300);
  const cohort = await world.call('organiser', 'POST', '/cohorts', {
    name: '第一梯次',
    about: '說明',
    startsOn: '2026-04-01',
    endsOn: '2026-09-30',
  });
  const joined = 'insert into cohort_members (cohort_id, person_id, joined_at) values ($1, $2, $3)';
  await world.bank.store.system.transaction((tx) =>
    tx.query(joined, [cohort.json.id, member.actor.personId, world.bank.now()]),
  );
  const planned = await world.call('organiser', 'POST', '/events', {
    title: '第一次聚會',
    about: '',
    place: '三樓會議室',
    startsAt: '2026-04-08T10:00:00+08:00',
    endsAt: '2026-04-08T12:00:00+08:00',
    capacity: 1,
  });
  gathering = planned.json.id;
});
afterAll(() => world?.close());

interface Said {
  readonly conversationId: string;
  readonly markdown: string;
  readonly actions: readonly { readonly label: string; readonly command: string }[];
}

async function say(name: string | undefined, text: string, conversationId?: string): Promise<Said> {
  const { json } = await world.call(name, 'POST', '/chat', {
    text,
    ...(conversationId && { conversationId }),
  });
  const [{ markdown, actions = [] }] = json.messages;
  return { conversationId: json.conversationId, markdown, actions };
}

async function confirmed(name: string, line: string): Promise<Said> {
  const asked = await say(name, line);
  return say(name, '是', asked.conversationId);
}

describe('the programme in the chat', () => {
  it('tells a member of their cohort, the gathering ahead and the nomination of theirs', async () => {
    const { markdown, actions } = await say('member', '/領航');
    expect(markdown).toContain('第一梯次');
    expect(markdown).toContain('您完成 6 個里程碑中的 0 個');
    expect(markdown).toContain('2026-04-08 10:00 [第一次聚會]');
    expect(markdown).toContain('[公文摘要試辦]');
    expect(markdown).toContain('已提出');
    expect(actions).toEqual([{ label: '報名：第一次聚會', command: `/領航 報名 ${gathering}` }]);
  });

  it('tells others nothing of a cohort or nomination that is not theirs', async () => {
    const { markdown } = await say('stranger', '/bank 領航計畫');
    expect(markdown).toContain('您還沒有參加任何梯次');
    expect(markdown).toContain('沒有您提出或推薦您的推薦');
    expect(markdown).not.toContain('公文摘要');
    expect((await say(undefined, '/領航')).markdown).toContain('登入');
  });

  it('signs up for a gathering after asking, to the waiting list when it is full, and gives the place back', async () => {
    const asked = await say('member', `/領航 報名 ${gathering}`);
    expect(asked.markdown).toContain('要報名「第一次聚會」（2026-04-08 10:00，三樓會議室）嗎？');
    expect((await say('member', '是', asked.conversationId)).markdown).toContain('已報名');
    expect((await say('member', '/領航')).markdown).toContain('（您已報名）');
    expect((await confirmed('second', `/領航 報名 ${gathering}`)).markdown).toContain('候補');
    expect((await confirmed('member', `/領航 取消 ${gathering}`)).markdown).toContain('已取消報名');
    expect((await say('second', '/領航')).markdown).toContain('（您已報名）');
  });

  it('refuses a second sign-up and a gathering that is not there', async () => {
    expect((await confirmed('second', `/領航 報名 ${gathering}`)).markdown).toContain('您已經報名了');
    expect((await say('second', '/領航 報名 gathering_none')).markdown).toContain('聚會');
  });
});
