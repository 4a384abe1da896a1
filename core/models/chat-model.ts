import type { z } from 'zod';

/** One message to a chat model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** Why a model did not write, or not to its end. `stopped` is the asker's own leaving. */
export type ChatFailureKind = 'timeout' | 'silent' | 'unavailable' | 'busy' | 'resting' | 'stopped';

export class ChatFailure extends Error {
  readonly kind: ChatFailureKind;
  /** Worth another try: the server said so, or could not be reached. */
  readonly passing: boolean;

  constructor(kind: ChatFailureKind, options: { cause?: unknown; passing?: boolean } = {}) {
    super(`the chat model is ${kind}`, { cause: options.cause });
    this.name = 'ChatFailure';
    this.kind = kind;
    this.passing = options.passing ?? false;
  }
}

/** Tokens of all calls for one answer. */
export class TokenTally {
  input = 0;
  output = 0;

  add(tokens: { input: number; output: number }): void {
    this.input += tokens.input;
    this.output += tokens.output;
  }
}

/** What a reply has to be: one JSON object of this schema. */
export interface Shape {
  readonly name: string;
  readonly schema: z.ZodObject;
}

export interface ChatCall {
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
  /** Absent: the reply is prose. Present: its pieces joined are JSON, still to be checked. */
  readonly shape?: Shape | undefined;
  readonly tally: TokenTally;
  /** Ends the call: the asker left, or the time for the whole answer is over. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many askers are ahead, each time that changes. */
  readonly onWaiting?: ((ahead: number) => unknown) | undefined;
}

/** A model that writes, with all its limits. The pieces joined are its text. */
export interface ChatModel {
  /** As the setting names it; a GGUF file without its folder. */
  readonly name: string;
  readonly sees: 'public' | 'all';
  readonly timeoutMs: number;
  /** Characters of sources a prompt may hold. */
  readonly room: number;
  /** What the tokens cost at the configured price; undefined when no price is configured. */
  costOf(tally: TokenTally): number | undefined;
  /** @throws ChatFailure */
  write(call: ChatCall): AsyncGenerator<string, void>;
}

/** What a provider does for us: write once, without patience of its own. */
export type Write = (call: {
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
  readonly shape?: Shape | undefined;
  readonly signal: AbortSignal;
  readonly onTokens: (tokens: { input: number; output: number }) => void;
}) => AsyncIterable<string>;
