import type { App } from '@slack/bolt';
import type { BotForm } from '../commands/command.ts';
import { joined } from './deliver.ts';
import type { Desk } from './listeners.ts';
import { formModal, type ModalMemo } from './present/modal.ts';
import { readText } from './read-text.ts';
import { SlackRefusal } from './slack-api.ts';
import { type Caller, languageOfReply, type Turn } from './talk.ts';

/** A line whose answer is for the asker alone, and the ways Slack gave to answer it. */
export interface PrivateLine extends Turn {
  readonly responseUrl: string;
  readonly triggerId: string;
  /** The answer takes the place of what was pressed. */
  readonly replace: boolean;
}

/** Opens a form as a modal; false when the trigger is too old, so that a button must do. */
async function openForm(desk: Desk, caller: Caller, line: PrivateLine, form: BotForm): Promise<boolean> {
  const memo: ModalMemo = { command: form.command, channel: line.channel, thread: line.thread };
  const view = formModal(form, memo, caller.ctx.language);
  try {
    await desk.api.call('views.open', { trigger_id: line.triggerId, view });
    return true;
  } catch (error) {
    // Unsure whether it opened: the button is said too, and the form is the same.
    desk.bank.log.info('slack modal not opened', { error });
    if (!(error instanceof SlackRefusal) || /trigger/.test(error.code)) return false;
    throw error;
  }
}

/** Carries out a line for the asker's eyes only: a modal when it asks for a form, else a private message. */
export async function answerPrivately(desk: Desk, line: PrivateLine): Promise<void> {
  const caller = await desk.talk.caller(line.team, line.user, async () => ({ kind: 'asker' }));
  const { messages } = await desk.talk.run(caller, line);
  const language = languageOfReply(line.text.replace(/^\/ask\s/, ''), caller.ctx.language);
  const form = messages.find((message) => message.form)?.form;
  if (form && (await openForm(desk, caller, line, form))) return;
  const message = joined(messages);
  if (message)
    await desk.talk.deliver.byLink(line.responseUrl, line, message, { language, replace: line.replace });
}

/** Slash commands: acknowledged at once, answered privately. */
export function listenToCommands(app: App, desk: Desk): void {
  app.command(/^\//, async ({ command, ack, context }) => {
    await ack();
    await desk.queue.run(() =>
      answerPrivately(desk, {
        id: String(context.delivery),
        team: command.team_id,
        user: command.user_id,
        channel: command.channel_id,
        text: `${command.command} ${readText(command.text)}`,
        responseUrl: command.response_url,
        triggerId: command.trigger_id,
        replace: false,
      }),
    );
  });
}
