import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';

/** What the server does wrong, changed by a test as it goes. */
export interface Misbehaviour {
  /** Milliseconds before every reply. */
  slowMs?: number;
  /** The next so many requests are answered with this status, and Retry-After in seconds if given. */
  fail?: { times: number; status: number; retryAfter?: string };
  /** Requests with a text that holds this are refused with 400. */
  refuse?: string;
  /** Spoils the vectors of a reply. */
  spoil?: (vectors: number[][]) => unknown[];
  /** Cuts the line instead of replying. */
  dead?: boolean;
}

export interface Endpoint {
  readonly url: string;
  readonly does: Misbehaviour;
  /** Every text asked for, by model, in order. */
  readonly seen: { model: string; text: string }[];
  close(): Promise<void>;
}

const Asked = z.object({ model: z.string(), input: z.union([z.string(), z.array(z.string())]) });

/** Words of one meaning, which share no letters: what a real model knows and the search by words does not. */
const meanings = [/毛毛蟲|蝴蝶/, /加班費|延長工作時間之工資/, /吹哨者|公益揭弊人/, /漲價|調高費率/];

/** A vector of a text: its meanings, a little of its words, and what model made it. */
export function vectorOf(model: string, text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const at = (word: string) =>
    createHash('sha256').update(`${model} ${word}`).digest().readUInt32BE(0) % dimensions;
  for (const [n, meaning] of meanings.entries()) if (meaning.test(text)) vector[at(`meaning ${n}`)]! += 3;
  for (const pair of text.match(/.{1,2}/gu) ?? []) vector[at(pair)]! += 0.1;
  vector[at('every text')]! += 0.1;
  return vector;
}

/** An OpenAI-compatible and an Ollama server on loopback. A model's name ends with its dimensions: `small-64`. */
export async function startEndpoint(): Promise<Endpoint> {
  const does: Misbehaviour = {};
  const seen: Endpoint['seen'] = [];
  const app = new Hono();
  app.post('*', async (c) => {
    const { model, input } = Asked.parse(await c.req.json());
    const texts = [input].flat();
    seen.push(...texts.map((text) => ({ model, text })));
    if (does.slowMs) await sleep(does.slowMs);
    if (does.dead) throw new Error('dead');
    if (does.fail && does.fail.times-- > 0) {
      if (does.fail.retryAfter) c.header('retry-after', does.fail.retryAfter);
      return c.json({ error: { message: 'no' } }, does.fail.status as 429);
    }
    if (does.refuse && texts.some((text) => text.includes(does.refuse!)))
      return c.json({ error: { message: 'too long' } }, 400);
    const size = Number(/\d+$/.exec(model)?.[0] ?? 16);
    const vectors = texts.map((text) => vectorOf(model, text, size));
    const given = does.spoil ? does.spoil(vectors) : vectors;
    if (c.req.path.endsWith('/api/embed')) return c.json({ model, embeddings: given });
    return c.json({ data: given.map((embedding, index) => ({ object: 'embedding', index, embedding })) });
  });
  app.onError((_, c) => c.json({}, 503));
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        does,
        seen,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
  });
}
