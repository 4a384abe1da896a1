import { basename, resolve } from 'node:path';
import { isLoopback } from '../loopback.ts';

/** What a model behind an endpoint may be shown. */
export type Sees = 'public' | 'all';

export type EmbeddingKind = 'openai' | 'ollama' | 'onnx';

/** Which embedding model the settings name, and where it is. */
export interface EmbeddingSettings {
  readonly kind: EmbeddingKind;
  /** As the endpoint knows it; the folder's own name for `onnx`. */
  readonly name: string;
  /** Base URL, or the model's folder. */
  readonly address: string;
  readonly apiKey: string | undefined;
  readonly sees: Sees;
}

export const embeddingModelPattern = /^(?:openai|ollama|onnx):\S/;

const usualAddress = { openai: 'https://api.openai.com/v1', ollama: 'http://127.0.0.1:11434' } as const;

/** @param env the EMBEDDING_* settings, checked; undefined when none is set */
export function embeddingSettings(env: {
  EMBEDDING_MODEL?: string | undefined;
  EMBEDDING_BASE_URL?: string | undefined;
  EMBEDDING_API_KEY?: string | undefined;
  EMBEDDING_MODEL_SEES?: Sees | undefined;
}): EmbeddingSettings | undefined {
  if (!env.EMBEDDING_MODEL) return undefined;
  const at = env.EMBEDDING_MODEL.indexOf(':');
  const kind = env.EMBEDDING_MODEL.slice(0, at) as EmbeddingKind;
  const given = env.EMBEDDING_MODEL.slice(at + 1).trim();
  if (kind === 'onnx') {
    const address = resolve(given);
    return {
      kind,
      name: basename(address),
      address,
      apiKey: undefined,
      sees: env.EMBEDDING_MODEL_SEES ?? 'all',
    };
  }
  const address = (env.EMBEDDING_BASE_URL ?? usualAddress[kind]).replace(/\/$/, '');
  const sees = env.EMBEDDING_MODEL_SEES ?? (isLoopback(address) ? 'all' : 'public');
  return { kind, name: given, address, apiKey: env.EMBEDDING_API_KEY, sees };
}
