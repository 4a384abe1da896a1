import type { AskProgress } from '../../knowledge/answers/answer-question.ts';
import type { Connector } from './connector.ts';
import { type Outgoing, shorten } from './outgoing.ts';
import { refusalOf } from './retry.ts';

/** Teams takes about one piece a second of a stream, and advises to gather for longer. */
const pieceEveryMs = 1_500;
/** Teams ends a stream after two minutes; ours ends before that. */
const longestMs = 105_000;
const maxInformative = 1_000;

/** How a stream ended: `stopped` by the person, who wants no answer any more. */
export type Ending = { readonly kind: 'sent'; readonly id: string } | { readonly kind: 'stopped' };

/**
 * An answer that grows in a chat of two. Whatever goes wrong with the stream, `finish` leaves one whole message:
 * at the end of the stream, else in its place, else as a new one.
 */
export class AnswerStream {
  readonly #connector: Connector;
  readonly #clean: (markdown: string) => string;
  readonly #startedAt = performance.now();
  #id: string | undefined;
  #sequence = 0;
  #text = '';
  #status = '';
  #broken = false;
  #stopped = false;
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #lastSentAt = 0;

  /** @param clean what the growing text goes through before it is shown */
  constructor(connector: Connector, clean: (markdown: string) => string) {
    this.#connector = connector;
    this.#clean = clean;
  }

  get #over(): boolean {
    return this.#broken || this.#stopped || performance.now() - this.#startedAt > longestMs;
  }

  /** Shows at once that something is going on. */
  start(text: string): Promise<void> {
    this.#status = text;
    return this.#flush();
  }

  readonly onProgress = (progress: AskProgress): void => {
    if (progress.event === 'delta') this.#text += progress.data.text;
    else if (this.#text === '') this.#status = progress.data.text;
    this.#schedule();
  };

  #schedule(): void {
    if (this.#timer || this.#over) return;
    const wait = Math.max(0, this.#lastSentAt + pieceEveryMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#flush();
    }, wait);
  }

  /** One request after the other: each piece holds all the text so far. */
  #flush(): Promise<void> {
    this.#sending = this.#sending.then(async () => {
      if (this.#over) return;
      const streaming = this.#text !== '';
      const text = streaming ? this.#clean(this.#text) : shorten(this.#status, maxInformative);
      this.#sequence += 1;
      this.#lastSentAt = performance.now();
      try {
        const id = await this.#connector.postOnce(this.#piece(text, streaming ? 'streaming' : 'informative'));
        this.#id ??= id;
      } catch (error) {
        this.#note(error);
      }
    });
    return this.#sending;
  }

  #piece(text: string, streamType: 'informative' | 'streaming'): Outgoing {
    const info = {
      streamType,
      streamSequence: this.#sequence,
      ...(this.#id !== undefined && { streamId: this.#id }),
    };
    return {
      type: 'typing',
      ...(this.#id !== undefined && { id: this.#id }),
      text,
      channelData: info,
      entities: [{ type: 'streaminfo', ...info }],
    };
  }

  /** A throttled piece is made good by the next one; a refusal ends the stream. */
  #note(error: unknown): void {
    const { status, message } = refusalOf(error);
    if (status === 403 && /cancel/i.test(message)) this.#stopped = true;
    else if (status !== undefined && status !== 429 && status < 500) this.#broken = true;
  }

  #final(outgoing: Outgoing, id: string): Outgoing {
    const info = { streamType: 'final', streamId: id };
    return {
      ...outgoing,
      id,
      channelData: { ...outgoing.channelData, ...info },
      entities: [...(outgoing.entities ?? []), { type: 'streaminfo', ...info }],
    };
  }

  /** @throws when the message could be sent in no way */
  async finish(outgoing: Outgoing): Promise<Ending> {
    clearTimeout(this.#timer);
    await this.#sending;
    if (this.#stopped) return { kind: 'stopped' };
    if (this.#id !== undefined && !this.#over) {
      try {
        return {
          kind: 'sent',
          id: (await this.#connector.post(this.#final(outgoing, this.#id))) || this.#id,
        };
      } catch (error) {
        // The end was taken, and only the word of it was lost on the way.
        if (/completed/i.test(refusalOf(error).message)) return { kind: 'sent', id: this.#id };
        this.#note(error);
        if (this.#stopped) return { kind: 'stopped' };
      }
    }
    return { kind: 'sent', id: await this.#replace(outgoing) };
  }

  /** Puts the whole message where the stream broke off, or anew. */
  async #replace(outgoing: Outgoing): Promise<string> {
    const id = this.#id;
    if (id !== undefined && this.#text !== '') {
      const updated = await this.#connector.update(id, outgoing).then(
        () => true,
        () => false,
      );
      if (updated) return id;
    }
    return this.#connector.post(outgoing);
  }
}
