import { setTimeout as sleep } from 'node:timers/promises';

/** When something that failed is tried again. */
interface RetryRule {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** How long to wait before trying again; undefined when it is of no use. `attempt` counts from 0. */
  delayMs(error: unknown, attempt: number): number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly pause?: ((ms: number, signal?: AbortSignal) => Promise<unknown>) | undefined;
}

const pauseFor = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal ? { signal } : {});

/** A time that doubles with each attempt, up to a most. */
export function doubled(attempt: number, { baseMs, capMs }: { baseMs: number; capMs: number }): number {
  return Math.min(capMs, baseMs * 2 ** attempt);
}

/**
 * Runs something again while its rule says so.
 * @throws what the last attempt threw; or the signal's reason
 */
export async function withRetries<T>(run: () => Promise<T>, rule: RetryRule): Promise<T> {
  const { attempts, signal, pause = pauseFor } = rule;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      signal?.throwIfAborted();
      const waitMs = attempt + 1 < attempts ? rule.delayMs(error, attempt) : undefined;
      if (waitMs === undefined) throw error;
      await pause(waitMs, signal);
    }
  }
}
