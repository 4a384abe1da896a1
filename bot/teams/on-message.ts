import { z } from 'zod';
import type { Bank } from '../../core/context.ts';
import { findLanguage } from '../../core/language.ts';
import { runLine } from '../commands/run-line.ts';
import { type Activity, textOf } from './activity.ts';
import { baseOf, keepConversation, openCall, viewOf } from './call.ts';
import type { Connector } from './connector.ts';
import { deliver } from './deliver.ts';
import { isQuestion, languageOfLine, lineOf } from './line.ts';
import type { Members } from './members.ts';
import { AnswerStream } from './stream.ts';
import { linksOf, teamsText } from './text.ts';

const searching = { 'zh-TW': '查詢來源中…', en: 'Searching the sources…' };

/** A button of an older client comes back as a message without text. */
const Pressed = z.looseObject({ command: z.string().min(1).max(2_000) });

export interface Asked {
  readonly activity: Activity;
  readonly connector: Connector;
  /** Pressed, not typed: the answer says what it answers. */
  readonly pressed?: string;
}

function typedLine(activity: Activity): string {
  const text = textOf(activity);
  return lineOf(text || (Pressed.safeParse(activity.value).data?.command ?? ''));
}

/** A question in a chat of two is answered as a stream; everywhere else the sign of typing comes first. */
async function showStart(
  bank: Bank,
  { activity, connector }: Asked,
  line: string,
): Promise<AnswerStream | undefined> {
  if (connector.scope !== 'personal' || !isQuestion(line)) {
    await connector.showTyping();
    return undefined;
  }
  const stream = new AnswerStream(connector, (markdown) => teamsText(markdown, linksOf(baseOf(bank))));
  await stream.start(searching[languageOfLine(line, findLanguage(activity.locale) ?? 'zh-TW')]);
  return stream;
}

/** Answers one line of a person where they wrote it. */
export async function answerLine(bank: Bank, members: Members, asked: Asked): Promise<void> {
  const { activity, connector, pressed } = asked;
  const line = pressed ?? typedLine(activity);
  const [stream, call] = await Promise.all([
    showStart(bank, asked, line),
    openCall(bank, members, activity, connector),
  ]);
  const { ctx, account, conversationId } = call;
  const onProgress = stream?.onProgress;
  const reply = await runLine(ctx, { text: line, conversationId, account, onProgress });
  await keepConversation(call, reply);
  await deliver(
    call,
    reply.messages,
    viewOf(call, reply, { line, isPressed: pressed !== undefined }),
    stream,
  );
}
