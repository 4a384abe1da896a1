import { availableParallelism } from 'node:os';
import { AppError } from '../errors.ts';
import type { ChatMessage, Write } from './chat-model.ts';

/** Tokens of question, passages and answer together; weights and cache of a small model stay within 2 GB. */
const CONTEXT_TOKENS = 4_096;

const missing = {
  'zh-TW': '找不到 node-llama-cpp：請先執行 npm install node-llama-cpp，才能使用 gguf: 模型檔。',
  en: 'node-llama-cpp is missing: run npm install node-llama-cpp to use a gguf: model file.',
};

interface LlamaModel {
  detokenize(tokens: readonly number[]): string;
  tokenize(text: string): readonly number[];
}

/** The parts of LangChain's binding it keeps to itself and that have to be let go of after a call. */
interface Inside {
  _model: LlamaModel;
  _session: { dispose(options: { disposeSequence: boolean }): void } | null;
}

async function openFile(modelPath: string) {
  const binding = await import('@langchain/community/chat_models/llama_cpp').catch((cause: unknown) => {
    throw new AppError('UNAVAILABLE', missing, { cause });
  });
  const model = await binding.ChatLlamaCpp.initialize({
    modelPath,
    contextSize: CONTEXT_TOKENS,
    temperature: 0,
    // Threads that wait for one another stall when they have to share a core with the server.
    threads: Math.max(1, availableParallelism() - 1),
  });
  return { model, inside: model as unknown as Inside };
}

/** Pieces handed from a callback to whoever reads them. */
class Pieces {
  private readonly held: string[] = [];
  private wake: (() => void) | undefined;
  private over = false;
  private failure: unknown;

  push(piece: string): void {
    this.held.push(piece);
    this.wake?.();
  }

  end(failure?: unknown): void {
    this.over = true;
    this.failure = failure;
    this.wake?.();
  }

  async *read(): AsyncGenerator<string, void> {
    for (;;) {
      while (this.held.length > 0) yield this.held.shift()!;
      if (this.failure) throw this.failure;
      if (this.over) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/** A character may take several tokens: what ends in half of one waits for the rest. */
const HALF = '\uFFFD';

/**
 * A model file run in this process through LangChain's llama.cpp binding, one answer at a time.
 * Its `invoke` uses the chat template of the file; its `stream` would not, so tokens are taken from the callback.
 */
export function writeWithLlama(file: string): Write {
  let opening: ReturnType<typeof openFile> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  return async function* write({ messages, maxTokens, signal, onTokens }) {
    opening ??= openFile(file);
    const { model, inside } = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    await before;
    signal.throwIfAborted();
    const pieces = new Pieces();
    const tokens: number[] = [];
    let told = '';
    const onToken = (more: readonly number[]) => {
      tokens.push(...more);
      const text = inside._model.detokenize(tokens);
      if (text.endsWith(HALF)) return;
      pieces.push(text.slice(told.length));
      told = text;
    };
    model.maxTokens = maxTokens;
    const prompt = messages.map(({ role, text }): [string, string] => [
      role === 'user' ? 'human' : role,
      text,
    ]);
    const running = model
      .invoke(prompt, { signal, onToken } as object)
      .then(
        () => pieces.end(),
        (error: unknown) => pieces.end(error),
      )
      .finally(() => {
        inside._session?.dispose({ disposeSequence: true });
        inside._session = null;
      });
    // A call that was ended goes on until its token is done; the file has one sequence for all.
    before = running;
    try {
      yield* pieces.read();
      await running;
    } finally {
      onTokens({ input: countTokens(inside._model, messages), output: tokens.length });
    }
  };
}

function countTokens(model: LlamaModel, messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { text }) => sum + model.tokenize(text).length, 0);
}
