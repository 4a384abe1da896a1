import { createEmbedder, type Embedder, type EmbedderTimes } from './embedder.ts';
import type { EmbeddingSettings } from './settings.ts';

/** The embedding model of the settings, and the one before it as long as it can be reached the same way. */
export interface Embedders {
  readonly current: Embedder;
  /** Another model at the same address: what embeds questions for vectors that model made. */
  at(model: string, address: string): Embedder | undefined;
}

/** Undefined when the settings name no model. Nothing is loaded and nobody is called yet. */
export function createEmbedders(
  settings: EmbeddingSettings | undefined,
  times?: EmbedderTimes,
): Embedders | undefined {
  if (!settings) return undefined;
  const current = createEmbedder(settings, times);
  const others = new Map<string, Embedder>();
  return {
    current,
    at(model, address) {
      if (model === current.model && address === current.address) return current;
      const [kind, name] = [model.slice(0, model.indexOf(':')), model.slice(model.indexOf(':') + 1)];
      // The key is for the address of the settings: it is shown to no other.
      if (kind !== settings.kind || (kind !== 'onnx' && address !== settings.address)) return undefined;
      const key = `${model} ${address}`;
      const embedder = others.get(key) ?? createEmbedder({ ...settings, name, address }, times);
      others.set(key, embedder);
      return embedder;
    },
  };
}
