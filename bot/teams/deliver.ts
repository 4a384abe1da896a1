import { keepShownAnswer } from '../../knowledge/chat/shown-answers.ts';
import type { BotMessage } from '../commands/command.ts';
import { threadOf } from './activity.ts';
import type { Call } from './call.ts';
import { presentMessage, type View } from './message.ts';
import type { Outgoing } from './outgoing.ts';
import { refusalOf } from './retry.ts';
import type { AnswerStream } from './stream.ts';

const texts = {
  unreachable: {
    'zh-TW': '這個回覆只給您一個人看，但在這裡無法私下傳送；請在與我的一對一聊天中再說一次。',
    en: 'This reply is for you alone and cannot be sent privately here; please say it again in a chat with me.',
  },
  failed: {
    'zh-TW': '回覆無法送達，請稍後再試。',
    en: 'The reply could not be delivered; please try again later.',
  },
};

/** A message as it was sent: in which conversation, under which id. */
interface Sent {
  readonly channel: string;
  readonly id: string;
}

/** To the asker alone: beside the conversation, else in their own chat with the bot, else a word that it cannot be. */
async function sendPrivately({ connector, ctx }: Call, outgoing: Outgoing): Promise<Sent> {
  try {
    return { channel: connector.conversation, id: await connector.postTargeted(outgoing) };
  } catch (error) {
    ctx.log.info('teams cannot target', { requestId: ctx.requestId, status: refusalOf(error).status });
  }
  try {
    const direct = await connector.openDirect();
    return { channel: direct, id: await connector.postDirect(direct, outgoing) };
  } catch (error) {
    ctx.log.warn('teams cannot write privately', {
      requestId: ctx.requestId,
      status: refusalOf(error).status,
    });
    const id = await connector.post({ type: 'message', text: texts.unreachable[ctx.language] });
    return { channel: connector.conversation, id };
  }
}

async function send(call: Call, outgoing: Outgoing, isPrivate: boolean): Promise<Sent> {
  const { connector, activity } = call;
  const privately = connector.scope !== 'personal' && (isPrivate || activity.recipient.isTargeted === true);
  if (privately) return sendPrivately(call, outgoing);
  return { channel: connector.conversation, id: await connector.post(outgoing) };
}

/** Teams names only the message when an answer is rated. */
async function rememberAnswer({ ctx }: Call, message: BotMessage, sent: Sent): Promise<void> {
  if (!message.answer || !sent.id) return;
  const channel = sent.channel.split(';messageid=')[0] ?? '';
  const shown = { platform: 'teams', channel, message: sent.id };
  await keepShownAnswer(ctx.bank, shown, message.answer.answerId);
}

async function deliverOne(
  call: Call,
  message: BotMessage,
  view: View,
  stream?: AnswerStream,
): Promise<boolean> {
  const outgoing = await presentMessage(message, view);
  for (const [n, part] of outgoing.entries()) {
    const ending = n === 0 ? await stream?.finish(part) : undefined;
    if (ending?.kind === 'stopped') return false;
    const sent = ending
      ? { channel: threadOf(call.activity).channel, id: ending.id }
      : await send(call, part, message.private === true);
    await rememberAnswer(call, message, sent);
  }
  return true;
}

/**
 * Sends a reply's messages in their order, the first through the stream when there is one. Never silent: what cannot
 * be sent as it is is followed by a plain sentence.
 */
export async function deliver(
  call: Call,
  messages: readonly BotMessage[],
  view: View,
  stream?: AnswerStream,
): Promise<void> {
  try {
    for (const [n, message] of messages.entries()) {
      const goesOn = await deliverOne(call, message, view, n === 0 ? stream : undefined);
      if (!goesOn) return;
    }
  } catch (error) {
    const { status, message } = refusalOf(error);
    const { ctx } = call;
    ctx.log.error('teams delivery failed', { requestId: ctx.requestId, status, message });
    await call.connector
      .post({ type: 'message', text: `${texts.failed[ctx.language]} (${ctx.requestId})` })
      .catch(() => undefined);
  }
}
