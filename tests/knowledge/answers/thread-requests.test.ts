import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { answerQuestion } from '../../../knowledge/answers/answer-question.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { findThreadRequest } from '../../../knowledge/answers/thread-requests.ts';
import { fold } from '../../../knowledge/text/fold.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

const turn = { question: '有哪些聊天機器人案例', route: 'list', cases: [], restricted: false };
const requestOf = (text: string) => findThreadRequest(fold(text), [turn]);

describe('a request about the answer before', () => {
  it.each([
    ['in English please', { language: 'en' }],
    ['請用英文回答', { language: 'en' }],
    ['Can you say that in Chinese?', { language: 'zh-TW' }],
    ['短一點', { short: true }],
    ['可以說得再簡短一點嗎？', { short: true }],
    ['用一句話說明', { short: true }],
    ['make it shorter, please', { short: true }],
    ['只看臺灣的案例', { place: fold('臺灣') }],
    ['only Japan', { place: 'japan' }],
    ['用英文，短一點', { language: 'en', short: true }],
  ])('%s', (text, request) => {
    expect(requestOf(text)).toEqual(request);
  });

  it.each([
    '英文課本的案例有哪些',
    '短期計畫有什麼風險',
    '只有臺灣這樣做嗎',
    'Which English councils use it?',
    '那成效呢',
  ])('%s is a question of its own', (text) => {
    expect(requestOf(text)).toBeUndefined();
  });

  it('is none without an answer before it', () => {
    expect(findThreadRequest('短一點', [])).toBeUndefined();
  });
});

describe('in a conversation without a model', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openSeededBank();
  });
  afterAll(() => bank?.store.close());

  async function talk(...turns: readonly string[]): Promise<AskReply[]> {
    const replies: AskReply[] = [];
    for (const question of turns) {
      const conversationId = replies.at(-1)?.conversationId;
      replies.push(
        await answerQuestion(contextOf(bank), { question, ...(conversationId && { conversationId }) }),
      );
    }
    return replies;
  }

  it('says the same in English, and shorter', async () => {
    const [first, english, short] = await talk(
      '荷蘭 SyRI 法院怎麼判？理由是什麼',
      'in English please',
      '短一點',
    );
    expect(english).toMatchObject({ outcome: 'answered', language: 'en' });
    expect(english!.citations.some(({ externalId }) => externalId === 'nl-syri')).toBe(true);
    expect(short).toMatchObject({ outcome: 'answered', language: 'en' });
    expect(short!.answer.length).toBeLessThanOrEqual(english!.answer.length);
    expect(first!.language).toBe('zh-TW');
  });

  it('asks the same of one country only', async () => {
    const [, only] = await talk('有哪些聊天機器人的案例？', '只看臺灣的案例');
    expect(only!.outcome).toBe('answered');
    const ids = only!.citations.map(({ externalId }) => externalId);
    expect(ids.every((id) => id?.startsWith('tw-'))).toBe(true);
  });
});
