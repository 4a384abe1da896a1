import { failureOfReply } from './failure.ts';
import { openOnnx } from './onnx.ts';
import type { EmbeddingSettings } from './settings.ts';

/** Turns texts into vectors, one each, in order; may throw whatever its library throws. */
export type Provider = (texts: string[]) => Promise<number[][]>;

/** A fetch with a limit of time that never follows a redirect: texts go to the address of the settings alone. */
function fetchWithin(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const response = await fetch(input, { ...init, signal, redirect: 'manual' });
    if (response.ok) return response;
    await response.body?.cancel();
    throw failureOfReply(response);
  };
}

async function openOpenAi(settings: EmbeddingSettings, timeoutMs: number): Promise<Provider> {
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  const model = new OpenAIEmbeddings({
    model: settings.name,
    apiKey: settings.apiKey ?? 'none',
    encodingFormat: 'float',
    stripNewLines: false,
    maxRetries: 0,
    timeout: timeoutMs,
    configuration: { baseURL: settings.address, fetch: fetchWithin(timeoutMs) },
  });
  return (texts) => model.embedDocuments(texts);
}

async function openOllama(settings: EmbeddingSettings, timeoutMs: number): Promise<Provider> {
  const { OllamaEmbeddings } = await import('@langchain/ollama');
  const model = new OllamaEmbeddings({
    model: settings.name,
    baseUrl: settings.address,
    truncate: true,
    maxRetries: 0,
    fetch: fetchWithin(timeoutMs),
    ...(settings.apiKey && { headers: { authorization: `Bearer ${settings.apiKey}` } }),
  });
  return (texts) => model.embedDocuments(texts);
}

const openers = { openai: openOpenAi, ollama: openOllama, onnx: openOnnx };

/** Loads the library a model needs; nothing is loaded before the first text. */
export function openProvider(settings: EmbeddingSettings, timeoutMs: number): Promise<Provider> {
  return openers[settings.kind](settings, timeoutMs);
}
