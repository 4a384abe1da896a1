import type { Block } from './limits.ts';

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly bot?: boolean;
  /** A guest of the workspace. */
  readonly guest?: boolean;
  /** Of another organisation, met in a shared channel. */
  readonly stranger?: boolean;
  readonly deleted?: boolean;
  readonly locale?: string;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  /** Shared with another organisation. */
  readonly shared?: boolean;
  readonly members: string[];
}

export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  text: string;
  blocks: Block[];
  readonly threadTs?: string;
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  /** Only this person sees it. */
  readonly onlyFor?: string;
  streaming?: boolean;
  readonly streamed?: boolean;
  streamedUntil?: number;
  readonly files?: readonly string[];
  edits: number;
}

export interface SlackView {
  readonly id: string;
  readonly user: string;
  hash: string;
  view: Record<string, unknown> & { blocks: Block[] };
  open: boolean;
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly altText: string;
  readonly length: number;
  bytes: Buffer;
  shared: boolean;
}

export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
  /** What the caller was told: ok, or the error. */
  readonly reply: string;
}

export const botUser = 'UBANK';
export const botId = 'BBANK';
export const team = 'T0001';

/** Everything one workspace holds. */
export class SlackState {
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly messages: SlackMessage[] = [];
  readonly views = new Map<string, SlackView>();
  readonly files = new Map<string, SlackFile>();
  readonly calls: ApiCall[] = [];
  readonly statuses: { channel: string; threadTs: string; status: string; at: number }[] = [];
  readonly prompts: { channel: string; titles: string[] }[] = [];
  /** When a trigger was handed out; deleted when used. */
  readonly triggers = new Map<string, { user: string; at: number }>();
  /** `pressed`: the message whose button handed the link out. */
  readonly responseUrls = new Map<
    string,
    { channel: string; user: string; pressed?: string; uses: number }
  >();
  #clock = 1_764_000_000_000_000;
  #ids = 0;

  constructor() {
    this.users.set(botUser, { id: botUser, name: '治理知識庫', bot: true });
  }

  nextTs(): string {
    this.#clock += 1_000;
    return `${Math.floor(this.#clock / 1e6)}.${String(this.#clock % 1e6).padStart(6, '0')}`;
  }

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${String(this.#ids).padStart(6, '0')}`;
  }

  addUser(user: SlackUser): SlackUser {
    this.users.set(user.id, user);
    return user;
  }

  addChannel(channel: SlackChannel): SlackChannel {
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct conversation of a person with the app. */
  direct(user: string): SlackChannel {
    const id = `D${user}`;
    return this.channels.get(id) ?? this.addChannel({ id, name: user, kind: 'im', members: [user, botUser] });
  }

  find(channel: string, ts: string): SlackMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** What a person wrote. */
  say(user: string, channel: string, text: string, threadTs?: string): SlackMessage {
    const message = {
      ts: this.nextTs(),
      channel,
      user,
      text,
      blocks: [],
      edits: 0,
      ...(threadTs && { threadTs }),
    };
    this.messages.push(message);
    return message;
  }

  /** What the app said, in order. */
  byBot(where: { channel?: string; threadTs?: string; onlyFor?: string } = {}): SlackMessage[] {
    return this.messages.filter(
      (message) =>
        message.user === botUser &&
        (where.channel === undefined || message.channel === where.channel) &&
        (where.threadTs === undefined || message.threadTs === where.threadTs) &&
        message.onlyFor === where.onlyFor,
    );
  }
}
