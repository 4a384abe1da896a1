/** A card, picture or other thing beside a message's text. */
export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly contentUrl?: string;
  readonly name?: string;
}

/** An activity as the connector takes it; who speaks where is added when it is sent. */
export interface Outgoing {
  readonly type: 'message' | 'typing';
  /** Of the stream that a piece belongs to. */
  readonly id?: string;
  readonly text?: string;
  readonly textFormat?: 'markdown' | 'plain';
  /** What notifications and lists of chats show of a message that is a card alone. */
  readonly summary?: string;
  readonly entities?: readonly Readonly<Record<string, unknown>>[];
  readonly attachments?: readonly Attachment[];
  readonly channelData?: Readonly<Record<string, unknown>>;
}

/** Teams takes about 100 KB as UTF-16; beyond this a message is cut into several. */
export const maxMessageBytes = 80 * 1024;

export function bytesOf(activity: Outgoing): number {
  return 2 * JSON.stringify(activity).length;
}

/** The text cut to a length, with a sign that it was; never inside a surrogate pair. */
export function shorten(text: string, length: number): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= length) return plain;
  return `${plain.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
