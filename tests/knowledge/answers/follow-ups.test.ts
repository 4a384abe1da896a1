import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;

beforeAll(async () => {
  bank = await openSeededBank();
});
afterAll(() => bank.store.close());

async function talk(...turns: readonly string[]): Promise<AskReply> {
  let reply: AskReply | undefined;
  for (const question of turns) {
    const language = /\p{Script=Han}/u.test(question) ? 'zh-TW' : 'en';
    const conversation = reply ? { conversationId: reply.conversationId } : {};
    reply = (await callCapability(ask, contextOf(bank, { language }), {
      question,
      ...conversation,
    })) as AskReply;
  }
  return reply!;
}

describe('a follow-up', () => {
  it.each([
    [['DOGE用AI審退伍軍人合約出了什麼問題', '標記了幾份'], /2,000/],
    [['DOGE用AI審退伍軍人合約出了什麼問題', '標記了幾份', '真的取消的呢'], /600/],
    [['英國簽證分流演算法是什麼？', '什麼時候停的', '後來用什麼代替'], /過渡性工作流程/],
    [['匹茲堡智慧號誌減少多少旅行時間', '誰量的'], /開發者/],
  ])('%s stays with its case without a word that points to it', async (turns, text) => {
    expect((await talk(...turns)).answer).toMatch(text);
  });

  it('leaves the case for what is none of its subject', async () => {
    expect((await talk('GPT@EC是什麼？', '順便問一下今天晚餐吃什麼好')).outcome).toBe('out_of_scope');
  });

  it('leaves the case for another one that is named', async () => {
    const reply = await talk('移民署自動通關是什麼', '荷蘭 SyRI 為什麼被判違法');
    expect(reply.citations.map(({ externalId }) => externalId)).toContain('nl-syri');
  });
});

describe('a figure nobody published', () => {
  it.each([
    '國道安全帶AI的誤報率多少',
    '東京都職員生成式AI的使用率多少',
    '印度洪水警報的誤報率是多少',
    'How many Singapore officers were disciplined for misusing Pair?',
  ])('%s is not answered with another figure', async (question) => {
    expect((await talk(question)).outcome).toBe('no_source');
  });
});
