import type { Attachment } from '../outgoing.ts';

/** An element or action of a card; the shapes are Adaptive Cards 1.5, the newest that Teams shows everywhere. */
export type CardPart = Readonly<Record<string, unknown> & { type: string }>;

export const cardType = 'application/vnd.microsoft.card.adaptive';

export interface Card {
  readonly body: readonly CardPart[];
  readonly actions?: readonly CardPart[];
  /** What a client too old for the card reads out. */
  readonly fallbackText?: string;
}

export function cardContent({ body, actions, fallbackText }: Card): Readonly<Record<string, unknown>> {
  return {
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    ...(fallbackText && { fallbackText }),
    msteams: { width: 'Full' },
    body,
    ...(actions && actions.length > 0 && { actions }),
  };
}

export function cardAttachment(card: Card): Attachment {
  return { contentType: cardType, content: cardContent(card) };
}

export function textBlock(text: string, rest: Readonly<Record<string, unknown>> = {}): CardPart {
  return { type: 'TextBlock', text, wrap: true, ...rest };
}
