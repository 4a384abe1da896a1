import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import { isConfirmationWord } from '../commands/confirm.ts';
import { commands } from '../commands/index.ts';
import type { Desk } from './listeners.ts';
import { answerPrivately, type PrivateLine } from './on-commands.ts';
import { pressed, threadOfButton } from './present/message.ts';
import { commentModal } from './present/modal.ts';
import { t } from './present/texts.ts';

interface Press {
  readonly line: PrivateLine;
  /** Timestamp of the message the button stands on, and whether only the presser sees it. */
  readonly message: string;
  readonly own: boolean;
}

/** Who pressed what where; undefined when Slack leaves out what is needed. */
function readPress(body: BlockAction, action: BlockElementAction, delivery: string): Press | undefined {
  const { container, channel, team, user } = body;
  const channelId = channel?.id ?? container.channel_id;
  const value = 'value' in action ? action.value : undefined;
  if (!channelId || !team || value === undefined || !body.trigger_id) return undefined;
  const own = container.is_ephemeral === true;
  const said = threadOfButton(action.block_id) ?? container.thread_ts ?? body.message?.thread_ts;
  const thread = said || (own ? undefined : container.message_ts);
  const line: PrivateLine = {
    ...{ id: delivery, team: team.id, user: user.id, channel: channelId, text: String(value) },
    ...{ responseUrl: body.response_url ?? '', triggerId: body.trigger_id, replace: false },
    thread,
  };
  return { line, message: container.message_ts, own };
}

const isCommand = (text: string) => /^[/／]/.test(text);

/** A question pressed under an open answer is answered below it for all; everything else is between us. */
async function pressLine(desk: Desk, { line, message, own }: Press): Promise<void> {
  const direct = line.channel.startsWith('D');
  const open = !own && line.thread && (direct || !(isCommand(line.text) || isConfirmationWord(line.text)));
  if (!open) return answerPrivately(desk, { ...line, replace: own && isConfirmationWord(line.text) });
  const lead = isCommand(line.text) || isConfirmationWord(line.text) ? undefined : line.text;
  await desk.talk.answer({ ...line, thread: line.thread!, since: message, lead });
}

async function pressForm(desk: Desk, { line }: Press): Promise<void> {
  const { command: name } = JSON.parse(line.text) as { command: string };
  const command = commands.find((one) => one.name === name);
  if (!command) return;
  await answerPrivately(desk, { ...line, text: `/${command.words.map((word) => word.en).join(' ')}` });
}

/** Keeps the rating; who found the answer of no help is asked what was missing. */
async function pressFeedback(desk: Desk, { line }: Press): Promise<void> {
  const [, verdict, id] = /^(helpful|unhelpful) (\S+)$/.exec(line.text) ?? [];
  if (!id) return;
  const helpful = verdict === 'helpful';
  const { ctx } = await desk.talk.caller(line.team, line.user, async () => ({ kind: 'asker' }));
  const { language } = ctx;
  const opening = helpful
    ? undefined
    : desk.api.call('views.open', { trigger_id: line.triggerId, view: commentModal(id, language) });
  const said = await callCapability(capabilities.giveFeedback, ctx, { id, helpful }).then(
    () => t('thanks', language),
    (error) => {
      desk.bank.log.warn('slack feedback not kept', { error });
      return error instanceof AppError ? error.messageIn(language) : t('unwell', language);
    },
  );
  await opening?.catch((error) => desk.bank.log.info('slack modal not opened', { error }));
  await desk.talk.deliver.byLink(line.responseUrl, line, { markdown: said }, { language, replace: false });
}

/** Buttons: acknowledged at once, then what they stand for. */
export function listenToPresses(app: App, desk: Desk): void {
  const on = (id: string, work: (desk: Desk, press: Press) => Promise<void>) => {
    app.action<BlockAction>(new RegExp(`^${id}(:|$)`), async ({ ack, body, action, context }) => {
      await ack();
      const press = readPress(body, action, String(context.delivery));
      if (press) await desk.queue.run(() => work(desk, press));
    });
  };
  on(pressed.line, pressLine);
  on(pressed.form, pressForm);
  on(pressed.feedback, pressFeedback);
}
