import type { ChatMessage, Write } from './chat-model.ts';
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

/**
 * The configured model as a plain stream of text. Its package is loaded with the first call.
 * LangChain's own tries and time-outs are off: the guard around it has them.
 */
export function openProvider(config: ChatConfig): Write {
  const { provider } = config;
  if (provider === 'gguf') return writeWithLlama(config.model);
  const opened = new Map<number, ReturnType<typeof openModel>>();
  return async function* write({ messages, maxTokens, signal, onTokens }) {
    const opening = opened.get(maxTokens) ?? openModel({ ...config, provider }, maxTokens);
    opened.set(maxTokens, opening);
    const model = await opening;
    const usage = { input: 0, output: 0 };
    for await (const chunk of await model.stream(asTuples(messages), { signal })) {
      usage.input = Math.max(usage.input, chunk.usage_metadata?.input_tokens ?? 0);
      usage.output = Math.max(usage.output, chunk.usage_metadata?.output_tokens ?? 0);
      if (chunk.text !== '') yield chunk.text;
    }
    onTokens(usage);
  };
}
