import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedder, type EmbedderTimes } from '../../../core/embeddings/embedder.ts';
import { createEmbedders } from '../../../core/embeddings/embedders.ts';
import { delayOf } from '../../../core/embeddings/retry.ts';
import { embeddingSettings } from '../../../core/embeddings/settings.ts';
import { type Endpoint, startEndpoint, vectorOf } from '../../support/embedding-endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());
afterEach(() => {
  for (const key of Object.keys(endpoint.does)) delete endpoint.does[key as keyof Endpoint['does']];
  endpoint.seen.length = 0;
});

const times: EmbedderTimes = {
  passagesMs: 400,
  questionMs: 200,
  retry: { attempts: 3, baseMs: 5, capMs: 20 },
  circuit: { failures: 2, restMs: 300 },
};
const settings = (model: string) =>
  embeddingSettings({
    EMBEDDING_MODEL: model,
    EMBEDDING_BASE_URL: model.startsWith('openai') ? `${endpoint.url}/v1` : endpoint.url,
  })!;
const open = (model = 'openai:small-16') => createEmbedder(settings(model), times);

describe('an embedding model behind an endpoint', () => {
  it.each(['openai:small-16', 'ollama:small-16'])('%s gives a vector per text, in order', async (model) => {
    const vectors = await open(model).embedPassages(['甲', '乙', '丙']);
    expect(vectors).toEqual(['甲', '乙', '丙'].map((text) => vectorOf('small-16', text, 16)));
  });

  it('is told what its card asks for before a text', async () => {
    const embedder = open('openai:multilingual-e5-small-16');
    await embedder.embedPassages(['內文']);
    await embedder.embedQuestion('問題');
    expect(endpoint.seen.map(({ text }) => text)).toEqual(['passage: 內文', 'query: 問題']);
  });

  it('is tried again after a 503', async () => {
    endpoint.does.fail = { times: 2, status: 503 };
    await expect(open().embedPassages(['甲'])).resolves.toHaveLength(1);
  });

  it('is left alone as long as its Retry-After says', async () => {
    endpoint.does.fail = { times: 1, status: 429, retryAfter: '1' };
    const began = performance.now();
    await open().embedPassages(['甲']);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_000);
  });

  it('is not asked again when the key or the name is wrong', async () => {
    endpoint.does.fail = { times: 9, status: 401 };
    await expect(open().embedPassages(['甲'])).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(endpoint.seen).toHaveLength(1);
  });

  it.each([
    ['parts that are no number', (vectors: number[][]) => vectors.map((v) => v.map(() => null))],
    ['vectors of different lengths', (vectors: number[][]) => vectors.map((v, at) => v.slice(at))],
    ['a vector too few', (vectors: number[][]) => vectors.slice(1)],
    ['a vector of zeros', (vectors: number[][]) => vectors.map((v) => v.map(() => 0))],
    ['no vectors', () => []],
  ])('is not believed when it gives %s', async (_, spoil) => {
    endpoint.does.spoil = spoil;
    for (const model of ['openai:small-16', 'ollama:small-16'])
      await expect(open(model).embedPassages(['甲', '乙'])).rejects.toMatchObject({ kind: 'unusable' });
  });

  it('is not believed when it gives another size than before', async () => {
    await expect(open().embedPassages(['甲'], { dimensions: 32 })).rejects.toMatchObject({
      kind: 'unusable',
    });
  });

  it('has little time for a question, and none while it is known to be down', async () => {
    endpoint.does.slowMs = 2_000;
    const embedder = open();
    await embedder.embedQuestion('暖身').catch(() => undefined);
    const began = performance.now();
    await expect(embedder.embedQuestion('問題')).rejects.toMatchObject({ kind: 'unreachable' });
    expect(performance.now() - began).toBeLessThan(1_500);
    const again = performance.now();
    await expect(embedder.embedQuestion('再問')).rejects.toThrow('given a rest');
    expect(performance.now() - again).toBeLessThan(50);
    expect(endpoint.seen).toHaveLength(2);
  });

  it('answers again after its rest', async () => {
    endpoint.does.dead = true;
    const embedder = open();
    for (const text of ['一', '二']) await embedder.embedQuestion(text).catch(() => undefined);
    endpoint.does.dead = false;
    await new Promise((resolve) => setTimeout(resolve, 350));
    await expect(embedder.embedQuestion('三')).resolves.toHaveLength(16);
  });

  it('is asked once for a question searched twice', async () => {
    const embedder = open();
    await Promise.all([embedder.embedQuestion('同一題'), embedder.embedQuestion('同一題')]);
    expect(endpoint.seen).toHaveLength(1);
  });

  it('stops at once when the work is called off', async () => {
    endpoint.does.slowMs = 1_000;
    const calling = new AbortController();
    const work = open().embedPassages(['甲'], { signal: calling.signal });
    setTimeout(() => calling.abort(), 50);
    const began = performance.now();
    await expect(work).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(800);
  });

  it('never follows a redirect to another host', async () => {
    endpoint.does.fail = { times: 9, status: 307 };
    await expect(open().embedPassages(['甲'])).rejects.toMatchObject({ kind: 'misconfigured' });
  });
});

describe('a model folder', () => {
  it('says which package to install when it is missing', async () => {
    const embedder = createEmbedder(embeddingSettings({ EMBEDDING_MODEL: 'onnx:./no-such-folder' })!, times);
    await expect(embedder.embedPassages(['甲'])).rejects.toThrow(
      /@huggingface\/transformers|tokenizer\.json/,
    );
  });
});

describe('the pause before another try', () => {
  const options = { attempts: 9, baseMs: 100, capMs: 1_000 };

  it('doubles, spreads and ends at a limit', () => {
    const at = (attempt: number, random: number) =>
      delayOf(attempt, undefined, { ...options, random: () => random });
    expect([at(0, 0), at(0, 1), at(2, 0), at(2, 1), at(9, 1)]).toEqual([50, 100, 200, 400, 1_000]);
  });

  it('is never shorter than the endpoint asked for', () => {
    expect(delayOf(0, 7_000, { ...options, random: () => 0 })).toBe(7_000);
  });
});

describe('what the model may see', () => {
  const sees = (env: Parameters<typeof embeddingSettings>[0]) => embeddingSettings(env)!.sees;

  it('is public text for a host elsewhere, everything for this machine and for a folder', () => {
    expect(sees({ EMBEDDING_MODEL: 'openai:x' })).toBe('public');
    expect(sees({ EMBEDDING_MODEL: 'openai:x', EMBEDDING_BASE_URL: 'http://10.0.0.5/v1' })).toBe('public');
    expect(sees({ EMBEDDING_MODEL: 'openai:x', EMBEDDING_BASE_URL: 'http://127.0.0.1.example.tw/v1' })).toBe(
      'public',
    );
    expect(sees({ EMBEDDING_MODEL: 'openai:x', EMBEDDING_BASE_URL: 'http://127.0.0.1:1/v1' })).toBe('all');
    expect(sees({ EMBEDDING_MODEL: 'openai:x', EMBEDDING_BASE_URL: 'http://[::1]:1/v1' })).toBe('all');
    expect(sees({ EMBEDDING_MODEL: 'ollama:x' })).toBe('all');
    expect(sees({ EMBEDDING_MODEL: 'onnx:./model' })).toBe('all');
  });

  it('is what the administrator says', () => {
    expect(sees({ EMBEDDING_MODEL: 'openai:x', EMBEDDING_MODEL_SEES: 'all' })).toBe('all');
    expect(sees({ EMBEDDING_MODEL: 'ollama:x', EMBEDDING_MODEL_SEES: 'public' })).toBe('public');
  });
});

describe('the key of the settings', () => {
  it('is shown to no other address', () => {
    const embedders = createEmbedders({ ...settings('openai:small-16'), apiKey: 'secret' })!;
    expect(embedders.at('openai:older', `${endpoint.url}/v1`)).toBeDefined();
    expect(embedders.at('openai:older', 'https://elsewhere.example/v1')).toBeUndefined();
  });
});
