import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Faults } from './faults.ts';
import { httpCarrier, People } from './send.ts';
import { SocketMode } from './socket.ts';
import { SlackState } from './state.ts';
import { createWebApi } from './web-api.ts';

export const testSecrets = {
  botToken: 'xoxb-stand-in',
  appToken: 'xapp-stand-in',
  signingSecret: 'stand-in-signing-secret',
};

export interface SlackStandIn {
  readonly origin: string;
  readonly state: SlackState;
  readonly people: People;
  readonly faults: Faults;
  readonly socket: SocketMode;
  /** Where events are sent over HTTP. */
  target: string;
  /** Events over the socket instead of HTTP. */
  useSocket: boolean;
  postsPerSecond: boolean;
  close(): Promise<void>;
}

/** A workspace on loopback: its Web API, its people, its pages. */
export async function startSlack(): Promise<SlackStandIn> {
  const state = new SlackState();
  const faults = new Faults();
  const socket = new SocketMode();
  let origin = '';
  const api = createWebApi({
    ...{ token: testSecrets.botToken, appToken: testSecrets.appToken },
    state,
    faults,
    origin: () => origin,
    postsPerSecond: () => slack.postsPerSecond,
  });
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: api.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) => {
      origin = `http://127.0.0.1:${port}`;
      resolve(made as Server);
    });
  });
  socket.attach(server);
  const http = httpCarrier(() => slack.target, testSecrets.signingSecret);
  const slack: SlackStandIn = {
    origin,
    state,
    faults,
    socket,
    people: new People(
      state,
      () => (slack.useSocket ? socket.carrier() : http),
      () => origin,
    ),
    target: '',
    useSocket: false,
    postsPerSecond: false,
    close: () =>
      new Promise((resolve) => {
        socket.cut();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return slack;
}
