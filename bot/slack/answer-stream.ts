import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../core/log.ts';
import { markOf, type Place, postOnce, readPlace } from './post-once.ts';
import { clip, limits } from './present/limits.ts';
import { type Presented, wholeBlocks } from './present/message.ts';
import { type SlackApi, SlackBusy, SlackRefusal, UnsureError } from './slack-api.ts';

export interface StreamTarget extends Place {
  readonly thread: string;
  readonly team: string;
  readonly user: string;
  /** Our own bot's id, to know a message of ours. */
  readonly bot: string;
  /** Id of what is being answered, and its timestamp. */
  readonly id: string;
  readonly since: string;
}

/** A message and, for workspaces that refuse its newest blocks, the same without them. */
export interface Variants {
  readonly full: Presented;
  readonly plain: Presented;
}

/** Slack asks for fewer, larger pieces: so much time or so many characters between two. */
const pieceMs = 800;
const pieceLength = 400;

/** Timestamps of messages being streamed now, so that one is never taken for another's. */
const live = new Set<string>();

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'streaming'; readonly ts: string }
  /** Begun and broken off: the message is there and will be written anew as a whole. */
  | { readonly kind: 'broken'; readonly ts: string }
  /** Not to be streamed: it will be posted as a whole. */
  | { readonly kind: 'whole' };

const isRefusedBlocks = (error: unknown) =>
  error instanceof SlackRefusal && /^invalid_(blocks|arguments|attachments)/.test(error.code);

/**
 * One answer to one question: a stream from begin to end, or a single post, never both and never neither. A stream
 * that dies or is told to wait ends as one whole message.
 */
export class AnswerStream {
  readonly #api: SlackApi;
  readonly #log: Log;
  readonly #target: StreamTarget;
  #state: State = { kind: 'waiting' };
  /** What Slack has of the text, and what waits to be sent. */
  #sent = '';
  #held = '';
  #lastAt = 0;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(api: SlackApi, log: Log, target: StreamTarget) {
    this.#api = api;
    this.#log = log;
    this.#target = target;
  }

  /** Timestamp of the message, once there is one. */
  get ts(): string | undefined {
    return 'ts' in this.#state ? this.#state.ts : undefined;
  }

  /** The text that stands in Slack so far. */
  get sent(): string {
    return this.#sent;
  }

  /** More text has come. Never throws and never waits for Slack. */
  add(text: string): void {
    this.#held += text;
    this.#turn = this.#turn.then(() => this.#flush()).catch((error) => this.#break(error));
  }

  /** The asker pressed stop: Slack has ended the stream itself. */
  stop(): void {
    this.#stopped = true;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  #break(error: unknown): void {
    this.#log.warn('slack stream broke off', { error });
    if (this.#state.kind === 'streaming') this.#state = { kind: 'broken', ts: this.#state.ts };
    else if (this.#state.kind === 'waiting') this.#state = { kind: 'whole' };
  }

  async #flush(): Promise<void> {
    if (!this.#held || this.#stopped) return;
    if (this.#sent.length + this.#held.length > limits.markdown) return;
    if (this.#state.kind === 'waiting') return this.#begin();
    if (this.#state.kind !== 'streaming') return;
    const due = Date.now() - this.#lastAt >= pieceMs || this.#held.length >= pieceLength;
    if (due) await this.#append(this.#state.ts);
  }

  /** Told to wait already at the start, it is not worth streaming; started without our hearing of it, it is found. */
  async #begin(): Promise<void> {
    const { channel, thread, team, user } = this.#target;
    const piece = this.#held;
    const args = {
      ...{ channel, thread_ts: thread, recipient_team_id: team, recipient_user_id: user },
      chunks: [{ type: 'markdown_text', text: piece }],
    };
    try {
      const { ts } = await this.#api.call('chat.startStream', args, { impatient: true });
      this.#state = { kind: 'streaming', ts: String(ts) };
      live.add(String(ts));
      this.#sent = piece;
      this.#held = '';
      this.#lastAt = Date.now();
    } catch (error) {
      const orphan = error instanceof UnsureError ? await this.#findOrphan() : undefined;
      this.#state = orphan ? { kind: 'broken', ts: orphan } : { kind: 'whole' };
      this.#log.info('slack answer not streamed', { error });
    }
  }

  /** A stream that began although its answer was lost: a message of ours after the question, not yet marked. */
  async #findOrphan(): Promise<string | undefined> {
    await sleep(100);
    const messages = await readPlace(this.#api, this.#target, this.#target.since).catch(() => []);
    const own = messages.filter(
      ({ ts, bot_id: bot, metadata }) => bot === this.#target.bot && !metadata && !live.has(ts),
    );
    const orphan = own.find(({ ts }) => Number(ts) > Number(this.#target.since))?.ts;
    if (orphan) live.add(orphan);
    return orphan;
  }

  async #append(ts: string): Promise<void> {
    const piece = this.#held;
    const args = { channel: this.#target.channel, ts, chunks: [{ type: 'markdown_text', text: piece }] };
    try {
      await this.#api.call('chat.appendStream', args, { impatient: true });
      this.#sent += piece;
      this.#held = this.#held.slice(piece.length);
    } catch (error) {
      // Told to wait: the piece goes with the next one. Anything else leaves in doubt what stands there.
      if (!(error instanceof SlackBusy)) throw error;
    }
    this.#lastAt = Date.now();
  }

  /** Ends with the whole message in place. @throws what Slack refused, when nothing could be shown */
  async finish(variants: Variants): Promise<string> {
    await this.#turn;
    try {
      return await this.#end(variants);
    } finally {
      if (this.ts) live.delete(this.ts);
    }
  }

  async #end(variants: Variants): Promise<string> {
    if (this.#state.kind === 'streaming') {
      const { ts } = this.#state;
      if (!this.#stopped && (await this.#close(ts, variants.full))) return ts;
      this.#state = { kind: 'broken', ts };
    }
    if (this.#state.kind === 'broken') return this.#rewrite(this.#state.ts, variants);
    return this.#post(variants);
  }

  /** Ends the stream with what is left of the text; false when that did not work or the text is not its beginning. */
  async #close(ts: string, { body, rest }: Presented): Promise<boolean> {
    if (!body.startsWith(this.#sent)) return false;
    const left = body.slice(this.#sent.length);
    const args = {
      ...{ channel: this.#target.channel, ts },
      ...(left && { chunks: [{ type: 'markdown_text', text: left }] }),
      ...(rest.length > 0 && { blocks: rest }),
      metadata: markOf(this.#target.id),
    };
    try {
      await this.#api.call('chat.stopStream', args);
      return true;
    } catch (error) {
      this.#log.info('slack stream not ended', { error });
      return false;
    }
  }

  /** Writes the message anew; doing so twice is as doing it once. */
  async #rewrite(ts: string, variants: Variants): Promise<string> {
    const { channel, id } = this.#target;
    await this.#api.call('chat.stopStream', { channel, ts }, { repeatable: true }).catch(() => undefined);
    const write = (message: Presented) => ({
      ...{ channel, ts, text: message.text, blocks: wholeBlocks(message), metadata: markOf(id) },
    });
    await this.#either(variants, (message) =>
      this.#api.call('chat.update', write(message), { repeatable: true }),
    );
    return ts;
  }

  #post(variants: Variants): Promise<string> {
    const { id, since } = this.#target;
    return this.#either(variants, (message) =>
      postOnce(this.#api, this.#target, { text: message.text, blocks: wholeBlocks(message) }, { id, since }),
    );
  }

  /** With all its blocks; where Slack refuses them, without the newest; where it refuses those too, as text. */
  async #either<T>({ full, plain }: Variants, send: (message: Presented) => Promise<T>): Promise<T> {
    try {
      return await send(full);
    } catch (error) {
      if (!isRefusedBlocks(error)) throw error;
      this.#log.warn('slack refused blocks', { error });
      return await send(plain).catch((again) => {
        if (!isRefusedBlocks(again)) throw again;
        return send({ ...plain, body: clip(plain.body, limits.section), rest: [] });
      });
    }
  }
}
