import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatMessage, Shape, Write } from './chat-model.ts';
import type { ChatConfig } from './chat-settings.ts';
import { writeWithLlama } from './llama-file.ts';

/** The wording of a source is wanted, not invention. */
const temperature = 0;
/** The version of Azure's interface asked for. */
const azureVersion = '2024-10-21';

/** LangChain's name of each provider, and where its client takes the address from. */
const providers = {
  openai: ({ baseUrl, apiKey }: ChatConfig) => ({
    modelProvider: 'openai',
    // A server on this machine asks for no key; the client insists on one.
    apiKey: apiKey ?? 'none',
    ...(baseUrl && { configuration: { baseURL: baseUrl } }),
  }),
  anthropic: ({ baseUrl, apiKey }: ChatConfig) => ({
    modelProvider: 'anthropic',
    ...(apiKey && { apiKey }),
    ...(baseUrl && { anthropicApiUrl: baseUrl }),
  }),
  ollama: ({ baseUrl }: ChatConfig) => ({ modelProvider: 'ollama', ...(baseUrl && { baseUrl }) }),
  azure: ({ model, baseUrl, apiKey }: ChatConfig) => ({
    modelProvider: 'azure_openai',
    azureOpenAIApiDeploymentName: model,
    azureOpenAIApiVersion: azureVersion,
    ...(baseUrl && { azureOpenAIEndpoint: baseUrl }),
    ...(apiKey && { azureOpenAIApiKey: apiKey }),
  }),
};

async function openModel(config: ChatConfig & { provider: keyof typeof providers }, maxTokens: number) {
  const { initChatModel } = await import('langchain/chat_models/universal');
  return initChatModel(config.model, {
    maxRetries: 0,
    streaming: true,
    temperature,
    ...(config.provider === 'ollama' ? { numPredict: maxTokens } : { maxTokens }),
    ...providers[config.provider](config),
  });
}

const langchainRole = { system: 'system', user: 'human', assistant: 'ai' } as const;

function asTuples(messages: readonly ChatMessage[]): [string, string][] {
  return messages.map(({ role, text }) => [langchainRole[role], text]);
}

type Opened = Awaited<ReturnType<typeof openModel>>;

/** A reply, and the text it adds. */
interface Chunk {
  readonly message?: AIMessageChunk | undefined;
  readonly text: string;
}

async function* plainChunks(
  model: Opened,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  for await (const message of await model.stream(asTuples(messages), { signal }))
    yield { message, text: message.text };
}

const isUnparsed = (error: unknown) =>
  (error as { lc_error_code?: unknown }).lc_error_code === 'OUTPUT_PARSING_FAILURE';

/**
 * LangChain asks each provider in its own way for a reply of the shape: a response format, or a tool.
 * A reply of another shape is an empty one.
 */
async function* shapedChunks(
  model: Opened,
  messages: readonly ChatMessage[],
  { name, schema }: Shape,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const shaped = model.withStructuredOutput(schema, { name, includeRaw: true });
  try {
    for await (const { raw, parsed } of await shaped.stream(asTuples(messages), { signal }))
      yield { message: raw as AIMessageChunk | undefined, text: parsed ? JSON.stringify(parsed) : '' };
  } catch (error) {
    if (!isUnparsed(error)) throw error;
  }
}

/**
 * The configured model as a plain stream of text. Its package is loaded with the first call.
 * LangChain's own tries and time-outs are off: the guard around it has them.
 */
export function openProvider(config: ChatConfig): Write {
  const { provider } = config;
  if (provider === 'gguf') return writeWithLlama(config.model);
  const opened = new Map<number, ReturnType<typeof openModel>>();
  return async function* write({ messages, maxTokens, shape, signal, onTokens }) {
    const opening = opened.get(maxTokens) ?? openModel({ ...config, provider }, maxTokens);
    opened.set(maxTokens, opening);
    const model = await opening;
    const usage = { input: 0, output: 0 };
    const chunks = shape
      ? shapedChunks(model, messages, shape, signal)
      : plainChunks(model, messages, signal);
    for await (const { message, text } of chunks) {
      usage.input = Math.max(usage.input, message?.usage_metadata?.input_tokens ?? 0);
      usage.output = Math.max(usage.output, message?.usage_metadata?.output_tokens ?? 0);
      if (text !== '') yield text;
    }
    onTokens(usage);
  };
}
