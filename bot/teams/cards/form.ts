import type { FieldError } from '../../../core/errors.ts';
import type { Language } from '../../../core/language.ts';
import type { BotForm, FormField, FormValues } from '../../commands/command.ts';
import { shorten } from '../outgoing.ts';
import { type Card, type CardPart, textBlock } from './card.ts';

const texts = {
  needed: { 'zh-TW': '必填', en: 'needed' },
  choose: { 'zh-TW': '請選擇', en: 'Choose one' },
};

/** What the form's button brings back beside what was filled in. */
export interface FormData {
  readonly form: string;
  readonly conversationId?: string;
}

function input(field: FormField, value: string | undefined, language: Language): CardPart {
  const common = {
    id: field.name,
    label: field.label,
    isRequired: field.required,
    ...(field.required && { errorMessage: texts.needed[language] }),
    ...(value && { value }),
  };
  if (field.kind === 'choice')
    return {
      type: 'Input.ChoiceSet',
      ...common,
      style: 'compact',
      placeholder: texts.choose[language],
      choices: (field.options ?? []).map(({ label: title, value: option }) => ({ title, value: option })),
    };
  return {
    type: 'Input.Text',
    ...common,
    ...(field.kind === 'long' && { isMultiline: true }),
    ...(field.maxLength && { maxLength: field.maxLength }),
    ...(field.hint && { placeholder: shorten(field.hint, 200) }),
  };
}

function fieldParts(
  field: FormField,
  given: { values: FormValues; errors: readonly FieldError[]; language: Language },
): CardPart[] {
  const mine = given.errors.filter(({ path }) => path === field.name || path.startsWith(`${field.name}.`));
  const value = given.values[field.name] ?? field.value;
  return [
    input(field, value, given.language),
    ...mine.map(({ message }) => textBlock(message, { color: 'Attention', spacing: 'Small' })),
  ];
}

/** Errors that belong to no field of the form are said above it. */
function otherErrors(form: BotForm, errors: readonly FieldError[]): CardPart[] {
  const isNamed = ({ path }: FieldError) =>
    form.fields.some(({ name }) => path === name || path.startsWith(`${name}.`));
  return errors
    .filter((error) => !isNamed(error))
    .map(({ path, message }) => textBlock(`${path} ${message}`.trim(), { color: 'Attention' }));
}

/** A form as a dialog shows it, with what was typed before and what was wrong with it. */
export function formCard(
  form: BotForm,
  data: FormData,
  given: { values?: FormValues; errors?: readonly FieldError[]; language: Language },
): Card {
  const { values = {}, errors = [], language } = given;
  return {
    body: [
      textBlock(form.says, { isSubtle: true }),
      ...otherErrors(form, errors),
      ...form.fields.flatMap((field) => fieldParts(field, { values, errors, language })),
    ],
    actions: [{ type: 'Action.Submit', title: form.submit, style: 'positive', data }],
    fallbackText: form.says,
  };
}

/** The button in a message that opens the form as a dialog; what it is filled in with travels along. */
export function openFormButton(form: BotForm, conversationId: string): CardPart {
  const filled = form.fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
  return {
    type: 'Action.Submit',
    title: form.title,
    style: 'positive',
    data: {
      msteams: { type: 'task/fetch' },
      form: form.command,
      conversationId,
      ...(filled.length > 0 && { values: Object.fromEntries(filled) }),
    },
  };
}
