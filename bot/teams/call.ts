import type { Bank, Context } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import { findLanguage } from '../../core/language.ts';
import {
  findThreadConversation,
  keepThreadConversation,
  type ThreadKey,
} from '../../knowledge/chat/threads.ts';
import { type ChatAccount, findChatActor } from '../../knowledge/people/chat-accounts.ts';
import { narrowTo } from '../audience.ts';
import type { ChatReply } from '../commands/run-line.ts';
import { type Activity, threadOf } from './activity.ts';
import type { Connector } from './connector.ts';
import { languageOfLine } from './line.ts';
import type { Members } from './members.ts';
import type { View } from './message.ts';

/** One activity of a person: who they are, what they may read here, and the way back to them. */
export interface Call {
  readonly ctx: Context;
  readonly account: ChatAccount;
  readonly activity: Activity;
  readonly connector: Connector;
  readonly thread: ThreadKey;
  readonly conversationId: string | undefined;
}

/** Where the bank is reached by people. */
export function baseOf({ config }: Bank): string {
  const { publicUrl, host, port } = config.http;
  return publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/**
 * @param privately what is made will be shown to the person alone (a dialog), so nobody reads along
 */
export async function openCall(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
  privately = false,
): Promise<Call> {
  const account = await members.account(activity, connector);
  const readers = privately ? ({ kind: 'asker' } as const) : await members.readers(activity, connector);
  const actor = await narrowTo(bank, await findChatActor(bank, account), readers);
  const { channel, thread } = threadOf(activity);
  const key = { platform: 'teams', team: account.team, channel, thread, user: account.user };
  return {
    ctx: createContext(bank, { actor, language: findLanguage(activity.locale) ?? 'zh-TW', surface: 'teams' }),
    account,
    activity,
    connector,
    thread: key,
    conversationId: await findThreadConversation(bank, key),
  };
}

/** Remembers which conversation a reply went on with, so that the next line finds it. */
export async function keepConversation(
  { ctx, thread, conversationId }: Call,
  reply: ChatReply,
): Promise<void> {
  if (reply.conversationId && reply.conversationId !== conversationId)
    await keepThreadConversation(ctx.bank, thread, reply.conversationId);
}

/** @param said the line that is answered, and whether a button said it */
export function viewOf(
  { ctx, account }: Call,
  reply: ChatReply,
  said?: { readonly line: string; readonly isPressed?: boolean },
): View {
  return {
    language: said ? languageOfLine(said.line, ctx.language) : ctx.language,
    base: baseOf(ctx.bank),
    conversationId: reply.conversationId,
    asker: account.user,
    asked: said?.isPressed ? said.line : undefined,
  };
}
