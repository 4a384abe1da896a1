import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { createLog } from '../../../core/log.ts';
import { TokenTally } from '../../../core/models/chat-model.ts';
import { openChatModel } from '../../../core/models/open-chat-model.ts';
import type { AskProgress } from '../../../knowledge/answers/answer-question.ts';
import { answerQuestion } from '../../../knowledge/answers/answer-question.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

const file = process.env.CHAT_TEST_MODEL;
const why = file ? `${file} does not exist` : 'CHAT_TEST_MODEL names no GGUF file';
const present = file !== undefined && existsSync(file);
const minutes = 60_000;

function openModel(timeoutMs: number) {
  return openChatModel(
    {
      provider: 'gguf',
      model: file ?? '',
      baseUrl: undefined,
      apiKey: undefined,
      sees: 'all',
      timeoutMs,
      silenceMs: timeoutMs,
      concurrency: 1,
      room: 1_500,
      price: undefined,
    },
    createLog('error', () => undefined),
  )!;
}

describe.skipIf(!present)(present ? 'a real model on this machine' : `a real model: skipped, ${why}`, () => {
  let bank: Bank;

  beforeAll(async () => {
    bank = await openSeededBank();
  }, 2 * minutes);
  afterAll(() => bank?.store.close());

  it('writes piece by piece and counts its tokens, one call after another', {
    timeout: 6 * minutes,
  }, async () => {
    const model = openModel(3 * minutes);
    for (const text of ['臺灣的首都是', 'The capital of France is']) {
      const tally = new TokenTally();
      const pieces: string[] = [];
      const messages = [{ role: 'user' as const, text }];
      for await (const piece of model.write({ messages, maxTokens: 24, tally })) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(3);
      expect(pieces.join('')).not.toContain('\uFFFD');
      expect(tally.output).toBeGreaterThan(3);
    }
  });

  it('answers a question of the shipped content, held to its sources', {
    timeout: 10 * minutes,
  }, async () => {
    const asked = '荷蘭 SyRI 法院怎麼判？理由是什麼';
    const plain = await answerQuestion(contextOf(bank), { question: asked });
    const events: AskProgress[] = [];
    const withModel = contextOf({ ...bank, chat: openModel(4 * minutes) });
    const reply = await answerQuestion(withModel, { question: asked }, (event) => events.push(event));
    const sent = events.flatMap(({ event, data }) => (event === 'delta' ? [data.text] : [])).join('');
    console.info(`${reply.mode}${reply.degraded ? `, ${reply.degraded}` : ''}\n${reply.answer}`);
    expect(sent).toBe(reply.answer);
    expect(reply.outcome).toBe(plain.outcome);
    expect(reply.citations.length).toBeGreaterThan(0);
    const known = `${plain.answer}\n${reply.citations.map(({ excerpt }) => excerpt).join('\n')}`;
    const figures = reply.answer.replace(/\[\d+\]/g, '').match(/\d+/g) ?? [];
    expect(figures.filter((one) => !known.includes(one))).toEqual([]);
  });
});
