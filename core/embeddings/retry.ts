import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure.ts';

export interface RetryOptions {
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly signal?: AbortSignal | undefined;
  /** 0 to 1 */
  readonly random?: () => number;
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

const pauseFor = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal ? { signal } : {});

/** Between half and all of a time that doubles; never less than the endpoint asked for, and not all at the same moment. */
export function delayOf(attempt: number, waitMs: number | undefined, options: RetryOptions): number {
  const { baseMs, capMs, random = Math.random } = options;
  const full = Math.min(capMs, baseMs * 2 ** attempt);
  const own = full * (0.5 + 0.5 * random());
  return waitMs === undefined ? own : Math.max(own, waitMs * (1 + 0.1 * random()));
}

/**
 * Tries again what may pass by itself; a refusal is thrown at once.
 * @throws EmbeddingFailure the last one; or the signal's reason
 */
export async function withRetries<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, signal, pause = pauseFor } = options;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      signal?.throwIfAborted();
      const failure = failureOf(error);
      const passing = failure.kind === 'unreachable' || failure.kind === 'unusable';
      if (!passing || attempt + 1 >= attempts) throw failure;
      await pause(delayOf(attempt, failure.waitMs, options), signal);
    }
  }
}
