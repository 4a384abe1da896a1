import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../capabilities.ts';
import { callCapability } from '../../../core/capability.ts';
import { contextOf } from '../../support/world.ts';
import { linkPerson } from './people.ts';
import type { SlackMessage } from './stand-in/state.ts';
import { openWorkspace, readAll, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace();
});
afterAll(() => world.close());

/** Types a slash command and gives its private answer. */
async function command(user: string, channel: string, typed: string): Promise<SlackMessage> {
  const before = world.slack.state.byBot({ channel, onlyFor: user }).length;
  const [word = '', ...rest] = typed.split(' ');
  const delivered = await world.slack.people.command(user, channel, word, rest.join(' '));
  expect([delivered.status, delivered.body]).toEqual([200, '']);
  return (await world.replies({ channel, onlyFor: user }, before + 1)).at(-1)!;
}

describe('a slash command', () => {
  it('is answered for the eyes of its sender alone, also where the app is no member', async () => {
    const before = world.slack.state.byBot({}).length;
    for (const channel of ['CPUB', 'CAWAY']) {
      const reply = await command('UAMY', channel, '/case find 聊天機器人');
      expect(readAll(reply)).toContain('https://bank.example/cases/');
      expect(reply.onlyFor).toBe('UAMY');
    }
    expect(world.slack.state.byBot({}).length).toBe(before);
  });

  it('asks a question with citations, and in English where the account is English', async () => {
    const reply = await command('UAMY', 'CPUB', '/ask 什麼是影子 AI？');
    expect(reply.blocks.some(({ type }) => type === 'container')).toBe(true);
    expect(readAll(await command('UENG', 'CPUB', '/bank help'))).toContain('Commands');
    expect(readAll(await command('UAMY', 'CPUB', '/bank help'))).toContain('指令');
  });

  it('typed wrongly is answered with one line of usage', async () => {
    expect(readAll(await command('UAMY', 'CPUB', '/case find'))).toMatch(/^用法：`\/case find [^\n]+$/m);
  });

  it('that needs more rights says so in one sentence', async () => {
    const reply = await command('UBOB', 'CPUB', '/case mine');
    expect(reply.text).toMatch(/登入|權杖/);
    expect(reply.text.split('\n')).toHaveLength(1);
  });

  it('draws the dashboard as a picture in the message', async () => {
    const person = await linkPerson(world, 'UCAT', ['staff']);
    await callCapability(capabilities.updateProfile, contextOf(world.bank, { actor: person.actor }), {
      cluster: 'sys',
      level: 'mid',
    });
    const reply = await command('UCAT', 'CPUB', '/bank progress');
    const picture = reply.blocks.find(({ type }) => type === 'image');
    expect(picture?.alt_text).toMatch(/職能/);
    const file = world.slack.state.files.get(picture!.slack_file.id)!;
    expect([file.shared, file.bytes.subarray(1, 4).toString()]).toEqual([true, 'PNG']);
  });
});

describe('acting in Slack', () => {
  const draft =
    '/case share 便民櫃檯語音轉文字 | 某市民政局 | 市（含直轄市） | 民政 | 自然語言處理 | 試辦 | 進行中，成效待驗證 | 錄音經民眾同意後轉成逐字稿';
  const drafts = async (actor: Parameters<typeof contextOf>[1]) =>
    (await callCapability(capabilities.listOwnCases, contextOf(world.bank, actor), { limit: 100 })).items
      .length;

  it('is confirmed by a button, once, by the person asked', async () => {
    const amy = await linkPerson(world, 'UAMY', ['staff']);
    const bob = await linkPerson(world, 'UBOB', ['staff']);
    const question = await command('UAMY', 'CPUB', draft);
    expect(readAll(question)).toContain('便民櫃檯語音轉文字');
    const [yes] = question.blocks.find(({ type }) => type === 'actions')!.elements;
    expect(yes.text.text).toBe('是');
    // A button that found its way to somebody else does nothing.
    await world.slack.people.press('UBOB', question, yes.action_id);
    await world.replies({ channel: 'CPUB', onlyFor: 'UBOB' }, 2);
    expect([await drafts(amy), await drafts(bob)]).toEqual([0, 0]);
    await world.slack.people.press('UAMY', question, yes.action_id);
    await expect.poll(() => drafts(amy)).toBe(1);
    await world.slack.people.press('UAMY', question, yes.action_id);
    await expect
      .poll(() => world.slack.state.byBot({ channel: 'CPUB', onlyFor: 'UAMY' }).at(-1)!.text)
      .toMatch(/沒有等您確認/);
    expect([await drafts(amy), await drafts(bob)]).toEqual([1, 0]);
  });

  it('asked for in a channel is confirmed privately, there', async () => {
    const amy = await linkPerson(world, 'UAMY', ['staff']);
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', draft);
    const [question] = await world.replies({ channel: 'CPUB', threadTs: message.ts, onlyFor: 'UAMY' });
    expect(world.slack.state.byBot({ channel: 'CPUB', threadTs: message.ts })).toEqual([]);
    await world.slack.people.press('UAMY', question!, 'line:0');
    await expect.poll(() => drafts(amy)).toBe(1);
  });

  it('cancelled does nothing', async () => {
    const amy = await linkPerson(world, 'UAMY', ['staff']);
    const question = await command('UAMY', 'CPUB', draft);
    await world.slack.people.press('UAMY', question, 'line:1');
    const last = () => world.slack.state.byBot({ channel: 'CPUB', onlyFor: 'UAMY' }).at(-1)!;
    await expect.poll(() => last().text).toMatch(/已取消/);
    // What was pressed is gone: the answer stands in its place.
    expect(world.slack.state.messages).not.toContain(question);
    expect(await drafts(amy)).toBe(0);
  });
});

describe('an answer', () => {
  it('is labelled in its own language, whatever the account’s', async () => {
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', 'What failed in Rotterdam?');
    const [answer] = await world.replies({ channel: 'CPUB', threadTs: message.ts });
    expect(JSON.stringify(answer!.blocks)).toContain('Not helpful');
  });

  it('is rated with its buttons, and a poor one is asked about', async () => {
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '什麼是影子 AI？');
    const [answer] = await world.replies({ channel: 'CPUB', threadTs: message.ts });
    const buttons = answer!.blocks.find(({ type }) => type === 'context_actions')!.elements[0];
    const [, id] = String(buttons.negative_button.value).split(' ');
    await world.slack.people.press('UBOB', answer!, 'feedback', buttons.negative_button.value);
    const rated = () =>
      world.bank.store.system.query<{ helpful: boolean; comment: string | null }>(
        'select f.helpful, f.comment from feedback f where f.answer_id = $1',
        [id],
      );
    await expect.poll(async () => (await rated()).map(({ helpful }) => helpful)).toEqual([false]);
    await expect.poll(() => [...world.slack.state.views.values()].filter((view) => view.open).length).toBe(1);
    const [view] = [...world.slack.state.views.values()].filter((one) => one.open);
    await world.slack.people.submit(view!, { comment: '沒有說明例外情形' });
    await expect.poll(async () => (await rated())[0]?.comment).toBe('沒有說明例外情形');
    await world.slack.people.press('UBOB', answer!, 'feedback', buttons.positive_button.value);
    await expect.poll(async () => (await rated()).map(({ helpful }) => helpful)).toEqual([true]);
  });

  it('offers its suggestions as buttons, and the next answer says what was asked', async () => {
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '重要職能');
    const [answer] = await world.replies({ channel: 'CPUB', threadTs: message.ts });
    const first = answer!.blocks.find(({ type }) => type === 'actions')?.elements[0];
    expect(first).toBeDefined();
    await world.slack.people.press('UBOB', answer!, 'line:0');
    const [, second] = await world.replies({ channel: 'CPUB', threadTs: message.ts }, 2);
    expect(readAll(second!).startsWith(`> ${first.value}`)).toBe(true);
  });
});
