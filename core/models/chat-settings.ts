import { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { blankIsUnset, optional } from '../setting.ts';

const MODEL = /^(openai|anthropic|ollama|azure|gguf):(.+)$/;
const PRICE = /^\d+(?:\.\d+)?\/\d+(?:\.\d+)?$/;

/** The settings of the chat model, as the environment gives them. */
export const chatSettings = {
  CHAT_MODEL: optional(
    z.string().regex(MODEL, 'must be openai:NAME, anthropic:NAME, ollama:NAME, azure:NAME or gguf:FILE'),
  ),
  CHAT_BASE_URL: optional(z.url({ protocol: /^https?$/ })),
  CHAT_API_KEY: optional(z.string()),
  CHAT_MODEL_SEES: optional(z.enum(['public', 'all'])),
  CHAT_TIMEOUT_SECONDS: z.preprocess(blankIsUnset, z.coerce.number().min(1).max(600).default(20)),
  CHAT_CONCURRENCY: z.preprocess(blankIsUnset, z.coerce.number().int().min(1).max(100).default(4)),
  CHAT_PRICE_PER_MILLION: optional(z.string().regex(PRICE, 'must be INPUT/OUTPUT, such as 0.15/0.6')),
};
const ChatEnvironment = z.object(chatSettings);
type ChatEnvironment = z.output<typeof ChatEnvironment>;

export type ChatProvider = 'openai' | 'anthropic' | 'ollama' | 'azure' | 'gguf';

/** Which model writes, what it may read, and how long it may take. */
export interface ChatConfig {
  readonly provider: ChatProvider;
  /** The provider's name of the model, or the path of a GGUF file. */
  readonly model: string;
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly sees: 'public' | 'all';
  readonly timeoutMs: number;
  /** How long it may say nothing. */
  readonly silenceMs: number;
  readonly concurrency: number;
  /** Characters of sources one prompt may hold. */
  readonly room: number;
  /** Of a million tokens; undefined when nobody said. */
  readonly price: { readonly input: number; readonly output: number } | undefined;
}

const ROOM = 8_000;
/** A file runs with a window of 4,096 tokens; Chinese takes about one a character. */
const ROOM_OF_A_FILE = 2_000;
const ollamaUrl = 'http://127.0.0.1:11434';

/** A model elsewhere reads what everybody may read, unless the administrator says otherwise. */
function seenByDefault(provider: ChatProvider, baseUrl: string | undefined): 'public' | 'all' {
  return provider === 'gguf' || (baseUrl && isLoopback(baseUrl)) ? 'all' : 'public';
}

export function chatConfigOf(env: ChatEnvironment): ChatConfig | undefined {
  const [, provider, model] = MODEL.exec(env.CHAT_MODEL ?? '') ?? [];
  if (!provider || !model) return undefined;
  const named = provider as ChatProvider;
  const baseUrl = env.CHAT_BASE_URL ?? (named === 'ollama' ? ollamaUrl : undefined);
  const [input, output] = env.CHAT_PRICE_PER_MILLION?.split('/').map(Number) ?? [];
  return {
    provider: named,
    model,
    baseUrl: baseUrl?.replace(/\/$/, ''),
    apiKey: env.CHAT_API_KEY,
    sees: env.CHAT_MODEL_SEES ?? seenByDefault(named, baseUrl),
    timeoutMs: 1_000 * env.CHAT_TIMEOUT_SECONDS,
    silenceMs: 500 * env.CHAT_TIMEOUT_SECONDS,
    concurrency: named === 'gguf' ? 1 : env.CHAT_CONCURRENCY,
    room: named === 'gguf' ? ROOM_OF_A_FILE : ROOM,
    price: input === undefined || output === undefined ? undefined : { input, output },
  };
}

/** What no single setting can tell. */
export function checkChat(env: ChatEnvironment, issues: z.core.$RefinementCtx): void {
  if (env.CHAT_MODEL?.startsWith('azure:') && !env.CHAT_BASE_URL)
    issues.addIssue({ code: 'custom', path: ['CHAT_BASE_URL'], message: 'is needed for an azure: model' });
}
