import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GapWorld, openGapWorld } from '../knowledge/gaps/world.ts';
import type { TestPerson } from '../support/people.ts';

let world: GapWorld;
let asker: TestPerson;
let leader: TestPerson;
beforeAll(async () => {
  world = await openGapWorld();
  asker = await world.person('asker');
  leader = await world.person('leader', ['pilot_leader']);
});
afterAll(() => world?.bank.store.close());

interface Said {
  readonly conversationId: string;
  readonly markdown: string;
  readonly actions: readonly { readonly label: string; readonly command: string }[];
}

async function say(who: TestPerson | undefined, text: string, conversationId?: string): Promise<Said> {
  const { json } = await world.http.api('POST', '/chat', {
    token: who?.token,
    json: { text, ...(conversationId && { conversationId }) },
    headers: { 'accept-language': 'zh-TW' },
  });
  const [{ markdown, actions = [] }] = json.messages;
  return { conversationId: json.conversationId, markdown, actions };
}

async function confirmed(who: TestPerson, line: string): Promise<Said> {
  const asked = await say(who, line);
  return say(who, '是', asked.conversationId);
}

const idIn = (markdown: string) => /\/gaps\/(gap_\w+)/.exec(markdown)![1]!;

describe('asking the community in the chat', () => {
  it('is one press below a question no source answers, asked first, unnamed and masked', async () => {
    const answer = await say(asker, '候鳥遷徙路線用 AI 追蹤的機關是哪個？請回 bird@example.gov.tw');
    const [press] = answer.actions;
    expect(press).toEqual({ label: '請教社群', command: expect.stringMatching(/^\/請教 提出 answer_/) });
    const asked = await say(asker, press!.command);
    expect(asked.markdown).toContain('要把「候鳥遷徙路線用 AI 追蹤的機關是哪個？');
    expect(asked.markdown).not.toContain('bird@');
    const done = await say(asker, '是', asked.conversationId);
    expect(done.markdown).toContain('通知了 1 位');
    expect((await say(asker, '是', asked.conversationId)).markdown).not.toContain('/gaps/');
    const list = await say(leader, '/gap');
    expect(list.markdown).toContain(idIn(done.markdown));
    expect(list.markdown).not.toContain('asker');
  });

  it('is not offered to somebody who is not signed in, and refused to them', async () => {
    const answer = await say(undefined, '海豚的 AI 翻譯由誰採購？');
    expect(answer.actions.every(({ command }) => !/^\/(gap|請教)/.test(command))).toBe(true);
    expect((await say(undefined, '/gap')).markdown).toContain('登入');
  });

  it('joins who needs it too, takes a reply and is solved by its asker', async () => {
    const answer = await say(asker, '樹木健康的 AI 診斷由誰負責？');
    const id = idIn((await confirmed(asker, answer.actions[0]!.command)).markdown);
    expect((await say(leader, `/請教 需要 ${id}`)).markdown).toContain('2 人需要');
    const replied = await confirmed(leader, `/gap reply ${id} 請洽林業單位，電話 02-2345-6789。`);
    expect(replied.markdown).toContain('通知了 1 位');
    const seen = await world.get(asker, `/gaps/${id}`);
    expect(seen.json.answers[0].text).toContain('電話已遮蔽');
    expect((await confirmed(leader, `/gap solved ${id}`)).markdown).toContain('提問者');
    expect((await confirmed(asker, `/bank gap solved ${id}`)).markdown).toContain('已標為解決');
    expect((await world.get(asker, `/gaps/${id}`)).json.state).toBe('closed');
  });

  it('says that an answer did not help when it is asked about one', async () => {
    const { answerId, outcome } = await world.ask(asker, '機關使用生成式 AI 前應該做什麼？');
    expect(outcome).toBe('answered');
    const asked = await say(asker, `/gap ask ${answerId}`);
    expect(asked.markdown).toContain('沒有幫助');
    const id = idIn((await say(asker, '是', asked.conversationId)).markdown);
    expect((await world.get(asker, `/gaps/${id}`)).json.reason).toBe('badly_rated');
  });

  it('answers what it cannot read with the usage', async () => {
    for (const line of ['/gap ask', '/gap need', '/gap reply gap_x', '/gap solved a b'])
      expect((await say(asker, line)).markdown).toContain('用法');
  });
});
