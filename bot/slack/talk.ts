import { anonymous } from '../../core/actor.ts';
import { type Bank, type Context, createContext } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import type { AskProgress } from '../../knowledge/answers/answer-question.ts';
import { findThreadConversation, keepThreadConversation } from '../../knowledge/chat/threads.ts';
import { findChatActor } from '../../knowledge/people/chat-accounts.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { narrowTo, type Readers } from '../audience.ts';
import type { BotMessage } from '../commands/command.ts';
import { isConfirmationWord } from '../commands/confirm.ts';
import { type ChatReply, runLine } from '../commands/run-line.ts';
import { AnswerStream } from './answer-stream.ts';
import { Deliver } from './deliver.ts';
import { presentBody } from './present/message.ts';
import { t } from './present/texts.ts';
import type { SlackApi } from './slack-api.ts';
import type { SlackPerson, Who } from './who.ts';

/** One line from one person in one place. */
export interface Turn {
  /** Of the delivery: one answer for each. */
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  /** The thread's first message; absent outside a thread. */
  readonly thread?: string | undefined;
  /** It is that first message itself, so nothing was said in the thread before. */
  readonly opens?: boolean;
  readonly text: string;
}

export interface ThreadTurn extends Turn {
  readonly thread: string;
  /** Timestamp of what is answered. */
  readonly since: string;
  /** Said above the answer, when the question itself stands nowhere. */
  readonly lead?: string | undefined;
}

export interface Caller {
  readonly ctx: Context;
  readonly person: SlackPerson;
}

const statusEveryMs = 1_500;

/** A reply is presented in the language it is written in: a question's own, or as the command was typed. */
export function languageOfReply(text: string, account: Language): Language {
  if (!/^\s*[/／]/u.test(text) && !isConfirmationWord(text)) return detectLanguage(text);
  return /\p{Script=Han}/u.test(text) ? 'zh-TW' : account;
}

/** The bank in conversation: who asks is found, the line is carried out, the reply goes where it belongs. */
export class Talk {
  readonly #bank: Bank;
  readonly #api: SlackApi;
  readonly #who: Who;
  readonly deliver: Deliver;
  readonly #streams = new Map<string, AnswerStream>();

  constructor(bank: Bank, api: SlackApi, who: Who) {
    this.#bank = bank;
    this.#api = api;
    this.#who = who;
    this.deliver = new Deliver(bank, api);
  }

  /** The person, with the rights of all who read along. Whoever may read only what is public needs no narrowing. */
  async caller(team: string, user: string, readers: () => Promise<Readers>): Promise<Caller> {
    const person = await this.#who.person(team, user);
    const actor = person.bot ? anonymous : await findChatActor(this.#bank, person.account);
    const narrowed = actor.roles.length > 0 ? await narrowTo(this.#bank, actor, await readers()) : actor;
    const call = { actor: narrowed, language: person.language, surface: 'slack' } as const;
    return { ctx: createContext(this.#bank, call), person };
  }

  /** Carries out a line in the conversation this person has in this place. */
  async run(caller: Caller, turn: Turn, onProgress?: (progress: AskProgress) => unknown): Promise<ChatReply> {
    const { team, channel, thread = '', user } = turn;
    const key = { platform: 'slack', team, channel, thread, user };
    const conversationId = turn.opens ? undefined : await findThreadConversation(this.#bank, key);
    const { account } = caller.person;
    const reply = await runLine(caller.ctx, { text: turn.text, conversationId, account, onProgress });
    if (reply.conversationId && reply.conversationId !== conversationId)
      await keepThreadConversation(this.#bank, key, reply.conversationId);
    return reply;
  }

  #status(turn: ThreadTurn, status: string): void {
    const args = { channel_id: turn.channel, thread_ts: turn.thread, status };
    void this.#api.call('assistant.threads.setStatus', args, { impatient: true }).catch((error) => {
      this.#bank.log.debug('slack status not set', { error });
    });
  }

  /** Answers in the thread, as the answer comes; what is private goes to the asker alone. */
  async answer(turn: ThreadTurn): Promise<void> {
    this.#status(turn, t('thinking', languageOfReply(turn.text, 'zh-TW')));
    const { botId: bot } = await this.#who.self();
    const stream = new AnswerStream(this.#api, this.#bank.log, { ...turn, bot });
    const key = `${turn.channel} ${turn.thread} ${turn.user}`;
    this.#streams.set(key, stream);
    try {
      await this.#answer(turn, stream);
    } catch (error) {
      await this.#apologise(turn, error);
    } finally {
      if (this.#streams.get(key) === stream) this.#streams.delete(key);
    }
  }

  async #answer(turn: ThreadTurn, stream: AnswerStream): Promise<void> {
    const caller = await this.caller(turn.team, turn.user, () => this.#who.readers(turn.team, turn.channel));
    if (caller.person.bot) return;
    const lead = turn.lead ? `> ${turn.lead}\n\n` : '';
    const { messages } = await this.run(caller, turn, this.#shownBy(turn, stream, lead));
    const language = languageOfReply(turn.text, caller.ctx.language);
    const { open, own } = this.deliver.split(turn.channel, messages);
    if (open) {
      const whole = { ...open, markdown: `${lead}${open.markdown}` };
      await this.deliver.inThread(
        stream,
        stream.stopped ? cutOff(stream, language) : whole,
        language,
        turn.thread,
      );
    }
    if (own) await this.deliver.privately(turn, own, language);
    if (!open) this.#status(turn, '');
  }

  /** What is told of an answer under way: a status now and then, and the text as it is ready. */
  #shownBy(turn: ThreadTurn, stream: AnswerStream, lead: string): (progress: AskProgress) => void {
    const site = this.#bank.config.http.publicUrl;
    let lastAt = Date.now();
    let before = lead;
    return (progress) => {
      if (progress.event === 'delta') {
        stream.add(presentBody(`${before}${progress.data.text}`, site));
        before = '';
      } else if (Date.now() - lastAt > statusEveryMs) {
        lastAt = Date.now();
        this.#status(turn, `${progress.data.text}…`);
      }
    };
  }

  /** Something broke: say so where it can still be said. */
  async #apologise(turn: ThreadTurn, error: unknown): Promise<void> {
    this.#bank.log.error('slack answer failed', { error, delivery: turn.id });
    const { language } = await this.#who.person(turn.team, turn.user);
    await this.deliver.privately(turn, { markdown: t('unwell', language) }, language).catch((again) => {
      this.#bank.log.error('slack asker not reached', { error: again, delivery: turn.id });
    });
  }

  /** The asker wants no more of an answer under way. */
  stop(channel: string, thread: string, user: string): void {
    this.#streams.get(`${channel} ${thread} ${user}`)?.stop();
  }
}

function cutOff(stream: AnswerStream, language: Language): BotMessage {
  return { markdown: [stream.sent, t('stopped', language)].filter(Boolean).join('\n\n') };
}
