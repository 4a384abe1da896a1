import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

interface Served {
  fetch(request: Request): Response | Promise<Response>;
}

export interface Listening {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** The app on a port of its own, as the server runs it. */
export function listen(app: Served): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve({
        port,
        origin: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
  });
}
