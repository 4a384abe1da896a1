import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import { withRetries } from '../../core/retry.ts';

type Arguments = Readonly<Record<string, unknown>>;
type Result = webApi.WebAPICallResult & Readonly<Record<string, unknown>>;

/** Slack took long or broke off: the call may or may not have been carried out. */
export class UnsureError extends Error {
  constructor(method: string, cause: unknown) {
    super(`${method}: no telling whether it was done`, { cause });
    this.name = 'UnsureError';
  }
}

/** Slack said no, and would say so again. `code` is Slack's own word for it. */
export class SlackRefusal extends Error {
  readonly code: string;

  constructor(method: string, code: string, cause: unknown) {
    super(`${method}: ${code}`, { cause });
    this.name = 'SlackRefusal';
    this.code = code;
  }
}

/** Told to wait this long; only thrown where the caller has a better thing to do than wait. */
export class SlackBusy extends Error {
  readonly retryAfterSeconds: number;

  constructor(method: string, retryAfterSeconds: number) {
    super(`${method}: told to wait ${retryAfterSeconds} s`);
    this.name = 'SlackBusy';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Slack's own words for its being unwell (Web API reference, "Errors"); what was asked may have been done. */
const unwell = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const maxTries = 7;
const maxWaitSeconds = 60;

interface CallOptions {
  /** Doing it twice is as doing it once, so it is tried again when no answer came. */
  readonly repeatable?: boolean;
  /** Throws SlackBusy instead of waiting when told to wait. */
  readonly impatient?: boolean;
}

/** Up to a second more or less, so that callers told to wait together do not come back together. */
const spread = () => Math.random() * 300;

/** Slack's Web API as the app uses it: waits when told to, and tells "refused" from "no telling". */
export class SlackApi {
  readonly #client: webApi.WebClient;
  readonly #log: Log;

  constructor(client: webApi.WebClient, log: Log) {
    this.#client = client;
    this.#log = log;
  }

  get client(): webApi.WebClient {
    return this.#client;
  }

  /** @throws SlackRefusal · UnsureError, unless repeatable · SlackBusy, when impatient or told so too often */
  async call(method: string, args: Arguments, options: CallOptions = {}): Promise<Result> {
    return withRetries(() => this.#try(method, args), {
      attempts: maxTries,
      delayMs(error, attempt) {
        if (error instanceof SlackBusy)
          return options.impatient
            ? undefined
            : Math.min(error.retryAfterSeconds, maxWaitSeconds) * 1_000 + spread();
        const mayRepeat = error instanceof UnsureError && options.repeatable;
        return mayRepeat ? 100 * 2 ** (attempt + 1) + spread() : undefined;
      },
    });
  }

  async #try(method: string, args: Arguments): Promise<Result> {
    try {
      return (await this.#client.apiCall(method, args)) as Result;
    } catch (thrown) {
      const error = understand(method, thrown);
      this.#log.debug('slack call failed', { method, error: error.message });
      throw error;
    }
  }

  /** Sends to a `response_url`. @returns false when Slack will not take it, for example a link too old */
  async respond(url: string, body: Arguments): Promise<boolean> {
    for (let tries = 1; tries <= maxTries; tries++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      }).catch(() => undefined);
      if (response?.ok) return true;
      if (response && response.status < 500 && response.status !== 429) return false;
      const seconds = Number(response?.headers.get('retry-after') ?? 0);
      await sleep(seconds > 0 ? Math.min(seconds, maxWaitSeconds) * 1_000 + spread() : 100 * 2 ** tries);
    }
    return false;
  }
}

/** What the SDK threw, by its stable codes: the classes come with a package that is loaded late. */
function understand(method: string, thrown: unknown): Error {
  const error = thrown as { code?: string; retryAfter?: number; data?: { error?: string } };
  if (error.code === 'slack_webapi_rate_limited_error') return new SlackBusy(method, error.retryAfter ?? 1);
  if (error.code !== 'slack_webapi_platform_error') return new UnsureError(method, thrown);
  const code = error.data?.error ?? 'unknown_error';
  if (code === 'ratelimited') return new SlackBusy(method, 1);
  return unwell.has(code) ? new UnsureError(method, thrown) : new SlackRefusal(method, code, thrown);
}
