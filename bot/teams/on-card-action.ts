import { z } from 'zod';
import type { Bank } from '../../core/context.ts';
import { findLanguage } from '../../core/language.ts';
import { claimEvent, finishEvent } from '../../knowledge/chat/once.ts';
import { isConfirmationWord } from '../commands/confirm.ts';
import { runLine } from '../commands/run-line.ts';
import { type Activity, textOf } from './activity.ts';
import { keepConversation, openCall, viewOf } from './call.ts';
import { cardType } from './cards/card.ts';
import type { Connector } from './connector.ts';
import { deliver } from './deliver.ts';
import { isQuestion, lineOf } from './line.ts';
import type { Members } from './members.ts';
import { outcomeCard } from './message.ts';
import { answerLine } from './on-message.ts';

const Pressed = z.object({
  action: z.looseObject({
    data: z.looseObject({
      command: z.string().min(1).max(2_000),
      by: z.string().max(500).optional(),
      conversationId: z.string().max(200).optional(),
    }),
  }),
});
type Data = z.infer<typeof Pressed>['action']['data'];

const texts = {
  unreadable: { 'zh-TW': '這個按鈕已不能使用。', en: 'This button no longer works.' },
  notYours: {
    'zh-TW': '這個按鈕是給別人的，沒有執行。',
    en: 'This button is for somebody else; nothing was done.',
  },
  again: {
    'zh-TW': '這個按鈕已經按過了，沒有再執行。',
    en: 'This button was pressed already; nothing was done again.',
  },
  asked: { 'zh-TW': '已送出，回答會出現在對話中。', en: 'Sent; the answer will appear in the conversation.' },
  done: { 'zh-TW': '已回覆在對話中。', en: 'Answered in the conversation.' },
};

/** What an Action.Execute is answered with: a line of text, or a card in place of the pressed one. */
export interface PressReply {
  readonly statusCode: 200;
  readonly type: string;
  readonly value: unknown;
}

function told(text: string): PressReply {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

/** What a press delivered twice is answered with the second time. */
export const pressedBefore: PressReply = told('');

interface Press {
  readonly bank: Bank;
  readonly members: Members;
  readonly activity: Activity;
  readonly connector: Connector;
  /** Carries on after the press was answered. */
  readonly later: (work: () => Promise<void>) => void;
}

const presserOf = ({ from }: Activity) => from.aadObjectId ?? from.id;

/** Runs the confirmed act once; the card turns into what came of it. */
async function confirm(press: Press, { command, conversationId }: Data): Promise<PressReply> {
  const { bank, members, activity, connector } = press;
  const language = findLanguage(activity.locale) ?? 'zh-TW';
  const code = command.split(/\s+/).at(-1) ?? '';
  const event = `confirm ${presserOf(activity)} ${code}`;
  if (!(await claimEvent(bank, 'teams', event))) return told(texts.again[language]);
  const call = await openCall(bank, members, activity, connector);
  const { ctx, account } = call;
  const reply = await runLine(ctx, { text: command, account, conversationId });
  await finishEvent(bank, 'teams', event);
  const { content } = outcomeCard(reply.messages, viewOf(call, reply));
  return { statusCode: 200, type: cardType, value: content };
}

/** A command behind a button: its reply comes as messages, the card stays. */
async function runCommand(press: Press, { command, conversationId }: Data): Promise<PressReply> {
  const { bank, members, activity, connector } = press;
  const call = await openCall(bank, members, activity, connector);
  const { ctx, account } = call;
  const reply = await runLine(ctx, {
    text: command,
    account,
    conversationId: conversationId ?? call.conversationId,
  });
  await keepConversation(call, reply);
  await deliver(call, reply.messages, viewOf(call, reply, { line: command }));
  return told(texts.done[ctx.language]);
}

/** Answers a pressed button: only for whom it is, a confirmation only once. */
export async function answerPress(press: Press): Promise<PressReply> {
  const { bank, members, activity, connector, later } = press;
  const language = findLanguage(activity.locale) ?? 'zh-TW';
  const data = Pressed.safeParse(activity.value).data?.action.data;
  if (!data) return told(texts.unreadable[language]);
  if (data.by !== undefined && data.by !== presserOf(activity)) return told(texts.notYours[language]);
  if (isConfirmationWord(data.command)) return confirm(press, data);
  const line = lineOf(textOf({ ...activity, text: data.command, entities: [] }));
  if (!isQuestion(line)) return runCommand(press, { ...data, command: line });
  later(() => answerLine(bank, members, { activity, connector, pressed: line }));
  return told(texts.asked[language]);
}
