import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../core/config.ts';

const chatOf = (env: Record<string, string>) => loadConfig(env).chat;

describe('the settings of the chat model', () => {
  it('name no model by default', () => {
    expect(chatOf({})).toBeUndefined();
  });

  it.each([
    [{ CHAT_MODEL: 'openai:taide', CHAT_BASE_URL: 'http://127.0.0.1:8000/v1' }, 'all'],
    [{ CHAT_MODEL: 'openai:taide', CHAT_BASE_URL: 'http://[::1]:8000/v1' }, 'all'],
    [{ CHAT_MODEL: 'openai:gpt' }, 'public'],
    [{ CHAT_MODEL: 'openai:taide', CHAT_BASE_URL: 'http://127.0.0.1.evil.example/v1' }, 'public'],
    [{ CHAT_MODEL: 'openai:taide', CHAT_BASE_URL: 'https://models.example/v1' }, 'public'],
    [
      { CHAT_MODEL: 'openai:taide', CHAT_BASE_URL: 'https://models.example/v1', CHAT_MODEL_SEES: 'all' },
      'all',
    ],
    [{ CHAT_MODEL: 'anthropic:claude' }, 'public'],
    [{ CHAT_MODEL: 'ollama:gemma' }, 'all'],
    [{ CHAT_MODEL: 'ollama:gemma', CHAT_BASE_URL: 'http://ollama.example:11434' }, 'public'],
    [{ CHAT_MODEL: 'gguf:/models/x.gguf' }, 'all'],
    [{ CHAT_MODEL: 'gguf:/models/x.gguf', CHAT_MODEL_SEES: 'public' }, 'public'],
  ])('%o lets the model see %s', (env, sees) => {
    expect(chatOf(env)?.sees).toBe(sees);
  });

  it('refuse a model of no known kind, and azure without an address', () => {
    expect(() => chatOf({ CHAT_MODEL: 'gpt' })).toThrow(/CHAT_MODEL/);
    expect(() => chatOf({ CHAT_MODEL: 'azure:gpt' })).toThrow(/CHAT_BASE_URL/);
    expect(() => chatOf({ CHAT_MODEL: 'ollama:x', CHAT_PRICE_PER_MILLION: 'cheap' })).toThrow(/CHAT_PRICE/);
  });

  it('read a price, a time and a width', () => {
    const chat = chatOf({
      CHAT_MODEL: 'ollama:x',
      CHAT_PRICE_PER_MILLION: '0.15/0.6',
      CHAT_TIMEOUT_SECONDS: '30',
    });
    expect(chat).toMatchObject({ price: { input: 0.15, output: 0.6 }, timeoutMs: 30_000, silenceMs: 15_000 });
  });
});
