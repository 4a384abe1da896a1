import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { createLinkCode } from '../../../knowledge/people/chat-accounts.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { cardOf, rootOf, type Sent } from './stand-in/check-activity.ts';
import {
  bot,
  buttonsOf,
  channel,
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
const ben = person('ben');
const chat = personal(ann);
const room = group('pilots');
const board = channel('governance');
const question = '聊天機器人有哪些失敗的例子？';

beforeAll(async () => {
  teams = await openTeams();
  for (const place of [room, board]) teams.connector.rosters.set(place.id.split(';')[0]!, [ann, ben]);
  teams.connector.rosters.set(chat.id, [ann]);
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
  teams.connector.clear();
  teams.connector.refuseTargeted = false;
  teams.connector.refuseDirect = false;
  teams.connector.streams.refuseWith = undefined;
});

/** Ties the account to a person with these roles, as `/bank link` does. */
async function link(roles: Parameters<typeof createPerson>[1]['roles'], who = ann) {
  const { actor } = await createPerson(bank, { roles, name: `teams ${who.name}` });
  const { code } = await callCapability(createLinkCode, contextOf(bank, { actor }), {});
  await people.say(who, personal(who), `bank link ${code}`);
  return actor;
}

describe('a question', () => {
  it.each([
    ['a chat of two', chat],
    ['a group', room],
    ['a channel', board],
  ])('is answered in %s with numbered citations, a label and thumbs', async (_, place) => {
    const [answer, ...more] = await people.say(ann, place, question);
    expect(more).toEqual([]);
    expect(answer!.conversation).toBe(place.id);
    expect(answer!.isTargeted).toBe(false);
    const root = rootOf(answer!.activity)!;
    expect(root.additionalType).toEqual(['AIGeneratedContent']);
    expect(root.citation.length).toBeGreaterThan(0);
    expect(answer!.activity.text).toContain('逐句摘自');
    expect(answer!.activity.channelData.feedbackLoop).toEqual({ type: 'custom' });
    expect(buttonsOf(answer).length).toBeGreaterThan(0);
  });

  it('is met with a sign of typing before anything else', async () => {
    for (const place of [chat, room, board]) {
      const { posted } = await people.send(people.activity(ann, place, { text: question }));
      expect(posted[0]!.activity.type).toBe('typing');
    }
  });

  it('is answered once however often it is delivered', async () => {
    const activity = people.activity(ann, chat, { text: question });
    const [first, again] = [await people.send(activity), await people.send(activity)];
    expect(first.posted.filter(({ activity: { type } }) => type === 'message')).toHaveLength(1);
    expect(again.response.status).toBe(200);
    expect(again.posted).toEqual([]);
  });

  it('is answered in its own language, whatever the client speaks', async () => {
    const [answer] = await people.say(ann, chat, 'Which chatbots failed, and why did they fail?');
    expect(answer!.activity.text).toContain('quoted from the cited sources');
  });

  it('goes on with its conversation, and each person with their own', async () => {
    await people.say(ann, board, question);
    const [followUp] = await people.say(ann, board, '第一個是哪個機關？');
    expect(followUp!.activity.text.length).toBeGreaterThan(10);
  });

  it('behind a button is asked as if typed, and the answer says what it answers', async () => {
    const [answer] = await people.say(ann, room, question);
    const { command } = buttonsOf(answer)[0]!.data;
    const pressed = await people.press(ben, room, { command });
    expect(pressed.body).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
    });
    expect(pressed.messages).toHaveLength(1);
    expect(pressed.messages[0]!.activity.text.startsWith('> ')).toBe(true);
  });
});

describe('a command', () => {
  it.each([
    '/case find 聊天機器人',
    'case find 聊天機器人',
    '案例 找 聊天機器人',
    '/bank case find 聊天機器人',
  ])('works as %s', async (text) => {
    const [found] = await people.say(ann, chat, text);
    expect(found!.activity.text).toMatch(/\(http:\/\/127\.0\.0\.1:8787\/cases\/[a-z0-9-]+\)/);
  });

  it('is not taken out of a question that begins with its word', async () => {
    const [answer] = await people.say(
      ann,
      chat,
      'path dependence in procurement: what should an agency avoid?',
    );
    expect(answer!.activity.channelData.feedbackLoop).toEqual({ type: 'custom' });
  });

  it('is told how it is typed when it is wrong, to the asker alone', async () => {
    const [told] = await people.say(ann, room, '/badge verify');
    expect(told!.isTargeted).toBe(true);
    expect(told!.activity.recipient.id).toBe(ann.id);
  });

  it('without any words gets the help', async () => {
    const [told] = await people.say(ann, room, '');
    expect(told!.activity.text).toContain('/ask');
  });

  it('a stranger may not give is refused in one sentence', async () => {
    const [told] = await people.say(ben, room, '/case mine');
    expect(told!.isTargeted).toBe(true);
    expect(told!.activity.text.split('\n')).toHaveLength(1);
  });
});

describe('a private reply', () => {
  it('goes to the chat with the bot where targeting is not possible', async () => {
    teams.connector.refuseTargeted = true;
    const [told] = await people.say(ben, room, '/case mine');
    expect(told!.conversation).toBe(teams.connector.direct.get(ben.id));
  });

  it('is never shown to others: where it cannot be private, only that is said', async () => {
    teams.connector.refuseTargeted = true;
    teams.connector.refuseDirect = true;
    const [told] = await people.say(ben, room, '/case mine');
    expect(told!.conversation).toBe(room.id);
    expect(told!.activity.text).toContain('一對一');
  });

  it('answers a targeted message as a whole', async () => {
    const recipient = { ...bot, isTargeted: true };
    const [told] = await people.say(ben, room, question, { recipient });
    expect(told!.isTargeted).toBe(true);
    expect(told!.activity.entities).toContainEqual(expect.objectContaining({ type: 'targetedMessageInfo' }));
  });
});

describe('a welcome', () => {
  const install = (place: Parameters<TeamsPeople['activity']>[1]) =>
    people.send(people.activity(ann, place, { type: 'installationUpdate', action: 'add', text: undefined }));

  it('tells a person who adds the bot what it can do', async () => {
    const { posted } = await install(chat);
    expect(posted.some(({ activity }) => activity.text?.includes('/ask'))).toBe(true);
  });

  it('is not written into a team', async () => {
    expect((await install(board)).posted).toEqual([]);
  });
});

describe('an account', () => {
  it('stands for the person whose code it typed', async () => {
    await link(['staff']);
    const [mine] = await people.say(ann, chat, '/case mine');
    expect(mine!.activity.text).not.toContain('登入');
  });
});

describe('an acting command', () => {
  const ids = (posted: readonly { activity: Sent }[]) =>
    posted.flatMap(({ activity }) =>
      [...JSON.stringify(activity).matchAll(/case_[\w-]+/g)].map(([id]) => id),
    );

  async function draft(title: string): Promise<string> {
    const asked = await people.say(
      ann,
      chat,
      `/case share ${title} | 某市民政局 | city | 民政 | nlp | pilot | mixed | 錄音經民眾同意後轉成逐字稿，由承辦人校對`,
    );
    const yes = buttonsOf(asked[0])[0]!;
    const { body } = await people.press(ann, chat, yes.data);
    const id = ids([{ activity: body.value }])[0];
    if (!id) throw new Error(`no draft: ${JSON.stringify(body)}`);
    return id;
  }

  it('asks first, on a card that names what will happen', async () => {
    await link(['staff']);
    const asked = await people.say(
      ann,
      chat,
      '/case share 甲 | 某市民政局 | city | 民政 | nlp | pilot | mixed | 作法',
    );
    expect(asked).toHaveLength(1);
    expect(cardOf(asked[0]!.activity)!.body[0].text).toContain('甲');
    expect(buttonsOf(asked[0]).map(({ title }) => title)).toEqual(['是', '取消']);
  });

  it('is done when pressed, and the card turns into what came of it', async () => {
    await link(['staff']);
    const id = await draft('按下就建立');
    expect(id).toMatch(/^case_/);
  });

  it('pressed twice, or by somebody else, does nothing', async () => {
    await link(['staff']);
    const id = await draft('只做一次');
    const asked = await people.say(ann, room, `/case share submit ${id}`);
    expect(asked[0]!.isTargeted).toBe(true);
    const { data } = buttonsOf(asked[0])[0]!;
    const other = await people.press(ben, room, data);
    expect(other.body.value).toContain('沒有執行');
    const { by: _, ...forged } = data;
    const forger = await people.press(ben, room, forged);
    expect(JSON.stringify(forger.body)).toContain('沒有等您確認');
    const first = await people.press(ann, room, data);
    expect(JSON.stringify(first.body)).toContain('已送審');
    const second = await people.press(ann, room, data);
    expect(second.body.value).toContain('已經按過');
  });

  it('pressed after its time does nothing', async () => {
    await link(['staff']);
    const id = await draft('逾時');
    const asked = await people.say(ann, chat, `/case share submit ${id}`);
    const late = new TeamsPeople({ ...bank, now: () => new Date(Date.now() + 11 * 60_000) }, teams);
    const pressed = await late.press(ann, chat, buttonsOf(asked[0])[0]!.data);
    expect(JSON.stringify(pressed.body)).toContain('沒有等您確認');
  });

  it('confirmed in the chat with the bot is still the one asked in the channel', async () => {
    await link(['staff']);
    const id = await draft('換地方確認');
    teams.connector.refuseTargeted = true;
    const asked = await people.say(ann, board, `/case share submit ${id}`);
    const direct = { ...chat, id: asked[0]!.conversation };
    const pressed = await people.press(ann, direct, buttonsOf(asked[0])[0]!.data);
    expect(JSON.stringify(pressed.body)).toContain('已送審');
  });
});
