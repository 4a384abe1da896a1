import type { Permission } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { FieldError } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import type { OnProgress } from '../../knowledge/answers/answer-question.ts';
import type { AskReply, Citation } from '../../knowledge/answers/schema.ts';
import type { ChatAccount } from '../../knowledge/people/chat-accounts.ts';

/** Something a person can click instead of typing: `command` is sent as if typed. */
export interface BotAction {
  readonly label: string;
  readonly command: string;
}

/** A picture beside a message: `url` for a browser signed in, the bytes for a chat. */
export interface BotImage {
  readonly name: string;
  readonly alt: string;
  readonly url: string;
  png(): Promise<Uint8Array>;
}

/** One thing asked in a form. `name` is the path of the field in what the command takes. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'choice';
  readonly required: boolean;
  readonly hint?: string;
  readonly value?: string;
  /** Longest text, in characters. */
  readonly maxLength?: number;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/**
 * A command's input asked for field by field. `says` names what handing it in does, so a filled form needs no
 * further confirmation; `page` is where a browser fills in the same.
 */
export interface BotForm {
  readonly command: string;
  readonly title: string;
  readonly says: string;
  readonly submit: string;
  readonly page: string;
  readonly fields: readonly FormField[];
}

/** What a person filled in, by the names of the fields. */
export type FormValues = Readonly<Record<string, string>>;

/** One message of a reply, the same for every face; a face decides how it looks. */
export interface BotMessage {
  readonly markdown: string;
  readonly citations?: readonly Citation[];
  readonly actions?: readonly BotAction[];
  /** Meant for the asker alone, wherever it was asked. */
  readonly private?: boolean;
  /** Set when the message is a kept answer, on which the asker can give feedback. */
  readonly answer?: Pick<AskReply, 'answerId' | 'mode' | 'outcome'>;
  readonly image?: BotImage;
  readonly form?: BotForm;
}

export interface BotReply {
  readonly messages: readonly BotMessage[];
  /** The conversation it was kept in, where that is not the one it was asked in. */
  readonly conversationId?: string;
}

/** One word of a command in both languages, and other spellings it is known by. */
export interface Word {
  readonly 'zh-TW': string;
  readonly en: string;
  readonly also?: readonly string[];
}

/** What a person is asked to confirm, and a mark of its object's state that must be the same when they do. */
export interface Question {
  readonly markdown: string;
  readonly mark: string;
}

/** What a command line was asked within. */
export interface Thread {
  /** Absent for the first question of a conversation, which begins it. */
  readonly conversationId?: string | undefined;
  /** The chat account it was typed with; absent in a browser. */
  readonly account?: ChatAccount | undefined;
  /** Told how an answer comes along. */
  readonly onProgress?: OnProgress | undefined;
}

/** A form filled in: the command's input, or what is wrong with which field. */
export type Filled<I> = { readonly input: I } | { readonly errors: readonly FieldError[] };

/** One chat command; all faces and the help text read the same list of them. */
export interface Command<I = unknown> {
  readonly name: string;
  /** The words after the slash, in order. */
  readonly words: readonly Word[];
  /** How to type it, one line. */
  readonly usage: Text;
  readonly describe: Text;
  readonly allow: Permission;
  /** Changes something, so it asks `question` first and runs on yes. */
  readonly acts: boolean;
  /** The input the text after the words means; undefined when it means none, which is answered with the usage. */
  parse(text: string): I | undefined;
  /** Checks that the act is possible now and words it; undefined when this input acts on nothing. */
  question?(ctx: Context, input: I): Promise<Question | undefined>;
  /** The command's form, filled in as far as the text allows. */
  form?(ctx: Context, text: string): Promise<BotForm>;
  /** The input a filled form means. */
  fill?(ctx: Context, values: FormValues): Filled<I>;
  run(ctx: Context, input: I, thread: Thread): Promise<BotReply>;
}

/** Keeps the input type inside the command while the list holds commands of every kind. */
export function defineCommand<I>(command: Command<I>): Command {
  return command as Command;
}

export function say(markdown: string, rest: Omit<BotMessage, 'markdown'> = {}): BotReply {
  return { messages: [{ markdown, ...rest }] };
}

/** Somebody else's words inside a reply: without the characters that would make them a link, a mention or markup. */
export function plain(text: string): string {
  return text.replaceAll(/[[\]<>`*|]/g, '').replaceAll(/\s+/g, ' ');
}
