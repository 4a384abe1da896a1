import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the model does with one request: writes a text, or misbehaves on the wire. */
export type Behaviour =
  | { readonly text: string; readonly sameId?: boolean }
  | { readonly endless: string }
  | { readonly status: number }
  | { readonly malformed: string }
  | { readonly cutAfter: string }
  | { readonly silentMs: number; readonly after?: string };

export interface ModelServer {
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  /** Requests whose client went away before their end. */
  readonly abandoned: number;
  behave(how: (request: ModelRequest) => Behaviour): void;
  close(): Promise<void>;
}

let ids = 0;

function chunk(content: string, id = `chunk-${ids++}`, rest: Record<string, unknown> = {}): string {
  const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }];
  return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1, model: 'liar', choices, ...rest })}\n\n`;
}

function lastChunk(text: string): string {
  const usage = { prompt_tokens: 100, completion_tokens: text.length, total_tokens: 100 + text.length };
  const choices = [{ index: 0, delta: {}, finish_reason: 'stop' }];
  const end = {
    id: `chunk-${ids++}`,
    object: 'chat.completion.chunk',
    created: 1,
    model: 'liar',
    choices,
    usage,
  };
  return `data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`;
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}

async function send(response: ServerResponse, how: Behaviour): Promise<void> {
  if ('status' in how) {
    response.writeHead(how.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'no', type: 'server_error' } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('silentMs' in how) {
    for (const piece of pieces(how.after ?? '')) response.write(chunk(piece));
    const timer = setTimeout(() => response.end('data: [DONE]\n\n'), how.silentMs);
    response.on('close', () => clearTimeout(timer));
  } else if ('malformed' in how) {
    response.write(chunk('一'));
    response.end(how.malformed);
  } else if ('cutAfter' in how) {
    for (const piece of pieces(how.cutAfter)) response.write(chunk(piece));
    setTimeout(() => response.destroy(), 20);
  } else if ('endless' in how) {
    while (!response.destroyed) {
      if (!response.write(chunk(how.endless)))
        await new Promise((next) => response.once('drain', next).once('close', next));
      await new Promise(setImmediate);
    }
  } else {
    for (const piece of pieces(how.text)) response.write(how.sameId ? chunk(piece, 'same') : chunk(piece));
    response.end(lastChunk(how.text));
  }
}

async function readBody(request: IncomingMessage): Promise<ModelRequest> {
  let raw = '';
  for await (const data of request) raw += String(data);
  const body = JSON.parse(raw) as { messages: { role: string; content: string }[] };
  const of = (role: string) => body.messages.find((message) => message.role === role)?.content ?? '';
  return { system: of('system'), user: of('user'), body };
}

/** A server on loopback that speaks OpenAI's protocol and says what the test wants. */
export async function startModelServer(): Promise<ModelServer> {
  let behaviour: (request: ModelRequest) => Behaviour = () => ({ text: '' });
  const requests: ModelRequest[] = [];
  let abandoned = 0;
  const server = createServer(async (request, response) => {
    const asked = await readBody(request);
    requests.push(asked);
    response.on('close', () => {
      if (!response.writableFinished) abandoned++;
    });
    response.on('error', () => undefined);
    await send(response, behaviour(asked)).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get abandoned() {
      return abandoned;
    },
    behave(how) {
      behaviour = how;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
