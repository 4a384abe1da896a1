import { doubled, withRetries as retried } from '../../core/retry.ts';

const attempts = 5;
const delays = { baseMs: 400, capMs: 8_000 };
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
function delayMs(error: unknown, attempt: number): number | undefined {
  if (!mayRepeat(error)) return undefined;
  const asked = Number(refusalOf(error).retryAfter) * 1_000;
  const wanted = Number.isFinite(asked) && asked > 0 ? Math.min(asked, delays.capMs) : 0;
  return wanted + doubled(attempt, delays) * Math.random();
}

/**
 * Calls the connector again where its documentation says to: 412, 429, 502 and 504, and when the line is cut.
 * @throws what the last attempt threw
 */
export function withRetries<T>(call: () => Promise<T>): Promise<T> {
  return retried(call, { attempts, delayMs });
}
