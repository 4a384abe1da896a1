import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { BankApp } from '../../api/app.ts';

/** The app on a port of its own, as the server runs it. */
export function listen(app: BankApp): Promise<{ port: number; origin: string; close(): Promise<void> }> {
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
