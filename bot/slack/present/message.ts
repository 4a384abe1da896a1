import type { types } from '@slack/bolt';
import type { Language } from '../../../core/language.ts';
import type { BotAction, BotForm, BotMessage } from '../../commands/command.ts';
import { addressesOf, citationBlocks, citationLines } from './citations.ts';
import { clip, clipMarkdown, limits } from './limits.ts';
import { type Linkable, mrkdwnLink, safeMarkdown } from './safe-markdown.ts';
import { t } from './texts.ts';

/** A message as Slack takes it. `text` is what notifications and screen readers get. */
export interface Presented {
  /** Markdown, made safe and fitted. */
  readonly body: string;
  readonly text: string;
  /** What stands below the body. */
  readonly rest: types.KnownBlock[];
}

export interface PresentOptions {
  readonly language: Language;
  /** Where the bank's pages can be opened. */
  readonly site: string | undefined;
  /** Id of the message's picture, uploaded. */
  readonly fileId?: string | undefined;
  /** The thread its buttons act in; Slack does not always say it when one is pressed. */
  readonly thread?: string | undefined;
  /** Without the newest blocks, for workspaces that refuse them. */
  readonly plain?: boolean;
}

const plainText = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** Ids of what can be pressed; what follows the colon only keeps them apart. */
export const pressed = { line: 'line', form: 'form', feedback: 'feedback' } as const;

const threadMark = 'in:';

/** The thread a pressed button acts in: '' outside a thread, undefined when it does not say. */
export function threadOfButton(blockId: string | undefined): string | undefined {
  return blockId?.startsWith(threadMark) ? blockId.slice(threadMark.length) : undefined;
}

/** What a form's button carries: whose form, and the text it starts from. */
export interface FormButton {
  readonly command: string;
  readonly text: string;
}

function formButton(form: BotForm, language: Language): types.Button {
  const carried: FormButton = { command: form.command, text: '' };
  return {
    type: 'button',
    action_id: pressed.form,
    style: 'primary',
    text: plainText(clip(`${t('fillIn', language)}：${form.title}`, limits.button)),
    value: JSON.stringify(carried),
  };
}

function actionButtons(actions: readonly BotAction[]): types.Button[] {
  return actions
    .filter(({ command }) => command.length <= limits.buttonValue)
    .slice(0, limits.buttonsInRow - 1)
    .map(({ label, command }, index) => ({
      type: 'button',
      action_id: `${pressed.line}:${index}`,
      text: plainText(clip(label, limits.button)),
      value: command,
    }));
}

function feedbackBlock(answerId: string, language: Language, plain: boolean): types.KnownBlock {
  const half = (helpful: boolean) => ({
    text: plainText(t(helpful ? 'helpful' : 'unhelpful', language)),
    accessibility_label: t(helpful ? 'rateHelpful' : 'rateUnhelpful', language),
    value: `${helpful ? 'helpful' : 'unhelpful'} ${answerId}`,
  });
  if (!plain)
    return {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: pressed.feedback,
          positive_button: half(true),
          negative_button: half(false),
        },
      ],
    };
  const button = (helpful: boolean): types.Button => ({
    type: 'button',
    action_id: `${pressed.feedback}:${helpful ? 1 : 0}`,
    ...half(helpful),
  });
  return { type: 'actions', elements: [button(true), button(false)] };
}

/** Who wrote the answer, and where it stays. */
function answerLine(message: BotMessage, { language, site }: PresentOptions): types.ContextBlock[] {
  const { answer } = message;
  if (!answer) return [];
  const mode = answer.outcome === 'answered' ? [t(answer.mode, language)] : [];
  const link = site ? [mrkdwnLink(`${site}/answers/${answer.answerId}`, t('permanent', language))] : [];
  const text = [...mode, ...link].join(' · ');
  return text ? [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }] : [];
}

function pictureBlock({ image }: BotMessage, fileId: string | undefined): types.KnownBlock[] {
  if (!image || !fileId) return [];
  return [{ type: 'image', alt_text: clip(image.alt, limits.altText), slack_file: { id: fileId } }];
}

function linkableFor(message: BotMessage, site: string | undefined): Linkable {
  return { site, addresses: addressesOf(message.citations ?? []) };
}

/** The body of a message, or a piece of it that has come so far. */
export function presentBody(markdown: string, site: string | undefined, message?: BotMessage): string {
  return safeMarkdown(markdown, linkableFor(message ?? { markdown }, site));
}

export function presentMessage(message: BotMessage, options: PresentOptions): Presented {
  const { language, site, plain = false } = options;
  const citations = message.citations ?? [];
  const linkable = linkableFor(message, site);
  const url = site && message.answer && `${site}/answers/${message.answer.answerId}`;
  const note = url ? t('cutHere', language).replace('{url}', url) : t('cut', language);
  const body = clipMarkdown(safeMarkdown(message.markdown, linkable), limits.markdown, note);
  const buttons = [
    ...(message.form ? [formButton(message.form, language)] : []),
    ...actionButtons(message.actions ?? []),
  ];
  const rest: types.KnownBlock[] = [
    ...pictureBlock(message, options.fileId),
    ...(plain ? citationLines : citationBlocks)(citations, language, linkable),
    ...answerLine(message, options),
    ...(message.answer ? [feedbackBlock(message.answer.answerId, language, plain)] : []),
    ...(buttons.length > 0
      ? [{ type: 'actions' as const, block_id: `${threadMark}${options.thread ?? ''}`, elements: buttons }]
      : []),
  ];
  return { body, text: clip(body, limits.fallbackText), rest: rest.slice(0, limits.blocks - 1) };
}

/** All blocks of a message that is sent whole. */
export function wholeBlocks({ body, rest }: Presented): types.KnownBlock[] {
  return [{ type: 'markdown', text: body }, ...rest];
}
