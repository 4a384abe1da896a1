import { setTimeout as sleep } from 'node:timers/promises';

const attempts = 5;
const firstDelayMs = 400;
const longestDelayMs = 8_000;
const worthRepeating = new Set([412, 429, 502, 504]);

interface Refusal {
  readonly status?: number | undefined;
  readonly retryAfter?: unknown;
  readonly message: string;
}

/** What the connector said when it refused; no status when it could not be reached. */
export function refusalOf(error: unknown): Refusal {
  const { response } = error as {
    response?: { status?: number; headers?: Record<string, unknown>; data?: unknown };
  };
  const said = response?.data as { error?: { message?: unknown } } | undefined;
  const message = said?.error?.message ?? (error instanceof Error ? error.message : '');
  return {
    status: response?.status,
    retryAfter: response?.headers?.['retry-after'],
    message: String(message),
  };
}

function mayRepeat(error: unknown): boolean {
  const { status } = refusalOf(error);
  if (status !== undefined) return worthRepeating.has(status);
  const { code } = error as { code?: string };
  return code === 'ECONNRESET' || code === 'ECONNREFUSED' || code === 'EAI_AGAIN';
}

/** Exponential with full jitter, never sooner than the service asks. */
function delayMs(error: unknown, attempt: number): number {
  const asked = Number(refusalOf(error).retryAfter) * 1_000;
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
  const wanted = Number.isFinite(asked) && asked > 0 ? Math.min(asked, longestDelayMs) : 0;
  return wanted + backoff * Math.random();
}

/**
 * Calls the connector again where its documentation says to: 412, 429, 502 and 504, and when the line is cut.
 * @throws what the last attempt threw
 */
export async function withRetries<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt + 1 >= attempts || !mayRepeat(error)) throw error;
      await sleep(delayMs(error, attempt));
    }
  }
}
