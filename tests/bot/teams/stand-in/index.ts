import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { mountTeams, type TeamsMount, teamsPath } from '../../../../bot/teams/mount-teams.ts';
import type { Bank } from '../../../../core/context.ts';
import type { Sent } from './check-activity.ts';
import { ConnectorStandIn, type Person, type Posted } from './connector.ts';
import { createKeyServer } from './key-server.ts';

export const clientId = '5f0c1bd8-6c07-4f0e-9f2b-3a1d5f4e2c10';
export const tenantId = '0a9d3b52-7e51-4c1c-a2be-62c4e1a1f001';
export const bot = { id: `28:${clientId}`, name: 'AI 治理知識庫' };

export function person(name: string, rest: Partial<Person> = {}): Person {
  return { id: `29:${name}`, aadObjectId: `aad-${name}`, name, userRole: 'user', tenantId, ...rest };
}

export const personal = (who: Person) => ({
  id: `a:chat-${who.name}`,
  conversationType: 'personal',
  tenantId,
});
export const group = (name: string) => ({
  id: `19:${name}@thread.v2`,
  conversationType: 'groupChat',
  isGroup: true,
  tenantId,
});
export const channel = (name: string, thread = '1700') => ({
  id: `19:${name}@thread.tacv2;messageid=${thread}`,
  conversationType: 'channel',
  isGroup: true,
  tenantId,
});
type Place = ReturnType<typeof personal | typeof group | typeof channel>;

export interface TeamsStandIn {
  readonly connector: ConnectorStandIn;
  readonly serviceUrl: string;
  readonly openIdUrl: string;
  token(options?: Parameters<Awaited<ReturnType<typeof createKeyServer>>['token']>[1]): Promise<string>;
  close(): Promise<void>;
}

/** Teams itself: its connector and its key server, on a port of this machine. */
export async function openTeams(): Promise<TeamsStandIn> {
  const keys = await createKeyServer(clientId);
  const connector = new ConnectorStandIn(bot.id);
  const app = new Hono().route('/', keys.app).route('/amer', connector.app);
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
    (resolve) => {
      const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) =>
        resolve({ server: started, port: info.port }),
      );
    },
  );
  const serviceUrl = `http://127.0.0.1:${port}/amer/`;
  return {
    connector,
    serviceUrl,
    openIdUrl: `http://127.0.0.1:${port}/v1/.well-known/openidconfiguration`,
    token: (options) => keys.token(serviceUrl, options),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What the SDK hands the bot to write with. */
export async function connectorApi(serviceUrl: string) {
  const { App } = await import('@microsoft/teams.apps');
  const nobody = { clientId: '', clientSecret: '', tenantId: '' };
  return new App({ ...nobody, serviceUrl: serviceUrl.replace(/\/$/, '') }).api;
}

/** The settings of a bank that this stand-in speaks to. */
export const teamsConfig = ({ openIdUrl }: TeamsStandIn, rest: Partial<Bank['config']['teams']> = {}) => ({
  clientId,
  clientSecret: undefined,
  tenantId,
  openIdUrl,
  allowUnauthenticated: false,
  ...rest,
});

/** People using Teams with the bank behind it. */
export class TeamsPeople {
  readonly teams: TeamsStandIn;
  readonly mount: TeamsMount;

  constructor(bank: Bank, teams: TeamsStandIn) {
    this.teams = teams;
    this.mount = mountTeams(bank);
  }

  async post(activity: Sent, authorization?: string | null): Promise<Response> {
    const bearer = authorization === undefined ? `Bearer ${await this.teams.token()}` : authorization;
    return this.mount.handle(
      new Request(`http://bank.test${teamsPath}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(bearer && { authorization: bearer }) },
        body: JSON.stringify(activity),
      }),
    );
  }

  activity(who: Person, place: Place, rest: Sent): Sent {
    return {
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: this.teams.serviceUrl,
      from: { id: who.id, name: who.name, aadObjectId: who.aadObjectId },
      recipient: bot,
      conversation: place,
      locale: 'zh-TW',
      channelData: { tenant: { id: tenantId } },
      ...rest,
    };
  }

  /** Sends an activity and waits until the bot has done with it; what it sent meanwhile. */
  async send(activity: Sent): Promise<{ response: Response; posted: readonly Posted[] }> {
    const before = this.teams.connector.posted.length;
    const response = await this.post(activity);
    await this.mount.stop(120_000);
    return { response, posted: this.teams.connector.posted.slice(before) };
  }

  /** Writes a message; in a group or channel with the mention that Teams asks for. What people then see. */
  async say(who: Person, place: Place, text: string, rest: Sent = {}): Promise<readonly Posted[]> {
    const mention = `<at>${bot.name}</at>`;
    const mentions = place.conversationType === 'personal' ? {} : this.#mention(mention);
    const written = place.conversationType === 'personal' ? text : `${mention} ${text}`;
    const { posted } = await this.send(this.activity(who, place, { text: written, ...mentions, ...rest }));
    return posted.filter(({ activity }) => activity.type === 'message');
  }

  #mention(text: string): Sent {
    return { entities: [{ type: 'mention', text, mentioned: bot }] };
  }

  /** Any invoke; the body of its reply, and what people then see. */
  async invoke(who: Person, place: Place, name: string, value: unknown, rest: Sent = {}) {
    const sent = await this.send(this.activity(who, place, { type: 'invoke', name, value, ...rest }));
    const text = await sent.response.text();
    return {
      status: sent.response.status,
      body: (text ? JSON.parse(text) : undefined) as Sent,
      messages: sent.posted.filter(({ activity }) => activity.type === 'message'),
    };
  }

  press(who: Person, place: Place, data: Sent, rest: Sent = {}) {
    return this.invoke(
      who,
      place,
      'adaptiveCard/action',
      { action: { type: 'Action.Execute', verb: 'run', data }, trigger: 'manual' },
      rest,
    );
  }
}

export const buttonsOf = (posted: Posted | undefined): Sent[] => {
  const card = posted?.activity.attachments?.find((one: Sent) => one.content)?.content;
  const parts: Sent[] = [...(card?.body ?? []), ...(card?.actions ?? [])];
  return parts.flatMap((part) =>
    part.type === 'ActionSet' ? part.actions : part.type.startsWith('Action.') ? [part] : [],
  );
};
