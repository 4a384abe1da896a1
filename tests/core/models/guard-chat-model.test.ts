import { describe, expect, it } from 'vitest';
import { createLog } from '../../../core/log.ts';
import type { ChatFailure, Write } from '../../../core/models/chat-model.ts';
import { TokenTally } from '../../../core/models/chat-model.ts';
import type { ChatConfig } from '../../../core/models/chat-settings.ts';
import { createCircuitBreaker } from '../../../core/models/circuit-breaker.ts';
import { guardChatModel } from '../../../core/models/guard-chat-model.ts';

const config: ChatConfig = {
  provider: 'openai',
  model: 'm',
  baseUrl: undefined,
  apiKey: undefined,
  sees: 'all',
  timeoutMs: 400,
  silenceMs: 100,
  concurrency: 1,
  room: 1_000,
  price: { input: 1, output: 2 },
};
const log = createLog('error', () => undefined);

async function read(
  write: Write,
  options: { signal?: AbortSignal; onWaiting?: (ahead: number) => void } = {},
) {
  const model = guardChatModel(write, config, log);
  return readFrom(model, options);
}

async function readFrom(
  model: ReturnType<typeof guardChatModel>,
  options: { signal?: AbortSignal; onWaiting?: (ahead: number) => void } = {},
) {
  let text = '';
  const call = { messages: [], maxTokens: 50, tally: new TokenTally(), ...options };
  try {
    for await (const piece of model.write(call)) text += piece;
    return { text };
  } catch (error) {
    return { text, kind: (error as ChatFailure).kind };
  }
}

const failing = (status: number) => () => {
  throw Object.assign(new Error('no'), { status });
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a guarded chat model', () => {
  it('tries again what may pass and gives up what will not', async () => {
    const tries = { busy: 0, wrong: 0 };
    const later: Write = async function* () {
      if (++tries.busy < 3) failing(503)();
      yield 'there';
    };
    const wrong: Write = async function* () {
      tries.wrong++;
      failing(401)();
      yield '';
    };
    // The pauses between tries are drawn at random and may come to more than the other tests' time.
    const patient = guardChatModel(later, { ...config, timeoutMs: 10_000 }, log);
    expect(await readFrom(patient)).toEqual({ text: 'there' });
    expect(await read(wrong)).toEqual({ text: '', kind: 'unavailable' });
    expect(tries).toEqual({ busy: 3, wrong: 1 });
  });

  it('does not begin anew once something was said', async () => {
    let tries = 0;
    const broken: Write = async function* () {
      tries++;
      yield 'half';
      failing(503)();
    };
    expect(await read(broken)).toEqual({ text: 'half', kind: 'unavailable' });
    expect(tries).toBe(1);
  });

  it('leaves a model that is silent, and one that never ends', async () => {
    const silent: Write = async function* () {
      await pause(5_000);
      yield '';
    };
    const endless: Write = async function* () {
      for (;;) {
        await pause(1);
        yield 'more and more and more of it ';
      }
    };
    expect(await read(silent)).toMatchObject({ kind: 'silent' });
    const { text } = await read(endless);
    expect(text.length).toBeLessThan(50 * 8 + 60);
  });

  it('tells the asker how many are ahead, and ends the wait of one who leaves', async () => {
    const slow: Write = async function* () {
      await pause(60);
      yield 'x';
    };
    const model = guardChatModel(slow, config, log);
    const places: number[][] = [[], [], []];
    const leaving = new AbortController();
    const all = places.map((told, at) =>
      readFrom(model, {
        onWaiting: (ahead) => told.push(ahead),
        ...(at === 1 && { signal: leaving.signal }),
      }),
    );
    await pause(10);
    leaving.abort();
    expect(await Promise.all(all)).toEqual([{ text: 'x' }, { text: '', kind: 'stopped' }, { text: 'x' }]);
    expect(places).toEqual([[], [0], [1, 0]]);
  });

  it('spares a server that fails again and again', async () => {
    let tries = 0;
    const broken: Write = async function* () {
      tries++;
      failing(400)();
      yield '';
    };
    const model = guardChatModel(broken, config, log);
    const kinds: (string | undefined)[] = [];
    for (let at = 0; at < 7; at++) kinds.push((await readFrom(model)).kind);
    expect(kinds.slice(-2)).toEqual(['resting', 'resting']);
    expect(tries).toBe(5);
  });

  it('counts what the tokens cost', () => {
    const tally = new TokenTally();
    tally.add({ input: 1_000_000, output: 500_000 });
    expect(guardChatModel(failing(500), config, log).costOf(tally)).toBe(2);
  });
});

describe('a circuit breaker', () => {
  it('lets one through after its rest, and closes when that one succeeds', () => {
    let now = 0;
    const breaker = createCircuitBreaker({ failures: 2, restMs: 100, now: () => now });
    breaker.failed();
    breaker.failed();
    expect(breaker.allows()).toBe(false);
    now = 101;
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.allows()).toBe(true);
  });
});
