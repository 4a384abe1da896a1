import type { App, MessageShortcut } from '@slack/bolt';
import { requirePermission } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { maskPersonalData } from '../../knowledge/privacy/mask-personal-data.ts';
import { caseShare } from '../commands/case-share.ts';
import type { Desk } from './listeners.ts';
import { asMrkdwn, formModal, type ModalMemo, noteModal } from './present/modal.ts';
import { t } from './present/texts.ts';
import { readText } from './read-text.ts';
import type { Caller } from './talk.ts';

/** The message shortcut that makes a case of a thread. */
export const saveCase = 'save_case';

interface ThreadMessage {
  readonly text?: string;
  readonly bot_id?: string;
  readonly subtype?: string;
}

/** How much of a thread goes into a draft. */
const mostMessages = 50;

/** What people wrote to each other in the thread; where the app may not read along, the message chosen. */
async function threadText(desk: Desk, { channel, message }: MessageShortcut): Promise<string> {
  const ts = String(message.thread_ts ?? message.ts);
  const reply = await desk.api
    .call('conversations.replies', { channel: channel.id, ts, limit: mostMessages }, { repeatable: true })
    .catch((error) => {
      desk.bank.log.info('slack thread not readable', { error });
      return undefined;
    });
  const self = await desk.who.self();
  const all = (reply?.messages as ThreadMessage[] | undefined) ?? [message as ThreadMessage];
  return all
    .filter(({ bot_id: bot, subtype, text }) => !bot && !subtype && !text?.includes(`<@${self.userId}>`))
    .map(({ text }) => readText(text ?? ''))
    .filter(Boolean)
    .join('\n\n');
}

async function viewFor(desk: Desk, { ctx }: Caller, shortcut: MessageShortcut) {
  const { language } = ctx;
  try {
    requirePermission(ctx, caseShare.allow);
    const { text } = maskPersonalData(await threadText(desk, shortcut));
    const thread = String(shortcut.message.thread_ts ?? shortcut.message.ts);
    const memo: ModalMemo = { command: caseShare.name, channel: shortcut.channel.id, thread };
    return formModal(await caseShare.form!(ctx, text), memo, language);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return noteModal(t('shortcut', language), asMrkdwn(error.messageIn(language)), language);
  }
}

/** The modal opens at once, while its trigger lives, and is filled when the thread has been read. */
async function open(desk: Desk, shortcut: MessageShortcut): Promise<void> {
  const { trigger_id: trigger, user, team } = shortcut;
  const waiting = noteModal(t('shortcut', 'zh-TW'), t('working', 'zh-TW'), 'zh-TW');
  const [opened, caller] = await Promise.all([
    desk.api.call('views.open', { trigger_id: trigger, view: waiting }),
    desk.talk.caller(team?.id ?? '', user.id, async () => ({ kind: 'asker' })),
  ]);
  const view = await viewFor(desk, caller, shortcut);
  const { id } = opened.view as { id: string };
  await desk.api.call('views.update', { view_id: id, view }, { repeatable: true });
}

export function listenToShortcut(app: App, desk: Desk): void {
  app.shortcut<MessageShortcut>(
    { callback_id: saveCase, type: 'message_action' },
    async ({ ack, shortcut }) => {
      await ack();
      await open(desk, shortcut);
    },
  );
}
