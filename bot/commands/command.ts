import type { Permission } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Text } from '../../core/language.ts';
import type { Citation } from '../../knowledge/answers/schema.ts';

/** Something a person can click instead of typing: `command` is sent as if typed. */
export interface BotAction {
  readonly label: string;
  readonly command: string;
}

/** One message of a reply, the same for every face; a face decides how it looks. */
export interface BotMessage {
  readonly markdown: string;
  readonly citations?: readonly Citation[];
  readonly actions?: readonly BotAction[];
  /** Meant for the asker alone, wherever it was asked. */
  readonly private?: boolean;
}

export interface BotReply {
  readonly messages: readonly BotMessage[];
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
  readonly conversationId: string;
}

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
