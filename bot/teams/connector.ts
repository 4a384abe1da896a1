import type { IActivityContext } from '@microsoft/teams.apps';
import { type Activity, scopeOf, tenantOf } from './activity.ts';
import type { Outgoing } from './outgoing.ts';
import { withRetries } from './retry.ts';

export type ConnectorApi = IActivityContext['api'];
type SentParams = Parameters<ConnectorApi['conversations']['createActivity']>[1];

/** What is sent where the activity came from, in the bot's name. */
export class Connector {
  readonly #api: ConnectorApi;
  readonly #activity: Activity;

  constructor(api: ConnectorApi, activity: Activity) {
    this.#api = api;
    this.#activity = activity;
  }

  get conversation(): string {
    return this.#activity.conversation.id;
  }

  #params(outgoing: Outgoing, rest: Readonly<Record<string, unknown>> = {}): SentParams {
    const { recipient: from, conversation, from: recipient } = this.#activity;
    const { isTargeted: _, ...bot } = from;
    return { ...outgoing, from: bot, recipient, conversation, ...rest } as unknown as SentParams;
  }

  /** @returns the id of the message */
  async post(outgoing: Outgoing): Promise<string> {
    const params = this.#params(outgoing);
    const { id } = await withRetries(() => this.#api.conversations.createActivity(this.conversation, params));
    return id;
  }

  /** One attempt: a stream goes on with what it says next, not with what was lost. */
  async postOnce(outgoing: Outgoing): Promise<string> {
    return (await this.#api.conversations.createActivity(this.conversation, this.#params(outgoing))).id;
  }

  async update(id: string, outgoing: Outgoing): Promise<void> {
    const params = this.#params(outgoing, { id });
    await withRetries(() => this.#api.conversations.updateActivity(this.conversation, id, params));
  }

  /** Shown to the asker alone, in the conversation where it was asked. */
  async postTargeted(outgoing: Outgoing): Promise<string> {
    const { from, recipient, id: messageId } = this.#activity;
    const answersTargeted = recipient.isTargeted && messageId;
    const params = this.#params(
      {
        ...outgoing,
        entities: [
          ...(outgoing.entities ?? []),
          ...(answersTargeted ? [{ type: 'targetedMessageInfo', messageId }] : []),
        ],
      },
      { recipient: { ...from, isTargeted: true } },
    );
    const { id } = await withRetries(() =>
      this.#api.conversations.createTargetedActivity(this.conversation, params),
    );
    return id;
  }

  /** Opens the chat between the bot and the asker, or finds it. */
  async openDirect(): Promise<string> {
    const { from, recipient } = this.#activity;
    const tenantId = tenantOf(this.#activity);
    const { isTargeted: _, ...bot } = recipient;
    const params = {
      isGroup: false,
      bot,
      members: [from],
      ...(tenantId && { tenantId, channelData: { tenant: { id: tenantId } } }),
    } as unknown as Parameters<ConnectorApi['conversations']['create']>[0];
    const { id } = await withRetries(() => this.#api.conversations.create(params));
    return id;
  }

  async postDirect(direct: string, outgoing: Outgoing): Promise<string> {
    const conversation = { id: direct, conversationType: 'personal', tenantId: tenantOf(this.#activity) };
    const params = this.#params(outgoing, { conversation });
    const { id } = await withRetries(() => this.#api.conversations.createActivity(direct, params));
    return id;
  }

  /** Shows that an answer is being made; nothing depends on it. */
  async showTyping(): Promise<void> {
    const typing = { type: 'typing' as const };
    await this.#api.conversations
      .createActivity(this.conversation, this.#params(typing))
      .catch(() => undefined);
  }

  get scope() {
    return scopeOf(this.#activity);
  }

  member(): Promise<unknown> {
    return withRetries(() =>
      this.#api.conversations.getMemberById(this.conversation, this.#activity.from.id),
    );
  }

  /** Everybody in the conversation; undefined when there are more than `most`. @throws when the roster is closed */
  async roster(most: number): Promise<readonly unknown[] | undefined> {
    const members: unknown[] = [];
    let continuation: string | undefined;
    do {
      const page = await withRetries(() =>
        this.#api.conversations.getPagedMembers(this.conversation, 500, continuation),
      );
      members.push(...page.members);
      continuation = page.continuationToken || undefined;
    } while (continuation && members.length <= most);
    return members.length <= most ? members : undefined;
  }
}
