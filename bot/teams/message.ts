import type { Language } from '../../core/language.ts';
import type { BotImage, BotMessage } from '../commands/command.ts';
import { isConfirmationWord } from '../commands/confirm.ts';
import { type ButtonData, buttonSets } from './cards/actions.ts';
import { type CardPart, cardAttachment, textBlock } from './cards/card.ts';
import { openFormButton } from './cards/form.ts';
import { answerEntity, citedIn, furtherCitations } from './citations.ts';
import { type Attachment, bytesOf, maxMessageBytes, type Outgoing, shorten } from './outgoing.ts';
import { type Links, linksOf, teamsText } from './text.ts';

/** For whom and where a message is shown. */
export interface View {
  readonly language: Language;
  /** Where the bank is reached. */
  readonly base: string;
  readonly conversationId: string;
  /** The account that asked. */
  readonly asker: string;
  /** A question asked by a button: nobody typed it, so the answer says what it answers. */
  readonly asked?: string | undefined;
}

const texts = {
  quoted: {
    'zh-TW': '逐句摘自引用的來源，由系統自動彙整，未經人工審閱。',
    en: 'Sentences quoted from the cited sources, put together automatically and not reviewed by a person.',
  },
  written: {
    'zh-TW': '由語言模型依引用的來源撰寫並逐句核對，未經人工審閱。',
    en: 'Written by a language model from the cited sources, checked sentence by sentence, not reviewed by a person.',
  },
  more: { 'zh-TW': '其他出處', en: 'Further sources' },
  picture: { 'zh-TW': '圖', en: 'Picture' },
};

/** How the answer came about; the platform's label says only that a machine made it. */
function originOf({ answer }: BotMessage, language: Language): string {
  if (answer?.outcome !== 'answered') return '';
  return `\n\n_${(answer.mode === 'generative' ? texts.written : texts.quoted)[language]}_`;
}

/** A picture within the message; too large a one is named and linked instead. */
async function pictureOf(image: BotImage | undefined): Promise<Attachment | undefined> {
  if (!image) return undefined;
  const base64 = Buffer.from(await image.png()).toString('base64');
  const attachment = {
    contentType: 'image/png',
    contentUrl: `data:image/png;base64,${base64}`,
    name: image.name,
  };
  return bytesOf({ type: 'message', attachments: [attachment] }) < maxMessageBytes / 2
    ? attachment
    : undefined;
}

function isConfirmation({ actions = [] }: BotMessage): boolean {
  return actions.length > 0 && actions.every(({ command }) => isConfirmationWord(command));
}

/** A confirmation is a card as a whole, so that pressing it can put the outcome in its place. */
function confirmation(message: BotMessage, view: View, links: Links): Outgoing {
  const { conversationId, asker: by } = view;
  const text = teamsText(message.markdown, links);
  const body = [textBlock(text), ...buttonSets(message.actions ?? [], { by, conversationId })];
  return {
    type: 'message',
    summary: shorten(text, 150),
    attachments: [cardAttachment({ body, fallbackText: shorten(text, 500) })],
  };
}

function cardParts(message: BotMessage, view: View, links: Links): CardPart[] {
  const further = furtherCitations(
    citedIn(message.markdown, message.citations ?? []),
    links,
    texts.more[view.language],
  );
  const forOne: Omit<ButtonData, 'command'> = message.private
    ? { by: view.asker, conversationId: view.conversationId }
    : {};
  const form = message.form
    ? [{ type: 'ActionSet', actions: [openFormButton(message.form, view.conversationId)] }]
    : [];
  return [...further, ...form, ...buttonSets(message.actions ?? [], forOne)];
}

/** The message's text in pieces small enough to send, cut between paragraphs, then between lines. */
function pieces(text: string, length: number): string[] {
  if (text.length <= length) return [text];
  const cut = [text.lastIndexOf('\n\n', length), text.lastIndexOf('\n', length)].find(
    (at) => at > length / 2,
  );
  const at = cut ?? length;
  return [text.slice(0, at).trimEnd(), ...pieces(text.slice(at).trimStart(), length)];
}

const longestPiece = 12_000;

function entitiesFor(message: BotMessage, text: string, links: Links): Outgoing['entities'] {
  const isAnswer = message.answer?.outcome === 'answered';
  if (!isAnswer) return undefined;
  const cited = citedIn(text, message.citations ?? []);
  const whole = answerEntity(cited, links, true);
  return [2 * JSON.stringify(whole).length < maxMessageBytes / 2 ? whole : answerEntity(cited, links, false)];
}

function piece(message: BotMessage, text: string, links: Links): Outgoing {
  const entities = entitiesFor(message, text, links);
  return {
    type: 'message',
    text,
    textFormat: 'markdown',
    ...(entities && { entities }),
    ...(message.answer && { channelData: { feedbackLoop: { type: 'custom' } } }),
  };
}

/**
 * One message of a reply as Teams takes it, in several where it is too long for one; buttons, forms and the picture
 * stand with the last.
 */
export async function presentMessage(message: BotMessage, view: View): Promise<readonly Outgoing[]> {
  const links = linksOf(view.base, message.citations);
  if (isConfirmation(message)) return [confirmation(message, view, links)];
  const picture = await pictureOf(message.image);
  const asked = view.asked ? `> ${shorten(view.asked, 300)}\n\n` : '';
  const link =
    message.image && !picture
      ? `\n\n[${texts.picture[view.language]}：${message.image.alt}](${message.image.url})`
      : '';
  const text = teamsText(asked + message.markdown + originOf(message, view.language) + link, links);
  const sent = pieces(text, longestPiece).map((part) => piece(message, part, links));
  const parts = cardParts(message, view, links);
  const attachments = [
    ...(picture ? [picture] : []),
    ...(parts.length > 0 ? [cardAttachment({ body: parts, fallbackText: shorten(text, 500) })] : []),
  ];
  const last = sent.pop()!;
  return [...sent, attachments.length > 0 ? { ...last, attachments } : last];
}

/** The outcome of a pressed confirmation, in place of its card. */
export function outcomeCard(messages: readonly BotMessage[], view: View): ReturnType<typeof cardAttachment> {
  const body = messages.flatMap((message) => {
    const links = linksOf(view.base, message.citations);
    return [textBlock(teamsText(message.markdown, links)), ...cardParts(message, view, links)];
  });
  return cardAttachment({ body });
}
