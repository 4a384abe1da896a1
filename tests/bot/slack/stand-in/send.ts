import { createHmac } from 'node:crypto';
import { botUser, type SlackMessage, type SlackState, type SlackView, team } from './state.ts';

export interface Delivered {
  readonly status: number;
  /** From sending to the acknowledgement, in milliseconds. */
  readonly ms: number;
  readonly body: string;
  readonly headers: Headers;
}

export type Payload = Record<string, unknown>;

/** How something reaches the app: over signed HTTP, or over its socket. */
export interface Carrier {
  event(envelope: Payload): Promise<Delivered>;
  command(fields: Record<string, string>): Promise<Delivered>;
  interactive(payload: Payload): Promise<Delivered>;
}

export function signed(
  secret: string,
  body: string,
  at = Math.floor(Date.now() / 1_000),
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` };
}

export async function postTo(url: string, body: string, headers: Record<string, string>): Promise<Delivered> {
  const start = performance.now();
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  return { status: response.status, ms: performance.now() - start, body: text, headers: response.headers };
}

const form = 'application/x-www-form-urlencoded';

export function httpCarrier(url: () => string, secret: string): Carrier {
  const send = (body: string, type: string) =>
    postTo(url(), body, { 'content-type': type, ...signed(secret, body) });
  return {
    event: (envelope) => send(JSON.stringify(envelope), 'application/json'),
    command: (fields) => send(new URLSearchParams(fields).toString(), form),
    interactive: (payload) =>
      send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
  };
}

/** What people in the workspace do, as Slack tells the app about it. */
export class People {
  readonly #state: SlackState;
  readonly #carrier: () => Carrier;
  readonly #origin: () => string;

  constructor(state: SlackState, carrier: () => Carrier, origin: () => string) {
    this.#state = state;
    this.#carrier = carrier;
    this.#origin = origin;
  }

  envelope(event: Payload, more: Payload = {}): Payload {
    return {
      token: 'unused',
      team_id: team,
      api_app_id: 'ABANK',
      type: 'event_callback',
      event_id: this.#state.nextId('Ev'),
      event_time: Math.floor(Date.now() / 1_000),
      authorizations: [{ team_id: team, user_id: botUser, is_bot: true }],
      event,
      ...more,
    };
  }

  send(envelope: Payload): Promise<Delivered> {
    return this.#carrier().event(envelope);
  }

  /** The event of a message a person wrote; `team` differs for people of other organisations. */
  messageEvent(message: SlackMessage, type: 'app_mention' | 'message'): Payload {
    const stranger = this.#state.users.get(message.user)?.stranger;
    return {
      type,
      user: message.user,
      text: message.text,
      ts: message.ts,
      event_ts: message.ts,
      channel: message.channel,
      team: stranger ? 'TOTHER' : team,
      ...(type === 'message' && { channel_type: 'im' }),
      ...(message.threadTs && { thread_ts: message.threadTs }),
    };
  }

  async mention(user: string, channel: string, text: string, threadTs?: string) {
    const message = this.#state.say(user, channel, `<@${botUser}> ${text}`, threadTs);
    const envelope = this.envelope(this.messageEvent(message, 'app_mention'));
    return { message, envelope, delivered: await this.send(envelope) };
  }

  async direct(user: string, text: string, threadTs?: string) {
    const message = this.#state.say(user, this.#state.direct(user).id, text, threadTs);
    const envelope = this.envelope(this.messageEvent(message, 'message'));
    return { message, envelope, delivered: await this.send(envelope) };
  }

  trigger(user: string): string {
    const id = this.#state.nextId('trigger');
    this.#state.triggers.set(id, { user, at: Date.now() });
    return id;
  }

  responseUrl(channel: string, user: string, pressed?: string): string {
    const id = this.#state.nextId('R');
    this.#state.responseUrls.set(id, { channel, user, uses: 0, ...(pressed && { pressed }) });
    return `${this.#origin()}/respond/${id}`;
  }

  command(user: string, channel: string, command: string, text = ''): Promise<Delivered> {
    return this.#carrier().command({
      token: 'unused',
      team_id: team,
      api_app_id: 'ABANK',
      channel_id: channel,
      channel_name: this.#state.channels.get(channel)?.name ?? '',
      user_id: user,
      user_name: user,
      command,
      text,
      trigger_id: this.trigger(user),
      response_url: this.responseUrl(channel, user),
    });
  }

  #who(user: string): Payload {
    return { id: user, username: user, name: user, team_id: team };
  }

  /** Presses a button of a message; `actionId` may be its beginning. */
  press(user: string, message: SlackMessage, actionId: string, value?: string): Promise<Delivered> {
    const all = [
      ...message.blocks.flatMap((block) => (block.elements ?? []).map((one: Payload) => [block, one])),
    ];
    const [block, element] = all.find(([, one]) => String(one.action_id).startsWith(actionId)) ?? [];
    if (!element) throw new Error(`no ${actionId} in ${JSON.stringify(message.blocks)}`);
    return this.#carrier().interactive({
      type: 'block_actions',
      team: { id: team },
      api_app_id: 'ABANK',
      user: this.#who(user),
      trigger_id: this.trigger(user),
      response_url: this.responseUrl(message.channel, user, message.ts),
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: message.onlyFor !== undefined,
        ...(message.threadTs && { thread_ts: message.threadTs }),
      },
      channel: { id: message.channel, name: 'channel' },
      ...(!message.onlyFor && {
        message: { ts: message.ts, text: message.text, user: message.user, thread_ts: message.threadTs },
      }),
      actions: [
        {
          type: element.type,
          action_id: element.action_id,
          block_id: block.block_id ?? 'b1',
          value: value ?? element.value,
          action_ts: this.#state.nextTs(),
          text: element.text,
        },
      ],
    });
  }

  shortcut(user: string, callbackId: string, message: SlackMessage): Promise<Delivered> {
    return this.#carrier().interactive({
      type: 'message_action',
      callback_id: callbackId,
      team: { id: team },
      user: this.#who(user),
      trigger_id: this.trigger(user),
      response_url: this.responseUrl(message.channel, user),
      channel: { id: message.channel, name: 'channel' },
      message_ts: message.ts,
      message: {
        type: 'message',
        user: message.user,
        text: message.text,
        ts: message.ts,
        thread_ts: message.threadTs,
      },
    });
  }

  /** Sends a modal as filled in; what is not named keeps its first value. */
  async submit(view: SlackView, values: Readonly<Record<string, string | readonly string[]>> = {}) {
    const filled: Record<string, Record<string, Payload>> = {};
    for (const block of view.view.blocks.filter(({ type }) => type === 'input')) {
      const { element } = block;
      filled[block.block_id] = { [element.action_id]: fill(element, values[block.block_id]) };
    }
    const delivered = await this.#carrier().interactive({
      type: 'view_submission',
      team: { id: team },
      user: this.#who(view.user),
      trigger_id: this.trigger(view.user),
      view: { ...view.view, id: view.id, hash: view.hash, state: { values: filled } },
    });
    this.#after(view, delivered.body);
    return delivered;
  }

  /** What Slack does with the reply to a modal sent: closes it, shows errors, or shows another one. */
  #after(view: SlackView, body: string): void {
    const reply = body ? JSON.parse(body) : {};
    if (reply.response_action === 'update') view.view = reply.view;
    else if (reply.response_action !== 'errors') view.open = false;
  }

  stop(user: string, message: SlackMessage): Promise<Delivered> {
    message.streaming = false;
    return this.send(
      this.envelope({
        type: 'agent_session_stopped',
        channel: message.channel,
        user,
        thread_ts: message.threadTs ?? message.ts,
        streaming_message_ts: [message.ts],
        event_ts: this.#state.nextTs(),
      }),
    );
  }

  openMessages(user: string): Promise<Delivered> {
    return this.send(
      this.envelope({
        type: 'app_home_opened',
        user,
        channel: this.#state.direct(user).id,
        tab: 'messages',
        event_ts: this.#state.nextTs(),
      }),
    );
  }
}

const asOption = (element: Payload, value: string) =>
  (element.options as { value: string }[]).find((option) => option.value === value);

function fill(element: Payload, value: string | readonly string[] | undefined): Payload {
  const type = element.type;
  if (type === 'plain_text_input') return { type, value: value ?? element.initial_value ?? null };
  if (type === 'datepicker') return { type, selected_date: value ?? element.initial_date ?? null };
  if (type === 'static_select')
    return {
      type,
      selected_option: value ? asOption(element, String(value)) : (element.initial_option ?? null),
    };
  const picked = Array.isArray(value)
    ? value.map((one) => asOption(element, one))
    : (element.initial_options ?? []);
  return { type, selected_options: picked };
}
