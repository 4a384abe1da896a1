import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ChatMessage, Write } from './chat-model.ts';
import type { ChatConfig } from './chat-settings.ts';
import { writeWithLlama } from './llama-file.ts';

/** The wording of a source is wanted, not invention. */
const temperature = 0;
const once = { maxRetries: 0, streaming: true } as const;

type Open = (config: ChatConfig, maxTokens: number) => Promise<BaseChatModel>;

const openaiModel: Open = async ({ model, baseUrl, apiKey }, maxTokens) => {
  const { ChatOpenAI } = await import('@langchain/openai');
  const configuration = baseUrl ? { baseURL: baseUrl } : {};
  // A server on this machine asks for no key; the client insists on one.
  return new ChatOpenAI({ ...once, model, temperature, maxTokens, apiKey: apiKey ?? 'none', configuration });
};

const anthropicModel: Open = async ({ model, baseUrl, apiKey }, maxTokens) => {
  const { ChatAnthropic } = await import('@langchain/anthropic');
  const address = baseUrl ? { anthropicApiUrl: baseUrl } : {};
  return new ChatAnthropic({ ...once, model, temperature, maxTokens, ...(apiKey && { apiKey }), ...address });
};

const ollamaModel: Open = async ({ model, baseUrl }, maxTokens) => {
  const { ChatOllama } = await import('@langchain/ollama');
  return new ChatOllama({ model, temperature, numPredict: maxTokens, ...(baseUrl && { baseUrl }), ...once });
};

/** The version of Azure's interface asked for. */
const azureVersion = '2024-10-21';

const azureModel: Open = async ({ model, baseUrl, apiKey }, maxTokens) => {
  const { AzureChatOpenAI } = await import('@langchain/openai');
  return new AzureChatOpenAI({
    ...once,
    temperature,
    maxTokens,
    azureOpenAIApiDeploymentName: model,
    azureOpenAIApiVersion: azureVersion,
    ...(baseUrl && { azureOpenAIEndpoint: baseUrl }),
    ...(apiKey && { azureOpenAIApiKey: apiKey }),
  });
};

const openers = { openai: openaiModel, anthropic: anthropicModel, ollama: ollamaModel, azure: azureModel };

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
  const opened = new Map<number, Promise<BaseChatModel>>();
  return async function* write({ messages, maxTokens, signal, onTokens }) {
    const opening = opened.get(maxTokens) ?? openers[provider](config, maxTokens);
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
