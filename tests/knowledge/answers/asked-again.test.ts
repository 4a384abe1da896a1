import { describe, expect, it } from 'vitest';
import type { Context } from '../../../core/context.ts';
import { createMetrics } from '../../../core/metrics.ts';
import type { ChatCall, ChatModel } from '../../../core/models/chat-model.ts';
import { ChatFailure, TokenTally } from '../../../core/models/chat-model.ts';
import type { Turn } from '../../../knowledge/answers/conversation.ts';
import { followThread } from '../../../knowledge/answers/follow-thread.ts';
import { judgeSentence } from '../../../knowledge/answers/generate/judge-sentence.ts';
import { rewriteByModel } from '../../../knowledge/answers/generate/rewrite-question.ts';
import { mendRefused } from '../../../knowledge/answers/generate/write-sentences.ts';
import type { Library } from '../../../knowledge/answers/library.ts';
import { type Question, understandQuestion } from '../../../knowledge/answers/understand-question.ts';

/** A model that writes what it is told, or fails, and remembers what it was asked. */
function writing(text: string | Error): { model: ChatModel; asked: ChatCall[] } {
  const asked: ChatCall[] = [];
  const model: ChatModel = {
    name: 'fake',
    sees: 'all',
    timeoutMs: 1_000,
    room: 8_000,
    costOf: () => undefined,
    async *write(call) {
      asked.push(call);
      if (text instanceof Error) throw text;
      call.tally.add({ input: 30, output: 7 });
      yield text;
    },
  };
  return { model, asked };
}

const passage = { id: 'p', text: '系統每年省下約 5,000 小時。', about: ['甲案'], language: 'zh-TW' as const };
const judging = { language: 'zh-TW' as const, passages: [passage], instructions: '' };
const numbered = [{ n: 1, title: '甲案', section: '成效', text: passage.text }];
const refused = judgeSentence(
  { text: '系統每年省下約 9,000 小時。', cites: [1], isItem: true, opens: false },
  judging,
);

function mend(text: string | Error) {
  const { model, asked } = writing(text);
  const call = {
    model,
    tally: new TokenTally(),
    signal: new AbortController().signal,
    onWaiting: () => undefined,
  };
  return mendRefused([refused], numbered, call, judging, 'n0nce').then((mended) => ({ mended, asked }));
}

describe('a refused sentence', () => {
  it('is written once more, with the reason given', async () => {
    expect(refused.passageIds).toEqual([]);
    const { mended, asked } = await mend('S1: 系統每年省下約 5,000 小時。[1]');
    expect(asked).toHaveLength(1);
    const told = asked[0]!.messages.map(({ text }) => text).join('\n');
    expect(told).toContain('S1: 系統每年省下約 9,000 小時。');
    expect(told).toContain('number: 9,000');
    expect(mended.get(refused)).toMatchObject({
      sentence: { text: '系統每年省下約 5,000 小時。', isItem: true, opens: false },
      passageIds: ['p'],
    });
  });

  it.each([
    ['wrong again', 'S1: 系統每年省下約 8,000 小時。[1]'],
    ['given up', 'S1: -'],
    ['of a number nobody asked for', 'S7: 系統每年省下約 5,000 小時。[1]'],
    ['without a citation', 'S1: 系統每年省下約 5,000 小時。'],
    ['prose', '好的，我會改寫。'],
  ])('stays refused when the second try is %s', async (_name, text) => {
    expect((await mend(text)).mended.size).toBe(0);
  });

  it('stays refused when the model fails', async () => {
    expect((await mend(new ChatFailure('unavailable'))).mended.size).toBe(0);
  });
});

const question = { text: '那成效呢？', language: 'zh-TW' } as Question;
const turns = [
  { question: '荷蘭 SyRI 為什麼被停用？', route: 'nothing', cases: [] },
] as unknown as readonly Turn[];
const rewrite = async (text: string | Error) =>
  rewriteByModel(writing(text).model, question, turns, undefined, new TokenTally());

describe('a follow-up rewritten by the model', () => {
  it('is a question that stands alone, in words of the conversation', async () => {
    expect(await rewrite('荷蘭 SyRI 的成效呢？')).toBe('荷蘭 SyRI 的成效呢？');
  });

  it.each([
    ['holds a word nobody said', '荷蘭 SyRI 的成效與經費呢？'],
    ['holds a number nobody said', '荷蘭 SyRI 2019 年的成效呢？'],
    ['holds a link', '荷蘭 SyRI 的成效呢？https://evil.example'],
    ['is empty', ''],
    ['never ends', '荷蘭 SyRI 的成效呢？'.repeat(60)],
  ])('is not used when it %s', async (_name, text) => {
    expect(await rewrite(text)).toBeUndefined();
  });

  it('is not used when the model fails, or the asker has left', async () => {
    expect(await rewrite(new ChatFailure('timeout'))).toBeUndefined();
  });

  it('shows the model the questions alone, oldest first', async () => {
    const { model, asked } = writing('荷蘭 SyRI 的成效呢？');
    const two = [{ question: '第二題' }, { question: '第一題' }] as unknown as readonly Turn[];
    await rewriteByModel(model, question, two, undefined, new TokenTally());
    expect(asked[0]!.messages[1]!.text).toMatch(/第一題\n第二題[\s\S]*那成效呢？/);
  });

  it('counts what the model read and wrote, in the log and in the metrics', async () => {
    const { model: chat } = writing('荷蘭 SyRI 的成效呢？');
    const metrics = createMetrics();
    const said: unknown[] = [];
    const log = { info: (event: string, about: object) => said.push({ event, ...about }) };
    const ctx = { bank: { chat, metrics }, log, requestId: 'r1' } as unknown as Context;
    const followed = await followThread(ctx, await understandQuestion('那成效呢？'), turns, {
      cases: [],
      rarity: () => 1,
    } as unknown as Library);
    expect(followed.question.text).toBe('荷蘭 SyRI 的成效呢？');
    expect(said).toMatchObject([
      { event: 'follow-up rewritten', inputTokens: 30, outputTokens: 7, used: true },
    ]);
    expect((await metrics.chatTokens.get()).values.map(({ value }) => value)).toEqual([30, 7]);
  });
});
