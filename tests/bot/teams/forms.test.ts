import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../capabilities.ts';
import type { Actor } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { createLinkCode } from '../../../knowledge/people/chat-accounts.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { cardFaults } from './stand-in/check-card.ts';
import {
  buttonsOf,
  channel,
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
let actor: Actor;
const ann = person('ann');
const ben = person('ben');
const chat = personal(ann);
const board = channel('governance');
const question = '聊天機器人有哪些失敗的例子？';
const values = {
  title: '櫃檯語音轉文字',
  agency: '某市民政局',
  governmentLevel: 'municipality',
  sector: '民政',
  aiType: 'nlp',
  stage: 'pilot',
  outcome: 'mixed',
  'sections.approach': '錄音經民眾同意後轉成逐字稿，由承辦人校對後存檔。',
};

beforeAll(async () => {
  teams = await openTeams();
  teams.connector.rosters.set(chat.id, [ann]);
  teams.connector.rosters.set(board.id.split(';')[0]!, [ann, ben]);
  bank = await openSeededBank({ config: { teams: teamsConfig(teams) } });
  people = new TeamsPeople(bank, teams);
  ({ actor } = await createPerson(bank, { roles: ['staff'], name: 'Ann' }));
  const { code } = await callCapability(createLinkCode, contextOf(bank, { actor }), {});
  await people.say(ann, chat, `bank link ${code}`);
});
afterAll(async () => {
  await people.mount.stop();
  await bank.store.close();
  await teams.close();
});
afterEach(() => {
  expect(teams.connector.wrongs).toEqual([]);
  teams.connector.clear();
});

const ownCases = async () =>
  (await callCapability(capabilities.listOwnCases, contextOf(bank, { actor }), { limit: 100 })).items;

describe('the form of a case', () => {
  async function openForm() {
    const [told] = await people.say(ann, chat, '/case share');
    const [button] = buttonsOf(told);
    expect(button!.data.msteams).toEqual({ type: 'task/fetch' });
    return people.invoke(ann, chat, 'task/fetch', { data: button!.data });
  }

  it('opens as a dialog of a right card', async () => {
    const { body } = await openForm();
    expect(body.task.type).toBe('continue');
    expect(cardFaults(body.task.value.card.content)).toEqual([]);
    const ids = body.task.value.card.content.body.map(({ id }: { id?: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(values)));
  });

  it('handed in makes the draft, and tells the person what came of it', async () => {
    const before = (await ownCases()).length;
    const { body: dialog } = await openForm();
    const { data } = dialog.task.value.card.content.actions[0];
    const { body, messages } = await people.invoke(ann, chat, 'task/submit', {
      data: { ...data, ...values },
    });
    expect(body.task).toMatchObject({ type: 'message' });
    expect(body.task.value).toContain('草稿已建立');
    expect(messages).toHaveLength(1);
    expect(await ownCases()).toHaveLength(before + 1);
  });

  it('with something missing comes back with what was typed and what is wrong', async () => {
    const before = (await ownCases()).length;
    const { body: dialog } = await openForm();
    const { data } = dialog.task.value.card.content.actions[0];
    const { body } = await people.invoke(ann, chat, 'task/submit', {
      data: { ...data, ...values, title: '', governmentLevel: 'moon' },
    });
    expect(body.task.type).toBe('continue');
    const card = body.task.value.card.content;
    expect(cardFaults(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain(values['sections.approach']);
    expect(card.body.some(({ color }: { color?: string }) => color === 'Attention')).toBe(true);
    expect(await ownCases()).toHaveLength(before);
  });

  it('delivered twice makes one draft', async () => {
    const before = (await ownCases()).length;
    const activity = people.activity(ann, chat, {
      type: 'invoke',
      name: 'task/submit',
      value: { data: { form: 'case-share', ...values } },
    });
    await people.send(activity);
    expect((await people.send(activity)).response.status).toBe(200);
    expect(await ownCases()).toHaveLength(before + 1);
  });

  it('of a stranger is refused in a sentence', async () => {
    const { body } = await people.invoke(ben, board, 'task/submit', {
      data: { form: 'case-share', ...values },
    });
    expect(body.task).toMatchObject({ type: 'message' });
    expect(body.task.value.length).toBeGreaterThan(4);
  });

  it.each([{}, { data: 'x' }, { data: { form: 'no-such-form' } }, null])(
    'that is none is answered with a sentence: %j',
    async (value) => {
      for (const name of ['task/fetch', 'task/submit', 'composeExtension/submitAction'])
        expect((await people.invoke(ann, chat, name, value)).body.task.type).toBe('message');
    },
  );
});

describe('存成案例 on a message', () => {
  const payload = (content: string) => ({
    commandId: 'saveCase',
    commandContext: 'message',
    messagePayload: { body: { contentType: 'html', content } },
  });

  it('opens the form with the text of the message in it', async () => {
    const { body } = await people.invoke(
      ann,
      board,
      'composeExtension/fetchTask',
      payload(
        '<p>我們用 <b>OCR</b> 讀公文，&lt;90%&gt; 正確。<script>x()</script></p><ul><li>一</li><li>二</li></ul>',
      ),
    );
    const card = body.task.value.card.content;
    expect(cardFaults(card)).toEqual([]);
    const filled = card.body.map(({ value }: { value?: string }) => value).filter(Boolean);
    expect(filled.join()).toContain('我們用 OCR 讀公文，<90%> 正確。');
    expect(filled.join()).not.toContain('<b>');
  });

  it('handed in makes the draft, even where the bot cannot write', async () => {
    const before = (await ownCases()).length;
    const elsewhere = { ...board, id: '19:elsewhere@thread.v2' };
    const { body } = await people.invoke(ann, elsewhere, 'composeExtension/submitAction', {
      commandId: 'saveCase',
      data: { form: 'case-share', ...values },
    });
    expect(body.task.value).toContain('草稿已建立');
    expect(await ownCases()).toHaveLength(before + 1);
  });
});

describe('feedback on an answer', () => {
  const stored = () =>
    bank.store.system.query<{ helpful: boolean; comment: string | null }>(
      'select helpful, comment from feedback order by created_at',
      [],
    );

  it('asks in a form of ours and is stored with its comment', async () => {
    const [answer] = await people.say(ann, chat, question);
    const rest = { replyToId: answer!.id };
    const action = { actionName: 'feedback', actionValue: { reaction: 'dislike' } };
    const asked = await people.invoke(ann, chat, 'message/fetchTask', { data: action }, rest);
    expect(asked.body.task.type).toBe('continue');
    expect(cardFaults(asked.body.task.value.card.content)).toEqual([]);
    const feedback = JSON.stringify({ comment: '漏了去年的案例' });
    const value = { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback } };
    const kept = await people.invoke(ann, chat, 'message/submitAction', value, rest);
    expect(kept).toMatchObject({ status: 200, body: {} });
    expect((await stored()).at(-1)).toEqual({ helpful: false, comment: '漏了去年的案例' });
  });

  it('given again takes the place of what was given before', async () => {
    const [answer] = await people.say(ann, board, question);
    const before = (await stored()).length;
    for (const reaction of ['dislike', 'like'] as const)
      await people.invoke(
        ann,
        board,
        'message/submitAction',
        { actionName: 'feedback', actionValue: { reaction, feedback: '{"feedbackText":""}' } },
        { replyToId: answer!.id },
      );
    expect(await stored()).toHaveLength(before + 1);
    expect((await stored()).at(-1)).toEqual({ helpful: true, comment: null });
  });

  it('on something that is no answer of ours stores nothing and says so', async () => {
    const before = (await stored()).length;
    const rest = { replyToId: 'unknown' };
    const action = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: '{}' } };
    expect((await people.invoke(ann, chat, 'message/submitAction', action, rest)).status).toBe(200);
    const asked = await people.invoke(ann, chat, 'message/fetchTask', action, rest);
    expect(asked.body.task.type).toBe('message');
    expect(await stored()).toHaveLength(before);
  });
});
