/**
 * unreachable: try again later · refused: this text is not taken · misconfigured: key, model or address is wrong ·
 * unusable: what came back are not vectors of this model.
 */
export type FailureKind = 'unreachable' | 'refused' | 'misconfigured' | 'unusable';

/** Why an embedding model gave no vectors. The message never holds a text or a key. */
export class EmbeddingFailure extends Error {
  readonly kind: FailureKind;
  /** How long the endpoint asked to be left alone. */
  readonly waitMs: number | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options: { waitMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'EmbeddingFailure';
    this.kind = kind;
    this.waitMs = options.waitMs;
  }
}

function kindOf(status: number): FailureKind {
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'unreachable';
  if (status === 400 || status === 413 || status === 422) return 'refused';
  return 'misconfigured';
}

/** @see RFC 9110, 10.2.3 Retry-After: seconds or a date */
function waitOf(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

export function failureOfReply(response: Response, now = Date.now()): EmbeddingFailure {
  return new EmbeddingFailure(kindOf(response.status), `the embedding endpoint answered ${response.status}`, {
    waitMs: waitOf(response.headers.get('retry-after'), now),
  });
}

/** The failure itself, or what a client library wrapped it in. */
export function failureOf(error: unknown): EmbeddingFailure {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof EmbeddingFailure) return inner;
  // What cannot be read as a reply of such an endpoint breaks the library, which then throws its own kinds.
  if (error instanceof TypeError && !/fetch failed/.test(error.message))
    return new EmbeddingFailure('unusable', 'the embedding endpoint answered something else', {
      cause: error,
    });
  if (error instanceof SyntaxError)
    return new EmbeddingFailure('unusable', 'the embedding endpoint answered no JSON', { cause: error });
  return new EmbeddingFailure('unreachable', 'the embedding endpoint cannot be reached', { cause: error });
}
