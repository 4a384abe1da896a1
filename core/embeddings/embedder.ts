import { createCircuitBreaker } from '../models/circuit-breaker.ts';
import { checkVectors } from './check-vectors.ts';
import { EmbeddingFailure, failureOf } from './failure.ts';
import { openProvider, type Provider } from './provider.ts';
import { withRetries } from './retry.ts';
import type { EmbeddingSettings, Sees } from './settings.ts';
import { spellingOf } from './spellings.ts';

/** One embedding model. Vectors of different models must never be compared. */
export interface Embedder {
  /** `openai:bge-m3` */
  readonly model: string;
  /** Base URL or folder. */
  readonly address: string;
  readonly sees: Sees;
  /**
   * For work in the background: patient, with retries.
   * @throws EmbeddingFailure, or the signal's reason
   */
  embedPassages(texts: readonly string[], options?: EmbedOptions): Promise<number[][]>;
  /**
   * For somebody who waits: one try, little time, none while the endpoint is known to be down.
   * @throws EmbeddingFailure
   */
  embedQuestion(text: string): Promise<number[]>;
}

export interface EmbedOptions {
  readonly dimensions?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EmbedderTimes {
  readonly passagesMs: number;
  readonly questionMs: number;
  readonly retry: { readonly attempts: number; readonly baseMs: number; readonly capMs: number };
  readonly circuit: { readonly failures: number; readonly restMs: number };
}

const usualTimes: EmbedderTimes = {
  passagesMs: 60_000,
  questionMs: 2_500,
  retry: { attempts: 6, baseMs: 500, capMs: 30_000 },
  circuit: { failures: 3, restMs: 20_000 },
};

/** Questions whose vectors are kept: one question is searched several times, and asked again. */
const questionsKept = 200;

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

/** Keeps the newest results; what failed is not kept. */
function remember<T>(run: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key) => {
    const known = kept.get(key);
    if (known) return known;
    const found = run(key);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    if (kept.size > questionsKept) kept.delete(kept.keys().next().value!);
    return found;
  };
}

/** The signal ends the waiting; what the endpoint still says is dropped. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

export function createEmbedder(settings: EmbeddingSettings, times: EmbedderTimes = usualTimes): Embedder {
  const spelling = spellingOf(settings.name);
  const patient = once(() => openProvider(settings, times.passagesMs));
  // A model in this process has no line to time out on, and is loaded once.
  const quick = settings.kind === 'onnx' ? patient : once(() => openProvider(settings, times.questionMs));
  const breaker = createCircuitBreaker(times.circuit);
  const askProvider = async (provider: () => Promise<Provider>, texts: string[], dimensions?: number) => {
    try {
      return checkVectors(await (await provider())(texts), texts.length, dimensions);
    } catch (error) {
      throw failureOf(error);
    }
  };
  const embedQuestion = async (text: string): Promise<number[]> => {
    if (!breaker.allows())
      throw new EmbeddingFailure('unreachable', 'the embedding endpoint is given a rest');
    try {
      const [vector] = await askProvider(quick, [spelling.question(text)]);
      breaker.succeeded();
      return vector!;
    } catch (error) {
      breaker.failed();
      throw error;
    }
  };
  return {
    model: `${settings.kind}:${settings.name}`,
    address: settings.address,
    sees: settings.sees,
    embedPassages: (texts, { dimensions, signal } = {}) =>
      withRetries(() => untilAborted(askProvider(patient, texts.map(spelling.passage), dimensions), signal), {
        ...times.retry,
        signal,
      }),
    embedQuestion: remember(embedQuestion),
  };
}
