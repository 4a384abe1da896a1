import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { createLog } from '../../core/log.ts';
import { openChatModel } from '../../core/models/open-chat-model.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { openHttp } from '../support/http.ts';
import { type Listening, listen } from '../support/listen.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { openSeededBank } from '../support/world.ts';

let seeded: Bank;
let model: ModelServer;
let server: Listening;

beforeAll(async () => {
  [seeded, model] = await Promise.all([openSeededBank(), startModelServer()]);
  const chat = openChatModel(
    {
      provider: 'openai',
      model: 'slow',
      baseUrl: model.url,
      apiKey: 'k',
      sees: 'all',
      timeoutMs: 60_000,
      silenceMs: 60_000,
      concurrency: 1,
      room: 8_000,
      price: undefined,
    },
    createLog('error', () => undefined),
  );
  const bank = { ...seeded, chat };
  await ensureAdmin(bank);
  server = await listen(openHttp(bank).app);
}, 240_000);
afterAll(async () => {
  await server?.close();
  await Promise.all([model?.close(), seeded?.store.close()]);
});

const question = '荷蘭 SyRI 法院怎麼判？理由是什麼';

describe('somebody who leaves in the middle of an answer', () => {
  it('ends the model’s work at once, and the next asker is served', { timeout: 60_000 }, async () => {
    model.behave(() => ({ silentMs: 50_000 }));
    const leaving = new AbortController();
    const response = await fetch(`${server.origin}/api/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ question }),
      signal: leaving.signal,
    });
    const reader = response.body!.getReader();
    expect((await reader.read()).done).toBe(false);
    await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);
    expect(model.abandoned).toBe(0);
    leaving.abort();
    await reader.read().catch(() => undefined);
    await expect.poll(() => model.abandoned, { timeout: 5_000 }).toBe(1);

    model.behave(() => ({ text: '' }));
    const next = await fetch(`${server.origin}/api/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
    });
    expect(next.status).toBe(200);
    expect(model.requests.length).toBe(2);
  });
});
