import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatConfigOf } from '../../../core/models/chat-settings.ts';
import { openProvider } from '../../../core/models/providers.ts';
import { type Listening, listen } from '../../support/listen.ts';

const pieces = ['影子 AI 是', '未經核准的', '工具。'];

interface Asked {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: { model?: string; system?: unknown; messages: { role: string; content: unknown }[] };
}
const asked: Asked[] = [];

const events = (lines: readonly (readonly [string | undefined, unknown])[]) =>
  new Response(
    lines
      .map(
        ([event, data]) =>
          `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
      )
      .join(''),
    { headers: { 'content-type': 'text/event-stream' } },
  );

function openAiReply(): Response {
  const chunk = (delta: object, rest: object = {}) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, ...rest }],
  });
  return events([
    ...pieces.map((content) => [undefined, chunk({ content })] as const),
    [undefined, chunk({}, { finish_reason: 'stop' })],
    [undefined, { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } }],
    [undefined, '[DONE]'],
  ]);
}

function anthropicReply(): Response {
  const usage = { input_tokens: 7, output_tokens: 0 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', content: [], model: 'small', usage };
  return events([
    ['message_start', { type: 'message_start', message }],
    [
      'content_block_start',
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ],
    ...pieces.map(
      (text) =>
        [
          'content_block_delta',
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
        ] as const,
    ),
    ['content_block_stop', { type: 'content_block_stop', index: 0 }],
    [
      'message_delta',
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    ],
    ['message_stop', { type: 'message_stop' }],
  ]);
}

function ollamaReply(): Response {
  const line = (content: string, rest: object = { done: false }) =>
    JSON.stringify({ model: 'small', message: { role: 'assistant', content }, ...rest });
  const lines = [
    ...pieces.map((piece) => line(piece)),
    line('', { done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 3 }),
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'application/x-ndjson' } });
}

let server: Listening;
beforeAll(async () => {
  const app = new Hono();
  app.post('*', async (c) => {
    const { pathname } = new URL(c.req.url);
    asked.push({ path: pathname, headers: c.req.header(), body: await c.req.json() });
    if (pathname.endsWith('/messages')) return anthropicReply();
    return pathname.endsWith('/api/chat') ? ollamaReply() : openAiReply();
  });
  server = await listen(app);
});
afterAll(() => server.close());

describe.each([
  ['openai:small', '/v1', '/v1/chat/completions', 'authorization', 'Bearer key-1'],
  ['anthropic:small', '', '/v1/messages', 'x-api-key', 'key-1'],
  ['ollama:small', '', '/api/chat', undefined, undefined],
  ['azure:small', '', '/openai/deployments/small/chat/completions', 'api-key', 'key-1'],
])('the model %s', (model, below, path, header, value) => {
  it('is asked at its own address with its key, and streams text and counts of tokens', async () => {
    const config = chatConfigOf({
      CHAT_MODEL: model,
      CHAT_BASE_URL: `${server.origin}${below}`,
      CHAT_API_KEY: 'key-1',
      CHAT_TIMEOUT_SECONDS: 20,
      CHAT_CONCURRENCY: 1,
    } as Parameters<typeof chatConfigOf>[0])!;
    const counted: { input: number; output: number }[] = [];
    let text = '';
    const stream = openProvider(config)({
      messages: [
        { role: 'system', text: '只依來源回答' },
        { role: 'user', text: '什麼是影子 AI？' },
      ],
      maxTokens: 50,
      signal: AbortSignal.timeout(10_000),
      onTokens: (tokens) => void counted.push(tokens),
    });
    for await (const piece of stream) text += piece;
    expect(text).toBe(pieces.join(''));
    expect(counted).toEqual([{ input: 7, output: 3 }]);
    const last = asked.at(-1)!;
    expect(last.path).toBe(path);
    if (header) expect(last.headers[header]).toBe(value);
    expect(JSON.stringify(last.body)).toContain('只依來源回答');
    expect(JSON.stringify(last.body)).toContain('什麼是影子 AI？');
  });
});
