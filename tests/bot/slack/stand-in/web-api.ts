import { Hono } from 'hono';
import type { Faults } from './faults.ts';
import { type Args, answerUrl, chatMethods, type Method, type Reply, refuse } from './methods-chat.ts';
import { fileMethods, receiveUpload } from './methods-files.ts';
import { lookupMethods } from './methods-lookup.ts';
import { viewMethods } from './methods-views.ts';
import { renderChannel } from './render.ts';
import type { SlackState } from './state.ts';

export interface WebApiOptions {
  readonly token: string;
  readonly appToken: string;
  readonly faults: Faults;
  readonly origin: () => string;
  /** A second between posts to one channel, as Slack asks. */
  readonly postsPerSecond: () => boolean;
  /** Answers of a `response_url` land here. */
  readonly state: SlackState;
}

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** Arguments as SDKs send them: a form with JSON in its fields, or JSON. Texts stay texts. */
async function argumentsOf(request: Request): Promise<Args> {
  if (request.headers.get('content-type')?.includes('json')) return (await request.json()) as Args;
  const plain = new Set(['text', 'markdown_text', 'status', 'initial_comment', 'thread_ts', 'ts', 'cursor']);
  return Object.fromEntries(
    [...new URLSearchParams(await request.text())].map(([key, value]) => [
      key,
      plain.has(key) ? value : parsed(value),
    ]),
  );
}

/** The Slack Web API over one workspace, with its limits, and pages to look at it. */
export function createWebApi(options: WebApiOptions): Hono {
  const { state, faults } = options;
  const methods: Record<string, Method> = {
    ...chatMethods,
    ...lookupMethods,
    ...viewMethods,
    ...fileMethods(options.origin),
    'apps.connections.open': () => ({ ok: true, url: `${options.origin().replace('http', 'ws')}/socket` }),
  };
  const lastPost = new Map<string, number>();

  function perform(method: string, args: Args): Reply | 'wait' {
    const now = Date.now();
    if (method === 'chat.postMessage' && options.postsPerSecond()) {
      if (now - (lastPost.get(args.channel) ?? 0) < 1_000) return 'wait';
      lastPost.set(args.channel, now);
    }
    return methods[method]?.(state, args, now) ?? refuse('unknown_method');
  }

  const app = new Hono();
  app.post('/api/:method', async (c) => {
    const method = c.req.param('method');
    const args = await argumentsOf(c.req.raw);
    const note = (reply: string) => state.calls.push({ method, args, at: Date.now(), reply });
    const wanted = method === 'apps.connections.open' ? options.appToken : options.token;
    if (c.req.header('authorization') !== `Bearer ${wanted}`) return c.json(refuse('invalid_auth'));
    const wait = () => {
      note('ratelimited');
      c.header('Retry-After', String(faults.retryAfterSeconds));
      return c.json(refuse('ratelimited'), 429);
    };
    const fault = faults.draw(method);
    if (fault === 'wait') return wait();
    if (fault === 'refused') {
      note('503');
      return c.text('upstream error', 503);
    }
    const reply = perform(method, args);
    if (reply === 'wait') return wait();
    note(fault === 'lost' ? 'lost' : reply.ok ? 'ok' : reply.error);
    return fault === 'lost' ? c.text('upstream error', 502) : c.json(reply);
  });
  app.post('/upload/:id', async (c) => {
    const form = await c.req.raw.formData().catch(() => undefined);
    const part = form && [...form.values()].find((value) => value instanceof Blob);
    const bytes = part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : Buffer.alloc(0);
    return receiveUpload(state, c.req.param('id'), bytes) ? c.text('OK') : c.notFound();
  });
  app.post('/respond/:id', async (c) => {
    const held = state.responseUrls.get(c.req.param('id'));
    const note = (reply: string) =>
      state.calls.push({ method: 'response_url', args: { id: c.req.param('id') }, at: Date.now(), reply });
    const fault = faults.draw('response_url');
    if (fault === 'wait') {
      note('ratelimited');
      c.header('Retry-After', String(faults.retryAfterSeconds));
      return c.text('ratelimited', 429);
    }
    if (fault) {
      note('503');
      return c.text('upstream error', 503);
    }
    if (!held) return c.text('expired_url', 404);
    held.uses += 1;
    if (held.uses > 5) return c.text('used_url', 404);
    const sent = (await c.req.json()) as Args;
    note('ok');
    return answerUrl(state, held, { ...sent, replaces: held.pressed })
      ? c.text('ok')
      : c.text('invalid_blocks', 400);
  });
  app.get('/files/:id', (c) => {
    const file = state.files.get(c.req.param('id'));
    return file ? c.body(new Uint8Array(file.bytes), 200, { 'content-type': 'image/png' }) : c.notFound();
  });
  app.get('/channels/:id', (c) => c.html(renderChannel(state, c.req.param('id'), c.req.query('as'))));
  return app;
}
