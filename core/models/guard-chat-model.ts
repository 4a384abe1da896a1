import type { Log } from '../log.ts';
import type { ChatCall, ChatModel, Write } from './chat-model.ts';
import { ChatFailure } from './chat-model.ts';
import type { ChatConfig } from './chat-settings.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createWaitingLine } from './waiting-line.ts';

const TRIES = 3;
const FIRST_PAUSE_MS = 200;
/** Askers who may wait for each one being served. */
const WAITING_PER_TURN = 10;
/** No language needs more characters for a token; a model that writes on regardless is cut off. */
const CHARACTERS_PER_TOKEN = 8;

/** Full jitter: any pause up to a bound that doubles with each try. */
function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const ms = Math.random() * FIRST_PAUSE_MS * 2 ** attempt;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function isPassing(error: unknown): boolean {
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number') return status === 408 || status === 429 || status >= 500;
  return !(error instanceof SyntaxError);
}

function asFailure(error: unknown): ChatFailure {
  if (error instanceof ChatFailure) return error;
  return new ChatFailure('unavailable', { cause: error, passing: isPassing(error) });
}

/** The next piece, or a failure when it does not come in time; a provider deaf to its signal is left behind. */
async function nextPiece(
  pieces: AsyncIterator<string>,
  silenceMs: number,
  signal: AbortSignal,
): Promise<IteratorResult<string>> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChatFailure('silent')), silenceMs);
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([pieces.next(), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

interface Attempt {
  readonly call: ChatCall;
  readonly signal: AbortSignal;
  readonly silenceMs: number;
}

/** One try: its own end is also the end of the request behind it. */
async function* writeOnce(write: Write, { call, signal, silenceMs }: Attempt): AsyncGenerator<string, void> {
  const ending = new AbortController();
  const pieces = write({
    messages: call.messages,
    maxTokens: call.maxTokens,
    shape: call.shape,
    signal: AbortSignal.any([signal, ending.signal]),
    onTokens: (tokens) => call.tally.add(tokens),
  })[Symbol.asyncIterator]();
  let left = call.maxTokens * CHARACTERS_PER_TOKEN;
  try {
    signal.throwIfAborted();
    while (left > 0) {
      const next = await nextPiece(pieces, silenceMs, signal);
      if (next.done) return;
      left -= next.value.length;
      yield next.value;
    }
  } finally {
    ending.abort(new ChatFailure('stopped'));
    void Promise.resolve(pieces.return?.()).catch(() => undefined);
  }
}

function nameOf({ provider, model }: ChatConfig): string {
  return provider === 'gguf' ? `gguf:${model.split(/[\\/]/).at(-1)}` : `${provider}:${model}`;
}

/** A provider's model with patience, a line to wait in, another try, and rest for a server that fails. */
export function guardChatModel(write: Write, config: ChatConfig, log: Log): ChatModel {
  const line = createWaitingLine(config.concurrency, WAITING_PER_TURN * config.concurrency);
  const breaker = createCircuitBreaker();

  async function* tryAgain(attempt: Attempt): AsyncGenerator<string, void> {
    for (let tried = 0; ; tried++) {
      let begun = false;
      try {
        for await (const piece of writeOnce(write, attempt)) {
          begun = true;
          yield piece;
        }
        return;
      } catch (error) {
        const failure = asFailure(error);
        if (begun || !failure.passing || tried + 1 >= TRIES || attempt.signal.aborted) throw failure;
        log.debug('chat model is tried again', { tried: tried + 1, cause: String(failure.cause) });
        await pause(tried, attempt.signal);
      }
    }
  }

  async function* inTurn(call: ChatCall): AsyncGenerator<string, void> {
    if (!breaker.allows()) throw new ChatFailure('resting');
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new ChatFailure('timeout')), config.timeoutMs);
    const signal = AbortSignal.any(call.signal ? [call.signal, late.signal] : [late.signal]);
    let leave = () => {};
    try {
      leave = await line.enter(signal, call.onWaiting);
      // A reply of a given shape comes in one piece.
      const silenceMs = call.shape ? config.timeoutMs : config.silenceMs;
      yield* tryAgain({ call, signal, silenceMs });
      breaker.succeeded();
    } catch (error) {
      const left = call.signal?.aborted === true;
      const failure = left ? new ChatFailure('stopped', { cause: error }) : asFailure(error);
      if (!left && failure.kind !== 'busy' && failure.kind !== 'stopped') breaker.failed();
      throw failure;
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  const { price } = config;
  return {
    name: nameOf(config),
    sees: config.sees,
    timeoutMs: config.timeoutMs,
    room: config.room,
    costOf: (tally) => price && (tally.input * price.input + tally.output * price.output) / 1e6,
    write: inTurn,
  };
}
