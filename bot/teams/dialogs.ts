import { z } from 'zod';
import type { Bank } from '../../core/context.ts';
import type { FieldError } from '../../core/errors.ts';
import type { BotForm, FormValues } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { runForm } from '../commands/run-line.ts';
import type { Activity } from './activity.ts';
import { type Call, keepConversation, openCall, viewOf } from './call.ts';
import { type Card, cardAttachment } from './cards/card.ts';
import { formCard } from './cards/form.ts';
import type { Connector } from './connector.ts';
import { deliver } from './deliver.ts';
import type { Members } from './members.ts';
import type { Attachment } from './outgoing.ts';
import { shorten } from './outgoing.ts';

/** What the person filled in, with the marks of the form it belongs to. */
const FormSent = z
  .looseObject({
    form: z.string().max(100),
    conversationId: z.string().max(200).optional(),
    values: z.record(z.string(), z.string().max(20_000)).optional(),
  })
  .catch({ form: '' });

const texts = {
  gone: { 'zh-TW': '這個表單已不能使用。', en: 'This form is no longer available.' },
  title: { 'zh-TW': '表單', en: 'Form' },
};

interface Dialog {
  readonly title: string;
  readonly height: 'small' | 'medium' | 'large';
  readonly width: 'small' | 'medium' | 'large';
  readonly card: Attachment;
}

/** What a task/fetch, a task/submit and the like are answered with: a dialog, a closing word, or nothing more. */
export type DialogReply =
  | { readonly task: { readonly type: 'continue'; readonly value: Dialog } }
  | { readonly task: { readonly type: 'message'; readonly value: string } };

/** Teams cuts a dialog's title beyond this. */
const maxTitle = 60;

export function showDialog(title: string, card: Card, size: Dialog['height'] = 'large'): DialogReply {
  return {
    task: {
      type: 'continue',
      value: {
        title: shorten(title, maxTitle),
        height: size,
        width: size === 'small' ? 'small' : 'medium',
        card: cardAttachment(card),
      },
    },
  };
}

export const closing = (value: string): DialogReply => ({ task: { type: 'message', value } });

async function formOf(call: Call, name: string, text: string): Promise<BotForm | undefined> {
  return commands.find((command) => command.name === name)?.form?.(call.ctx, text);
}

function dialogOf(
  call: Call,
  form: BotForm,
  conversationId: string | undefined,
  given: { values?: FormValues; errors?: readonly FieldError[] } = {},
): DialogReply {
  const data = { form: form.command, ...(conversationId && { conversationId }) };
  return showDialog(form.title, formCard(form, data, { ...given, language: call.ctx.language }));
}

/** The dialog of a command's form, filled in as far as a text or a button allows. */
export async function openForm(
  call: Call,
  name: string,
  given: { text?: string; values?: FormValues | undefined; conversationId?: string | undefined } = {},
): Promise<DialogReply> {
  const form = await formOf(call, name, given.text ?? '');
  if (!form) return closing(texts.gone[call.ctx.language]);
  return dialogOf(call, form, given.conversationId, { values: given.values ?? {} });
}

/** A button opened a dialog. */
export async function openDialog(bank: Bank, members: Members, activity: Activity, connector: Connector) {
  const call = await openCall(bank, members, activity, connector, true);
  const { data } = z
    .looseObject({ data: FormSent })
    .catch({ data: { form: '' } })
    .parse(activity.value);
  return openForm(call, data.form, data);
}

/** The inputs of a form alone: texts, by the names of its fields. */
function valuesOf(form: BotForm, sent: Readonly<Record<string, unknown>>): FormValues {
  const given = form.fields.map(({ name }) => [name, sent[name]] as const);
  return Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function said(markdown: string): string {
  return shorten(markdown.replaceAll(/[`*_]/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'), 500);
}

/**
 * A form was handed in from a dialog: what is wrong with it is shown in the dialog, with what was typed; what came of
 * it is sent to the person.
 */
export async function submitForm(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
): Promise<DialogReply> {
  const call = await openCall(bank, members, activity, connector, true);
  const { data } = z
    .looseObject({ data: FormSent })
    .catch({ data: { form: '' } })
    .parse(activity.value);
  const form = await formOf(call, data.form, '');
  if (!form) return closing(texts.gone[call.ctx.language]);
  const { ctx, account } = call;
  const values = valuesOf(form, data);
  const conversationId = data.conversationId ?? call.conversationId;
  const reply = await runForm(ctx, { command: form.command, values, conversationId, account });
  if ('errors' in reply) return dialogOf(call, form, conversationId, { values, errors: reply.errors });
  await keepConversation(call, reply);
  const messages = reply.messages.map((message) => ({ ...message, private: true }));
  await deliver(call, messages, viewOf(call, reply));
  return closing(said(reply.messages[0]?.markdown ?? ''));
}
