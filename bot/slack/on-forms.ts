import type { AckFn, App, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ChatReply, type FormErrors, runForm } from '../commands/run-line.ts';
import { joined } from './deliver.ts';
import type { Desk } from './listeners.ts';
import { asMrkdwn, errorsByField, type ModalMemo, modalIds, noteModal, readValues } from './present/modal.ts';
import { t } from './present/texts.ts';
import type { Caller } from './talk.ts';

/** A modal handed in is answered within this; what takes longer shows "one moment" first. */
const patienceMs = 900;

type Ack = AckFn<ViewResponseAction> | AckFn<void>;
type Outcome = ChatReply | FormErrors;

const respondWith = (ack: Ack, action?: ViewResponseAction) => (ack as AckFn<ViewResponseAction>)(action);

function memoOf(body: ViewSubmitAction): ModalMemo {
  return JSON.parse(body.view.private_metadata || '{}') as ModalMemo;
}

async function callerOf(desk: Desk, body: ViewSubmitAction): Promise<Caller> {
  return desk.talk.caller(body.team?.id ?? '', body.user.id, async () => ({ kind: 'asker' }));
}

/** Tells the person what came of their form, where they opened it. */
async function tell(desk: Desk, caller: Caller, memo: ModalMemo, reply: ChatReply): Promise<void> {
  const message = joined(reply.messages);
  const { user } = caller.person.account;
  const place = { user, channel: memo.channel ?? '', thread: memo.thread };
  if (message) await desk.talk.deliver.privately(place, message, caller.ctx.language);
}

/** Closes a modal that said "one moment" with what came of it. */
async function closeLate(desk: Desk, viewId: string, caller: Caller, outcome: Outcome): Promise<void> {
  const { language } = caller.ctx;
  const [title, said] =
    'errors' in outcome
      ? [t('problem', language), outcome.errors.map(({ path, message }) => `${path} ${message}`).join('\n')]
      : [t('done', language), outcome.messages.map(({ markdown }) => markdown).join('\n\n')];
  const view = noteModal(title, asMrkdwn(said), language);
  await desk.api.call('views.update', { view_id: viewId, view }, { repeatable: true }).catch((error) => {
    desk.bank.log.info('slack modal not updated', { error });
  });
}

async function handIn(desk: Desk, body: ViewSubmitAction, ack: Ack): Promise<void> {
  const memo = memoOf(body);
  const caller = await callerOf(desk, body);
  const { language } = caller.ctx;
  const values = readValues(body.view.state.values);
  const { account } = caller.person;
  const outcome = runForm(caller.ctx, { command: memo.command, values, account });
  const soon = await Promise.race([
    outcome,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs)),
  ]);
  if (soon === undefined) {
    const note = t('working', language);
    await respondWith(ack, { response_action: 'update', view: noteModal(note, note, language) });
  } else if ('errors' in soon) {
    const fields = body.view.blocks.flatMap((block) =>
      block.type === 'input' ? [block.block_id ?? ''] : [],
    );
    return respondWith(ack, { response_action: 'errors', errors: errorsByField(soon.errors, fields) });
  } else await respondWith(ack);
  const done = await outcome;
  if (soon === undefined) await closeLate(desk, body.view.id, caller, done);
  if ('messages' in done) await tell(desk, caller, memo, done);
}

/** Modals handed in: a command's form, or what a person says about an answer that was of no help. */
export function listenToForms(app: App, desk: Desk): void {
  app.view<ViewSubmitAction>(modalIds.form, ({ ack, body }) => handIn(desk, body, ack));
  app.view<ViewSubmitAction>(modalIds.comment, async ({ ack, body }) => {
    await respondWith(ack);
    const { comment } = readValues(body.view.state.values);
    const { answerId: id } = memoOf(body);
    if (!id || !comment) return;
    const { ctx } = await callerOf(desk, body);
    await callCapability(capabilities.giveFeedback, ctx, { id, helpful: false, comment });
  });
}
