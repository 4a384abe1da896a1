import { doubled, withRetries as retried } from '../retry.ts';
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

/** Between half and all of a time that doubles; never less than the endpoint asked for, and not all at the same moment. */
export function delayOf(attempt: number, waitMs: number | undefined, options: RetryOptions): number {
  const { random = Math.random } = options;
  const full = doubled(attempt, options);
  const own = full * (0.5 + 0.5 * random());
  return waitMs === undefined ? own : Math.max(own, waitMs * (1 + 0.1 * random()));
}

/**
 * Tries again what may pass by itself; a refusal is thrown at once.
 * @throws EmbeddingFailure the last one; or the signal's reason
 */
export function withRetries<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, signal, pause } = options;
  const understood = () =>
    run().catch((error) => {
      signal?.throwIfAborted();
      throw failureOf(error);
    });
  return retried(understood, {
    ...{ attempts, signal, pause },
    delayMs(error, attempt) {
      const { kind, waitMs } = failureOf(error);
      const passing = kind === 'unreachable' || kind === 'unusable';
      return passing ? delayOf(attempt, waitMs, options) : undefined;
    },
  });
}
