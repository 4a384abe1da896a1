import type { Bank } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import type { BotMessage } from '../commands/command.ts';
import type { AnswerStream, Variants } from './answer-stream.ts';
import type { Place } from './post-once.ts';
import { type Presented, presentMessage, wholeBlocks } from './present/message.ts';
import { type SlackApi, SlackRefusal } from './slack-api.ts';
import { uploadPicture } from './upload-picture.ts';

/** A person in a place, to be told something nobody else sees. */
export interface PrivatePlace extends Place {
  readonly user: string;
}

const isDirect = (channel: string) => channel.startsWith('D');

/** Several messages said at once are one message. */
export function joined(messages: readonly BotMessage[]): BotMessage | undefined {
  if (messages.length < 2) return messages[0];
  return {
    ...Object.assign({}, ...messages),
    markdown: messages.map(({ markdown }) => markdown).join('\n\n'),
    citations: messages.flatMap(({ citations }) => citations ?? []),
    actions: messages.flatMap(({ actions }) => actions ?? []),
  };
}

/** Sends what the bank says, in the form each way of sending asks for. */
export class Deliver {
  readonly #bank: Bank;
  readonly #api: SlackApi;

  constructor(bank: Bank, api: SlackApi) {
    this.#bank = bank;
    this.#api = api;
  }

  async variants(message: BotMessage, language: Language, thread = ''): Promise<Variants> {
    const { config, log } = this.#bank;
    const fileId = message.image && (await uploadPicture(this.#api, log, message.image));
    const options = { language, site: config.http.publicUrl, fileId, thread };
    return {
      full: presentMessage(message, options),
      plain: presentMessage(message, { ...options, plain: true }),
    };
  }

  /** What a message says, split into what everybody in the channel may read and what is for the asker. */
  split(channel: string, messages: readonly BotMessage[]): { open?: BotMessage; own?: BotMessage } {
    const forAll = isDirect(channel) ? messages : messages.filter((message) => !message.private);
    const open = joined(forAll);
    const own = joined(messages.filter((message) => !forAll.includes(message)));
    return { ...(open && { open }), ...(own && { own }) };
  }

  async inThread(
    stream: AnswerStream,
    message: BotMessage,
    language: Language,
    thread: string,
  ): Promise<string> {
    return stream.finish(await this.variants(message, language, thread));
  }

  /** For one person's eyes: in the place itself, or by direct message where the app may not write. */
  async privately(place: PrivatePlace, message: BotMessage, language: Language): Promise<void> {
    const { channel, user, thread } = place;
    const variants = await this.variants(message, language, thread);
    if (isDirect(channel)) return this.#direct(user, variants, thread);
    const args = (one: Presented) => ({
      ...{ channel, user, text: one.text, blocks: wholeBlocks(one) },
      ...(thread && { thread_ts: thread }),
    });
    const send = (one: Presented) => this.#api.call('chat.postEphemeral', args(one), { repeatable: true });
    try {
      await send(variants.full).catch((error) => {
        if (!(error instanceof SlackRefusal) || !error.code.startsWith('invalid_')) throw error;
        return send(variants.plain);
      });
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      this.#bank.log.info('slack private reply goes by direct message', { error });
      await this.#direct(user, variants);
    }
  }

  async #direct(user: string, { full, plain }: Variants, thread?: string): Promise<void> {
    const opened = await this.#api.call('conversations.open', { users: user }, { repeatable: true });
    const { id: channel } = opened.channel as { id: string };
    const args = (one: Presented) => ({
      ...{ channel, text: one.text, blocks: wholeBlocks(one), unfurl_links: false },
      ...(thread && { thread_ts: thread }),
    });
    await this.#api.call('chat.postMessage', args(full)).catch((error) => {
      if (!(error instanceof SlackRefusal) || !error.code.startsWith('invalid_')) throw error;
      return this.#api.call('chat.postMessage', args(plain));
    });
  }

  /** By the link Slack gave with a command or a press, which works where the app is no member. */
  async byLink(
    url: string,
    place: PrivatePlace,
    message: BotMessage,
    { language, replace }: { language: Language; replace: boolean },
  ): Promise<void> {
    const { full, plain } = await this.variants(message, language, place.thread);
    const body = (one: Presented) => ({
      ...{ response_type: 'ephemeral', replace_original: replace, text: one.text, blocks: wholeBlocks(one) },
      ...(place.thread && { thread_ts: place.thread }),
    });
    if (await this.#api.respond(url, body(full))) return;
    if (await this.#api.respond(url, body(plain))) return;
    await this.privately(place, message, language);
  }
}
