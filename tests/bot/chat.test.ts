import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chat } from '../../bot/web/chat.ts';
import type { Actor } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { createPerson } from '../support/people.ts';
import { contextOf, openSeededBank } from '../support/world.ts';

let bank: Bank;
let staff: Actor;
beforeAll(async () => {
  bank = await openSeededBank();
  staff = (await createPerson(bank, { roles: ['staff'] })).actor;
});
afterAll(() => bank.store.close());

async function say(text: string, call: { actor?: Actor; language?: Language; conversationId?: string } = {}) {
  const { conversationId, ...who } = call;
  return callCapability(chat, contextOf(bank, who), { text, ...(conversationId && { conversationId }) });
}
const words = async (...args: Parameters<typeof say>) =>
  (await say(...args)).messages.map(({ markdown }) => markdown).join('\n');

describe('a chat', () => {
  it('answers a text without a command, with citations, as /ask does', async () => {
    const plain = await say('聊天機器人有哪些失敗的例子？');
    const asked = await say('/ask 聊天機器人有哪些失敗的例子？');
    expect(plain.messages[0]!.markdown).toContain('[1]');
    expect(plain.messages[0]!.citations!.length).toBeGreaterThan(0);
    expect(asked.messages[0]!.markdown).toBe(plain.messages[0]!.markdown);
    expect(asked.messages).toHaveLength(1);
  });

  it('keeps its conversation from command to question', async () => {
    const first = await say('/case find 聊天機器人');
    expect(first.conversationId.length).toBeGreaterThan(26);
    const second = await say('聊天機器人有哪些失敗的例子？', { conversationId: first.conversationId });
    const third = await say('/bank help', { conversationId: second.conversationId });
    expect(new Set([first, second, third].map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  it('does not go on with the conversation of somebody else', async () => {
    const { conversationId } = await say('/bank help', { actor: staff });
    expect((await say('/bank help', { conversationId })).conversationId).not.toBe(conversationId);
    const other = (await createPerson(bank, { roles: ['staff'] })).actor;
    expect((await say('/bank help', { actor: other, conversationId })).conversationId).not.toBe(
      conversationId,
    );
    expect((await say('/bank help', { actor: staff, conversationId })).conversationId).toBe(conversationId);
  });

  it('finds cases, Chinese or English, traditional or simplified', async () => {
    const found = await words('/case find 聊天機器人');
    expect(found).toMatch(/\/cases\/[a-z0-9-]+\)/);
    expect(await words('/案例 找 聊天机器人')).toBe(found);
    const english = await words('/case find chatbot');
    expect(english).toMatch(/^\d+ cases/);
    expect(english).toMatch(/\/cases\/[a-z0-9-]+\)/);
  });

  it('filters cases by country and outcome', async () => {
    const lines = (await words('/case find 荷蘭 失敗')).split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/：荷蘭 · .+ · 失敗$/);
  });

  it('says so when no case fits', async () => {
    expect(await words('/case find 塞爾維亞 成功')).toContain('/cases');
  });

  it.each([
    ['/case find', '用法：`/case find'],
    ['/ask', '用法：`/ask'],
    ['/案例', '用法：`/case find'],
    ['/path 系統規劃', '用法：`/path'],
    ['/gaps', '用法：`/bank help`'],
  ])('answers %s with one line that shows the right usage', async (text, expected) => {
    const markdown = await words(text);
    expect(markdown).toContain(expected);
    expect(markdown).not.toContain('\n');
  });

  it('speaks the language of the asker', async () => {
    expect(await words('/case find', { language: 'en' })).toMatch(/^Usage: /);
    expect(await words('/案例 找', { language: 'en' })).toMatch(/^用法：/);
    expect(await words('/bank help', { language: 'en' })).not.toMatch(/\p{Script=Han}/u);
    expect(await words('/case mine', { language: 'en' })).toMatch(/^Sign in/);
    expect(await words('/案例 我的', { language: 'en' })).toContain('登入');
  });

  it('shows in its help what the asker may use', async () => {
    const anybody = await words('/bank help');
    expect(anybody).toContain('/case find');
    expect(anybody).not.toContain('/case mine');
    expect(anybody).toMatch(/\/diagnose.*\/path \[/s);
    expect(anybody).not.toContain('/path done');
    expect(anybody).not.toMatch(/\/badge (propose|review|issue|revoke)/);
    const reviewer = (await createPerson(bank, { roles: ['reviewer'] })).actor;
    expect(await words('/bank help', { actor: staff })).toContain('/case mine');
    expect(await words('/bank help', { actor: staff })).not.toContain('/case review');
    expect(await words('/bank help', { actor: reviewer })).toContain('/case review approve');
  });

  it('tells somebody without the role in a sentence, not in an error', async () => {
    const reply = await say('/case review', { actor: staff });
    expect(reply.messages[0]!.markdown).toContain('身分');
  });

  it.each(['', '   ', '？！', '\u0000', 'x'.repeat(100_000), '問'.repeat(2_001)])(
    'refuses a text that is none (%#)',
    async (text) => {
      await expect(say(text)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it('answers what looks like SQL or HTML as a question or a search', async () => {
    for (const text of ["'; drop table cases; --", '<script>alert(1)</script>'])
      for (const line of [text, `/case find ${text}`, `/ask ${text}`])
        expect((await say(line)).messages[0]!.markdown).not.toBe('');
  });

  it('says one neutral sentence when something breaks', async () => {
    const broken: Bank = {
      ...bank,
      store: {
        ...bank.store,
        as: () => ({
          query: () => Promise.reject(new Error('secret detail')),
          transaction: () => Promise.reject(new Error('secret detail')),
          batch: () => Promise.reject(new Error('secret detail')),
        }),
      },
    };
    const reply = await callCapability(chat, contextOf(broken, { language: 'en' }), {
      text: 'What failed in Rotterdam?',
    });
    expect(reply.messages).toHaveLength(1);
    expect(reply.messages[0]!.markdown).toMatch(/^This cannot be handled right now.*req_/);
    expect(JSON.stringify(reply)).not.toContain('secret');
  });
});
