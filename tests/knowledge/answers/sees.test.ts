import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { createLog } from '../../../core/log.ts';
import { openChatModel } from '../../../core/models/open-chat-model.ts';
import { answerQuestion } from '../../../knowledge/answers/answer-question.ts';
import { caseIn } from '../../support/cases.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let server: ModelServer;
let staff: Actor;
const secret = '密語代號紫藤';

beforeAll(async () => {
  [bank, server] = await Promise.all([openTestBank(), startModelServer()]);
  const author = await createPerson(bank, { roles: ['staff'] });
  const reviewer = await createPerson(bank, { roles: ['reviewer'] });
  staff = author.actor;
  const people = { author: author.actor, reviewer: reviewer.actor };
  await caseIn(bank, 'published', people, {
    title: '青山市以語音辨識整理會議紀錄',
    agency: '青山市政府',
    visibility: 'public',
    sections: { background: '青山市政府的會議紀錄費時。', risks: '青山市政府發現語音辨識對方言辨識不佳。' },
  });
  await caseIn(bank, 'published', people, {
    title: '綠水市以影像辨識巡查道路',
    agency: '綠水市政府',
    visibility: 'government',
    sections: { background: '綠水市政府的道路巡查費時。', risks: `綠水市政府發現影像辨識漏報，${secret}。` },
  });
});
afterAll(() => Promise.all([bank?.store.close(), server?.close()]));

function seeing(sees: 'public' | 'all'): Bank {
  const limits = { timeoutMs: 5_000, silenceMs: 2_000, concurrency: 1, room: 8_000, price: undefined };
  const model = {
    provider: 'openai',
    model: 'm',
    baseUrl: server.url,
    apiKey: 'k',
    sees,
    ...limits,
  } as const;
  return {
    ...bank,
    chat: openChatModel(
      model,
      createLog('error', () => undefined),
    ),
  };
}

async function talk(of: Bank, questions: readonly string[], actor = staff) {
  (server.requests as unknown[]).length = 0;
  let conversationId: string | undefined;
  let reply: Awaited<ReturnType<typeof answerQuestion>> | undefined;
  for (const question of questions) {
    const input = { question, ...(conversationId && { conversationId }) };
    reply = await answerQuestion(contextOf(of, { actor }), input);
    conversationId = reply.conversationId;
  }
  return { reply: reply!, sent: JSON.stringify(server.requests.map(({ body }) => body)) };
}

describe('what a chat model sees', () => {
  const open = '青山市政府的語音辨識案例有什麼風險？';
  const closed = '綠水市政府的影像辨識案例有什麼風險？';

  beforeAll(() => server.behave(() => ({ text: '青山市政府發現語音辨識對方言辨識不佳。[1]' })));

  it('is public text, and its name is on the answer', async () => {
    const { reply, sent } = await talk(seeing('public'), [open], anonymous);
    expect(sent).toContain('方言辨識不佳');
    expect(reply).toMatchObject({ mode: 'generative', model: 'openai:m' });
  });

  it('is no text that is not public, when it is to see public text only', async () => {
    const { reply, sent } = await talk(seeing('public'), [closed]);
    expect(reply.outcome).toBe('answered');
    expect(reply.answer).toContain(secret);
    expect(reply).toMatchObject({ mode: 'extractive', degraded: expect.stringContaining('非公開') });
    expect(sent).not.toMatch(/綠水|紫藤/);
  });

  it('is nothing of a conversation that has touched such text', async () => {
    const { sent } = await talk(seeing('public'), [closed, open, '那成效呢？']);
    expect(sent).toBe('[]');
  });

  it('is everything the asker may read, when it may see all', async () => {
    const { sent } = await talk(seeing('all'), [closed]);
    expect(sent).toContain(secret);
  });
});
