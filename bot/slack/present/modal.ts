import type { types } from '@slack/bolt';
import type { FieldError } from '../../../core/errors.ts';
import type { Language } from '../../../core/language.ts';
import type { BotForm, FormField, FormValues } from '../../commands/command.ts';
import { clip, limits } from './limits.ts';
import { escapeMrkdwn } from './safe-markdown.ts';
import { t } from './texts.ts';

const plainText = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, max),
  emoji: false,
});

/** Carried by a modal and given back when it is handed in. */
export interface ModalMemo {
  readonly command: string;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
  /** The answer a comment is about. */
  readonly answerId?: string | undefined;
}

export const modalIds = { form: 'form', comment: 'comment' } as const;

/** The id of the one control in each field. */
const control = 'value';

function optionsOf(field: FormField): types.PlainTextOption[] {
  return (field.options ?? [])
    .slice(0, limits.options)
    .map(({ value, label }) => ({ text: plainText(label, limits.optionText), value }));
}

function element(field: FormField): types.InputBlock['element'] {
  if (field.kind === 'choice') {
    const options = optionsOf(field);
    const chosen = options.find(({ value }) => value === field.value);
    return { type: 'static_select', action_id: control, options, ...(chosen && { initial_option: chosen }) };
  }
  const max = Math.min(field.maxLength ?? limits.input, limits.input);
  return {
    type: 'plain_text_input',
    action_id: control,
    multiline: field.kind === 'long',
    max_length: max,
    ...(field.value && { initial_value: clip(field.value, max) }),
  };
}

function inputBlock(field: FormField): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    optional: !field.required,
    label: plainText(field.label, limits.label),
    element: element(field),
    ...(field.hint && { hint: plainText(field.hint, limits.hint) }),
  };
}

/** The modal of a command's form. */
export function formModal(form: BotForm, memo: ModalMemo, language: Language): types.ModalView {
  return {
    type: 'modal',
    callback_id: modalIds.form,
    private_metadata: JSON.stringify(memo),
    title: plainText(form.title, limits.modalTitle),
    submit: plainText(form.submit, limits.modalTitle),
    close: plainText(t('cancel', language), limits.modalTitle),
    blocks: [
      { type: 'section', text: plainText(form.says, limits.section) },
      ...form.fields.slice(0, 98).map(inputBlock),
    ],
  };
}

/** A modal that only says something. */
export function noteModal(title: string, markdown: string, language: Language): types.ModalView {
  return {
    type: 'modal',
    title: plainText(title, limits.modalTitle),
    close: plainText(t('close', language), limits.modalTitle),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: clip(markdown, limits.section), verbatim: true } },
    ],
  };
}

export function commentModal(answerId: string, language: Language): types.ModalView {
  const memo: ModalMemo = { command: 'feedback', answerId };
  const field: FormField = {
    name: 'comment',
    label: t('comment', language),
    kind: 'long',
    required: false,
    maxLength: 2_000,
  };
  return {
    type: 'modal',
    callback_id: modalIds.comment,
    private_metadata: JSON.stringify(memo),
    title: plainText(t('improve', language), limits.modalTitle),
    submit: plainText(t('send', language), limits.modalTitle),
    close: plainText(t('cancel', language), limits.modalTitle),
    blocks: [inputBlock(field)],
  };
}

interface FilledControl {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
}

/** What was filled in, by field; what was left empty is left out. */
export function readValues(
  values: Readonly<Record<string, Readonly<Record<string, FilledControl>>>>,
): FormValues {
  const filled = Object.entries(values).map(([name, controls]) => {
    const { value, selected_option: option } = controls[control] ?? {};
    return [name, option?.value ?? value ?? ''] as const;
  });
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

/** Errors beside the fields they are about. One about no field of the modal is shown at the first field. */
export function errorsByField(
  errors: readonly FieldError[],
  fields: readonly string[],
): Record<string, string> {
  const placed = errors.map(({ path, message }) => {
    const field = fields.find((name) => path === name || path.startsWith(`${name}.`));
    return [field ?? fields[0] ?? '', field ? message : `${path} ${message}`] as const;
  });
  return Object.fromEntries(placed.reverse());
}

/** Markdown of ours in Slack's own markup, for the few places that take no Markdown. */
export function asMrkdwn(markdown: string): string {
  return escapeMrkdwn(markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/[`*_]/g, ''));
}
