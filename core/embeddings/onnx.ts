import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddingFailure } from './failure.ts';
import type { Provider } from './provider.ts';
import type { EmbeddingSettings } from './settings.ts';

/** The part of @huggingface/transformers used here; the package is half a gigabyte and not installed by default. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { local_files_only: true; dtype?: string },
  ): Promise<(texts: string[], options: object) => Promise<{ tolist(): number[][] }>>;
}

const packageName = '@huggingface/transformers';

async function loadTransformers(): Promise<Transformers> {
  try {
    return (await import(packageName)) as Transformers;
  } catch (cause) {
    throw new EmbeddingFailure(
      'misconfigured',
      `EMBEDDING_MODEL=onnx: 需要套件 ${packageName}，請先安裝：npm install ${packageName}。` +
        ` The package ${packageName} is needed and not installed: npm install ${packageName}`,
      { cause },
    );
  }
}

/** Model files lie in the folder or its `onnx/`; the smallest sound one is taken. */
function precisionIn(folder: string): string | undefined {
  const has = (file: string) => existsSync(join(folder, 'onnx', file));
  if (has('model.onnx')) return 'fp32';
  if (has('model_quantized.onnx')) return 'q8';
  return undefined;
}

/** Mean of the last layer's vectors, of length 1. Models that pool otherwise are better served behind an endpoint. */
export async function openOnnx(settings: EmbeddingSettings): Promise<Provider> {
  const transformers = await loadTransformers();
  if (!existsSync(join(settings.address, 'tokenizer.json')))
    throw new EmbeddingFailure(
      'misconfigured',
      `EMBEDDING_MODEL=onnx: no tokenizer.json in ${settings.address}`,
    );
  const { env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = dirname(settings.address);
  const dtype = precisionIn(settings.address);
  const extract = await transformers.pipeline('feature-extraction', basename(settings.address), {
    local_files_only: true,
    ...(dtype && { dtype }),
  });
  return async (texts) => (await extract(texts, { pooling: 'mean', normalize: true })).tolist();
}
